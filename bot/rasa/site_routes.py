"""The routes of the widget's file, the pages and the town hall's details."""

from datetime import datetime
from functools import lru_cache

from sanic import Sanic
from sanic.exceptions import NotFound
from sanic.request import Request
from sanic.response import HTTPResponse, html, raw, redirect
from sanic.response import json as json_response

from bot.clock import now
from bot.knowledge import Town, served
from bot.rasa.web_policy import allowed_origins
from bot.site.pages import FRAMED, PAGES, content_policy, render_page
from bot.site.town_hall import contact_card
from bot.site.widget_file import towns_file, widget_file
from bot.web_settings import WebSettings

READ = ("GET", "HEAD")
LATEST = "public, max-age=600"
# Asks for the widget of the server's own town, whatever town its tag names.
OWN = "own"
SCRIPT = "text/javascript; charset=utf-8"
FOR_EVER = "public, max-age=31536000, immutable"
# Made once a minute each, however often they are asked for: what they say changes no sooner.
MADE_KEPT = 32


def add_site(app: Sanic, settings: WebSettings) -> None:
    """Serve the site: the same file under its lasting name and under ``/widget.js``.

    Args:
        app: the application.
        settings: the websites that may show the page made for a frame.
    """

    async def framed(request: Request) -> HTTPResponse:
        return await _page(request, allowed_origins(settings))

    for path, template in PAGES.items():
        page = framed if path == FRAMED else _page
        app.add_route(page, path, READ, name=template.removesuffix(".html"))
    app.add_route(_latest_widget, "/widget.js", READ)
    app.add_route(_this_widget, "/<name:widget-[0-9a-f]{12}.js>", READ)
    app.add_route(_town_hall, "/mairie.json", READ)


async def _page(request: Request, framed_by: frozenset[str] = frozenset()) -> HTTPResponse:
    if request.path not in PAGES:
        # A final slash, which would make the links of the page miss.
        return redirect(f"..{request.path.rstrip('/')}")
    # Our pages have the file of their town: they would not let another script load it.
    script = f"widget.js?{OWN}" if request.app.ctx.towns else "widget.js"
    keeps_unheard = request.app.ctx.agent.tracker_store.keeps_unheard
    page = _page_at(_minute(), served(), request.path, keeps_unheard, script)
    return html(page, headers={"Content-Security-Policy": content_policy(framed_by)})


async def _latest_widget(request: Request) -> HTTPResponse:
    towns, asked = request.app.ctx.towns, request.ctx.town
    if towns and not asked.by_name and not served().key and request.query_string != OWN:
        own = towns.has_own and not asked.error
        return raw(towns_file(own).encode(), content_type=SCRIPT, headers=_shared(LATEST))
    return _widget(request, LATEST)


async def _this_widget(request: Request, name: str) -> HTTPResponse:
    if name != widget_file().name:
        raise NotFound()
    return _widget(request, FOR_EVER)


def _widget(request: Request, kept: str) -> HTTPResponse:
    headers = {**_shared(kept), "Vary": "Accept-Encoding"}
    body = widget_file().source.encode()
    if "gzip" in request.headers.get("accept-encoding", ""):
        body = widget_file().compressed
        headers["Content-Encoding"] = "gzip"
    return raw(body, content_type=SCRIPT, headers=headers)


def _shared(kept: str) -> dict[str, str]:
    # A module script is fetched with CORS, and holds nothing that is not public.
    return {
        "Access-Control-Allow-Origin": "*",
        "Cross-Origin-Resource-Policy": "cross-origin",
        "Cache-Control": kept,
    }


async def _town_hall(_request: Request) -> HTTPResponse:
    return json_response(_card_at(_minute(), served()), headers={"Cache-Control": "no-store"})


def _minute() -> datetime:
    return now().replace(second=0, microsecond=0)


@lru_cache(maxsize=MADE_KEPT)
def _page_at(_now: datetime, _town: Town, path: str, keeps_unheard: bool, script: str) -> str:
    return render_page(path, keeps_unheard, script)


@lru_cache(maxsize=MADE_KEPT)
def _card_at(minute: datetime, _town: Town) -> dict[str, str]:
    return contact_card(minute)

"""The routes of the widget's file, the pages and the town hall's details."""

from sanic import Sanic
from sanic.exceptions import NotFound
from sanic.request import Request
from sanic.response import HTTPResponse, html, raw, redirect
from sanic.response import json as json_response

from bot.clock import now
from bot.rasa.web_policy import allowed_origins
from bot.site.pages import FRAMED, PAGES, content_policy, render_page
from bot.site.town_hall import contact_card
from bot.site.widget_file import town_settings, widget_file
from bot.web_settings import WebSettings

READ = ("GET", "HEAD")
LATEST = "public, max-age=600"
FOR_EVER = "public, max-age=31536000, immutable"


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
    page = render_page(request.path, request.app.ctx.agent.tracker_store.keeps_unheard)
    return html(page, headers={"Content-Security-Policy": content_policy(framed_by)})


async def _latest_widget(request: Request) -> HTTPResponse:
    return _widget(request, LATEST)


async def _this_widget(request: Request, name: str) -> HTTPResponse:
    if name != widget_file().name:
        raise NotFound()
    return _widget(request, FOR_EVER)


def _widget(request: Request, kept: str) -> HTTPResponse:
    # A module script is fetched with CORS, and holds nothing that is not public.
    headers = {
        "Access-Control-Allow-Origin": "*",
        "Cross-Origin-Resource-Policy": "cross-origin",
        "Cache-Control": kept,
        "Vary": "Accept-Encoding",
    }
    body = widget_file().source.encode()
    if "gzip" in request.headers.get("accept-encoding", ""):
        body = widget_file().compressed
        headers["Content-Encoding"] = "gzip"
    return raw(body, content_type="text/javascript; charset=utf-8", headers=headers)


async def _town_hall(_request: Request) -> HTTPResponse:
    told = {**contact_card(now()), **town_settings()}
    return json_response(told, headers={"Cache-Control": "no-store"})

"""``/accueil``: the page of the clerk who answers the phone, behind a key.

The key is the password of HTTP's own prompt, whatever the name given. Nothing that is sent here is
kept or logged.
"""

import asyncio
import hmac
import json
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from functools import lru_cache, partial
from http import HTTPStatus
from typing import Any

from sanic import Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, html, text
from sanic.response import json as json_response

from bot.clock import now
from bot.knowledge import Town, served
from bot.limits import MAX_MESSAGE
from bot.phone.desk import DeskError, find, follow, sheets
from bot.rasa.clients import client_address
from bot.rasa.figures_route import password
from bot.rate_limit import RateLimit, in_words
from bot.site.desk_page import code, content_policy, render_desk
from bot.web_settings import key_of_town

PATH = "/accueil"
WRONG_KEYS_PER_MINUTE = 10
# A hundred kilobytes each, of several towns.
DESKS_HELD = 16
_PRIVATE = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex"}
_ASK = {"WWW-Authenticate": 'Basic realm="accueil", charset="UTF-8"', **_PRIVATE}

Handler = Callable[[Request], Awaitable[HTTPResponse]]


class _Desk:
    """Opens to who has the key; who tries many is made to wait."""

    def __init__(self, key: str) -> None:
        self._key = key
        self._wrong = RateLimit(WRONG_KEYS_PER_MINUTE)

    def behind(self, handler: Handler) -> Handler:
        """The handler, for who has the key only."""

        async def checked(request: Request) -> HTTPResponse:
            key = key_of_town(self._key, "accueil", served().key).encode()
            if hmac.compare_digest(password(request.headers.get("authorization", "")), key):
                return await handler(request)
            # A browser asks once without a key, to be told that there is one.
            tried = "authorization" in request.headers
            seconds = await self._wrong.wait(client_address(request)) if tried else 0
            if seconds:
                told = f"Trop de clés fausses. Réessayez {in_words(seconds)}."
                headers = {"Retry-After": str(seconds), **_PRIVATE}
                return text(told, HTTPStatus.TOO_MANY_REQUESTS, headers)
            return text("Cette page demande une clé.", HTTPStatus.UNAUTHORIZED, _ASK)

        return checked


def add_desk(app: Sanic, key: str) -> None:
    """Serve the page, its code, and what it asks for."""
    behind = _Desk(key).behind
    app.add_route(behind(_page), PATH, name="desk")
    app.add_route(behind(_code), f"{PATH}/bureau.js", name="desk_code")
    app.add_route(behind(_sheets), f"{PATH}/fiches.json", name="desk_sheets")
    app.add_route(behind(_search), f"{PATH}/chercher", ["POST"], name="desk_search")
    app.add_route(behind(_case), f"{PATH}/dossier", ["POST"], name="desk_case")


async def _page(_request: Request) -> HTTPResponse:
    headers = {"Content-Security-Policy": content_policy(), **_PRIVATE}
    return html(render_desk(now()), headers=headers)


async def _code(_request: Request) -> HTTPResponse:
    return text(code(), headers=_PRIVATE, content_type="text/javascript; charset=utf-8")


async def _sheets(_request: Request) -> HTTPResponse:
    body = await asyncio.to_thread(_sheets_of, served(), now().date().isoformat())
    return text(body, headers=_PRIVATE, content_type="application/json")


@lru_cache(maxsize=DESKS_HELD)
def _sheets_of(_town: Town, _day: str) -> str:
    # Half a second to make, the same for a whole day.
    return json.dumps(sheets(now()), ensure_ascii=False, default=str)


async def _search(request: Request) -> HTTPResponse:
    return await _answered(request, partial(_find, moment=now()))


async def _case(request: Request) -> HTTPResponse:
    return await _answered(request, partial(_follow, moment=now()))


def _find(demand: Mapping[str, Any], moment: datetime) -> dict[str, Any]:
    return find(str(demand.get("text", ""))[:MAX_MESSAGE], moment)


def _follow(demand: Mapping[str, Any], moment: datetime) -> dict[str, Any]:
    if len(str(demand.get("text") or "")) > MAX_MESSAGE:
        raise DeskError(f"C'est trop long : {MAX_MESSAGE} caractères au plus.")
    return follow(demand, moment)


async def _answered(
    request: Request, answer: Callable[[Mapping[str, Any]], dict[str, Any]]
) -> HTTPResponse:
    """The answer to JSON, which no page of another site can send without asking."""
    if request.content_type.partition(";")[0].strip().lower() != "application/json":
        told = "La demande doit être envoyée avec « Content-Type: application/json »."
        return _refused(told, HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
    try:
        demand = json.loads(request.body)
        if not isinstance(demand, dict):
            raise DeskError("La demande n'est pas un objet JSON.")
        return json_response(await asyncio.to_thread(answer, demand), headers=_PRIVATE)
    except DeskError as error:
        return _refused(str(error), HTTPStatus.BAD_REQUEST)
    except (json.JSONDecodeError, UnicodeDecodeError, RecursionError):
        return _refused("La demande n'est pas du JSON lisible.", HTTPStatus.BAD_REQUEST)


def _refused(told: str, status: HTTPStatus) -> HTTPResponse:
    return json_response({"error": told}, status, _PRIVATE)

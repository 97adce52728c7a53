"""``/figures``: the page of the figures, for who holds the key that the town has set."""

import asyncio
import base64
import hmac
from binascii import Error as Base64Error
from http import HTTPStatus

import sqlalchemy as sa
from sanic import Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, html

from bot.clock import today
from bot.database import Database
from bot.figures.page import figures_page
from bot.figures.report import MONTH, report
from bot.figures.table import Cells, months, oldest_month, read_month
from bot.knowledge import served
from bot.rasa.clients import client_address
from bot.rate_limit import Limit, in_words
from bot.site.pages import content_policy
from bot.site.problem import problem_page
from bot.web_settings import key_of_town

_TITLE = "Les chiffres ne peuvent pas être affichés"


class FiguresRoute:
    """Serves the page with HTTP's basic authentication: any user name, the key as password.

    Args:
        key: what the town of ``TOWN`` has set; the others have one made from it.
        database: where the counts are.
        limit: how often one client may ask.
    """

    def __init__(self, key: str, database: Database, limit: Limit) -> None:
        self._key = key
        self._database = database
        self._limit = limit

    def add_to(self, app: Sanic) -> None:
        """Add the route."""
        app.add_route(self.figures, "/figures")

    async def figures(self, request: Request) -> HTTPResponse:
        """The page of a month (``?month=2026-11``), or why there is none."""
        seconds = await self._limit.wait(f"figures {client_address(request)}")
        if seconds:
            reason = f"Trop de demandes à la fois. Réessayez {in_words(seconds)}."
            headers = {"Retry-After": str(seconds)}
            return html(problem_page(_TITLE, reason), HTTPStatus.TOO_MANY_REQUESTS, headers)
        key = key_of_town(self._key, "figures", served().key).encode()
        if not hmac.compare_digest(password(request.headers.get("authorization", "")), key):
            asks = {"WWW-Authenticate": 'Basic realm="figures", charset="UTF-8"'}
            page = problem_page(_TITLE, "Il faut la clé que la mairie a choisie (FIGURES_KEY).")
            return html(page, HTTPStatus.UNAUTHORIZED, asks)
        month = request.args.get("month") or f"{today():%Y-%m}"
        if not MONTH.fullmatch(month):
            reason = "Ce n'est pas un mois. Exemple : ?month=2026-11"
            return html(problem_page(_TITLE, reason), HTTPStatus.BAD_REQUEST)
        town = served().key
        cells, kept = await self._database.run(lambda found: _read(found, month, town))
        page = await asyncio.to_thread(figures_page, report(month, cells), kept)
        headers = {"Content-Security-Policy": content_policy(), "Cache-Control": "no-store"}
        return html(page, headers=headers)


def password(authorization: str) -> bytes:
    """The password of the header of basic authentication; empty when there is none."""
    scheme, _, encoded = authorization.partition(" ")
    if scheme.lower() != "basic":
        return b""
    try:
        return base64.b64decode(encoded, validate=True).partition(b":")[2]
    except (Base64Error, ValueError):
        return b""


def _read(connection: sa.engine.Connection, month: str, town: str) -> tuple[Cells, list[str]]:
    oldest = oldest_month(today())
    kept = [each for each in months(connection, town) if each >= oldest]
    return read_month(connection, month, town), kept

"""The messaging apps on the web server: where they deliver, and the assistant that answers."""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from functools import partial
from http import HTTPStatus
from typing import Any

from sanic import Sanic
from sanic.exceptions import NotFound
from sanic.request import Request
from sanic.response import HTTPResponse, empty, html, redirect, text
from sqlalchemy.exc import SQLAlchemyError

from bot.channels.accounts import Accounts
from bot.channels.channel import Channel
from bot.channels.desk import Desk
from bot.channels.inbox import Inbox
from bot.channels.message import UNREADABLE, Delivery, NotSentError
from bot.channels.secrets import town_of
from bot.channels.settings import ADAPTERS, WEBHOOKS
from bot.channels.short_links import PREFIX, ShortLinks
from bot.database import StoreError
from bot.documents import ForgedLinkError
from bot.knowledge import default_town, serve
from bot.public_address import absolute
from bot.rasa.assistant import Assistant
from bot.rasa.channel_answers import AssistantAnswers
from bot.rasa.clients import client_address
from bot.rasa.workers import while_serving
from bot.rate_limit import Limit
from bot.site.files_page import content_policy, files_page
from bot.site.problem import problem_page
from bot.towns import RefusedTownError, Towns, UnknownTownError

logger = logging.getLogger(__name__)

# Meta puts many messages in one delivery, of 3 MB at most.
MAX_DELIVERY_BYTES = 4 * 1024 * 1024
# Told to stop, what is under way is finished; the rest is for the next process.
FINISH_SECONDS = 20.0
LOOK_EVERY_SECONDS = 5.0
FORGET_EVERY_SECONDS = 600.0


class Messaging:
    """The routes of the messaging apps that are on.

    Args:
        channels: those of the environment, by name.
        towns: the other towns served, which have accounts of their own; None when there are none.
        assistant: who answers.
        limit: how often one person may write.
        notices: how often one person is told so.
    """

    def __init__(
        self,
        channels: dict[str, Channel],
        towns: Towns | None,
        assistant: Assistant,
        limit: Limit,
        notices: Limit,
    ) -> None:
        database = assistant.tracker_store.database
        self._inbox, self._links, self._towns = Inbox(database), ShortLinks(database), towns
        self._accounts = Accounts(channels, towns.folder if towns else None)
        self.desk = Desk(
            self._accounts,
            self._inbox,
            self._links,
            AssistantAnswers(assistant),
            limit,
            notices,
            self._serve_town_of,
        )

    def add_to(self, app: Sanic) -> None:
        """Serve the routes, and answer what other processes left."""
        names = {adapter.name for adapter in ADAPTERS} if self._towns else self._accounts.own
        for name in names:
            path = f"{WEBHOOKS}{name}"
            # Read in parts: Sanic would refuse whole what is longer than a message of the website.
            deliver = partial(self._deliver)
            app.add_route(deliver, path, ["POST"], name=f"{name}_deliver", stream=True)
            app.add_route(self._greet, path, ["GET"], name=f"{name}_greet")
        app.add_route(self._open_short, f"{PREFIX}<code:str>")
        while_serving(app, self._look_after)
        app.register_listener(self._stop, "before_server_stop")

    @property
    def counts(self) -> dict[str, dict[str, int]]:
        """What became of what was received and sent, by app, since this process started."""
        return {name: dict(each.counts) for name, each in self._accounts.own.items()}

    async def _deliver(self, request: Request) -> HTTPResponse:
        """Keep what an app delivers, and say so: it is answered afterwards."""
        channel = self._channel(request)
        body = await _body(request)
        if body is None:
            return empty(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        delivery = Delivery(
            body,
            {name.lower(): value for name, value in request.headers.items()},
            _query(request),
            request.path + (f"?{request.query_string}" if request.query_string else ""),
            client_address(request),
        )
        if not channel.proves(delivery):
            channel.counts["forged"] += 1
            return empty(HTTPStatus.FORBIDDEN)
        try:
            messages = channel.read(delivery)
        except UNREADABLE as error:
            # From the app itself, which would send it again for days.
            channel.counts["unreadable"] += 1
            logger.error("%s : message illisible (%s)", channel.name, type(error).__name__)
            return empty(HTTPStatus.OK)
        try:
            await self.desk.take(channel.name, messages)
        except (SQLAlchemyError, StoreError) as error:
            # Not kept: the app sends it again.
            logger.error("%s : message non gardé (%s)", channel.name, type(error).__name__)
            return empty(HTTPStatus.SERVICE_UNAVAILABLE)
        return empty(HTTPStatus.OK)

    async def _greet(self, request: Request) -> HTTPResponse:
        """What an app asks before it delivers here."""
        answer = self._channel(request).greeting(_query(request))
        return empty(HTTPStatus.FORBIDDEN) if answer is None else text(answer)

    async def _open_short(self, _request: Request, code: str) -> HTTPResponse:
        """The document behind a short address, or the page that lists those behind it."""
        paths = await self._links.paths(code)
        if not paths:
            page = problem_page("Ce document ne peut pas être ouvert", str(ForgedLinkError()))
            return html(page, HTTPStatus.NOT_FOUND)
        private = {"Cache-Control": "private, no-store", "X-Robots-Tag": "noindex"}
        if len(paths) == 1:
            return redirect(absolute(paths[0]), headers=private)
        return html(
            files_page(paths), headers={**private, "Content-Security-Policy": content_policy()}
        )

    def _channel(self, request: Request) -> Channel:
        channel = self.desk.channels.get(request.path.removeprefix(WEBHOOKS).strip("/"))
        if channel is None:
            raise NotFound()
        return channel

    def _serve_town_of(self, conversation: str) -> bool:
        """Serve the town of a conversation that another process left; whether it is served."""
        town = town_of(conversation)
        if town and self._towns is None:
            return False
        try:
            serve(self._towns.named(town) if town and self._towns else default_town())
        except (RefusedTownError, UnknownTownError):
            return False
        return True

    async def _look_after(self, _app: Sanic) -> None:
        """Answer what was left, forget what is old, for as long as the server runs."""
        for channel in self._accounts.own.values():
            with suppress(NotSentError):
                await channel.start()
        looks = 0
        while True:
            try:
                await self.desk.go_on()
                if looks * LOOK_EVERY_SECONDS % FORGET_EVERY_SECONDS == 0:
                    await self._inbox.forget_old()
                    await self._links.forget_old()
            except Exception as error:
                logger.error("messages en attente : %s", type(error).__name__)
            looks += 1
            await asyncio.sleep(LOOK_EVERY_SECONDS)

    async def _stop(self, _app: Sanic, _loop: Any) -> None:
        await self.desk.close(FINISH_SECONDS)
        await self._accounts.close()


def _query(request: Request) -> dict[str, str]:
    return {name: str(request.args.get(name)) for name in request.args}


async def _body(request: Request) -> bytes | None:
    """The raw body, None when it is too long."""
    body = bytearray()
    while (part := await request.stream.read()) is not None:
        body += part
        if len(body) > MAX_DELIVERY_BYTES:
            return None
    return bytes(body)

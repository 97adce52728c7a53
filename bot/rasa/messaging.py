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

from bot.channels.channel import Channel
from bot.channels.desk import Desk
from bot.channels.inbox import Inbox
from bot.channels.message import UNREADABLE, Delivery, NotSentError
from bot.channels.settings import WEBHOOKS
from bot.channels.short_links import PREFIX, ShortLinks
from bot.database import StoreError
from bot.documents import ForgedLinkError
from bot.knowledge import served
from bot.public_address import absolute
from bot.rasa.assistant import Assistant
from bot.rasa.channel_answers import AssistantAnswers
from bot.rasa.clients import client_address
from bot.rate_limit import Limit
from bot.site.problem import problem_page

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
        channels: by name.
        assistant: who answers.
        limit: how often one person may write.
        notices: how often one person is told so.
    """

    def __init__(
        self, channels: dict[str, Channel], assistant: Assistant, limit: Limit, notices: Limit
    ) -> None:
        database = assistant.tracker_store.database
        self._inbox, self._links = Inbox(database), ShortLinks(database)
        self.desk = Desk(
            channels, self._inbox, self._links, AssistantAnswers(assistant), limit, notices
        )

    def add_to(self, app: Sanic) -> None:
        """Serve the routes, and answer what other processes left."""
        for name in self.desk.channels:
            path = f"{WEBHOOKS}{name}"
            # Read in parts: Sanic would refuse whole what is longer than a message of the website.
            deliver = partial(self._deliver)
            app.add_route(deliver, path, ["POST"], name=f"{name}_deliver", stream=True)
            app.add_route(self._greet, path, ["GET"], name=f"{name}_greet")
        app.add_route(self._open_short, f"{PREFIX}<code:str>")
        app.add_task(self._look_after)
        app.register_listener(self._stop, "before_server_stop")

    @property
    def counts(self) -> dict[str, dict[str, int]]:
        """What became of what was received and sent, by app, since this process started."""
        return {name: dict(each.counts) for name, each in self.desk.channels.items()}

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
        """The document behind a short address."""
        path = await self._links.path(code)
        if path is None:
            page = problem_page("Ce document ne peut pas être ouvert", str(ForgedLinkError()))
            return html(page, HTTPStatus.NOT_FOUND)
        return redirect(absolute(path), headers={"Cache-Control": "private, no-store"})

    def _channel(self, request: Request) -> Channel:
        if served().key:
            # The accounts of the environment are those of its own town.
            raise NotFound()
        return self.desk.channels[request.path.removeprefix(WEBHOOKS).strip("/")]

    async def _look_after(self, _app: Sanic) -> None:
        """Answer what was left, forget what is old, for as long as the server runs."""
        for channel in self.desk.channels.values():
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

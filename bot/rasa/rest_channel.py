"""The REST channel: Rasa's protocol, with every message checked and every message answered."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from rasa.core.channels.channel import CollectingOutputChannel, InputChannel, UserMessage
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse
from sanic.response import json as json_response

from bot.channels.message import message_key
from bot.channels.secrets import is_reserved
from bot.error_log import log_error
from bot.french.text import one_line
from bot.limits import MAX_MESSAGE
from bot.rasa.assistant import Assistant
from bot.rasa.clients import client_address
from bot.rasa.web_policy import preflight
from bot.rate_limit import Limit, RateLimit, SharedRateLimit, in_words
from bot.web_settings import web_settings
from bot.wording import say

logger = logging.getLogger(__name__)

MAX_SENDER = 200
MAX_ID = 100
MAX_BODY_BYTES = 16 * 1024

OnNewMessage = Callable[[UserMessage], Awaitable[Any]]


class BadMessageError(Exception):
    """A request that cannot be answered; its text is for the resident."""


@dataclass(frozen=True)
class Message:
    """What a resident sends; the id is the same when it is sent again."""

    sender: str
    text: str
    id: str | None

    @property
    def key(self) -> str | None:
        """What tells it from any other, None without an id."""
        return None if self.id is None else message_key(self.id, self.text)


class Replies(CollectingOutputChannel):
    """Collects what is said; a text and the payload that goes with it are one message."""

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """Collect one response."""
        custom, before = message.pop("custom", None), len(self.messages)
        await super().send_response(recipient_id, message)
        if custom and len(self.messages) > before:
            self.messages[-1]["custom"] = custom
        elif custom:
            await self.send_custom_json(recipient_id, custom)


class RestChannel(InputChannel):
    """``POST /webhooks/rest/webhook`` with ``{"sender": …, "message": …}``.

    ``POST /webhooks/rest/erase`` with ``{"sender": …}`` erases the conversation.

    Args:
        limit: how often one client may send.
    """

    def __init__(self, limit: Limit) -> None:
        self._limit = limit

    @classmethod
    def name(cls) -> str:
        """The channel's name and address."""
        return "rest"

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> RestChannel:
        """The channel as ``credentials.yml`` names it, for ``rasa run``."""
        return cls(RateLimit(web_settings().messages_per_minute))

    def blueprint(self, on_new_message: OnNewMessage) -> Blueprint:
        """The routes of the channel."""
        routes = Blueprint("rest")

        @routes.get("/")
        async def health(_request: Request) -> HTTPResponse:
            return json_response({"status": "ok"})

        @routes.post("/webhook")
        async def receive(request: Request) -> HTTPResponse:
            if isinstance(self._limit, SharedRateLimit):
                # It waits for the database; what is wrong with the message is told in its turn.
                with suppress(BadMessageError):
                    request.app.ctx.agent.tracker_store.read_ahead(read_sender(request.body))
            return await self._checked(
                request, lambda: self.answer(on_new_message, read_message(request.body))
            )

        @routes.post("/erase")
        async def erase(request: Request) -> HTTPResponse:
            return await self._checked(
                request, lambda: self._erase(request.app.ctx.agent, read_sender(request.body))
            )

        routes.add_route(preflight, "/webhook", methods=["OPTIONS"], name="preflight_webhook")
        routes.add_route(preflight, "/erase", methods=["OPTIONS"], name="preflight_erase")
        return routes

    async def _checked(
        self, request: Request, answer: Callable[[], Awaitable[list[dict[str, Any]]]]
    ) -> HTTPResponse:
        """The answer, or what is wrong with the request, in French."""
        seconds = await self._limit.wait(client_address(request))
        if seconds:
            error = f"Trop de messages à la fois. Réessayez {in_words(seconds)}."
            headers = {"Retry-After": str(seconds)}
            return json_response({"error": error}, HTTPStatus.TOO_MANY_REQUESTS, headers)
        # Any page may send another type without asking: browsers ask first for this one.
        if request.content_type.partition(";")[0].strip().lower() != "application/json":
            error = "La demande doit être envoyée avec « Content-Type: application/json »."
            return json_response({"error": error}, HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
        try:
            return json_response(await answer())
        except BadMessageError as problem:
            return json_response({"error": str(problem)}, HTTPStatus.BAD_REQUEST)

    async def answer(self, on_new_message: OnNewMessage, message: Message) -> list[dict[str, Any]]:
        """What is said to one message: an apology rather than nothing."""

        replies = Replies()
        user_message = UserMessage(
            message.text,
            replies,
            message.sender,
            input_channel=RestChannel.name(),
            message_id=message.key,
        )
        try:
            # To its end even when the resident no longer waits: sent again, it finds its answer.
            await asyncio.shield(asyncio.ensure_future(on_new_message(user_message)))
        except Exception as error:
            log_error(logger, "message sans réponse", error)
            return [{"recipient_id": message.sender, "text": say("utter_apology")}]
        messages: list[dict[str, Any]] = replies.messages
        return messages

    async def _erase(self, assistant: Assistant, sender: str) -> list[dict[str, Any]]:
        await assistant.erase(sender)
        return []


def read_message(body: bytes) -> Message:
    """The message of a request.

    Args:
        body: a JSON object with ``sender`` (at most 200 characters), ``message`` (1 to 1 000
            characters once control characters are gone), and ``metadata.message_id`` or not.

    Raises:
        BadMessageError: what is wrong, in French.
    """
    fields = _fields(body)
    sender, text = _sender(fields.get("sender")), _text(fields.get("message"))
    return Message(sender, text, _id(fields.get("metadata")))


def read_sender(body: bytes) -> str:
    """The sender of a request.

    Raises:
        BadMessageError: what is wrong, in French.
    """
    return _sender(_fields(body).get("sender"))


def _fields(body: bytes) -> dict[str, Any]:
    try:
        fields = json.loads(body)
    except (ValueError, RecursionError):
        raise BadMessageError("La demande n'est pas du JSON lisible.") from None
    if not isinstance(fields, dict):
        raise BadMessageError("La demande doit être un objet JSON avec « sender » et « message ».")
    return fields


def _id(metadata: object) -> str | None:
    found = metadata.get("message_id") if isinstance(metadata, dict) else None
    if found is None:
        return None
    if not isinstance(found, str) or not 0 < len(found) <= MAX_ID or not found.isprintable():
        raise BadMessageError(
            f"« metadata.message_id » doit tenir en {MAX_ID} caractères imprimables."
        )
    return found


def _sender(sender: object) -> str:
    if not isinstance(sender, str) or not sender.strip():
        raise BadMessageError("Il manque « sender », l'identifiant de la conversation.")
    if is_reserved(sender):
        raise BadMessageError("Ce « sender » est réservé aux messageries. Choisissez-en un autre.")
    if len(sender) > MAX_SENDER or not sender.isprintable():
        raise BadMessageError(
            f"« sender » doit tenir en {MAX_SENDER} caractères imprimables "
            f"({len(sender)} caractères reçus)."
        )
    return sender


def _text(message: object) -> str:
    if not isinstance(message, str):
        raise BadMessageError("Il manque « message », le texte de votre question.")
    if len(message) > MAX_MESSAGE:
        raise BadMessageError(
            f"Votre message est trop long ({len(message)} caractères). "
            f"Écrivez votre question en {MAX_MESSAGE} caractères au plus."
        )
    text = one_line(message)
    if not text:
        raise BadMessageError("Votre message est vide. Écrivez votre question avec vos mots.")
    return text

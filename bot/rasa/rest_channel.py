"""The REST channel: Rasa's protocol, with every message checked and every message answered."""

from __future__ import annotations

import json
import logging
import traceback
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import Any

from rasa.core.channels.channel import CollectingOutputChannel, InputChannel, UserMessage
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse
from sanic.response import json as json_response

from bot.wording import say

logger = logging.getLogger(__name__)

MAX_MESSAGE = 1_000
MAX_SENDER = 200
MAX_BODY_BYTES = 16 * 1024


class BadMessageError(Exception):
    """A request that cannot be answered; its text is for the resident."""


class RestChannel(InputChannel):
    """``POST /webhooks/rest/webhook`` with ``{"sender": …, "message": …}``."""

    @classmethod
    def name(cls) -> str:
        """The channel's name and address."""
        return "rest"

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """The routes of the channel."""
        routes = Blueprint("rest")

        @routes.get("/")
        async def health(_request: Request) -> HTTPResponse:
            return json_response({"status": "ok"})

        @routes.post("/webhook")
        async def receive(request: Request) -> HTTPResponse:
            try:
                sender, text = read_message(request.body)
            except BadMessageError as problem:
                return json_response({"error": str(problem)}, HTTPStatus.BAD_REQUEST)
            return json_response(await _answer(on_new_message, sender, text))

        return routes


def read_message(body: bytes) -> tuple[str, str]:
    """The sender and the text of a request.

    Args:
        body: a JSON object with ``sender`` (at most 200 characters) and ``message`` (1 to 1 000
            characters once control characters are gone).

    Raises:
        BadMessageError: what is wrong, in French.
    """
    try:
        fields = json.loads(body)
    except (ValueError, RecursionError):
        raise BadMessageError("La demande n'est pas du JSON lisible.") from None
    if not isinstance(fields, dict):
        raise BadMessageError("La demande doit être un objet JSON avec « sender » et « message ».")
    return _sender(fields.get("sender")), _text(fields.get("message"))


def _sender(sender: object) -> str:
    if not isinstance(sender, str) or not sender.strip():
        raise BadMessageError("Il manque « sender », l'identifiant de la conversation.")
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
    text = "".join(c if c.isprintable() else " " for c in message).strip()
    if not text:
        raise BadMessageError("Votre message est vide. Écrivez votre question avec vos mots.")
    return text


async def _answer(
    on_new_message: Callable[[UserMessage], Awaitable[Any]], sender: str, text: str
) -> list[dict[str, Any]]:
    replies = CollectingOutputChannel()
    try:
        await on_new_message(UserMessage(text, replies, sender, input_channel=RestChannel.name()))
    except Exception as error:
        # The words of the resident are in the message of some errors, never in their frames.
        frames = "".join(traceback.format_tb(error.__traceback__))
        logger.error("message sans réponse : %s\n%s", type(error).__name__, frames)
        await replies.send_text_message(sender, say("utter_apology"))
    messages: list[dict[str, Any]] = replies.messages
    return messages

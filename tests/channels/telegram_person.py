"""Somebody on Telegram: the updates they cause, and what they are shown."""

import json
import time
from typing import Any

from bot.channels.telegram import Telegram
from tests.channels.doubles import Asked
from tests.channels.talking import Shown, number, plain

SENDS = ("sendMessage", "sendDocument")


class Person:
    """Updates of one person in a private chat."""

    def __init__(self, number: int | None = None) -> None:
        self.number = number or globals()["number"]()

    def writes(self, text: str, **more: Any) -> dict[str, Any]:
        return self.sends(text=text, **more)

    def sends(self, **content: Any) -> dict[str, Any]:
        return {"update_id": number(), "message": self._message(**content)}

    def edits(self, text: str) -> dict[str, Any]:
        message = self._message(text=text, edit_date=int(time.time()))
        return {"update_id": number(), "edited_message": message}

    def taps(self, payload: str, **more: Any) -> dict[str, Any]:
        query = {
            "id": str(number()),
            "from": self._me(),
            "chat_instance": "1",
            "data": payload,
            "message": self._message(text="…"),
        }
        return {"update_id": number(), "callback_query": query | more}

    def _message(self, **content: Any) -> dict[str, Any]:
        chat = {"id": self.number, "type": "private", "first_name": "Jeanne"}
        usual = {"message_id": number(), "date": int(time.time()), "chat": chat, "from": self._me()}
        return usual | content

    def _me(self) -> dict[str, Any]:
        return {"id": self.number, "is_bot": False, "first_name": "Jeanne", "username": "jeanne14"}


def channel(url: str) -> Telegram:
    return Telegram("4242:secret", url)


def body(update: dict[str, Any]) -> bytes:
    return json.dumps(update).encode()


def shown(asked: list[Asked]) -> Shown:
    """What is on the screen after some calls."""
    texts = [each.fields["text"] for each in asked if each.method == "sendMessage"]
    buttons = {
        plain(key["text"]): key["callback_data"]
        for each in asked
        for row in (each.fields.get("reply_markup") or {}).get("inline_keyboard", [])
        for key in row
    }
    files = [each.fields["document"]["name"] for each in asked if each.method == "sendDocument"]
    return Shown(texts, buttons, files)

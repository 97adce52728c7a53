"""Somebody on WhatsApp: the deliveries they cause, and what they are shown."""

import hashlib
import hmac
import json
import time
from typing import Any

from bot.channels.whatsapp import WhatsApp
from tests.channels.doubles import Asked
from tests.channels.talking import Shown, number, plain

SENDS = ("messages",)
SECRET = "the secret of the application"
PHONE_ID = "106540352242922"


def channel(url: str) -> WhatsApp:
    return WhatsApp("token", PHONE_ID, SECRET, url)


class Person:
    """Messages of one person; with a username, they have no number."""

    def __init__(self, with_number: bool = True) -> None:
        digits = str(number())[-8:]
        self.phone = f"336{digits}" if with_number else None
        self.identifier = f"FR.{digits}9918"

    def writes(self, text: str, **more: Any) -> dict[str, Any]:
        return self.sends("text", {"body": text}, **more)

    def taps(self, payload: str) -> dict[str, Any]:
        reply = {"id": payload, "title": "…"}
        return self.sends("interactive", {"type": "button_reply", "button_reply": reply})

    def sends(self, kind: str, content: Any, **more: Any) -> dict[str, Any]:
        return delivery(**batch([self.message(kind, content, **more)], [self.contact()]))

    def message(self, kind: str, content: Any, **more: Any) -> dict[str, Any]:
        sender = {"from": self.phone} if self.phone else {}
        usual = {
            **sender,
            "from_user_id": self.identifier,
            "id": f"wamid.{number()}",
            "timestamp": str(int(time.time())),
            "type": kind,
            kind: content,
        }
        return usual | more

    def contact(self) -> dict[str, Any]:
        known = {"wa_id": self.phone} if self.phone else {}
        return {"profile": {"name": "Jeanne"}, "user_id": self.identifier, **known}


def batch(messages: list[Any], contacts: list[Any]) -> dict[str, Any]:
    return {"messages": messages, "contacts": contacts}


def delivery(phone_id: str = PHONE_ID, **value: Any) -> dict[str, Any]:
    metadata = {"display_phone_number": "33231000000", "phone_number_id": phone_id}
    value = {"messaging_product": "whatsapp", "metadata": metadata, **value}
    change = {"field": "messages", "value": value}
    return {"object": "whatsapp_business_account", "entry": [{"id": "1", "changes": [change]}]}


def body(content: dict[str, Any]) -> bytes:
    return json.dumps(content).encode()


def signature(content: bytes, secret: str = SECRET) -> str:
    return "sha256=" + hmac.new(secret.encode(), content, hashlib.sha256).hexdigest()


def shown(asked: list[Asked]) -> Shown:
    """What is on the screen after some calls."""
    texts, buttons, files = [], {}, []
    for fields in (each.fields for each in asked if each.method == "messages"):
        if fields["type"] == "text":
            texts.append(fields["text"]["body"])
        elif fields["type"] == "document":
            files.append(fields["document"]["filename"])
        else:
            interactive = fields["interactive"]
            texts.append(interactive["body"]["text"])
            action = interactive["action"]
            rows = [row for section in action.get("sections", []) for row in section["rows"]]
            replies = [button["reply"] for button in action.get("buttons", [])]
            buttons |= {plain(each["title"]): each["id"] for each in (*rows, *replies)}
    return Shown(texts, buttons, files)

"""Somebody on Messenger: the deliveries they cause, and what they are shown."""

import json
import time
from typing import Any

from bot.channels.messenger import Messenger
from tests.channels.doubles import Asked
from tests.channels.talking import Shown, number, plain
from tests.channels.whatsapp_person import SECRET

SENDS = ("messages",)
PAGE = "1906385232743451"


def channel(url: str) -> Messenger:
    return Messenger("token", SECRET, url)


class Person:
    """Events of one person who writes to the page."""

    def __init__(self) -> None:
        self.identifier = str(number())

    def writes(self, text: str, **more: Any) -> dict[str, Any]:
        return delivery(self.event(message={"mid": f"m_{number()}", "text": text, **more}))

    def taps(self, payload: str) -> dict[str, Any]:
        return self.writes("…", quick_reply={"payload": payload})

    def sends(self, kind: str, **payload: Any) -> dict[str, Any]:
        attachment = {"type": kind, "payload": payload}
        message = {"mid": f"m_{number()}", "attachments": [attachment]}
        return delivery(self.event(message=message))

    def event(self, **content: Any) -> dict[str, Any]:
        who = {"sender": {"id": self.identifier}, "recipient": {"id": PAGE}}
        return {**who, "timestamp": int(time.time() * 1000), **content}


def delivery(*events: Any) -> dict[str, Any]:
    return {"object": "page", "entry": [{"id": PAGE, "time": 1, "messaging": list(events)}]}


def body(content: dict[str, Any]) -> bytes:
    return json.dumps(content).encode()


def shown(asked: list[Asked]) -> Shown:
    """What is on the screen after some calls; quick replies go away with the next message."""
    texts, files, replies = [], [], []
    for fields in (each.fields for each in asked if each.method == "messages"):
        if "filedata" in fields:
            files.append(fields["filedata"]["name"])
            replies = []
            continue
        texts.append(fields["message"]["text"])
        replies = fields["message"].get("quick_replies", [])
    return Shown(texts, {plain(each["title"]): each["payload"] for each in replies}, files)

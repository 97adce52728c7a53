"""Somebody who writes SMS: the deliveries of each operator, and what they are shown."""

import json
from typing import Any
from urllib.parse import urlencode

from bot.channels.sms_octopush import Octopush
from bot.channels.sms_twilio import Twilio
from tests.channels.doubles import Asked
from tests.channels.talking import Shown, number

SENDS = ("Messages.json", "send")
TOKEN = "the token of the account"


def channel(url: str) -> Twilio:
    return Twilio("AC1", TOKEN, "+33939000000", url)


def octopush(url: str) -> Octopush:
    return Octopush("mairie@ville.fr", "the key of the account", url)


class Person:
    """SMS of one number."""

    def __init__(self) -> None:
        self.phone = f"+336{str(number())[-8:]}"

    def writes(self, text: str, **more: str) -> dict[str, Any]:
        fields = {"From": self.phone, "To": "+33939000000", "Body": text, "NumMedia": "0"}
        return {**fields, "MessageSid": f"SM{number()}", **more}

    def by_octopush(self, text: str, **more: str | None) -> bytes:
        """As their page « Webhook SMS Inbounds » shows one."""
        told = {
            "message_id": "sms_5fa275dbf21dc",
            "number": self.phone,
            "text": text,
            "sim_card_number": "12345",
            "reception_date": "2026-11-23 10:00:00",
        }
        given = {name: value for name, value in {**told, **more}.items() if value is not None}
        return json.dumps(given).encode()


def body(fields: dict[str, Any]) -> bytes:
    return urlencode(fields).encode()


def texts(asked: list[Asked]) -> list[str]:
    """What is billed."""
    sent = [each.fields for each in asked if each.method in SENDS]
    return [each.get("Body") or each.get("text", "") for each in sent]


def shown(asked: list[Asked]) -> Shown:
    """What is on the screen after some calls."""
    return Shown(texts(asked), {}, [])

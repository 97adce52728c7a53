"""SMS, whatever the operator that the town rents its number from: short, in few characters."""

import re
import time
from abc import abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from bot.channels.channel import Channel
from bot.channels.gsm7 import to_gsm7
from bot.channels.message import Incoming, Limits, MessageKind, Outgoing
from bot.french.text import fold
from bot.wording import fill

NAME = "sms"
FILE = Path(__file__).with_name("sms_wording.yml")
# Of one response, as it is said by SMS.
LONGEST = 306
_PERSON = re.compile(r"^\+?\d{8,15}$")
_STOPS = re.compile(r"^\W*(?:stop|arret|stop sms|stopsms)\W*$")


class Sms(Channel):
    """SMS by one operator: see ``sms_twilio.py`` and ``sms_octopush.py``."""

    name = NAME
    # Six in one: beyond, operators cut or refuse.
    limits = Limits(
        text=918, text_with_choices=918, choices=0, title=20, payload=1000, messages=2, brief=True
    )

    async def send(self, address: str, message: Outgoing) -> None:
        """Send a text; documents are links, and choices are numbers."""
        await self.send_text(address, to_gsm7(message.text))

    @abstractmethod
    async def send_text(self, number: str, text: str) -> None:
        """Send one SMS, of several parts or not.

        Raises:
            NotSentError: the operator did not take it.
        """


def received(delivery: str, number: str, text: str, media: bool = False) -> list[Incoming]:
    """One SMS as the desk takes it; none from a name or a short number, where no person reads.

    Args:
        delivery: the operator's number for it.
        number: who sent it.
        text: its words.
        media: whether it came with a picture.
    """
    if not _PERSON.match(number):
        return []
    kind = MessageKind.TEXT if text.strip() else MessageKind.UNKNOWN
    if media:
        kind = MessageKind.PHOTO
    if _STOPS.match(fold(text)):
        kind = MessageKind.STOP
    # No operator tells when it was sent, nor keeps it for long.
    return [Incoming(delivery, number, number, kind, text, time.time())]


@dataclass(frozen=True)
class SmsWording:
    """What is said by SMS instead of the words of the domain.

    Attributes:
        said: texts, by response.
        in_words: the questions that show no choices.
        titles: of choices, by those of the domain.
        labels: of what was told, by those of ``bot.path.fields``.
        actions: parts of what to do today, by those of ``bot.mediation.steps``.
        warnings: of the engine, by the identifier of their rule.
    """

    said: Mapping[str, str]
    in_words: frozenset[str]
    titles: Mapping[str, str]
    labels: Mapping[str, str]
    actions: Mapping[str, str]
    warnings: Mapping[str, str]


@lru_cache(maxsize=1)
def sms_wording() -> SmsWording:
    """The wording of SMS, its placeholders not filled."""
    found = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return SmsWording(**{**found, "in_words": frozenset(found["in_words"])})


def by_sms(name: str, response: Mapping[str, Any]) -> dict[str, Any]:
    """A response as it is said by SMS, not filled yet.

    Of its choices, only those that answer a question are shown: the others are paid too.

    Args:
        name: of the response.
        response: its variant of the domain.
    """
    wording = sms_wording()
    shown = [
        {**button, "title": wording.titles.get(button["title"], button["title"])}
        for button in response.get("buttons", [])
        if "{" in button["payload"] and name not in wording.in_words
    ]
    return {**response, "text": wording.said.get(name, response["text"]), "buttons": shown}


def given_by_sms(given: Mapping[str, Any], facts: Mapping[str, Any]) -> dict[str, Any]:
    """What fills a response, as it is said by SMS.

    Args:
        given: the values of the placeholders that are not facts; ``rule``, that of a warning.
        facts: see ``bot.wording.fact_values``.
    """
    wording, said = sms_wording(), dict(given)
    for name, shorter in (("told", wording.labels), ("action", wording.actions)):
        for long, short in shorter.items() if name in said else ():
            said[name] = said[name].replace(fill(long, facts, {}), fill(short, facts, {}))
    if warning := wording.warnings.get(said.get("rule", "")):
        said["warning"] = fill(warning, facts, given={})
    return said

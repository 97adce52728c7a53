"""SMS, whatever the operator that the town rents its number from: short, in few characters."""

import re
import time
from abc import abstractmethod
from functools import lru_cache
from pathlib import Path

import yaml

from bot.channels.channel import Channel
from bot.channels.gsm7 import to_gsm7
from bot.channels.message import Incoming, Limits, MessageKind, Outgoing
from bot.french.text import fold

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


@lru_cache(maxsize=1)
def sms_wording() -> dict[str, str]:
    """What is said by SMS instead of the text of the domain, by response."""
    texts: dict[str, str] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return texts

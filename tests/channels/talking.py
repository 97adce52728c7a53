"""People who write to the assistant by an app, in the process of the test."""

import asyncio
import itertools
import time
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from bot.channels.channel import Channel
from bot.channels.desk import Desk
from bot.channels.inbox import Inbox
from bot.channels.message import Delivery, Outgoing
from bot.channels.short_links import ShortLinks
from bot.rate_limit import RateLimit

_numbers = itertools.count(1)
FINISH_SECONDS = 30.0


def unlimited() -> RateLimit:
    return RateLimit(100_000)


def desk_of(channel: Channel, assistant: Any, **more: Any) -> Desk:
    """A desk for one app, which waits for no second half."""
    from bot.rasa.channel_answers import AssistantAnswers

    database = assistant.tracker_store.database
    given = {"limit": unlimited(), "notices": unlimited(), "halves": 0.0, **more}
    return Desk(
        {channel.name: channel},
        Inbox(database),
        ShortLinks(database),
        AssistantAnswers(assistant),
        **given,
    )


def plain(text: str) -> str:
    """Words to compare: no-break spaces plain."""
    return text.replace("\N{NO-BREAK SPACE}", " ")


@dataclass(frozen=True)
class Shown:
    """What a person sees of one answer; no-break spaces are made plain to compare words."""

    texts: list[str]
    buttons: dict[str, str]
    files: list[str]

    @property
    def text(self) -> str:
        return plain("\n\n".join(self.texts))


async def deliver(desk: Desk, body: bytes) -> None:
    """Hand over a delivery whose origin was proven, and wait until it is answered."""
    (channel,) = desk.channels.values()
    await desk.take(channel.name, channel.read(Delivery(body)))
    await desk.finish(FINISH_SECONDS)


def send_all(channel: Channel, messages: Iterable[tuple[str, Outgoing]]) -> None:
    """Send messages, each to an address, by an app that is then closed."""

    async def run() -> None:
        for address, message in messages:
            await channel.send(address, message)
        await channel.close()

    asyncio.run(run())


def number() -> int:
    """One that was not used before, in this run or in an older one on the same database."""
    return next(_numbers) + int(time.time() * 1000)

"""Where messages are answered: after the app was acknowledged, in order for each person."""

import asyncio
import logging
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from contextvars import copy_context
from dataclasses import replace
from typing import Any, Protocol

from bot.channels.channel import Channel
from bot.channels.inbox import RENEWED_EVERY_SECONDS, Inbox, Waiting
from bot.channels.message import Incoming, MessageKind, NotSentError, Outgoing, message_key
from bot.channels.reading import chosen, grouped, may_choose
from bot.channels.rendering import as_links, messages_of, read_turn
from bot.channels.secrets import channel_of
from bot.channels.short_links import ShortLinks
from bot.channels.wording import begun, tell
from bot.error_log import log_error
from bot.french.text import one_line
from bot.limits import MAX_MESSAGE
from bot.rate_limit import Limit
from bot.wording import say

logger = logging.getLogger(__name__)

# A message in two halves is read as one: how long the second is waited for.
HALVES_SECONDS = 2.0
# WhatsApp and Messenger take nothing later; nobody waits for the answer of the day before.
TOO_LATE_SECONDS = 24 * 3600
# Turns computed at once: the residents of the website come between two.
AT_ONCE = 4

Said = list[dict[str, Any]]


class Answers(Protocol):
    """The assistant."""

    async def say(self, conversation: str, channel: str, text: str, key: str) -> Said:
        """The answer to one message; the same again for the same key."""

    async def last_said(self, conversation: str, key: str) -> Said | None:
        """What was said last; None when the message of this key has its answer already."""

    async def erase(self, conversation: str) -> None:
        """Erase a conversation without a word."""


class Desk:
    """Answers what the inbox holds.

    Args:
        channels: by name.
        inbox: what was received.
        links: for the documents that an app does not send.
        answers: the assistant.
        limit: how often one person may write.
        notices: how often one person is told that they write too often.
        serve: serves the town of a conversation; False when it is not served any more.
        halves: seconds that the second half of a message is waited for.
        clock: seconds since 1970.
    """

    def __init__(
        self,
        channels: Mapping[str, Channel],
        inbox: Inbox,
        links: ShortLinks,
        answers: Answers,
        limit: Limit,
        notices: Limit,
        serve: Callable[[str], bool] = lambda _conversation: True,
        halves: float = HALVES_SECONDS,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self.channels = channels
        self._inbox, self._links, self._answers = inbox, links, answers
        self._limit, self._notices = limit, notices
        self._serve = serve
        self._halves, self._clock = halves, clock
        self._turns = asyncio.Semaphore(AT_ONCE)
        self._under_way: set[asyncio.Future[None]] = set()

    async def take(self, channel: str, messages: Sequence[Incoming]) -> None:
        """Keep what was received, and begin to answer it.

        Raises:
            SQLAlchemyError: it could not be kept.
            StoreError: the same.
        """
        for conversation, waiting in (await self._inbox.keep(channel, messages)).items():
            self._begin(conversation, waiting)

    async def go_on(self) -> None:
        """Answer what a process left that died; called now and then."""
        for conversation in await self._inbox.left_behind():
            copy_context().run(self._go_on_with, conversation)

    def _go_on_with(self, conversation: str) -> None:
        if self._serve(conversation) and channel_of(conversation) in self.channels:
            self._begin(conversation)

    async def finish(self, seconds: float) -> None:
        """Wait until nothing is under way, for so many seconds at most."""
        until = time.monotonic() + seconds
        while self._under_way and (left := until - time.monotonic()) > 0:
            await asyncio.wait(self._under_way, timeout=left)

    async def close(self, seconds: float) -> None:
        """Finish what is under way, for so many seconds; another process does the rest."""
        await self.finish(seconds)
        for channel in self.channels.values():
            await channel.close()

    def _begin(self, conversation: str, held: list[Waiting] | None = None) -> None:
        task = asyncio.ensure_future(self._answer(conversation, held))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)

    async def _answer(self, conversation: str, held: list[Waiting] | None) -> None:
        """Answer all that waits in a conversation, unless another process does.

        Args:
            conversation: its name.
            held: what waits, when it is held already.
        """
        try:
            waiting = await self._inbox.hold(conversation) if held is None else held
            if waiting is None:
                return
            holding = asyncio.ensure_future(self._hold_on(conversation))
            try:
                await self._answer_all(conversation, waiting)
            except BaseException:
                await self._inbox.let_go(conversation)
                raise
            finally:
                holding.cancel()
        except Exception as error:
            # Kept: another look is taken a few seconds later.
            log_error(logger, "message en attente", error)

    async def _answer_all(self, conversation: str, waiting: list[Waiting]) -> None:
        group: list[Waiting] = []
        while True:
            if waiting:
                group, wait = grouped(waiting, self._clock(), self._halves)
                if wait > 0:
                    await asyncio.sleep(wait)
                    waiting = await self._inbox.waiting(conversation)
                    continue
                await self._answer_one(conversation, group)
            waiting = await self._inbox.done(conversation, group)
            if not waiting:
                return

    async def _hold_on(self, conversation: str) -> None:
        while True:
            await asyncio.sleep(RENEWED_EVERY_SECONDS)
            with suppress(Exception):
                await self._inbox.renew(conversation)

    async def _answer_one(self, conversation: str, group: list[Waiting]) -> None:
        """Answer one message, or its halves as one."""
        channel = self.channels[channel_of(conversation)]
        counts = channel.counts
        last = group[-1].message
        if not last.address:
            counts["lost"] += 1
            return
        if self._clock() - last.sent_at > TOO_LATE_SECONDS:
            counts["late"] += 1
            logger.error("%s : message reçu trop tard, sans réponse", channel.name)
            return
        if last.tap:
            with suppress(NotSentError):
                await channel.take_tap(last)
        message = replace(last, text=one_line(" ".join(each.message.text for each in group)))
        said = await self._said(conversation, channel, message, group)
        await self._send(channel, group, await self._messages(conversation, channel, said))

    async def _said(
        self, conversation: str, channel: Channel, message: Incoming, group: list[Waiting]
    ) -> Said:
        """What is said to a message."""
        if not group[0].begun and await self._limit.wait(conversation):
            return [] if await self._notices.wait(f"notice {conversation}") else _note("too_many")
        if message.kind is MessageKind.STOP:
            # Nothing more is written to them, not even that.
            await self._answers.erase(conversation)
            await self._links.forget(conversation)
            return []
        notes = (
            [] if message.kind in (MessageKind.TEXT, MessageKind.TAP) else _note(message.kind.value)
        )
        if not message.text or message.kind in (MessageKind.EDIT, MessageKind.GROUP):
            return notes
        if len(message.text) > MAX_MESSAGE:
            return _note("too_long")
        return [*notes, *await self._turn(conversation, channel, message, group)]

    async def _turn(
        self, conversation: str, channel: Channel, message: Incoming, group: list[Waiting]
    ) -> Said:
        numbers = ",".join(str(each.number) for each in group)
        key = message_key(numbers, message.text)
        async with self._turns:
            try:
                text, last = begun(message.text), None
                if message.kind is MessageKind.TAP or may_choose(text):
                    last = await self._answers.last_said(conversation, key)
                if last is not None:
                    turn = read_turn(last, channel.limits)
                    offered = {choice.payload for choice in turn.choices}
                    if message.kind is MessageKind.TAP and text not in offered:
                        return _old_button(last)
                    text = chosen(text, turn) or text
                said = await self._answers.say(conversation, channel.name, text, key)
            except Exception as error:
                log_error(logger, "message sans réponse", error)
                return [{"text": say("utter_apology")}]
        if any((each.get("custom") or {}).get("type") == "erased" for each in said):
            await self._links.forget(conversation)
        return said

    async def _messages(self, conversation: str, channel: Channel, said: Said) -> list[Outgoing]:
        turn = read_turn(said, channel.limits)
        linked = as_links(turn, channel.limits)
        # Where every sign is paid for, one address opens them all.
        links = await self._links.shorten(conversation, linked, together=channel.limits.brief)
        return messages_of(turn, channel.limits, links)

    async def _send(
        self, channel: Channel, group: list[Waiting], messages: Sequence[Outgoing]
    ) -> None:
        """Send what has not left yet, noting each before it leaves."""
        counts, address = channel.counts, group[-1].message.address
        for number, message in enumerate(messages, start=1):
            if number <= group[0].sent:
                continue
            await self._inbox.sending(group, number)
            try:
                await channel.send(address, message)
            except NotSentError as error:
                counts["failed"] += 1
                logger.error("%s : message non envoyé (%s)", channel.name, error)
                if message.document is None:
                    return
            else:
                counts["sent"] += 1


def _note(name: str) -> Said:
    return [{"text": tell(name)}]


def _old_button(last: Said) -> Said:
    """That a button is old, and the question that waits, if there is one."""
    asked = [message for message in last if message.get("buttons")]
    if not asked:
        return _note("old_button")
    return [*_note("old_button_then"), *asked]

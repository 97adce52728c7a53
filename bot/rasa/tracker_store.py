"""Conversations in a database: a turn is written only on top of the turn it was made from.

A conversation is one row: a number that grows with each turn, its last turns, and the answers to
its last messages. Any number of workers may share the database. Live conversations stay in memory,
and are read again when another worker went on with them. What a turn adds to the figures is in its
row: the database counts it as it writes the turn (``bot/migrations``, 0002).
"""

import asyncio
import json
import os
import time
from collections import OrderedDict
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker

from bot.clock import now, today
from bot.database import Database
from bot.figures import unheard
from bot.figures.counting import Counts, Outcome, Turn, count
from bot.figures.table import forget_old
from bot.knowledge import served
from bot.rasa.conversation_name import stored_as
from bot.rasa.conversations_table import CONVERSATIONS, erase, read, write
from bot.rasa.retention import Retention
from bot.rasa.stored_events import read_event, write_event
from bot.rasa.stored_tracker import Replies, StoredTracker
from bot.rasa.turns import last_turn
from bot.rasa.window import keep_last_turns

ERASE_SLOT = "erase"
LIVE_CONVERSATIONS = 2_000
# No channel takes a message without a sender.
NOBODY = ""
# Of the row of a long conversation: a shorter one may fit where no turn would.
PROBE_CHARACTERS = 16_000
# Among the answers of a row, the keys of the messages before them.
TAKEN = "taken"
# Kept for the town to read, where it asked for them.
NOT_HEARD = (Outcome.OFFERED, Outcome.NOT_UNDERSTOOD)


@dataclass(frozen=True)
class Ahead:
    """A conversation being read before its message is taken.

    Attributes:
        name: as it is stored.
        known: the turn that is in memory, -1 for none.
        reading: its row, None when there is none.
    """

    name: str
    known: int
    reading: asyncio.Future[Any]


# Of the request under way: another one of the same person reads by itself.
_ahead: ContextVar[Ahead | None] = ContextVar("ahead", default=None)


class OutrunError(Exception):
    """Another worker wrote a turn meanwhile: the message is to be taken again."""


class ErasedMeanwhileError(Exception):
    """The conversation was erased while its message was answered: nothing of it is kept."""


class ConversationStore(TrackerStore):
    """The tracker store named in ``endpoints.yml``.

    Args:
        domain: set again by the agent once the model is loaded.
        host: the database URL (Rasa's name for it); ``STORE_URL`` overrides it.
        keep_hours: a conversation silent for longer is erased.

    Raises:
        StoreError: the database cannot be opened.
    """

    def __init__(
        self,
        domain: Domain | None = None,
        host: str = "sqlite:///conversations.db",
        event_broker: EventBroker | None = None,
        keep_hours: float = 24,
    ) -> None:
        super().__init__(domain, event_broker)
        self.database = Database(os.environ.get("STORE_URL", host))
        self._keep_seconds = keep_hours * 3600
        self.retention = Retention(self.database, CONVERSATIONS, self._keep_seconds)
        self._keep_unheard = self.database.run_here(unheard.towns)
        self._live: OrderedDict[str, StoredTracker] = OrderedDict()

    @property
    def keeps_unheard(self) -> bool:
        """Whether the town served keeps the messages that were not understood."""
        return served().key in self._keep_unheard

    def init_tracker(self, sender_id: str) -> StoredTracker:
        """A conversation in which nothing was said yet."""
        return StoredTracker(sender_id, self.domain.slots)

    async def get_or_create_tracker(
        self,
        sender_id: str,
        max_event_history: int | None = None,
        append_action_listen: bool = True,
    ) -> StoredTracker:
        """The conversation, or a new one that is stored only once something is said.

        The live object is handed over and comes back by :meth:`save` alone, so that a turn that
        fails half-way leaves no trace.

        Raises:
            sqlalchemy.exc.SQLAlchemyError: the store cannot be read; nothing is made up instead.
        """
        name = stored_as(sender_id)
        live = self._live.pop(name, None)
        row = await self._read(name, live.turn if live else -1)
        if row is not None and live is not None and row.turn == live.turn:
            live.keeps_unheard = self.keeps_unheard
            return live
        tracker = self.init_tracker(sender_id)
        tracker.keeps_unheard = self.keeps_unheard
        if row is not None:
            tracker.turn = row.turn
            for data in json.loads(row.events or "[]"):
                tracker.update(read_event(data))
            answers = json.loads(row.answers or "{}")
            tracker.taken = answers.pop(TAKEN, [])
            tracker.answers.update(answers)
            tracker.counts = Counts.from_json(row.counts)
            tracker.unheard = json.loads(row.unheard or "[]")
        return tracker

    def read_ahead(self, sender_id: str) -> None:
        """Begin to read a conversation, while it is asked whether its message may be taken.

        A database at some distance is then waited for once, not twice.
        """
        name = stored_as(sender_id)
        live = self._live.get(name)
        known = live.turn if live else -1
        reading = self._begin_to_read(name, known)
        # Refused, nobody asks what became of it.
        reading.add_done_callback(lambda done: done.cancelled() or done.exception())
        _ahead.set(Ahead(name, known, reading))

    def _begin_to_read(self, name: str, known: int) -> asyncio.Future[Any]:
        return self.database.begin(lambda connection: read(connection, name, known))

    async def _read(self, name: str, known: int) -> Any:
        """What is stored of a conversation; nothing more than its turn where that is known."""
        ahead = _ahead.get()
        _ahead.set(None)
        if ahead is not None and (ahead.name, ahead.known) == (name, known):
            return await ahead.reading
        return await self._begin_to_read(name, known)

    async def retrieve(self, sender_id: str) -> StoredTracker | None:
        """The conversation, None when nothing is stored; see :meth:`get_or_create_tracker`."""
        tracker = await self.get_or_create_tracker(sender_id)
        return tracker if tracker.events else None

    async def save(
        self,
        tracker: DialogueStateTracker,
        key: str | None = None,
        said: Replies | None = None,
        seconds: float | None = None,
    ) -> None:
        """Write the turn, or erase the conversation when the resident asked for it.

        Args:
            tracker: the conversation as it is after the turn.
            key: what tells the message of this turn from any other.
            said: the answers to it, given again when the same message comes again.
            seconds: how long they took.

        Raises:
            OutrunError: another turn was written since the conversation was read.
            ErasedMeanwhileError: it was erased since it was read.
            sqlalchemy.exc.SQLAlchemyError: the store cannot be written.
        """
        if not isinstance(tracker, StoredTracker):
            tracker = await self._adopted(tracker)
        turn = last_turn(tracker, seconds)
        counts = count(turn, tracker.counts, now()) if turn else tracker.counts
        if tracker.get_slot(ERASE_SLOT):
            await self.erase(tracker.sender_id, counts)
            return
        if key is not None:
            tracker.keep_answer(key, said or [])
        keep_last_turns(tracker)
        not_understood = [*tracker.unheard, *await self._unheard(tracker, turn)]
        row = _row(tracker, counts, not_understood)
        row["updated_at"] += self._kept_longer()
        written = await self.database.run(lambda connection: write(connection, row))
        if not written:
            await self._explain_conflict(row["sender_id"])
        tracker.turn, tracker.counts = row["turn"], counts
        tracker.unheard = not_understood
        self.keep_live(tracker)

    async def _adopted(self, tracker: DialogueStateTracker) -> StoredTracker:
        """A tracker that Rasa made itself (``rasa run``), on top of the turn that is stored."""
        adopted = await self.get_or_create_tracker(tracker.sender_id)
        adopted.events.clear()
        for event in tracker.events:
            adopted.update(event)
        return adopted

    async def _unheard(self, tracker: StoredTracker, turn: Turn | None) -> list[unheard.Kept]:
        """The message of a turn when it was not understood, masked, where it may be kept."""
        if not self.keeps_unheard or turn is None or turn.outcome not in NOT_HEARD:
            return []
        # The first one loads a dictionary, for a second or two.
        text = tracker.latest_message.parse_data["text"]
        return [await asyncio.to_thread(unheard.kept, text, today())]

    async def erase(self, sender_id: str, counts: Counts | None = None) -> None:
        """Erase one conversation, from memory and from the database.

        Args:
            sender_id: whose conversation.
            counts: what the turn that asked for it adds to the figures.
        """
        name, town = stored_as(sender_id), served().key
        self._live.pop(name, None)

        def work(connection: sa.engine.Connection) -> None:
            erase(connection, name, counts, town)
            self.database.erase_from_log(connection)

        await self.database.run(work)

    async def erase_silent(self) -> None:
        """Erase what is older than it may be kept: conversations a few at a time, and figures."""
        oldest, day = self.retention.oldest_kept(), today()
        await self.retention.sweep(oldest)
        await self.database.run(lambda connection: forget_old(connection, day))
        self._keep_unheard = await self.database.run(unheard.towns)
        if await self.database.run(lambda connection: unheard.forget_old(connection, day)):
            await self.database.run(self.database.erase_from_log)
        for name, tracker in list(self._live.items()):
            if tracker.events[-1].timestamp + tracker.kept_longer < oldest:
                del self._live[name]

    async def probe(self) -> None:
        """Write one long row and erase it; raises ``SQLAlchemyError`` when that fails.

        Committed: what is rolled back never meets a full disk.
        """

        def work(connection: sa.engine.Connection) -> None:
            erase(connection, NOBODY)
            nobody = CONVERSATIONS.c.sender_id == NOBODY
            try:
                long = CONVERSATIONS.update().where(nobody).values(events=" " * PROBE_CHARACTERS)
                connection.execute(long)
            finally:
                connection.execute(CONVERSATIONS.delete().where(nobody))

        await self.database.run(work)

    async def _explain_conflict(self, name: str) -> None:
        """Raise what happened to a conversation that is no longer as it was read."""
        events = sa.select(CONVERSATIONS.c.events).where(CONVERSATIONS.c.sender_id == name)
        # Erased by its age, it leaves no row: the message begins a new conversation.
        if await self.database.run(lambda connection: connection.scalar(events)) == "":
            raise ErasedMeanwhileError
        raise OutrunError

    def keep_live(self, tracker: StoredTracker) -> None:
        """Take back a conversation that was read and not changed."""
        tracker.kept_longer = self._kept_longer()
        self._live[stored_as(tracker.sender_id)] = tracker
        if len(self._live) > LIVE_CONVERSATIONS:
            self._live.popitem(last=False)

    def _kept_longer(self) -> float:
        """The seconds by which the town served keeps a conversation longer than the others do.

        Its rows are dated as much later, so that one age tells what is old in all the towns.
        """
        own = served().facts.town_hall.keep_hours
        return own * 3600 - self._keep_seconds if own else 0.0


def _row(
    tracker: StoredTracker, counts: Counts, not_understood: list[unheard.Kept]
) -> dict[str, Any]:
    return {
        "sender_id": stored_as(tracker.sender_id),
        "town": served().key,
        "turn": tracker.turn + 1,
        "updated_at": time.time(),
        "events": f"[{', '.join(map(write_event, tracker.events))}]",
        "answers": json.dumps({TAKEN: tracker.taken, **tracker.answers}, ensure_ascii=False),
        "counts": counts.to_json(),
        "unheard": json.dumps(not_understood, ensure_ascii=False) if not_understood else "",
    }

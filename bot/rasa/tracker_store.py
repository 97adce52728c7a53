"""Conversations in a database, through SQLAlchemy: another database needs only another URL.

Live conversations stay in memory, only new events are written, and a conversation carries only its
last turns, so that its two-hundredth message costs what its fifth does.
"""

import json
import os
import time
from collections import OrderedDict
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event, SessionStarted
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.utils.common import all_subclasses
from sqlalchemy.exc import SQLAlchemyError

from bot.rasa.window import keep_last_turns

ERASE_SLOT = "erase"
LIVE_CONVERSATIONS = 2_000
# Everybody waits while one write does: rather an apology.
BUSY_SECONDS = 0.5

_TABLES = sa.MetaData()
_EVENTS = sa.Table(
    "conversation_events",
    _TABLES,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("sender_id", sa.String(255), nullable=False),
    sa.Column("timestamp", sa.Float, nullable=False),
    sa.Column("starts_session", sa.Boolean, nullable=False),
    sa.Column("data", sa.Text, nullable=False),
    sa.Index("conversation_events_by_sender", "sender_id", "id"),
    sa.Index("conversation_events_by_age", "timestamp"),
)


class StoreError(Exception):
    """The database cannot be opened; the message, in French, says where and how to go on."""


class StoredTracker(DialogueStateTracker):
    """A tracker that knows how many of its events are in the store, and the last one's id."""

    stored = 0
    last_id: int | None = None


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
        try:
            self._engine = _engine(os.environ.get("STORE_URL", host))
            _TABLES.create_all(self._engine)
        except (SQLAlchemyError, ImportError) as error:
            # Never the address itself, which may hold a password.
            raise StoreError(
                f"STORE_URL : la base des conversations ne s'ouvre pas ({type(error).__name__}). "
                "Vérifiez l'adresse et les droits ; exemple : sqlite:///conversations.db"
            ) from error
        self._keep_seconds = keep_hours * 3600
        self._live: OrderedDict[str, StoredTracker] = OrderedDict()

    def init_tracker(self, sender_id: str) -> StoredTracker:
        """A conversation in which nothing was said yet."""
        return StoredTracker(sender_id, self.domain.slots)

    async def get_or_create_tracker(
        self,
        sender_id: str,
        max_event_history: int | None = None,
        append_action_listen: bool = True,
    ) -> DialogueStateTracker:
        """The conversation, or a new one that is stored only once something is said."""
        return await self.retrieve(sender_id) or self.init_tracker(sender_id)

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """The last session of a conversation, None when nothing is stored.

        The live object is handed over and comes back by :meth:`save` alone, so that a turn that
        fails half-way leaves no trace.

        Raises:
            sqlalchemy.exc.SQLAlchemyError: the store cannot be read; nothing is made up instead.
        """
        live = self._live.pop(sender_id, None)
        with self._engine.connect() as connection:
            last_id = connection.scalar(
                sa.select(sa.func.max(_EVENTS.c.id)).where(_EVENTS.c.sender_id == sender_id)
            )
            if last_id is None:
                return None
            # Another process may have written or erased since.
            if live is not None and live.last_id == last_id:
                return live
            return self._load(connection, sender_id)

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Write the new events; erase the conversation when the resident asked for it.

        Raises:
            sqlalchemy.exc.SQLAlchemyError: the store cannot be written.
        """
        assert isinstance(tracker, StoredTracker), "trackers come from this store"
        if tracker.get_slot(ERASE_SLOT):
            self.erase(tracker.sender_id)
            return
        new = list(tracker.events)[tracker.stored :]
        if new:
            with self._engine.begin() as connection:
                connection.execute(
                    _EVENTS.insert(), [_row(tracker.sender_id, event) for event in new]
                )
                tracker.last_id = connection.scalar(
                    sa.select(sa.func.max(_EVENTS.c.id)).where(
                        _EVENTS.c.sender_id == tracker.sender_id
                    )
                )
        self._keep_live(tracker)

    def erase(self, sender_id: str) -> None:
        """Erase one conversation, from memory and from the database."""
        self._live.pop(sender_id, None)
        self._erase(_EVENTS.c.sender_id == sender_id)

    def erase_silent(self) -> None:
        """Erase every conversation silent for longer than it may be kept."""
        oldest = time.time() - self._keep_seconds
        silent = (
            sa.select(_EVENTS.c.sender_id)
            .group_by(_EVENTS.c.sender_id)
            .having(sa.func.max(_EVENTS.c.timestamp) < oldest)
        )
        self._erase(_EVENTS.c.sender_id.in_(silent))
        for sender_id, tracker in list(self._live.items()):
            if tracker.events[-1].timestamp < oldest:
                del self._live[sender_id]

    def _erase(self, which: Any) -> None:
        with self._engine.begin() as connection:
            connection.execute(_EVENTS.delete().where(which))
        if self._engine.dialect.name == "sqlite":
            # The words would otherwise stay in the log of writes.
            with self._engine.connect() as connection:
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")

    def probe(self) -> None:
        """Write one row and erase it; raises ``SQLAlchemyError`` when that fails.

        Committed: what is rolled back never meets a full disk.
        """
        with self._engine.begin() as connection:
            connection.execute(
                _EVENTS.insert(),
                {"sender_id": "", "timestamp": 0.0, "starts_session": False, "data": "{}"},
            )
        with self._engine.begin() as connection:
            connection.execute(_EVENTS.delete().where(_EVENTS.c.sender_id == ""))

    def _load(self, connection: sa.engine.Connection, sender_id: str) -> StoredTracker:
        session_start = (
            sa.select(sa.func.coalesce(sa.func.max(_EVENTS.c.id), 0))
            .where(_EVENTS.c.sender_id == sender_id, _EVENTS.c.starts_session)
            .scalar_subquery()
        )
        rows = connection.execute(
            sa.select(_EVENTS.c.id, _EVENTS.c.data)
            .where(_EVENTS.c.sender_id == sender_id, _EVENTS.c.id >= session_start)
            .order_by(_EVENTS.c.id)
        ).all()
        tracker = self.init_tracker(sender_id)
        for row in rows:
            tracker.update(_event(json.loads(row.data)))
        tracker.last_id = rows[-1].id
        self._shorten(tracker)
        return tracker

    def _keep_live(self, tracker: StoredTracker) -> None:
        self._shorten(tracker)
        self._live[tracker.sender_id] = tracker
        if len(self._live) > LIVE_CONVERSATIONS:
            self._live.popitem(last=False)

    def _shorten(self, tracker: StoredTracker) -> None:
        keep_last_turns(tracker)
        tracker.stored = len(tracker.events)


def _engine(url: str) -> sa.engine.Engine:
    if not url.startswith("sqlite"):
        return sa.create_engine(url, future=True, pool_pre_ping=True)
    # One connection, kept open: everything here runs on the server's one thread.
    engine = sa.create_engine(
        url,
        future=True,
        poolclass=sa.pool.StaticPool,
        connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False},
    )

    @sa.event.listens_for(engine, "connect")
    def _set_up(connection: Any, _record: Any) -> None:
        # Readers do not wait for the writer, and a commit is one append.
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=NORMAL")
        # Erased words are overwritten, not only forgotten.
        connection.execute("PRAGMA secure_delete=ON")

    return engine


def _row(sender_id: str, event: Event) -> dict[str, Any]:
    return {
        "sender_id": sender_id,
        "timestamp": event.timestamp,
        "starts_session": isinstance(event, SessionStarted),
        "data": json.dumps(event.as_dict(), ensure_ascii=False),
    }


def _event(data: dict[str, Any]) -> Event:
    return _event_types()[data["event"]]._from_parameters(data)


@lru_cache(maxsize=1)
def _event_types() -> dict[str, type[Event]]:
    # Rasa walks all the subclasses of Event again for each stored event.
    return {kind.type_name: kind for kind in all_subclasses(Event) if kind.type_name}

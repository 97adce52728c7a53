"""What was received and is to be answered, in the database: taken once, by one process, in order.

A delivery is a row for as long as its app may send it again. What it says is sealed in it, and goes
once it is answered. A person is answered by the one process that holds them; a process that dies
lets go by itself, a few seconds later.
"""

import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from cryptography.fernet import InvalidToken

from bot.channels.message import Incoming, MessageKind
from bot.channels.secrets import conversation_key, delivery_key, seal, unseal
from bot.database import Database

# Meta delivers again for 7 days.
REMEMBERED_SECONDS = 8 * 24 * 3600
HELD_SECONDS = 15.0
RENEWED_EVERY_SECONDS = 5.0
# Held or received later than now by more than processes differ: before the clock was set back.
JUMP_SECONDS = 60.0
# What was received longer ago and nobody answers was left by a process that died.
LEFT_BEHIND_SECONDS = 5.0
NOT_SENT = -1
# Of one statement: SQLite takes a few thousand values.
ROWS_AT_ONCE = 150

_HOLD = sa.text(
    "INSERT INTO answering (conversation, until) VALUES (:conversation, :until) "
    "ON CONFLICT (conversation) DO UPDATE SET until = :until WHERE answering.until < :now"
)
_RENEW = sa.text("UPDATE answering SET until = :until WHERE conversation = :conversation")
_LET_GO = sa.text("DELETE FROM answering WHERE conversation = :conversation")
_LET_GO_IF_DONE = sa.text(
    "DELETE FROM answering WHERE conversation = :conversation AND NOT EXISTS "
    "(SELECT 1 FROM deliveries WHERE conversation = :conversation AND content <> '')"
)
_WAITING = sa.text(
    "SELECT number, received_at, content, sent FROM deliveries "
    "WHERE conversation = :conversation AND content <> '' ORDER BY number LIMIT 20"
)
_SENDING = sa.text("UPDATE deliveries SET sent = :sent WHERE number = :number")
_DONE = sa.text("UPDATE deliveries SET content = '' WHERE number = :number")
_LEFT_BEHIND = sa.text(
    "SELECT DISTINCT conversation FROM deliveries WHERE content <> '' "
    "AND (received_at < :before OR received_at > :jumped) AND conversation NOT IN "
    "(SELECT conversation FROM answering WHERE until >= :now) LIMIT 100"
)
_FORGET = (
    sa.text("DELETE FROM deliveries WHERE received_at < :seen AND content = ''"),
    sa.text("DELETE FROM answering WHERE until < :now"),
    # Held since before a jump: who lives holds it again soon enough.
    sa.text("UPDATE answering SET until = :until WHERE until > :jumped"),
)


@dataclass(frozen=True)
class Waiting:
    """A message to be answered.

    Attributes:
        number: its place in the order of arrival.
        received_at: when, in seconds since 1970.
        message: what it is; its person is not kept.
        sent: how many messages of its answer may have left already, by a process that died.
    """

    number: int
    received_at: float
    message: Incoming
    sent: int

    @property
    def begun(self) -> bool:
        """Whether its answer was leaving when a process died."""
        return self.sent != NOT_SENT


class Inbox:
    """The deliveries of all the channels.

    Args:
        database: with the tables ``deliveries`` and ``answering``.
        clock: seconds since 1970, about the same for all the processes.
    """

    def __init__(self, database: Database, clock: Callable[[], float] = time.time) -> None:
        self._database = database
        self._clock = clock

    async def keep(
        self, channel: str, messages: Sequence[Incoming]
    ) -> dict[str, list[Waiting] | None]:
        """Keep what was not received yet; the conversations that may have something to answer.

        A conversation that comes alone, as most do, is held at once, and comes with what waits.

        Raises:
            SQLAlchemyError: not all was kept: the app must deliver it again.
            StoreError: the same.
        """

        def work(connection: sa.engine.Connection) -> dict[str, list[Waiting] | None]:
            with self._database.at_once(connection):
                return self._keep(connection, channel, messages)

        return await self._database.run(work) if messages else {}

    def _keep(
        self, connection: sa.engine.Connection, channel: str, messages: Sequence[Incoming]
    ) -> dict[str, list[Waiting] | None]:
        kept: dict[str, list[Waiting] | None] = {}
        for start in range(0, len(messages), ROWS_AT_ONCE):
            rows = [self._row(channel, each) for each in messages[start:][:ROWS_AT_ONCE]]
            given = {f"{name}{n}": row[name] for n, row in enumerate(rows) for name in row}
            connection.execute(_keep(len(rows)), given)
            kept |= {row["conversation"]: None for row in rows}
        return {each: self._hold(connection, each) for each in kept} if len(kept) == 1 else kept

    async def hold(self, conversation: str) -> list[Waiting] | None:
        """What waits in a conversation, which is then held; None when another process holds it."""
        return await self._database.run(lambda connection: self._hold(connection, conversation))

    def _hold(self, connection: sa.engine.Connection, conversation: str) -> list[Waiting] | None:
        now = self._clock()
        given = {"conversation": conversation, "now": now, "until": now + HELD_SECONDS}
        if not connection.execute(_HOLD, given).rowcount:
            return None
        return _waiting(connection, conversation)

    async def renew(self, conversation: str) -> None:
        """Hold it for longer."""
        given = {"conversation": conversation, "until": self._clock() + HELD_SECONDS}
        await self._database.run(lambda connection: connection.execute(_RENEW, given))

    async def waiting(self, conversation: str) -> list[Waiting]:
        """What waits in a conversation that is held."""
        return await self._database.run(lambda connection: _waiting(connection, conversation))

    async def sending(self, answered: Sequence[Waiting], sent: int) -> None:
        """Note that one more message leaves: before it does, so that it never leaves twice."""
        rows = [{"number": each.number, "sent": sent} for each in answered]
        await self._database.run(lambda connection: connection.execute(_SENDING, rows))

    async def done(self, conversation: str, answered: Sequence[Waiting]) -> list[Waiting]:
        """Forget what some messages said; what still waits. The conversation is let go if nothing.

        A message that arrives meanwhile is seen here, or finds the conversation free.
        """
        rows = [{"number": each.number} for each in answered]

        def work(connection: sa.engine.Connection) -> list[Waiting]:
            with self._database.at_once(connection):
                if rows:
                    connection.execute(_DONE, rows)
                if connection.execute(_LET_GO_IF_DONE, {"conversation": conversation}).rowcount:
                    return []
                return _waiting(connection, conversation)

        return await self._database.run(work)

    async def let_go(self, conversation: str) -> None:
        """Let another process answer."""
        given = {"conversation": conversation}
        await self._database.run(lambda connection: connection.execute(_LET_GO, given))

    async def left_behind(self) -> list[str]:
        """Conversations that have something to answer, and nobody who does."""
        now = self._clock()
        before, jumped = now - LEFT_BEHIND_SECONDS, now + JUMP_SECONDS
        given = {"now": now, "before": before, "jumped": jumped}
        return await self._database.run(
            lambda connection: list(connection.execute(_LEFT_BEHIND, given).scalars())
        )

    async def forget_old(self) -> None:
        """Forget deliveries that no app sends again, and who held what before the clock jumped."""
        now = self._clock()
        until = now + HELD_SECONDS
        given = {"now": now, "seen": now - REMEMBERED_SECONDS}
        given |= {"until": until, "jumped": until + JUMP_SECONDS}

        def work(connection: sa.engine.Connection) -> None:
            for statement in _FORGET:
                connection.execute(statement, given)

        await self._database.run(work)

    def _row(self, channel: str, message: Incoming) -> dict[str, Any]:
        kept = {
            "address": message.address,
            "kind": message.kind.value,
            "text": message.text,
            "sent_at": message.sent_at,
            "tap": message.tap,
        }
        return {
            "delivery": delivery_key(channel, message.delivery),
            "conversation": conversation_key(channel, message.person),
            "received_at": self._clock(),
            "content": seal(json.dumps(kept)),
        }


@lru_cache(maxsize=ROWS_AT_ONCE)
def _keep(rows: int) -> Any:
    """The statement that keeps some deliveries, and leaves those it has seen as they are."""
    values = ", ".join(
        f"(:delivery{n}, :conversation{n}, :received_at{n}, :content{n}, {NOT_SENT})"
        for n in range(rows)
    )
    return sa.text(
        "INSERT INTO deliveries (delivery, conversation, received_at, content, sent) "
        f"VALUES {values} ON CONFLICT (delivery) DO NOTHING"
    )


def _waiting(connection: sa.engine.Connection, conversation: str) -> list[Waiting]:
    rows = connection.execute(_WAITING, {"conversation": conversation}).all()
    return [
        Waiting(row.number, row.received_at, _message(row.number, row.content), row.sent)
        for row in rows
    ]


def _message(number: int, content: str) -> Incoming:
    nothing = Incoming(str(number), "", "", MessageKind.UNKNOWN, "", 0.0)
    try:
        kept = json.loads(unseal(content))
    except InvalidToken:
        # LINK_KEY was changed meanwhile: nobody knows any more where the answer would go.
        return nothing
    return replace(nothing, **{**kept, "kind": MessageKind(kept["kind"])})

"""How long conversations are kept: erased by age, a few at a time, whatever the clock does."""

import asyncio
import time
from collections.abc import Callable

import sqlalchemy as sa

from bot.database import Database

BATCH = 50
PAUSE_SECONDS = 0.02
PAGES_AT_ONCE = 200
# What an erased conversation leaves stops a turn under way, which lasts 30 seconds at most.
STOPS_TURNS_SECONDS = 60
# A clock set right by this much or more has jumped.
JUMP_SECONDS = 30


class Clock:
    """The time of day, and how far it has jumped ahead of the time that really went by.

    Args:
        wall: seconds since 1970, which somebody may set.
        steady: seconds that never jump.
    """

    def __init__(
        self,
        wall: Callable[[], float] = time.time,
        steady: Callable[[], float] = time.monotonic,
    ) -> None:
        self._wall, self._steady = wall, steady
        self._seen = wall(), steady()
        self._jumps: list[tuple[float, float]] = []

    def ahead(self, for_seconds: float) -> float:
        """The seconds it jumped forward by, during the last ``for_seconds`` of steady time."""
        wall, steady = self._wall(), self._steady()
        jump = (wall - self._seen[0]) - (steady - self._seen[1])
        if jump > JUMP_SECONDS:
            self._jumps.append((steady, jump))
        self._seen = wall, steady
        self._jumps = [each for each in self._jumps if steady - each[0] < for_seconds]
        return sum(jump for _, jump in self._jumps)

    def now(self) -> float:
        """Seconds since 1970."""
        return self._wall()


class Retention:
    """Erases what has been silent for longer than it may be kept.

    Args:
        database: where the table is.
        table: one row for each conversation, with ``sender_id``, ``updated_at`` and ``events``.
        keep_seconds: how long after its last message.
        clock: the time of day.
    """

    def __init__(
        self,
        database: Database,
        table: sa.sql.TableClause,
        keep_seconds: float,
        clock: Clock | None = None,
    ) -> None:
        self._database = database
        self._table = table
        self._keep_seconds = keep_seconds
        self._clock = clock or Clock()

    def oldest_kept(self) -> float:
        """The time of the oldest message whose conversation is kept.

        After a jump of the clock, conversations are rather kept longer than erased too early.
        """
        return self._clock.now() - self._keep_seconds - self._clock.ahead(self._keep_seconds)

    async def sweep(self, oldest: float) -> int:
        """Erase what is older, and what erased conversations left; how many rows went.

        The residents who write meanwhile go between two batches.
        """
        columns = self._table.c
        left_over = sa.and_(
            columns.events == "", columns.updated_at < self._clock.now() - STOPS_TURNS_SECONDS
        )
        old = (
            sa.select(columns.sender_id)
            .where(sa.or_(columns.updated_at < oldest, left_over))
            .order_by(columns.updated_at)
            .limit(BATCH)
        )
        statement = self._table.delete().where(columns.sender_id.in_(old.scalar_subquery()))
        erased = 0
        while rows := await self._database.run(lambda found: found.execute(statement).rowcount):
            erased += rows
            await asyncio.sleep(PAUSE_SECONDS)
        while erased and await self._database.run(
            lambda found: self._database.give_back_space(found, PAGES_AT_ONCE)
        ):
            await asyncio.sleep(PAUSE_SECONDS)
        if erased or not self._database.is_clean:
            await self._database.run(self._database.erase_from_log)
        return erased

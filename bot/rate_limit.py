"""How often one client may send: a bucket of tokens each, filled again little by little."""

import hashlib
import math
import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Protocol

import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError

from bot.database import Database, StoreError

# A bucket is full again after a minute: its client is then forgotten.
FULL_AFTER_SECONDS = 60
# Later than that, it was emptied before the clock was set back, and it is full.
BEFORE_A_JUMP_SECONDS = 2 * FULL_AFTER_SECONDS
CLIENTS_KEPT = 10_000


def in_words(seconds: int) -> str:
    """« dans 1 seconde », « dans 20 secondes »."""
    return f"dans {seconds} seconde{'s' if seconds > 1 else ''}"


class Limit(Protocol):
    """How often one client may ask for something."""

    async def wait(self, client: str) -> int:
        """Count one demand; 0 when it is allowed, else the seconds to wait before another."""

    async def forget_silent(self) -> None:
        """Forget who has not sent anything for a minute; called now and then."""


class RateLimit:
    """At most ``per_minute`` demands at once from one client, and as many each minute; one worker.

    Args:
        per_minute: how many.
        clock: seconds that never go back.
    """

    def __init__(self, per_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._per_minute = per_minute
        self._clock = clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    async def wait(self, client: str) -> int:
        """Count one demand; 0 when it is allowed, else the seconds to wait before another."""
        now = self._clock()
        self._forget_silent(now)
        left, since = self._left.pop(client, (float(self._per_minute), now))
        left = min(self._per_minute, left + (now - since) * self._per_minute / 60)
        allowed = left >= 1
        self._left[client] = (left - allowed, now)
        return 0 if allowed else math.ceil((1 - left) * 60 / self._per_minute)

    async def forget_silent(self) -> None:
        """Forget who has not sent anything for a minute; called now and then when nobody sends."""
        self._forget_silent(self._clock())

    def _forget_silent(self, now: float) -> None:
        while self._left:
            client, (_, since) = next(iter(self._left.items()))
            if now - since < FULL_AFTER_SECONDS and len(self._left) < CLIENTS_KEPT:
                break
            del self._left[client]

    @property
    def clients(self) -> int:
        """How many are remembered."""
        return len(self._left)


_COUNT = sa.text(
    "INSERT INTO clients (client, full_at) VALUES (:client, :now + :each) "
    "ON CONFLICT (client) DO UPDATE SET full_at = :each + "
    "CASE WHEN clients.full_at BETWEEN :now AND :jumped THEN clients.full_at ELSE :now END "
    "WHERE clients.full_at <= :latest OR clients.full_at > :jumped"
)
_FULL_AT = sa.text("SELECT full_at FROM clients WHERE client = :client")
_FORGET = sa.text("DELETE FROM clients WHERE full_at < :now")
# A sum of sixtieths is a little more or less than a minute: the last demand is not lost for that.
_ROUNDING_SECONDS = 0.001


class SharedRateLimit:
    """The same bucket, held in the database for all the workers: when it will be full again.

    Args:
        per_minute: how many.
        database: with the table ``clients``.
        key: what makes an address unreadable to whoever reads the table.
        clock: seconds since 1970, the same for all the workers.
    """

    def __init__(
        self,
        per_minute: int,
        database: Database,
        key: bytes,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._each = FULL_AFTER_SECONDS / per_minute
        self._database = database
        self._key = key[: hashlib.blake2b.MAX_KEY_SIZE]
        self._clock = clock

    async def wait(self, client: str) -> int:
        """Count one demand; 0 when it is allowed, else the seconds to wait before another."""
        now = self._clock()
        latest = now + FULL_AFTER_SECONDS - self._each + _ROUNDING_SECONDS
        name = hashlib.blake2b(client.encode(), key=self._key, digest_size=16).hexdigest()
        given = {"client": name, "now": now, "each": self._each, "latest": latest}
        given["jumped"] = now + BEFORE_A_JUMP_SECONDS

        def work(connection: sa.engine.Connection) -> float:
            if connection.execute(_COUNT, given).rowcount:
                return 0.0
            return float(connection.scalar(_FULL_AT, {"client": name}) or latest) - latest

        try:
            return math.ceil(await self._database.run(work))
        except (SQLAlchemyError, StoreError):
            # What needs no database is given all the same; what needs it says so itself.
            return 0

    async def forget_silent(self) -> None:
        """Forget whose bucket is full again."""
        given = {"now": self._clock()}
        await self._database.run(lambda connection: connection.execute(_FORGET, given))

"""How often one client may send: a bucket of tokens each, filled again little by little."""

import math
import time
from collections import OrderedDict
from collections.abc import Callable

# A bucket is full again after a minute: its client is then forgotten.
FULL_AFTER_SECONDS = 60
CLIENTS_KEPT = 10_000


class RateLimit:
    """At most ``per_minute`` demands at once from one client, and as many each minute.

    Args:
        per_minute: how many.
        clock: seconds that never go back.
    """

    def __init__(self, per_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._per_minute = per_minute
        self._clock = clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait(self, client: str) -> int:
        """Count one demand; 0 when it is allowed, else the seconds to wait before another."""
        now = self._clock()
        self.forget_silent()
        left, since = self._left.pop(client, (float(self._per_minute), now))
        left = min(self._per_minute, left + (now - since) * self._per_minute / 60)
        allowed = left >= 1
        self._left[client] = (left - allowed, now)
        return 0 if allowed else math.ceil((1 - left) * 60 / self._per_minute)

    def forget_silent(self) -> None:
        """Forget who has not sent anything for a minute; called now and then when nobody sends."""
        now = self._clock()
        while self._left:
            client, (_, since) = next(iter(self._left.items()))
            if now - since < FULL_AFTER_SECONDS and len(self._left) < CLIENTS_KEPT:
                break
            del self._left[client]

    @property
    def clients(self) -> int:
        """How many are remembered."""
        return len(self._left)

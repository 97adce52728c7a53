"""One message at a time for each conversation, in order of arrival, without polling."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Any
from weakref import WeakValueDictionary

from rasa.core.constants import DEFAULT_LOCK_LIFETIME
from rasa.core.lock import TicketLock
from rasa.core.lock_store import LockStore
from rasa.utils.endpoints import EndpointConfig

from bot.rasa.conversation_name import stored_as


class InOrderLockStore(LockStore):
    """Locks held in this process; Rasa's own has waiting messages look once a second."""

    def __init__(self, endpoint_config: EndpointConfig | None = None) -> None:
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    @asynccontextmanager
    async def lock(
        self,
        conversation_id: str,
        lock_lifetime: float = DEFAULT_LOCK_LIFETIME,
        wait_time_in_seconds: float = 0,
    ) -> AsyncGenerator[TicketLock, Any]:
        """Wait for the earlier messages of the conversation, then hold it."""
        # The dictionary forgets a lock once the last message that needs it is done.
        name = stored_as(conversation_id)
        lock = self._locks.get(name)
        if lock is None:
            lock = self._locks[name] = asyncio.Lock()
        async with lock:
            yield TicketLock(conversation_id)

"""Custom actions run in this process, within 5 seconds, and never silently fail."""

import asyncio
import contextvars
import logging
import threading
from concurrent.futures import ThreadPoolExecutor
from copy import deepcopy
from typing import Any

from rasa.utils.endpoints import EndpointConfig
from rasa_sdk.executor import ActionExecutor

from bot.error_log import log_error

logger = logging.getLogger(__name__)

# Threads for actions; the message that finds them all busy gets an apology at once.
AT_ONCE = 32

APOLOGY: dict[str, Any] = {"events": [], "responses": [{"response": "utter_apology"}]}


class InProcessActions(EndpointConfig):
    """An action endpoint whose ``request`` calls the SDK's executor instead of HTTP.

    Args:
        package: the importable package that holds the actions.
        timeout: seconds after which the resident gets an apology instead.
    """

    def __init__(self, package: str = "actions", timeout: float = 5.0) -> None:
        super().__init__(url=f"in-process:{package}", enable_selective_domain=True)
        self._timeout = timeout
        self._executor = ActionExecutor()
        self._executor.register_package(package)
        self._threads = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="action")
        self._free = threading.Semaphore(AT_ONCE)

    async def request(self, *args: Any, **kwargs: Any) -> Any:
        """Run one action call; on failure or delay, an apology and a line in the log.

        The line names the action and the error, never the resident's words.
        """
        call, free = kwargs["json"], self._free
        if not free.acquire(blocking=False):
            logger.error("action %s : %s actions en cours", call["next_action"], AT_ONCE)
            return deepcopy(APOLOGY)
        # In a thread: an action that computes for too long must not stop the other residents.
        # It serves the town of the message.
        here = contextvars.copy_context().run
        running = self._threads.submit(here, asyncio.run, self._executor.run(call))
        # The one it was taken from: a hung action ends long after its message.
        running.add_done_callback(lambda _done: free.release())
        try:
            return await asyncio.wait_for(asyncio.wrap_future(running), self._timeout)
        except asyncio.TimeoutError:
            logger.error("action %s : plus de %s s", call["next_action"], self._timeout)
        except Exception as error:
            log_error(logger, f"action {call['next_action']}", error)
        return deepcopy(APOLOGY)

"""Custom actions run in this process, within 5 seconds, and never silently fail."""

import asyncio
import logging
import traceback
from copy import deepcopy
from typing import Any

from rasa.utils.endpoints import EndpointConfig
from rasa_sdk.executor import ActionExecutor

logger = logging.getLogger(__name__)

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

    async def request(self, *args: Any, **kwargs: Any) -> Any:
        """Run one action call; on failure or delay, an apology and a line in the log.

        The line names the action and the error, never the resident's words.
        """
        call = kwargs["json"]
        # In a thread: an action that computes for too long must not stop the other residents.
        running = asyncio.to_thread(asyncio.run, self._executor.run(call))
        try:
            return await asyncio.wait_for(running, self._timeout)
        except asyncio.TimeoutError:
            logger.error("action %s : plus de %s s", call["next_action"], self._timeout)
        except Exception as error:
            frames = "".join(traceback.format_tb(error.__traceback__))
            logger.error("action %s : %s\n%s", call["next_action"], type(error).__name__, frames)
        return deepcopy(APOLOGY)

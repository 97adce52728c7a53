"""Custom actions run in this process, within 5 seconds, and never silently fail."""

import asyncio
import logging
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from typing import Any, overload

from rasa.core.actions.action import RemoteAction
from rasa.core.channels.channel import OutputChannel
from rasa.core.nlg.generator import NaturalLanguageGenerator
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event
from rasa.shared.core.trackers import DialogueStateTracker
from rasa_sdk import Tracker
from rasa_sdk.executor import ActionExecutor, CollectingDispatcher

from bot.error_log import log_error
from bot.rasa.stored_events import read_event

logger = logging.getLogger(__name__)

# Threads for actions; the message that finds them all busy gets an apology at once.
AT_ONCE = 32

Said = list[dict[str, Any]]


class _Events(Sequence[dict[str, Any]]):
    """What happened so far, as plain data: made of an event when an action looks at it."""

    def __init__(self, tracker: DialogueStateTracker) -> None:
        self._events = list(tracker.events)

    def __len__(self) -> int:
        return len(self._events)

    @overload
    def __getitem__(self, place: int) -> dict[str, Any]: ...

    @overload
    def __getitem__(self, place: slice) -> list[dict[str, Any]]: ...

    def __getitem__(self, place: int | slice) -> dict[str, Any] | list[dict[str, Any]]:
        if isinstance(place, slice):
            return [event.as_dict() for event in self._events[place]]
        plain: dict[str, Any] = self._events[place].as_dict()
        return plain


class InProcessActions:
    """The actions of a package, called without a server.

    Args:
        package: the importable package that holds the actions.
        timeout: seconds after which the resident gets an apology instead.
    """

    def __init__(self, package: str = "actions", timeout: float = 5.0) -> None:
        self._timeout = timeout
        self._executor = ActionExecutor()
        self._executor.register_package(package)
        self._threads = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="action")
        self._free = threading.Semaphore(AT_ONCE)

    async def run(self, name: str, tracker: DialogueStateTracker) -> tuple[Said, list[Event]]:
        """What an action says and does; on failure or delay, an apology and a line in the log.

        The line names the action and the error, never the resident's words.
        """
        free = self._free
        if not free.acquire(blocking=False):
            logger.error("action %s : %s actions en cours", name, AT_ONCE)
            return _apology()
        told = Tracker.from_dict({**tracker.current_state(), "events": _Events(tracker)})
        # In a thread: an action that computes for too long must not stop the other residents. It
        # serves the town of the message.
        running = self._threads.submit(
            copy_context().run, _call, self._executor.actions[name], told
        )
        # The one it was taken from: a hung action ends long after its message.
        running.add_done_callback(lambda _done: free.release())
        try:
            return await asyncio.wait_for(asyncio.wrap_future(running), self._timeout)
        except asyncio.TimeoutError:
            logger.error("action %s : plus de %s s", name, self._timeout)
        except Exception as error:
            log_error(logger, f"action {name}", error)
        return _apology()


class InProcessAction(RemoteAction):
    """An action of ours as Rasa runs it, without a request to a server."""

    action_endpoint: InProcessActions

    async def run(
        self,
        output_channel: OutputChannel,
        nlg: NaturalLanguageGenerator,
        tracker: DialogueStateTracker,
        domain: Domain,
    ) -> list[Event]:
        """Say what the action says, and give what it changes (see the parent class)."""
        said, events = await self.action_endpoint.run(self.name(), tracker)
        return [*await self._utter_responses(said, output_channel, nlg, tracker), *events]


def _call(action: Callable[..., Any], tracker: Tracker) -> tuple[Said, list[Event]]:
    dispatcher = CollectingDispatcher()
    events = action(dispatcher, tracker, {}) or []
    return dispatcher.messages, [read_event(event) for event in events]


def _apology() -> tuple[Said, list[Event]]:
    return [{"response": "utter_apology"}], []

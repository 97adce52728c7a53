"""A conversation cut to its last turns, with what it knows carried over.

Rasa reads all the events of a conversation several times a turn; what it needs of the older ones
is the values of the slots and the form under way.
"""

from collections import deque

from rasa.shared.core.constants import ACTION_LISTEN_NAME, ACTION_SESSION_START_NAME
from rasa.shared.core.events import (
    ActionExecuted,
    ActiveLoop,
    Event,
    SessionStarted,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker

TURNS_KEPT = 4


def keep_last_turns(tracker: DialogueStateTracker) -> None:
    """Replace the older events of a tracker by ones that lead to the same state."""
    events = list(tracker.events)
    start = _start_of_turn(events, TURNS_KEPT)
    if start:
        tracker.events = deque([*_summary(tracker, events[start:]), *events[start:]])


def _start_of_turn(events: list[Event], turns: int) -> int:
    """Where the given number of last turns begins: at the listening before their first message."""
    seen = 0
    for index in range(len(events) - 1, -1, -1):
        seen += isinstance(events[index], UserUttered)
        if seen == turns:
            while index and not _is_listening(events[index]):
                index -= 1
            return index
    return 0


def _summary(tracker: DialogueStateTracker, kept: list[Event]) -> list[Event]:
    summary: list[Event] = [ActionExecuted(ACTION_SESSION_START_NAME), SessionStarted()]
    summary += [
        SlotSet(slot.name, slot.value)
        for slot in tracker.slots.values()
        if slot.value != slot.initial_value
    ]
    if tracker.active_loop and not any(isinstance(event, ActiveLoop) for event in kept):
        summary.append(ActiveLoop(tracker.active_loop.name))
    return summary


def _is_listening(event: Event) -> bool:
    return isinstance(event, ActionExecuted) and event.action_name == ACTION_LISTEN_NAME

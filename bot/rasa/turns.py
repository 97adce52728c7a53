"""What a Rasa tracker says of its last turn."""

from collections.abc import Iterator
from itertools import islice, takewhile
from typing import Any

from rasa.shared.core.events import BotUttered, Event, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.figures.counting import Figure, Outcome, Turn
from bot.rating import CHOICES

# What the assistant says, and what became of the message then.
OUTCOMES = {
    "utter_apology": Outcome.FAILED,
    "utter_guess": Outcome.OFFERED,
    "utter_rephrase": Outcome.NOT_UNDERSTOOD,
    "utter_not_understood_twice": Outcome.NOT_UNDERSTOOD,
}
# A program that asks in the terminal names no channel.
NO_CHANNEL = "direct"


def events_of_turn(tracker: DialogueStateTracker) -> list[Event]:
    """What happened since the last message, the last first."""
    events = reversed(tracker.events)
    return list(takewhile(lambda event: not isinstance(event, UserUttered), events))


def messages(tracker: DialogueStateTracker) -> Iterator[UserUttered]:
    """The messages, the last first."""
    return (event for event in reversed(tracker.events) if isinstance(event, UserUttered))


def said_before(tracker: DialogueStateTracker) -> set[str]:
    """The responses said to the message before the last one."""
    events = reversed(list(tracker.events)[: -len(events_of_turn(tracker)) - 1])
    turn = takewhile(lambda event: not isinstance(event, UserUttered), events)
    said = (event for event in turn if isinstance(event, BotUttered))
    return {str(event.metadata.get("utter_action")) for event in said}


def last_turn(tracker: DialogueStateTracker, seconds: float | None) -> Turn | None:
    """The last turn as the figures count it, None when nothing was said yet.

    Args:
        tracker: the conversation after the turn.
        seconds: how long the answer took, None when that is not known.
    """
    last_two = list(islice(messages(tracker), 2))
    if not last_two:
        return None
    message, events = last_two[0], events_of_turn(tracker)[::-1]
    slots = {event.key: event.value for event in events if isinstance(event, SlotSet)}
    return Turn(
        channel=message.input_channel or NO_CHANNEL,
        begins=len(last_two) == 1,
        intents=_intents(message, slots),
        outcome=_outcome(message, events, slots),
        asked=tracker.get_slot("asked"),
        ended=slots.get("ended"),
        votes=tuple(_votes(slots)),
        seconds=seconds,
    )


def _intents(message: UserUttered, slots: dict[str, Any]) -> tuple[str, ...]:
    if heard := slots.get("heard"):
        return (heard["intent"], *heard["questions"])
    return (message.intent.get("name") or "",)


def _outcome(message: UserUttered, events: list[Event], slots: dict[str, Any]) -> Outcome:
    said = {event.metadata.get("utter_action") for event in events if isinstance(event, BotUttered)}
    for response, outcome in OUTCOMES.items():
        if response in said:
            return outcome
    # The message did not answer the question that was open.
    if (slots.get("case") or {}).get("failures"):
        return Outcome.NOT_UNDERSTOOD
    pressed = message.parse_data["text"].startswith("/")
    return Outcome.PRESSED if pressed else Outcome.UNDERSTOOD


def _votes(slots: dict[str, Any]) -> Iterator[tuple[Figure, str]]:
    for name, choices in CHOICES.items():
        if slots.get(name) in choices:
            yield Figure(name), slots[name]

"""What one turn adds to the counts of its month.

The finest time kept is the month, with the hour of the day apart; no word, no identifier.
"""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from bot.understanding.decision import DANGERS, NEVER_OFFERED

# The six dangers are counted as one: which of them is told to nobody.
DANGER = "danger"
# Upper bounds of the time to answer, in seconds.
SECONDS = (0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0)
LONGER = "more"


class Figure(str, Enum):
    """What is counted, as the database names it."""

    CONVERSATIONS = "conversations"
    MESSAGES = "messages"
    TOPIC = "topic"
    OUTCOME = "outcome"
    END = "end"
    LEFT = "left"
    HELPED = "helped"
    MISSING = "missing"
    HOUR = "hour"
    SECONDS = "seconds"


class Outcome(str, Enum):
    """What became of a message."""

    PRESSED = "pressed"
    UNDERSTOOD = "understood"
    OFFERED = "offered"
    """Not sure: a choice of questions was offered."""
    NOT_UNDERSTOOD = "not_understood"
    FAILED = "failed"
    """The resident read an apology."""


@dataclass(frozen=True)
class Turn:
    """One message and what was done with it.

    Attributes:
        channel: the name of the channel it came by.
        begins: whether a conversation begins with it.
        intents: the questions it asked.
        outcome: what became of it.
        asked: the question of the path that now waits for its answer.
        ended: the step at which the path ended in this turn.
        votes: what the resident chose when asked whether it helped, and what was missing.
        seconds: the time to answer; None when it is not known.
    """

    channel: str
    begins: bool
    intents: tuple[str, ...]
    outcome: Outcome
    asked: str | None = None
    ended: str | None = None
    votes: tuple[tuple[Figure, str], ...] = ()
    seconds: float | None = None


@dataclass(frozen=True)
class Counts:
    """What a turn adds, and the open question that the next turn takes back.

    Attributes:
        add: month, figure, value and number; the number is negative for what is taken back.
        left_at: the month and the open question at which this conversation is counted as left,
            until it goes on.
    """

    add: tuple[tuple[str, str, str, int], ...] = ()
    left_at: tuple[str, str] | None = None

    def to_json(self) -> str:
        """As the row of the conversation holds it; its trigger reads ``add``."""
        return json.dumps({"add": self.add, "left_at": self.left_at}, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> "Counts":
        """Read what ``to_json`` gave; nothing when the text is empty."""
        if not text:
            return cls()
        data = json.loads(text)
        left_at = data["left_at"]
        return cls(tuple(map(tuple, data["add"])), tuple(left_at) if left_at else None)


def count(turn: Turn, before: Counts, moment: datetime) -> Counts:
    """The counts of a turn.

    Args:
        turn: the turn.
        before: those of the turn before it in the same conversation.
        moment: when, on the clocks of the town.
    """
    month = f"{moment.year}-{moment.month:02d}"
    add = Counter((month, figure.value, value) for figure, value in _cells(turn, moment.hour))
    left_at = before.left_at
    if turn.asked != (left_at and left_at[1]):
        if left_at:
            add[left_at[0], Figure.LEFT.value, left_at[1]] -= 1
        left_at = (month, turn.asked) if turn.asked else None
        if left_at:
            add[month, Figure.LEFT.value, left_at[1]] += 1
    # In one order for all workers, so that none waits for another that waits for it.
    return Counts(tuple((*cell, number) for cell, number in sorted(add.items())), left_at)


def _cells(turn: Turn, hour: int) -> Iterator[tuple[Figure, str]]:
    if turn.begins:
        yield Figure.CONVERSATIONS, turn.channel
    yield Figure.MESSAGES, turn.channel
    yield Figure.OUTCOME, turn.outcome.value
    yield Figure.HOUR, str(hour)
    yield from ((Figure.TOPIC, topic) for topic in sorted(set(map(_topic, turn.intents)) - {""}))
    if turn.ended:
        yield Figure.END, turn.ended
    yield from turn.votes
    if turn.seconds is not None:
        within = (str(bound) for bound in SECONDS if turn.seconds <= bound)
        yield Figure.SECONDS, next(within, LONGER)


def _topic(intent: str) -> str:
    """The topic of an intent; empty for what asks nothing (« merci », « oui »)."""
    if intent in DANGERS:
        return DANGER
    return "" if intent in NEVER_OFFERED else intent

"""How far the questions are: which one this is, how many there can still be, the one before."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.path.payload import asks_again
from bot.path.questions import BY_NAME, QUESTIONS
from bot.path.state import Answer, Told

# They clear up a message: no number is theirs.
_CLEARING_UP = ("confirm_date", "which_service", "date_of_what")
# What brings on the most questions, one assumption after the other.
_ASSUMED: tuple[Mapping[str, Any], ...] = (
    {},
    {"complained": True},
    {"letter_sent": True},
    {"customer_reply": Answer.REPLIED, "consumer_reply": Answer.REPLIED},
)


@dataclass(frozen=True)
class Progress:
    """Where a question stands.

    Attributes:
        number: of the question, from 1.
        most: how many questions there are in all, at most.
        previous: the payload that asks the one before again, None for the first.
    """

    number: int
    most: int
    previous: str | None


def progress(told: Told, response: str) -> Progress | None:
    """Where the question stands that a response asks; None when it asks none of the path."""
    asked = next((q.name for q in QUESTIONS if response in (q.ask, q.again)), None)
    if asked is None or asked in _CLEARING_UP:
        return None
    trail = told.trail
    place = trail.index(asked) if asked in trail else len(trail)
    left = (_can_come(told) | {asked}) - set(trail)
    previous = asks_again(trail[place - 1]) if place else None
    return Progress(place + 1, len(trail) + len(left), previous)


def gone_on(told: Told, asked: str | None, next_asked: str | None) -> Told:
    """The case once the pending question is behind: the resident may go back to it."""
    behind = asked in BY_NAME and asked not in (next_asked, *told.trail, *_CLEARING_UP)
    return replace(told, trail=(*told.trail, str(asked))) if behind else told


def _can_come(told: Told) -> set[str]:
    """The questions that some answers would still bring."""
    found: set[str] = set()
    never = {*told.closed, *_CLEARING_UP}
    for assumed in _ASSUMED:
        untold = {name: value for name, value in assumed.items() if getattr(told, name) is None}
        told = replace(told, **untold)
        found |= {
            question.name
            for question in QUESTIONS
            if question.after_referral == told.after_referral
            and question.name not in never
            and question.missing(told)
        }
    return found

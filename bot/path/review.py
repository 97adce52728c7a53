"""Everything told, line by line, each with the way to change it."""

from typing import NamedTuple

from bot.path.fields import FIELDS, FactKind, Field
from bot.path.payload import asks_again
from bot.path.state import Told
from bot.path.words import say_value


class ReviewLine(NamedTuple):
    """One line of the summary: what it is, its value in words, the payload that re-asks it."""

    label: str
    value: str
    payload: str


# Said by the line of the day.
_WITH_DAY = {
    str(field.happened): field.name
    for field in FIELDS
    if field.kind is FactKind.DAY and field.question
}


def review(told: Told) -> list[ReviewLine]:
    """The summary of what was told, in the order of the questions."""
    return [
        ReviewLine(_label(field), say_value(field.name, told), asks_again(field.question))
        for field in FIELDS
        if field.question
        and getattr(told, field.name) is not None
        and (field.name not in _WITH_DAY or getattr(told, _WITH_DAY[field.name]) is None)
    ]


def _label(field: Field) -> str:
    label = str(field.label)
    return label[:1].upper() + label[1:]

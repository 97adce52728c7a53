"""Everything told, line by line, each with the way to change it."""

import json
from typing import NamedTuple

from bot.path.fields import FIELDS, FactKind, Field
from bot.path.questions import BY_NAME
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
        ReviewLine(_label(field), say_value(field.name, told), _payload(field.question))
        for field in FIELDS
        if field.question
        and getattr(told, field.name) is not None
        and (field.name not in _WITH_DAY or getattr(told, _WITH_DAY[field.name]) is None)
    ]


def _label(field: Field) -> str:
    label = str(field.label)
    return label[:1].upper() + label[1:]


def _payload(question: str) -> str:
    assert question in BY_NAME
    return f"/tell_case{json.dumps({'change': question})}"

"""Everything told, line by line, each with the way to change it."""

import json
from typing import NamedTuple

from bot.path.questions import BY_NAME
from bot.path.told import Told
from bot.path.words import LABELS, say_value


class ReviewLine(NamedTuple):
    """One line of the summary: what it is, its value in words, the payload that re-asks it."""

    label: str
    value: str
    payload: str


_QUESTION_OF = {
    "operator": "operator",
    "complained": "complained",
    "complaint_day": "complaint_date",
    "written": "written",
    "customer_reply": "customer_reply",
    "letter_sent": "letter_sent",
    "letter_day": "letter_date",
    "consumer_reply": "consumer_reply",
    "court": "court",
    "notified": "notified",
    "notified_day": "notified_date",
    "opinion_day": "opinion_date",
}
# Said by the line of the day.
_WITH_DAY = {
    "complained": "complaint_day",
    "letter_sent": "letter_day",
    "notified": "notified_day",
}


def review(told: Told) -> list[ReviewLine]:
    """The summary of what was told, in the order of the questions."""
    return [
        ReviewLine(_label(name), say_value(name, told), _payload(question))
        for name, question in _QUESTION_OF.items()
        if getattr(told, name) is not None
        and (name not in _WITH_DAY or getattr(told, _WITH_DAY[name]) is None)
    ]


def _label(name: str) -> str:
    label = LABELS[name]
    return label[:1].upper() + label[1:]


def _payload(question: str) -> str:
    assert question in BY_NAME
    return f"/tell_case{json.dumps({'change': question})}"

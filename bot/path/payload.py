"""What a button says: ``/tell_case{"written": "yes"}``."""

import json
from collections.abc import Mapping
from typing import Any

from bot.operators import find_operator
from bot.path.addressee import QUESTION_OF, THAT_DAY, place
from bot.path.heard import Heard
from bot.path.questions import BY_NAME
from bot.path.state import Told

CHANGE = "change"


def asks_again(question: str) -> str:
    """The payload that asks a question again."""
    assert question in BY_NAME
    return f"/tell_case{json.dumps({CHANGE: question})}"


def read_payload(payload: Mapping[str, Any], told: Told) -> Heard:
    """The facts of a button's payload; nothing when it names no question or no choice."""
    if payload.get(CHANGE) in BY_NAME:
        return Heard(changes=str(payload[CHANGE]))
    for name, value in payload.items():
        question = BY_NAME.get(name)
        if question is None or not isinstance(value, str):
            continue
        if name == "confirm_date" and told.doubtful and value in question.choices:
            field, days = told.doubtful
            return Heard({"doubtful": None} | ({field: days} if value == "yes" else {}))
        if value == THAT_DAY:
            return _that_day(name, told)
        if value in question.choices:
            closed = (name,) if value == "unknown" else ()
            return Heard(dict(question.choices[value]), closes=bool(closed), closed=closed)
        if name == "operator" and (mention := find_operator(value)):
            return Heard({"operator": mention.name})
    return Heard()


def _that_day(question: str, told: Told) -> Heard:
    """« Au service clients », « Ma réclamation »: whose day the one told before is."""
    if question not in QUESTION_OF.values():
        return Heard()
    facts, problems = place(told, question)
    return Heard(facts, problems=tuple(problems))

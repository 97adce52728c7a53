"""A day that something was sent, once it is said to which service."""

from typing import Any

from bot.french.date_range import DateRange
from bot.mediation import SOME_DAY
from bot.path.saying import Problem, Saying
from bot.path.state import Told
from bot.path.words import say_days

# The value of a button that says whose day the one just told is.
THAT_DAY = "that_day"
# What answers « à quel service ? » and « c'était quoi ? », by the question of the day it is.
QUESTION_OF = {
    "customer": "complaint_date",
    "complaint": "complaint_date",
    "consumer": "letter_date",
    "letter": "letter_date",
}


def place(told: Told, question: str) -> tuple[dict[str, Any], list[Problem]]:
    """The facts that the day told gives, and what to say when it changes nothing.

    Args:
        told: the case so far, with a day unplaced or undecided.
        question: ``complaint_date`` or ``letter_date``: whose day it is.
    """
    day: DateRange | None = told.unplaced or told.undecided
    if day is None:
        return {}, []
    placed = {"unplaced": None} if told.unplaced else {"undecided": None}
    if question == "letter_date":
        return {"letter_sent": True, "letter_day": day, **placed}, []
    complaint = {"complained": True, "complaint_day": day, **placed}
    first = told.complaint_day
    if first is None or first == SOME_DAY or day.latest < first.earliest:
        return complaint, []
    if told.written is False:
        return complaint | {"written": None}, []
    note = Saying("utter_first_complaint_counts", {"day": say_days(first)})
    return placed, [Problem(note, asks=False)]

"""A day something was sent, without saying to which service: who it was for, once asked."""

from typing import Any

from bot.french.date_range import DateRange
from bot.mediation import SOME_DAY
from bot.path import cues
from bot.path.line import OPERATOR, Line
from bot.path.saying import Problem, Saying
from bot.path.told import Told
from bot.path.words import say_days

# The questions whose buttons say whose day the one just told is.
SENT_TO = ("complaint_date", "letter_date")
THAT_DAY = "that_day"


def hear_placed(line: Line, told: Told, day: DateRange) -> tuple[dict[str, Any], list[Problem]]:
    """What ``place`` gives for the service that the words name; nothing when they name none."""
    question = _addressee(line)
    return place(told, day, question) if question else ({}, [])


def _addressee(line: Line) -> str | None:
    if cues.CONSUMER_SERVICE.search(line.text):
        return "letter_date"
    if cues.CUSTOMER_SERVICE.search(line.text) or OPERATOR in line.text.split():
        return "complaint_date"
    return "complaint_date" if "operateur" in line.text.split() else None


def place(told: Told, day: DateRange, question: str) -> tuple[dict[str, Any], list[Problem]]:
    """The facts that the day gives, and what to say when it changes nothing.

    Args:
        told: the case so far.
        day: the day told.
        question: the one of ``SENT_TO`` that it answers.
    """
    if question == "letter_date":
        return {"letter_sent": True, "letter_day": day, "unplaced": None}, []
    complaint = {"complained": True, "complaint_day": day, "unplaced": None}
    first = told.complaint_day
    if first is None or first == SOME_DAY or day.latest < first.earliest:
        return complaint, []
    if told.written is False:
        return complaint | {"written": None}, []
    note = Saying("utter_first_complaint_counts", {"day": say_days(first)})
    return {"unplaced": None}, [Problem(note, asks=False)]

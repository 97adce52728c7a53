"""Dates, times and lists in plain written French, and its typography."""

import re
from collections.abc import Sequence
from datetime import date, time

DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
MONTHS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)
_NO_BREAK = "\N{NO-BREAK SPACE}"


def say_date(day: date) -> str:
    """``1er avril 2026``."""
    number = "1er" if day.day == 1 else str(day.day)
    return f"{number} {MONTHS[day.month - 1]} {day.year}"


def say_day(day: date) -> str:
    """``mardi 3 mars 2026``: the form in which a date is read back."""
    return f"{DAYS[day.weekday()]} {say_date(day)}"


def say_time(moment: time) -> str:
    """``9 h``, ``14 h 30``, and words for noon and midnight."""
    if (moment.hour, moment.minute) == (12, 0):
        return "midi"
    if (moment.hour, moment.minute) == (0, 0):
        return "minuit"
    return f"{moment.hour} h {moment.minute:02}" if moment.minute else f"{moment.hour} h"


def say_list(items: Sequence[str], link: str = "et") -> str:
    """``a, b et c``."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {link} {items[-1]}"


def typeset(text: str) -> str:
    """Make the spaces of French punctuation no-break: before ``: ; ? ! »`` and after ``«``."""
    return re.sub(r" (?=[:;?!»])|(?<=«) ", _NO_BREAK, text)

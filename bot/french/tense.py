"""Which way a phrase points, and why a date may be left unread."""

from enum import Enum


class Tense(Enum):
    """Whether a phrase without a year means the day before or the day after today."""

    PAST = "past"
    FUTURE = "future"


class Doubt(Enum):
    """Why something that looks like a date is not read as one."""

    IMPOSSIBLE = "impossible"
    """No such day: « le 30 février », « 32/01/2026 »."""
    NOT_PAST = "not_past"
    """After today although a past day is meant."""
    NOT_FUTURE = "not_future"
    """Before today although a coming day is meant."""
    CONFLICT = "conflict"
    """The day of the week and the date disagree: « lundi 3 mars 2026 » is a Tuesday."""
    INCOMPLETE = "incomplete"
    """A day number without its month: « le 12 »."""
    VAGUE = "vague"
    """No bounds: « avant le 3 mars », « il y a plus de deux mois »."""
    AMBIGUOUS = "ambiguous"
    """Several readings: the year is unclear, or two phrases contradict each other."""

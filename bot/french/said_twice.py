"""A day said in two ways: « le 20 septembre, un dimanche », « le 20, oui vendredi dernier »."""

from dataclasses import replace
from datetime import date
from itertools import pairwise

from bot.french.date_range import DateRange
from bot.french.reading import Form, Reading
from bot.french.resolve import Part, Scope, resolve
from bot.french.sentence import Sentence
from bot.french.spelling import WEEKDAY_NUMBERS
from bot.french.tense import Doubt

# « virgule » is dictated.
_NAMING = frozenset(
    {"", ",", ", un", "un", "c etait un", ", c etait un", ", le", "virgule", "virgule un", ", mon"}
)
_NEAR_WORDS = 6


def drop_said_twice(sentence: Sentence, readings: list[Reading], scope: Scope) -> list[Reading]:
    """« le 20 septembre, un dimanche », « le 20, oui vendredi dernier », « en août, le 27 »."""
    kept = list(readings)
    for index, (earlier, later) in enumerate(pairwise(readings)):
        link = sentence.between(earlier.last, later.first)
        if _names_weekday_of(sentence, later, kept[index]) and link in _NAMING:
            kept[index + 1] = later.meaning(None)
        elif _is_number_of(earlier, later) and len(link.split()) <= _NEAR_WORDS:
            kept[index] = earlier.meaning(None)
        elif _is_number_of(later, earlier) and len(link.split()) <= _NEAR_WORDS:
            kept[index + 1] = later.meaning(None)
        elif _is_month(earlier) and later.form is Form.BARE_DAY and link in {"", ","}:
            assert earlier.parts is not None
            assert later.parts is not None
            parts = replace(earlier.parts, day=later.parts.day, weekday=later.parts.weekday)
            kept[index] = earlier.meaning(None)
            kept[index + 1] = replace(
                later, form=Form.DAY, value=resolve(parts, scope), lacks_year=earlier.lacks_year
            )
    return kept


def _names_weekday_of(sentence: Sentence, later: Reading, earlier: Reading) -> bool:
    name = sentence.tokens[later.last - 1].text
    day = _day(earlier)
    is_weekday = later.last - later.first <= 2 and name in WEEKDAY_NUMBERS
    return is_weekday and day is not None and day.weekday() == WEEKDAY_NUMBERS[name]


def _is_number_of(bare: Reading, other: Reading) -> bool:
    """Whether « le 20 » is the number of a day read beside it."""
    day = _day(other)
    is_bare = bare.form is Form.BARE_DAY and bare.value is Doubt.INCOMPLETE
    return is_bare and bare.parts is not None and day is not None and bare.parts.day == day.day


def _day(reading: Reading) -> date | None:
    """The one day that was read."""
    days = reading.value
    return days.earliest if isinstance(days, DateRange) and days.exact else None


def _is_month(reading: Reading) -> bool:
    parts = reading.parts
    whole = parts is not None and parts.day is None and parts.part is Part.WHOLE
    return reading.form is Form.PERIOD and whole and isinstance(reading.value, DateRange)

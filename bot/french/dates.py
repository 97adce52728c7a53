"""Dates as residents write them, read into days; never a wrong day, rather none.

A phrase becomes the range of days it means. ``début`` is the 1st to the 10th of a month, ``mi``
the 10th to the 20th, ``fin`` the 20th to the last day; a week is Monday to Sunday; « environ »
adds 3 days on each side of days and weeks, 10 of months. A range never crosses today: nobody has
complained tomorrow.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from bot.french.combine import (
    complete_days,
    drop_contradictions,
    drop_corrected,
    drop_unclear_years,
    join_spans,
)
from bot.french.context import in_context
from bot.french.date_range import DateRange
from bot.french.holidays import HOLIDAY_RULES
from bot.french.reading import Reading, Rule
from bot.french.resolve import Scope, day_or_none
from bot.french.rules_days import DAY_RULES
from bot.french.rules_numeric import NUMERIC_RULES
from bot.french.rules_periods import PERIOD_RULES
from bot.french.rules_relative import RELATIVE_RULES
from bot.french.rules_weekdays import WEEKDAY_RULES
from bot.french.said_twice import drop_said_twice
from bot.french.sentence import Sentence, read_sentence
from bot.french.tense import Doubt, Tense
from bot.limits import MOST_DATES

__all__ = [
    "DateRange",
    "Doubt",
    "FoundDate",
    "RefusedDate",
    "Tense",
    "complete_date",
    "find_dates",
    "find_refused_dates",
    "parse_date",
    "read_dates",
]

_RULES: tuple[Rule, ...] = (
    *DAY_RULES,
    *NUMERIC_RULES,
    *HOLIDAY_RULES,
    *PERIOD_RULES,
    *WEEKDAY_RULES,
    *RELATIVE_RULES,
)
# Whether any rule matches at a word: one look where most words begin no date.
_ANY_RULE = re.compile(
    "|".join(re.sub(r"\(\?P<\w+>", "(?:", rule.pattern.pattern) for rule in _RULES)
)
# Of a longer list, those after the ones told still bear on them: a year said later, for example.
_MOST_READ = 2 * MOST_DATES
# Beside one of these, a date read elsewhere in the sentence may not be the one that is meant.
_SPOILING = frozenset({Doubt.IMPOSSIBLE, Doubt.INCOMPLETE, Doubt.CONFLICT, Doubt.AMBIGUOUS})


@dataclass(frozen=True)
class FoundDate:
    """A date of a sentence.

    Attributes:
        days: the days it means.
        start, end: its span in the sentence as it was given, ``end`` excluded.
        text: that stretch of the sentence.
    """

    days: DateRange
    start: int
    end: int
    text: str


@dataclass(frozen=True)
class RefusedDate:
    """What looks like a date in a sentence and is not read as one; spans as in FoundDate."""

    doubt: Doubt
    start: int
    end: int
    text: str


def read_dates(text: str, today: date, tense: Tense = Tense.PAST) -> list[FoundDate | RefusedDate]:
    """Read a sentence once: its dates, and what looks like a date and is not read, in order.

    Args:
        text: what a resident wrote or dictated.
        today: the day it was written.
        tense: PAST for complaints (« lundi » is the last one), FUTURE for opening hours.
    """
    sentence = read_sentence(text)
    return [
        FoundDate(reading.value, *_span(sentence, reading, text))
        if isinstance(reading.value, DateRange)
        else RefusedDate(reading.value, *_span(sentence, reading, text))
        for reading in _read(sentence, Scope(today, tense))
        if reading.value is not None
    ]


def find_dates(text: str, today: date, tense: Tense = Tense.PAST) -> list[FoundDate]:
    """Find every date in a sentence, in order; the arguments are those of ``read_dates``."""
    return [span for span in read_dates(text, today, tense) if isinstance(span, FoundDate)]


def find_refused_dates(text: str, today: date, tense: Tense = Tense.PAST) -> list[RefusedDate]:
    """Find what looks like a date and is not read, with the reason, to ask about it."""
    return [span for span in read_dates(text, today, tense) if isinstance(span, RefusedDate)]


def parse_date(text: str, today: date, tense: Tense = Tense.PAST) -> DateRange | None:
    """Read the one date of a sentence.

    Returns:
        None when there is none, when different ones are found, or when another phrase of the
        sentence is a date in doubt (« le 30 février », « le 12 »).
    """
    values = {
        reading.value
        for reading in _read(read_sentence(text), Scope(today, tense))
        if reading.value is not None
    }
    if values & _SPOILING:
        return None
    days = [value for value in values if isinstance(value, DateRange)]
    return days[0] if len(days) == 1 else None


def complete_date(text: str, told: DateRange, today: date) -> DateRange | None:
    """Read « non, c'était le 12 » as a correction of a date told before.

    Returns:
        The day of that number in the month told before; None when the sentence says more or
        less than one day number, when the date told before spans two months, or when there is
        no such day up to today.
    """
    readings = [
        reading
        for reading in _read(read_sentence(text), Scope(today, Tense.PAST))
        if reading.value is not None
    ]
    is_one_month = (told.earliest.year, told.earliest.month) == (
        told.latest.year,
        told.latest.month,
    )
    if len(readings) != 1 or readings[0].value is not Doubt.INCOMPLETE or not is_one_month:
        return None
    parts = readings[0].parts
    assert parts is not None
    day = day_or_none(told.earliest.year, told.earliest.month, parts.day or 0)
    return DateRange(day, day) if day and day <= today else None


def _read(sentence: Sentence, scope: Scope) -> list[Reading]:
    readings = complete_days(sentence, list(_match(sentence, scope)), scope)
    readings = drop_said_twice(sentence, readings, scope)
    readings = join_spans(sentence, readings, scope)
    readings = drop_corrected(sentence, readings)
    readings = [in_context(sentence, reading, scope) for reading in readings]
    return drop_unclear_years(drop_contradictions(sentence, readings), scope)


def _match(sentence: Sentence, scope: Scope) -> Iterator[Reading]:
    """The readings of a sentence from left to right: at each word, the longest rule."""
    token = dates = 0
    while token < len(sentence.tokens) and dates < _MOST_READ:
        reading = _longest(sentence, token, scope)
        if reading is None:
            token += 1
        else:
            yield reading
            token = reading.last
            dates += reading.value is not None


def _longest(sentence: Sentence, token: int, scope: Scope) -> Reading | None:
    start = sentence.starts[token]
    if not _ANY_RULE.match(sentence.line, start):
        return None
    matches = [
        (found.end(), rule, found)
        for rule in _RULES
        if (found := rule.pattern.match(sentence.line, start))
    ]
    for end, rule, found in sorted(matches, key=lambda match: -match[0]):
        if (reading := rule.read(found, scope)) is not None:
            return replace(reading, first=token, last=sentence.token_ending_at(end))
    return None


def _span(sentence: Sentence, reading: Reading, text: str) -> tuple[int, int, str]:
    start = sentence.tokens[reading.first].start
    end = sentence.tokens[reading.last - 1].end
    return start, end, text[start:end]

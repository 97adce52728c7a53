"""From the parts of a date to days of the calendar; pure arithmetic, no text."""

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import MAXYEAR, MINYEAR, date, timedelta
from enum import Enum

from dateutil.relativedelta import relativedelta, weekday

from bot.french.date_range import DateRange
from bot.french.tense import Doubt, Tense

# In the current month « en novembre » may still mean last year's while the month is young.
_YOUNG_MONTH = 10
_LEAP_SPAN = relativedelta(months=12)


class Part(Enum):
    """The stretch of a month or of a year that is meant."""

    WHOLE = "whole"
    START = "start"
    MIDDLE = "middle"
    END = "end"
    FIRST_HALF = "first half"
    SECOND_HALF = "second half"


@dataclass(frozen=True)
class Scope:
    """What a phrase is read against."""

    today: date
    tense: Tense


@dataclass(frozen=True)
class Parts:
    """What was said of a date.

    Attributes:
        month: 1 to 12.
        day: None for a month or a part of one.
        part: used when ``day`` is None.
        year: None when it was not said.
        weekday: Monday 0, checked against the date; None when not said.
        strictly: « dernier » or « prochain » was said, which excludes today or this month.
    """

    month: int
    day: int | None = None
    part: Part = Part.WHOLE
    year: int | None = None
    weekday: int | None = None
    strictly: bool = False


def resolve(parts: Parts, scope: Scope) -> DateRange | Doubt:
    """The days meant by the parts, or why they are in doubt."""
    found = _resolve_period(parts, scope) if parts.day is None else _resolve_day(parts, scope)
    if isinstance(found, DateRange) and parts.weekday is not None:
        return found if found.earliest.weekday() == parts.weekday else Doubt.CONFLICT
    return found


def in_year(parts: Parts, year: int, scope: Scope) -> DateRange | Doubt:
    """The days meant by the parts if the year was this one."""
    return resolve(replace(parts, year=year), scope)


def clip(days: DateRange, scope: Scope) -> DateRange | Doubt:
    """Keep of a range what lies on the meant side of today, today included."""
    if scope.tense is Tense.PAST:
        if days.earliest > scope.today:
            return Doubt.NOT_PAST
        return DateRange(days.earliest, min(days.latest, scope.today))
    if days.latest < scope.today:
        return Doubt.NOT_FUTURE
    return DateRange(max(days.earliest, scope.today), days.latest)


def single(day: date, scope: Scope) -> DateRange | Doubt:
    """One day, if it lies on the meant side of today."""
    return clip(DateRange(day, day), scope)


def widen(days: DateRange, by: int, scope: Scope) -> DateRange | Doubt:
    """A range with ``by`` days more on each side, never across today."""
    margin = timedelta(days=by)
    return clip(DateRange(days.earliest - margin, days.latest + margin), scope)


def week_of(day: date) -> DateRange:
    """Monday to Sunday of the week of a day."""
    monday = day - timedelta(days=day.weekday())
    return DateRange(monday, monday + timedelta(days=6))


def month_days(year: int, month: int, part: Part = Part.WHOLE) -> DateRange:
    """The days of a month, or of its start (1-10), middle (10-20), end (20-last) or halves."""
    last = monthrange(year, month)[1]
    first_day, last_day = {
        Part.WHOLE: (1, last),
        Part.START: (1, 10),
        Part.MIDDLE: (10, 20),
        Part.END: (20, last),
        Part.FIRST_HALF: (1, 15),
        Part.SECOND_HALF: (16, last),
    }[part]
    return DateRange(date(year, month, first_day), date(year, month, last_day))


def nth_weekday(month: int, day: int, nth: int) -> Callable[[int], date]:
    """The nth such day of the week (Monday 0) of a month, by year; -1 for the last."""
    start = 1 if nth > 0 else 31
    return lambda year: date(year, month, 1) + relativedelta(day=start, weekday=weekday(day, nth))


def year_days(year: int, part: Part = Part.WHOLE) -> DateRange:
    """The days of a year: its first quarter, May to August, its last quarter, or all of it."""
    first, last = {
        Part.WHOLE: (1, 12),
        Part.START: (1, 3),
        Part.MIDDLE: (5, 8),
        Part.END: (10, 12),
        Part.FIRST_HALF: (1, 6),
        Part.SECOND_HALF: (7, 12),
    }[part]
    return DateRange(month_days(year, first).earliest, month_days(year, last).latest)


def day_or_none(year: int, month: int, day: int) -> date | None:
    """The date, or None when the calendar has no such day."""
    if not (MINYEAR < year < MAXYEAR and 1 <= month <= 12):
        return None
    return date(year, month, day) if 1 <= day <= monthrange(year, month)[1] else None


def full_year(two_digits: int, today: date) -> int:
    """« 26 » is 2026, « 98 » is 1998: at most ten years ahead of today."""
    century = today.year - today.year % 100
    ahead = century + two_digits
    return ahead if ahead <= today.year + 10 else ahead - 100


def _resolve_day(parts: Parts, scope: Scope) -> DateRange | Doubt:
    day = parts.day or 0
    # 2028 is a leap year: a day it lacks exists in no year.
    if day_or_none(2028, parts.month, day) is None:
        return Doubt.IMPOSSIBLE
    if parts.year is not None:
        exact = day_or_none(parts.year, parts.month, day)
        return single(exact, scope) if exact else Doubt.IMPOSSIBLE
    years = (0, -1) if scope.tense is Tense.PAST else (0, 1)
    for offset in years:
        exact = day_or_none(scope.today.year + offset, parts.month, day)
        if exact is None or (parts.strictly and exact == scope.today):
            continue
        if isinstance(single(exact, scope), DateRange) and _within_a_year(exact, scope.today):
            return DateRange(exact, exact)
    return Doubt.IMPOSSIBLE


def _within_a_year(day: date, today: date) -> bool:
    return today - _LEAP_SPAN <= day <= today + _LEAP_SPAN


def _resolve_period(parts: Parts, scope: Scope) -> DateRange | Doubt:
    if parts.year is not None:
        return clip(month_days(parts.year, parts.month, parts.part), scope)
    current = month_days(scope.today.year, parts.month, parts.part)
    is_now = current.earliest <= scope.today <= current.latest
    if scope.tense is Tense.FUTURE:
        is_over = current.latest < scope.today or (is_now and parts.strictly)
        return clip(month_days(scope.today.year + is_over, parts.month, parts.part), scope)
    if is_now and not parts.strictly and current.latest != scope.today:
        is_likely = parts.part is Part.START or (
            parts.part is Part.WHOLE and scope.today.day > _YOUNG_MONTH
        )
        return clip(current, scope) if is_likely else Doubt.AMBIGUOUS
    is_over = current.latest <= scope.today and not (is_now and parts.strictly)
    return month_days(scope.today.year - (not is_over), parts.month, parts.part)

"""The town hall: open, closed, until when, and the next opening.

Hours come from the knowledge in OpenStreetMap syntax; French public holidays and the dated
exceptions of the town's file are counted in. All times are in Europe/Paris.
"""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from opening_hours import OpeningHours

from bot.clock import PARIS
from bot.knowledge.model import HoursException, TownHall

# A town hall that stays closed longer than this has no next opening to announce.
HORIZON = timedelta(days=366)
# How far ahead the week's hours tell of exceptions.
SOON = timedelta(days=14)
_HOLIDAYS_OFF = re.compile(r"\bPH\b[^;]*\b(?:off|closed)\b")
NOON = time(12)
LUNCH_IS_OVER = time(13)


@dataclass(frozen=True)
class Status:
    """The town hall at one moment; moments are aware, in Europe/Paris.

    Attributes:
        open: whether someone can be met at that moment.
        closes: when it next closes, if open.
        opens: when it next opens, if closed; None beyond a year.
        reason: why it is closed or has other hours (public holiday, exception), if known.
    """

    open: bool
    closes: datetime | None
    opens: datetime | None
    reason: str | None


@dataclass(frozen=True)
class Span:
    """One stretch of opening inside a day, local wall-clock times."""

    start: time
    end: time


@dataclass(frozen=True)
class DayHours:
    """One calendar day: its opening spans, empty when closed, and the reason if one is known."""

    day: date
    spans: tuple[Span, ...]
    reason: str | None

    @property
    def morning(self) -> "DayHours":
        """The spans that begin before noon."""
        return replace(self, spans=tuple(s for s in self.spans if s.start < NOON))

    @property
    def afternoon(self) -> "DayHours":
        """The spans that last beyond lunch."""
        return replace(self, spans=tuple(s for s in self.spans if s.end > LUNCH_IS_OVER))


def status_at(town_hall: TownHall, moment: datetime) -> Status:
    """Tell whether the town hall is open at a moment, and when that next changes.

    Args:
        town_hall: the knowledge of one town.
        moment: aware datetime.
    """
    hours = _hours(town_hall)
    moment = moment.astimezone(PARIS)
    is_open = hours.is_open(moment)
    reason = hours.state(moment)[1] or None
    change = _next_flip(hours, moment, is_open)
    if is_open:
        return Status(True, closes=change, opens=None, reason=reason)
    return Status(False, closes=None, opens=change, reason=reason)


def hours_on(town_hall: TownHall, day: date) -> DayHours:
    """The opening spans of one calendar day."""
    start = datetime.combine(day, time(), PARIS)
    end = datetime.combine(day + timedelta(days=1), time(), PARIS)
    spans, reasons = [], []
    for begin, finish, state, comment in _hours(town_hall).intervals(start, end):
        if str(state) == "open":
            spans.append(Span(begin.time(), finish.time()))
        if comment:
            reasons.append(comment)
    return DayHours(day, tuple(spans), reasons[0] if reasons else None)


def usual_week(town_hall: TownHall, today: date) -> tuple[tuple[Span, ...], ...]:
    """The usual opening spans of the week of a day, Monday first: no holiday, no exception."""
    ordinary = OpeningHours(town_hall.opening_hours.value)
    monday = today - timedelta(days=today.weekday())
    week = []
    for offset in range(7):
        start = datetime.combine(monday + timedelta(days=offset), time())
        found = ordinary.intervals(start, start + timedelta(days=1))
        week.append(
            tuple(Span(b.time(), e.time()) for b, e, state, _ in found if str(state) == "open")
        )
    return tuple(week)


def exceptions_soon(town_hall: TownHall, today: date) -> list[HoursException]:
    """The exceptions under way or about to begin."""
    return [e for e in town_hall.exceptions if e.first <= today + SOON and today <= e.last]


def closed_on_holidays(town_hall: TownHall) -> bool:
    """Whether the town's hours close it on public holidays."""
    return bool(_HOLIDAYS_OFF.search(town_hall.opening_hours.value))


@lru_cache(maxsize=4)
def _hours(town_hall: TownHall) -> OpeningHours:
    rules = [town_hall.opening_hours.value, *map(_exception_rule, town_hall.exceptions)]
    return OpeningHours("; ".join(rules), timezone=PARIS, country="FR")


def _exception_rule(exception: HoursException) -> str:
    days = f"{exception.first:%Y %b %d}-{exception.last:%Y %b %d}"
    reason = exception.reason.replace('"', "'")
    return f'{days} {exception.hours or "off"} "{reason}"'


def _next_flip(hours: OpeningHours, moment: datetime, is_open: bool) -> datetime | None:
    # The library also reports changes of comment (a holiday beginning at midnight).
    limit = moment + HORIZON
    while (change := hours.next_change(moment)) is not None and change <= limit:
        if hours.is_open(change) != is_open:
            return change
        moment = change
    return None

"""The town hall: open, closed, until when, and the next opening.

All that is said comes from the hours of one day: those of an exception, else of a public holiday,
else the usual ones. Times are those of the clocks of the town.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from bot.knowledge.hours import Span
from bot.knowledge.town_hall import HoursException, TownHall

# A town hall that stays closed longer than this has no next opening to announce.
HORIZON = timedelta(days=366)
# How far ahead the week's hours tell of exceptions and public holidays.
SOON = timedelta(days=14)
WEEK = 7
NOON = time(12)
LUNCH_IS_OVER = time(13)


@dataclass(frozen=True)
class Status:
    """The town hall at one moment; moments are aware, in the time zone of the town.

    Attributes:
        open: whether someone can be met at that moment.
        closes: when it next closes, if open.
        opens: when it next opens, if closed; None beyond a year.
        reason: why it is closed or has other hours (public holiday, exception), or the words
            beside its hours (by appointment), if known.
    """

    open: bool
    closes: datetime | None
    opens: datetime | None
    reason: str | None


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
    moment = moment.astimezone(town_hall.territory.zone)
    today = hours_on(town_hall, moment.date())
    for span in today.spans:
        if span.start <= moment.time() < span.end:
            closes = datetime.combine(today.day, span.end, moment.tzinfo)
            told = ", ".join(filter(None, (today.reason, span.note)))
            return Status(True, closes=closes, opens=None, reason=told or None)
    opens = next((opening for opening in _openings(town_hall, moment) if opening > moment), None)
    return Status(False, closes=None, opens=opens, reason=today.reason)


def hours_on(town_hall: TownHall, day: date) -> DayHours:
    """The opening spans of one calendar day."""
    exception = _exception_on(town_hall, day)
    hours = exception or town_hall.holiday(day) or town_hall.written_hours.on(day)
    return DayHours(day, hours.spans, hours.reason)


def usual_week(town_hall: TownHall, today: date) -> tuple[DayHours, ...]:
    """The usual hours of seven days from today, Monday first: no holiday, no exception."""
    coming = (today + timedelta(days=offset) for offset in range(WEEK))
    return tuple(_usual(town_hall, day) for day in sorted(coming, key=date.weekday))


def exceptions_soon(town_hall: TownHall, today: date) -> list[HoursException]:
    """The exceptions under way or about to begin."""
    return [e for e in town_hall.exceptions if e.first <= today + SOON and today <= e.last]


def banners_on(town_hall: TownHall, day: date) -> list[str]:
    """What the town hall tells everyone on a day, in the order of its file."""
    return [banner.text for banner in town_hall.banners if banner.first <= day <= banner.last]


def holidays_soon(town_hall: TownHall, today: date) -> list[DayHours]:
    """The coming public holidays on which the usual hours do not hold, exceptions aside."""
    coming = (today + timedelta(days=offset) for offset in range(SOON.days + 1))
    holidays = [
        day for day in coming if town_hall.holiday(day) and not _exception_on(town_hall, day)
    ]
    told = [hours_on(town_hall, day) for day in holidays]
    return [hours for hours in told if hours.spans != _usual(town_hall, hours.day).spans]


def _exception_on(town_hall: TownHall, day: date) -> HoursException | None:
    return next((e for e in town_hall.exceptions if e.first <= day <= e.last), None)


def _usual(town_hall: TownHall, day: date) -> DayHours:
    hours = town_hall.written_hours.on(day)
    return DayHours(day, hours.spans, hours.reason)


def _openings(town_hall: TownHall, moment: datetime) -> Iterator[datetime]:
    for offset in range(HORIZON.days + 1):
        day = hours_on(town_hall, moment.date() + timedelta(days=offset))
        for span in day.spans:
            yield datetime.combine(day.day, span.start, moment.tzinfo)

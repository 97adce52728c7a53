"""The town hall: open, closed, until when, and the next opening.

All that is said comes from the hours of one day: those of an exception, else of a public holiday,
else the usual ones. Times are those of the clocks of the town.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import Enum

from bot.knowledge.hours import Rule, Span
from bot.knowledge.town_hall import HoursException, TownHall

# A town hall that stays closed longer than this has no next opening to announce.
HORIZON = timedelta(days=366)
# How far ahead the week's hours tell of exceptions and public holidays.
SOON = timedelta(days=14)
WEEK = 7
# As far as it takes for the fifth Saturday of a month to come back.
RECURRENCE_WEEKS = 14
NOON = time(12)
LUNCH_IS_OVER = time(13)


class State(str, Enum):
    """Who is received at one moment."""

    OPEN = "open"
    BY_APPOINTMENT = "by_appointment"
    # Words stand beside these hours, and only who reads them knows whether they are meant.
    RESTRICTED = "restricted"
    CLOSED = "closed"


@dataclass(frozen=True)
class Status:
    """The town hall at one moment; moments are aware, in the time zone of the town.

    Attributes:
        state: who is received at that moment.
        closes: when the hours under way end, unless closed.
        opens: when it next opens, if closed; None beyond a year.
        opens_to_all: when it next opens without appointment nor restriction, if that is neither
            at that moment nor ``opens``; None beyond a year.
        reason: why it is closed or has other hours (public holiday, exception), if known.
        note: the words beside the hours under way, « sur rendez-vous » aside, which the state
            tells; if closed, those beside the hours of the next opening.
    """

    state: State
    closes: datetime | None
    opens: datetime | None
    opens_to_all: datetime | None
    reason: str | None
    note: str | None

    @property
    def open(self) -> bool:
        """Whether anybody is received at that moment, as far as is known."""
        return self.state is State.OPEN


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
    """Tell who is received at a moment, and when that next changes.

    Args:
        town_hall: the knowledge of one town.
        moment: aware datetime.
    """
    moment = moment.astimezone(town_hall.territory.zone)
    today = hours_on(town_hall, moment.date())
    now = next((s for s in today.spans if s.start <= moment.time() < s.end), None)
    state = state_of(now, town_hall) if now else State.CLOSED
    if now and state is State.OPEN:
        return Status(state, _at(moment, now.end), None, None, today.reason, None)
    to_all = _opens_to_all(town_hall, moment)
    if now:
        note = words_beside(now, town_hall, under_way=True)
        return Status(state, _at(moment, now.end), None, to_all, today.reason, note)
    opens, opening = next(_openings(town_hall, moment), (None, None))
    note = words_beside(opening, town_hall, under_way=False) if opening else None
    return Status(state, None, opens, to_all if to_all != opens else None, today.reason, note)


def state_of(span: Span, town_hall: TownHall) -> State:
    """Who is received during these hours."""
    if span.by_appointment:
        return State.BY_APPOINTMENT
    return State.RESTRICTED if span.note or town_hall.hours_note else State.OPEN


def words_beside(span: Span, town_hall: TownHall, under_way: bool) -> str | None:
    """The words beside these hours, then those beside all the hours of the town hall.

    Args:
        span: the hours.
        town_hall: the knowledge of one town.
        under_way: whether they are now: their state then tells « sur rendez-vous ».
    """
    own = None if under_way and span.by_appointment else span.note
    about_all = town_hall.hours_note.value if town_hall.hours_note else None
    return ". ".join(words.rstrip(" .") for words in (own, about_all) if words) or None


def hours_on(town_hall: TownHall, day: date) -> DayHours:
    """The opening spans of one calendar day."""
    exception = _exception_on(town_hall, day)
    hours = exception or town_hall.holiday(day) or town_hall.written_hours.on(day)
    return DayHours(day, hours.spans, hours.reason)


def usual_week(town_hall: TownHall, today: date) -> tuple[DayHours, ...]:
    """The usual hours of seven days from today, Monday first: no holiday, no exception."""
    coming = (today + timedelta(days=offset) for offset in range(WEEK))
    return tuple(_usual(town_hall, day) for day in sorted(coming, key=date.weekday))


@dataclass(frozen=True)
class Recurrence:
    """What holds on some weeks or some days of the month only.

    Attributes:
        rule: the rule that says which.
        hours: what holds on these days.
        following: the next such day.
    """

    rule: Rule
    hours: DayHours
    following: date


def plain_week(town_hall: TownHall, today: date) -> tuple[DayHours, ...]:
    """The usual week, but for what holds on some weeks or some days of the month only."""
    days = [each.day for each in usual_week(town_hall, today)]
    plain = [town_hall.written_hours.usually_on(day) for day in days]
    return tuple(DayHours(d, h.spans, h.reason) for d, h in zip(days, plain, strict=True))


def recurrences(town_hall: TownHall, weekday: int, today: date) -> list[Recurrence]:
    """What holds on some of the coming days of one name only, each with its next day.

    Args:
        town_hall: the knowledge of one town.
        weekday: 0 for Monday.
        today: the day it is.
    """
    found: dict[Rule, Recurrence] = {}
    if not any(rule.comes_back for rule in town_hall.written_hours.rules):
        return []
    first = today + timedelta(days=(weekday - today.weekday()) % WEEK)
    for week in range(RECURRENCE_WEEKS):
        day = first + timedelta(weeks=week)
        rule = town_hall.written_hours.rule_on(day)
        if town_hall.holiday(day) or _exception_on(town_hall, day):
            continue
        if rule and rule.comes_back and rule not in found:
            found[rule] = Recurrence(rule, _usual(town_hall, day), day)
    return list(found.values())


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


def _at(moment: datetime, hour: time) -> datetime:
    return datetime.combine(moment.date(), hour, moment.tzinfo)


def _opens_to_all(town_hall: TownHall, moment: datetime) -> datetime | None:
    if town_hall.hours_note:
        return None
    openings = _openings(town_hall, moment)
    return next((opens for opens, span in openings if not span.note), None)


def _openings(town_hall: TownHall, moment: datetime) -> Iterator[tuple[datetime, Span]]:
    """The openings after a moment, and their hours."""
    for offset in range(HORIZON.days + 1):
        day = hours_on(town_hall, moment.date() + timedelta(days=offset))
        for span in day.spans:
            opening = datetime.combine(day.day, span.start, moment.tzinfo)
            if opening > moment:
                yield opening, span

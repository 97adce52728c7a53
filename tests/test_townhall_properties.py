"""For any town file that is accepted, all the answers agree with the calendar over five years."""

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from dateutil.easter import easter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.french.say import say_day
from bot.knowledge.town_hall import TownHall
from bot.townhall import hours_on, status_at, usual_week
from bot.townhall_words import say_hours, say_spans
from tests.towns import exception, town

FIRST, LAST = date(2026, 1, 1), date(2030, 12, 31)
EVERY_DAY = [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1)]
DAYS = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"]
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

# Art. L3133-1 of the labour code, art. L3422-2 for the abolition of slavery, and the ordinance of
# 16 August 1892 for Alsace-Moselle (26 December; Good Friday where there is a Protestant church).
FIXED = {(1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25)}
AFTER_EASTER = {1, 39, 50}
TERRITORIES: dict[tuple[str, bool | None], tuple[str, set[tuple[int, int]], set[int]]] = {
    ("14020", None): ("Europe/Paris", set(), set()),
    ("2A004", None): ("Europe/Paris", set(), set()),
    ("57463", True): ("Europe/Paris", {(12, 26)}, {-2}),
    ("67482", True): ("Europe/Paris", {(12, 26)}, {-2}),
    ("68224", False): ("Europe/Paris", {(12, 26)}, set()),
    ("97105", None): ("America/Guadeloupe", {(5, 27)}, set()),
    ("97209", None): ("America/Martinique", {(5, 22)}, set()),
    ("97302", None): ("America/Cayenne", {(6, 10)}, set()),
    ("97411", None): ("Indian/Reunion", {(12, 20)}, set()),
    ("97502", None): ("America/Miquelon", set(), set()),
    ("97608", None): ("Indian/Mayotte", {(4, 27)}, set()),
    ("97701", None): ("America/St_Barthelemy", {(10, 9)}, set()),
    ("97801", None): ("America/Marigot", {(5, 28)}, set()),
}

Spans = list[tuple[time, time]]
Predicate = Callable[[date], bool]


@dataclass
class Written:
    """A town file, and what it means, by other means than those of the product."""

    changes: dict[str, Any]
    rules: list[tuple[Predicate, Spans]]
    holidays: Spans
    exceptions: list[tuple[date, date, Spans]]
    zone: ZoneInfo
    is_holiday: Predicate

    def usual(self, day: date) -> Spans:
        return next((spans for holds, spans in reversed(self.rules) if holds(day)), [])

    def on(self, day: date) -> Spans:
        for first, last, spans in self.exceptions:
            if first <= day <= last:
                return spans
        return self.holidays if self.is_holiday(day) else self.usual(day)


def text(spans: Spans) -> str:
    return ",".join(f"{start:%H:%M}-{end:%H:%M}" for start, end in spans)


def month_and_day(day: date) -> tuple[int, int]:
    return day.month, day.day


def every_year(first: Any, last: Any, part: Callable[[date], Any]) -> Predicate:
    """Days from one part of the year to another, the new year between them or not."""
    if first <= last:
        return lambda day: first <= part(day) <= last
    return lambda day: part(day) >= first or part(day) <= last


def holiday_rule(fixed: set[tuple[int, int]], after_easter: set[int]) -> Predicate:
    moving = {
        easter(year) + timedelta(days=offset)
        for year in range(FIRST.year, LAST.year + 2)
        for offset in AFTER_EASTER | after_easter
    }
    return lambda day: month_and_day(day) in FIXED | fixed or day in moving


@st.composite
def some_spans(draw: st.DrawFn) -> Spans:
    quarters = draw(st.sets(st.integers(6 * 4, 24 * 4 - 1), min_size=2, max_size=4))
    times = [time(q // 4, q % 4 * 15) for q in sorted(quarters)]
    return list(zip(times[::2], times[1::2], strict=False))


@st.composite
def week_days(draw: st.DrawFn, days: Sequence[int]) -> str:
    """Those days as a town writes them: one by one or in runs, with spaces or without."""
    runs = [[day for _, day in run] for _, run in groupby(enumerate(days), lambda p: p[1] - p[0])]
    if len(runs) > 1 and runs[0][0] == 0 and runs[-1][-1] == 6:
        runs = [*runs[1:-1], runs[-1] + runs[0]]
    if draw(st.booleans()):
        runs = [[day] for day in days]
    named = [DAYS[r[0]] if len(r) == 1 else f"{DAYS[r[0]]}-{DAYS[r[-1]]}" for r in runs]
    return draw(st.sampled_from([",", ", "])).join(named)


@st.composite
def periods(draw: st.DrawFn) -> tuple[str, Predicate]:
    one = draw(st.booleans())
    if draw(st.booleans()):
        first, last = draw(st.integers(1, 12)), draw(st.integers(1, 12))
        if one:
            return MONTHS[first - 1], lambda d: d.month == first
        return f"{MONTHS[first - 1]}-{MONTHS[last - 1]}", every_year(first, last, lambda d: d.month)
    yearly = st.dates(date(2027, 1, 1), date(2027, 12, 31)).map(month_and_day)
    first_day, last_day = draw(yearly), draw(yearly)
    named = [f"{MONTHS[month - 1]} {day}" for month, day in (first_day, last_day)]
    if one:
        return named[0], lambda d: month_and_day(d) == first_day
    return "-".join(named), every_year(first_day, last_day, month_and_day)


@st.composite
def seasons(draw: st.DrawFn) -> tuple[str, Predicate]:
    parts = draw(st.lists(periods(), min_size=1, max_size=2))
    return ",".join(named for named, _ in parts), lambda d: any(holds(d) for _, holds in parts)


@st.composite
def written(draw: st.DrawFn) -> Written:
    rules: list[tuple[str, Predicate, Spans]] = []
    groups = draw(st.lists(st.integers(0, 2), min_size=7, max_size=7).filter(any))
    for group in sorted(set(groups)):
        days = [day for day in range(7) if groups[day] == group]
        spans = draw(some_spans()) if group else []
        named = f"{draw(week_days(days))} {text(spans) or 'off'}"
        rules.append((named, lambda d, days=days: d.weekday() in days, spans))
    for season, holds in draw(st.lists(seasons(), max_size=2, unique_by=lambda s: s[0])):
        days = sorted(draw(st.sets(st.integers(0, 6), min_size=1)))
        spans = draw(st.just([]) | some_spans())
        named = f"{season} {draw(week_days(days))} {text(spans) or 'off'}"
        rules.append(
            (named, lambda d, days=days, holds=holds: holds(d) and d.weekday() in days, spans)
        )
    holidays = draw(st.just([]) | some_spans())
    hours = "; ".join([*(named for named, _, _ in rules), f"PH {text(holidays) or 'off'}"])
    (insee, good_friday), (zone, fixed, moving) = draw(st.sampled_from([*TERRITORIES.items()]))
    changes: dict[str, Any] = {"hours": hours, "insee": insee}
    if good_friday is not None:
        changes["good_friday"] = good_friday
    means = [(holds, spans) for _, holds, spans in rules]
    made = Written(changes, means, holidays, [], ZoneInfo(zone), holiday_rule(fixed, moving))
    _add_exceptions(draw, made)
    return made


def _add_exceptions(draw: st.DrawFn, made: Written) -> None:
    starts = sorted(draw(st.sets(st.sampled_from(EVERY_DAY), max_size=4)))
    for start, following in zip(starts, [*starts[1:], LAST], strict=False):
        spans = draw(st.just([]) | some_spans())
        days = draw(st.integers(1, 20))
        last = max(start, min(start + timedelta(days=days - 1), following - timedelta(days=1)))
        inside = [start + timedelta(days=n) for n in range((last - start).days + 1)]
        if spans and any(made.is_holiday(day) or not made.usual(day) for day in inside):
            last = start
        made.exceptions.append((start, last, spans))
    made.changes["exceptions"] = [
        exception(f"{first}", f"{last}", text(spans) or None)
        for first, last, spans in made.exceptions
    ]


def read(made: Written) -> TownHall:
    with tempfile.TemporaryDirectory() as folder:
        return town(Path(folder), **made.changes)


FEW = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@FEW
@given(written())
def test_every_day_of_five_years_has_the_hours_that_are_written(made: Written) -> None:
    town_hall = read(made)
    for day in EVERY_DAY:
        spans = [(span.start, span.end) for span in hours_on(town_hall, day).spans]
        assert spans == made.on(day), day


@FEW
@given(written(), st.lists(st.sampled_from(EVERY_DAY), min_size=8, max_size=8), st.times())
def test_now_and_the_next_change_agree_with_the_days(
    made: Written, days: list[date], hour: time
) -> None:
    town_hall = read(made)
    for day in days:
        moment = datetime.combine(day, hour, made.zone)
        status = status_at(town_hall, moment.astimezone(ZoneInfo("Asia/Tokyo")))
        assert status.open == any(start <= hour < end for start, end in made.on(day))
        if status.open:
            assert status.closes == datetime.combine(
                day, min(end for _, end in made.on(day) if end > hour), made.zone
            )
        else:
            assert status.opens == _next_opening(made, moment)


def _next_opening(made: Written, moment: datetime) -> datetime | None:
    for offset in range(367):
        day = moment.date() + timedelta(days=offset)
        for start, _ in made.on(day):
            opening = datetime.combine(day, start, made.zone)
            if opening > moment:
                return opening
    return None


@FEW
@given(written(), st.lists(st.sampled_from(EVERY_DAY), min_size=8, max_size=8))
def test_the_week_agrees_with_the_seven_days_to_come(made: Written, days: list[date]) -> None:
    town_hall = read(made)
    for today in days:
        week = usual_week(town_hall, today)
        lines = say_hours(town_hall, today).splitlines()
        assert [each.day.weekday() for each in week] == list(range(7))
        for day in (today + timedelta(days=n) for n in range(7)):
            usual = week[day.weekday()]
            assert usual.day == day
            assert [(span.start, span.end) for span in usual.spans] == made.usual(day)
            # What the week does not say of that day, a line of its own does.
            if made.on(day) != made.usual(day):
                said = say_spans(hours_on(town_hall, day).spans) or "fermée"
                assert any(_is_about(line, day, made) and said in line for line in lines), day


def _is_about(line: str, day: date, made: Written) -> bool:
    for first, last, _ in made.exceptions:
        if first <= day <= last:
            days = say_day(first) if first == last else f"du {say_day(first)} au {say_day(last)}"
            return line.startswith(f"- {days} : ")
    return line.startswith(f"- {say_day(day)} : ")

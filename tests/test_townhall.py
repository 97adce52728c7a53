"""Open, closed, until when: checked against the calendar over five years."""

import json
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from dateutil.easter import easter
from hypothesis import given
from hypothesis import strategies as st

from bot.clock import PARIS, parse_moment
from bot.commands import hours
from bot.knowledge import load
from bot.knowledge.model import HoursException, TownHall
from bot.townhall import Span, hours_on, status_at, usual_week
from bot.townhall_words import say_hours, say_moment, say_spans, say_week

ARGENCES = load("argences").town_hall
NINE, NOON, TWO = time(9), time(12), time(14)
WEEK = [
    [(NINE, NOON)],
    [(NINE, NOON), (TWO, time(18, 30))],
    [(NINE, NOON), (TWO, time(17))],
    [(NINE, NOON), (TWO, time(17))],
    [(NINE, NOON), (TWO, time(16, 30))],
    [],
    [],
]
FIXED_HOLIDAYS = [(1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25)]


def is_holiday(day: date) -> bool:
    """French public holidays, by the law's own list (art. L3133-1 code du travail)."""
    moving = [easter(day.year) + timedelta(days=n) for n in (1, 39, 50)]
    return (day.month, day.day) in FIXED_HOLIDAYS or day in moving


def open_by_the_calendar(moment: datetime) -> bool:
    if is_holiday(moment.date()):
        return False
    return any(start <= moment.time() < end for start, end in WEEK[moment.weekday()])


moments = st.datetimes(datetime(2026, 1, 1), datetime(2030, 12, 31, 23, 59)).map(
    lambda naive: naive.replace(second=0, microsecond=0, tzinfo=PARIS)
)


@given(moments)
def test_no_answer_contradicts_the_calendar(moment: datetime) -> None:
    status = status_at(ARGENCES, moment)
    assert status.open == open_by_the_calendar(moment)
    change = status.closes if status.open else status.opens
    assert change is not None
    assert open_by_the_calendar(change) != status.open
    step = timedelta(minutes=15)
    between = moment + step
    while between < change:
        assert open_by_the_calendar(between) == status.open, between
        between += step


@given(st.dates(date(2026, 1, 1), date(2030, 12, 31)))
def test_the_hours_of_a_day_are_the_usual_ones_or_closed(day: date) -> None:
    spans = [(span.start, span.end) for span in hours_on(ARGENCES, day).spans]
    assert spans == ([] if is_holiday(day) else WEEK[day.weekday()])


@pytest.mark.parametrize(
    "day", ["2026-05-14", "2027-05-06", "2028-05-25", "2026-05-25", "2027-03-29", "2026-11-11"]
)
def test_a_public_holiday_is_closed_and_says_why(day: str) -> None:
    status = status_at(ARGENCES, parse_moment(f"{day}T10:00", "test"))
    assert (status.open, status.reason) == (False, "jour férié")


def with_exceptions(*exceptions: dict[str, Any]) -> TownHall:
    return ARGENCES.copy(
        update={"exceptions": tuple(HoursException(**exception) for exception in exceptions)}
    )


def test_an_exception_closes_a_day_with_its_reason() -> None:
    town_hall = with_exceptions(
        {"first": "2026-12-28", "last": "2026-12-31", "hours": None, "reason": "congés de Noël"}
    )
    status = status_at(town_hall, parse_moment("2026-12-29T10:00", "test"))
    assert (status.open, status.reason) == (False, "congés de Noël")
    assert status.opens == parse_moment("2027-01-04T09:00", "test")
    assert status_at(town_hall, parse_moment("2027-12-29T10:00", "test")).open


def test_an_exception_gives_other_hours() -> None:
    town_hall = with_exceptions(
        {"first": "2026-12-24", "last": "2026-12-24", "hours": "09:00-11:00", "reason": "fêtes"}
    )
    day = hours_on(town_hall, date(2026, 12, 24))
    assert (day.spans, day.reason) == ((Span(NINE, time(11)),), "fêtes")


def test_an_exception_may_open_a_public_holiday() -> None:
    town_hall = with_exceptions(
        {"first": "2026-11-11", "last": "2026-11-11", "hours": "10:00-11:00", "reason": "cérémonie"}
    )
    assert status_at(town_hall, parse_moment("2026-11-11T10:30", "test")).open


def test_half_days() -> None:
    tuesday = hours_on(ARGENCES, date(2026, 11, 24))
    assert tuesday.morning.spans == (Span(NINE, NOON),)
    assert tuesday.afternoon.spans == (Span(TWO, time(18, 30)),)
    assert hours_on(ARGENCES, date(2026, 11, 23)).afternoon.spans == ()


def test_the_usual_week_knows_no_holiday() -> None:
    week = usual_week(ARGENCES, date(2026, 5, 14))
    assert [[(s.start, s.end) for s in spans] for spans in week] == WEEK


def another(hours: str, *exceptions: HoursException) -> TownHall:
    fact = ARGENCES.opening_hours.copy(update={"value": hours})
    return ARGENCES.copy(update={"opening_hours": fact, "exceptions": exceptions})


SEASONS = "Jan-Jun Mo-Fr 10:00-12:00; Sep-Dec Tu 08:00-11:00; Jul-Aug off"
WORKS = HoursException(
    first=date(2026, 12, 24), last=date(2027, 3, 31), hours=None, reason="travaux"
)


def test_the_week_is_that_of_the_season() -> None:
    town = another(SEASONS)
    assert usual_week(town, date(2026, 12, 10))[0] == ()
    assert usual_week(town, date(2027, 3, 10))[0] == (Span(time(10), NOON),)


def test_the_hours_tell_of_holidays_and_of_exceptions_soon() -> None:
    said = say_hours(another(SEASONS, WORKS), date(2026, 12, 15))
    assert "- du jeudi 24 décembre 2026 au mercredi 31 mars 2027 : fermée (travaux)" in said
    assert "jours fériés" not in said
    assert "travaux" not in say_hours(another(SEASONS, WORKS), date(2026, 12, 1))
    assert "- jours fériés : fermée" in say_hours(ARGENCES, date(2026, 12, 1))


def test_a_long_closure_still_has_its_next_opening() -> None:
    status = status_at(another(SEASONS, WORKS), parse_moment("2026-12-24T10:00", "test"))
    assert (status.open, status.reason) == (False, "travaux")
    assert status.opens == parse_moment("2027-04-01T10:00", "test")


def test_an_hour_that_summer_time_skips_is_the_one_after() -> None:
    assert parse_moment("2026-03-29T02:30", "test") == parse_moment("2026-03-29T03:30", "test")
    assert not status_at(ARGENCES, parse_moment("2026-03-29T02:30", "test")).open


@pytest.mark.parametrize("moment", ["9999-12-31T23:00", "0001-01-01T00:00"])
def test_a_year_out_of_reach_is_refused_by_its_number(moment: str) -> None:
    with pytest.raises(ValueError, match=str(int(moment[:4]))):
        parse_moment(moment, "--at")


def test_the_week_in_words() -> None:
    assert say_week(usual_week(ARGENCES, date(2026, 11, 23))).splitlines() == [
        "- lundi : de 9 h à midi",
        "- mardi : de 9 h à midi et de 14 h à 18 h 30",
        "- mercredi et jeudi : de 9 h à midi et de 14 h à 17 h",
        "- vendredi : de 9 h à midi et de 14 h à 16 h 30",
        "- samedi et dimanche : fermée",
    ]
    assert say_spans([Span(NINE, NOON)]) == "de 9 h à midi"


@pytest.mark.parametrize(
    ("now", "opening", "words"),
    [
        ("2026-11-22T15:00", "2026-11-23T09:00", "demain, lundi, à 9 h"),
        ("2026-11-24T13:00", "2026-11-24T14:00", "aujourd'hui à 14 h"),
        ("2026-11-20T17:00", "2026-11-23T09:00", "lundi à 9 h"),
        ("2026-12-24T17:00", "2027-01-04T09:00", "le lundi 4 janvier à 9 h"),
    ],
)
def test_the_next_opening_in_words(now: str, opening: str, words: str) -> None:
    assert say_moment(parse_moment(opening, "test"), parse_moment(now, "test")) == words


def run_hours(capsys: pytest.CaptureFixture[str], *options: str) -> tuple[int, str, str]:
    import argparse

    parser = argparse.ArgumentParser()
    hours.add_arguments(parser)
    code = hours.run(parser.parse_args(options))
    return code, *capsys.readouterr()


def test_the_command_prints_the_promised_json(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run_hours(capsys, "--at", "2026-11-23T09:00", "--json")
    assert code == 0
    assert out == '{"open": true, "closes": "2026-11-23T12:00", "opens": null, "reason": null}\n'
    assert json.loads(out)["open"] is True


def test_the_command_names_what_it_cannot_read(capsys: pytest.CaptureFixture[str]) -> None:
    code, _, error = run_hours(capsys, "--at", "demain")
    assert code == 2
    assert "demain" in error
    assert "2026-11-23T09:00" in error


def test_the_clock_reads_bot_now(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("BOT_NOW", "2026-11-21T22:00")
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    assert "lundi à 9 h" in run_hours(capsys)[1].replace("\N{NO-BREAK SPACE}", " ")

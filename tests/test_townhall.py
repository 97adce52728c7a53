"""Open, closed, until when: checked against the calendar over five years."""

import json
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from dateutil.easter import easter
from hypothesis import given
from hypothesis import strategies as st

from bot.clock import parse_moment, today, zone
from bot.commands import hours
from bot.knowledge import load
from bot.knowledge.hours import Span, read_hours
from bot.knowledge.town_hall import TownHall
from bot.townhall import State, hours_on, status_at, usual_week
from bot.townhall_words import say_closing, say_hours, say_moment, say_spans, say_status, say_week
from tests.towns import exception, serving, town, town_file

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
    lambda naive: naive.replace(second=0, microsecond=0, tzinfo=zone())
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


def test_an_exception_closes_a_day_with_its_reason(tmp_path: Path) -> None:
    closed = exception("2026-12-28", "2026-12-31", None, "congés de Noël")
    town_hall = town(tmp_path, exceptions=[closed])
    status = status_at(town_hall, parse_moment("2026-12-29T10:00", "test"))
    assert (status.open, status.reason) == (False, "congés de Noël")
    assert status.opens == parse_moment("2027-01-04T09:00", "test")
    assert status_at(town_hall, parse_moment("2027-12-29T10:00", "test")).open


def test_an_exception_gives_other_hours_to_its_days_alone(tmp_path: Path) -> None:
    hours = "09:00-10:00, 14:00-15:00"
    town_hall = town(tmp_path, exceptions=[exception("2026-12-24", "2026-12-24", hours, "fêtes")])
    day = hours_on(town_hall, date(2026, 12, 24))
    assert (day.spans, day.reason) == ((Span(NINE, time(10)), Span(TWO, time(15))), "fêtes")
    assert "- jeudi 24 décembre 2026 : de 9 h à 10 h et de 14 h à 15 h (fêtes)" in say_hours(
        town_hall, date(2026, 12, 20)
    )
    for other in (date(2026, 12, 23), date(2026, 12, 27), date(2027, 12, 24)):
        assert hours_on(town_hall, other) == hours_on(ARGENCES, other)


def test_an_exception_may_open_a_public_holiday(tmp_path: Path) -> None:
    opened = exception("2026-11-11", "2026-11-11", "10:00-11:00", "cérémonie")
    town_hall = town(tmp_path, exceptions=[opened])
    assert status_at(town_hall, parse_moment("2026-11-11T10:30", "test")).open
    told = say_hours(town_hall, date(2026, 11, 9))
    assert "- mercredi 11 novembre 2026 : de 10 h à 11 h (cérémonie)" in told
    assert "11 novembre 2026 : fermée" not in told


def test_half_days() -> None:
    tuesday = hours_on(ARGENCES, date(2026, 11, 24))
    assert tuesday.morning.spans == (Span(NINE, NOON),)
    assert tuesday.afternoon.spans == (Span(TWO, time(18, 30)),)
    assert hours_on(ARGENCES, date(2026, 11, 23)).afternoon.spans == ()


def test_the_usual_week_knows_no_holiday() -> None:
    week = usual_week(ARGENCES, date(2026, 5, 14))
    assert [[(s.start, s.end) for s in day.spans] for day in week] == WEEK


SEASONS = "Jan-Jun Mo-Fr 10:00-12:00; Sep-Dec Tu 08:00-11:00; Jul-Aug off; PH off"
WORKS = exception("2026-12-24", "2027-03-31", None, "travaux")


def test_the_week_is_that_of_the_season(tmp_path: Path) -> None:
    seasonal = town(tmp_path, hours=SEASONS)
    assert usual_week(seasonal, date(2026, 12, 10))[0].spans == ()
    assert usual_week(seasonal, date(2027, 3, 10))[0].spans == (Span(time(10), NOON),)
    # On a Sunday, the Monday to come: the summer closure is over, autumn begins.
    assert usual_week(seasonal, date(2026, 8, 30))[1].spans == (Span(time(8), time(11)),)


def test_the_hours_tell_of_exceptions_soon(tmp_path: Path) -> None:
    closing = town(tmp_path, exceptions=[WORKS])
    said = say_hours(closing, date(2026, 12, 15))
    assert "- du jeudi 24 décembre 2026 au mercredi 31 mars 2027 : fermée (travaux)" in said
    assert "25 décembre" not in said
    assert "travaux" not in say_hours(closing, date(2026, 12, 1))


def test_the_hours_name_the_public_holidays_soon(tmp_path: Path) -> None:
    said = say_hours(ARGENCES, date(2026, 12, 20))
    assert "- jours fériés : fermée" in said
    assert "- vendredi 25 décembre 2026 : fermée (jour férié)" in said
    assert "- vendredi 1er janvier 2027 : fermée (jour férié)" in said
    assert "25 décembre" not in say_hours(ARGENCES, date(2026, 12, 1))
    # A Sunday changes nothing.
    assert "1er novembre" not in say_hours(ARGENCES, date(2026, 10, 28))


def test_a_town_hall_open_on_public_holidays_says_so_everywhere(tmp_path: Path) -> None:
    opened = town(tmp_path, hours="Mo-Fr 09:00-12:00; PH 10:00-11:00")
    # A Sunday, on which it is usually closed.
    assert hours_on(opened, date(2026, 11, 1)).spans == (Span(time(10), time(11)),)
    assert status_at(opened, parse_moment("2026-11-01T10:30", "test")).open
    said = say_hours(opened, date(2026, 10, 28))
    assert "- jours fériés : de 10 h à 11 h" in said
    assert "- dimanche 1er novembre 2026 : de 10 h à 11 h (jour férié)" in said
    assert "jours fériés : fermée" not in said


def test_the_words_beside_some_hours_are_always_said_with_them(tmp_path: Path) -> None:
    hours = 'Mo-Fr 09:00-12:00; Sa 10:00-12:00 "sur rendez-vous"; PH off'
    by_appointment = town(tmp_path, hours=hours)
    said = say_hours(by_appointment, date(2026, 11, 23)).splitlines()
    assert "- samedi : de 10 h à midi (sur rendez-vous)" in said
    assert "- dimanche : fermée" in said
    evening = parse_moment("2026-11-28T20:00", "test")
    assert "rendez-vous" not in say_status(status_at(by_appointment, evening), evening)


APPOINTMENTS = 'Mo 09:00-12:00; Tu 09:00-12:00, Tu 17:00-18:30 "sur rendez-vous"; PH off'
ELECTED = 'Mo 09:00-12:00; Sa 10:00-12:00 "Permanence des élus."; PH off'


def told(town_hall: TownHall, moment: str) -> str:
    at = parse_moment(moment, "test")
    return say_status(status_at(town_hall, at), at)


def test_by_appointment_is_a_state_of_its_own(tmp_path: Path) -> None:
    town_hall = town(tmp_path, hours=APPOINTMENTS)
    status = status_at(town_hall, parse_moment("2026-11-24T17:30", "test"))
    assert (status.state, status.open) == (State.BY_APPOINTMENT, False)
    assert status.closes == parse_moment("2026-11-24T18:30", "test")
    assert status.opens_to_all == parse_moment("2026-11-30T09:00", "test")
    assert told(town_hall, "2026-11-24T17:30") == (
        "Ouverte sur rendez-vous seulement, jusqu'à 18 h 30. Pour tous, elle ouvre lundi à 9 h."
    )
    assert told(town_hall, "2026-11-24T10:00") == "Ouverte, jusqu'à midi."
    assert told(town_hall, "2026-11-24T15:00") == (
        "Fermée. Elle ouvre aujourd'hui à 17 h (sur rendez-vous). "
        "Pour tous, elle ouvre lundi à 9 h."
    )


@pytest.mark.parametrize("words", ["Sur rendez-vous", "uniquement sur RDV", "sur rdv seulement"])
def test_an_appointment_is_known_by_how_towns_write_it(tmp_path: Path, words: str) -> None:
    town_hall = town(tmp_path, hours=f'Mo 09:00-12:00 "{words}"; PH off')
    status = status_at(town_hall, parse_moment("2026-11-23T10:00", "test"))
    assert (status.state, status.opens_to_all) == (State.BY_APPOINTMENT, None)


def test_hours_with_words_are_never_plainly_open(tmp_path: Path) -> None:
    town_hall = town(tmp_path, hours=ELECTED)
    assert told(town_hall, "2026-11-28T11:00") == (
        "Ouverte sous condition, jusqu'à midi (Permanence des élus). "
        "Pour tous, elle ouvre lundi à 9 h."
    )
    assert not status_at(town_hall, parse_moment("2026-11-28T11:00", "test")).open
    assert "samedi à 10 h (Permanence des élus)" in told(town_hall, "2026-11-25T11:00")


def test_words_about_all_the_hours_are_said_with_each(tmp_path: Path) -> None:
    note = {"value": "Fermé un vendredi sur trois.", "source": ["town_hall_page"]}
    town_hall = town(
        tmp_path, hours=APPOINTMENTS, hours_note=note | {"checked_on": date(2026, 11, 22)}
    )
    assert "- à savoir : Fermé un vendredi sur trois." in say_hours(town_hall, date(2026, 11, 23))
    for moment in ("2026-11-23T10:00", "2026-11-24T17:30", "2026-11-23T14:00"):
        assert "Fermé un vendredi sur trois" in told(town_hall, moment)
        assert not status_at(town_hall, parse_moment(moment, "test")).open
    evening = status_at(town_hall, parse_moment("2026-11-24T17:30", "test"))
    assert say_closing(evening) == "18 h 30 (Fermé un vendredi sur trois)"


SOMETIMES = "Fr 09:00-12:00; Fr[1] off; week 2-52/2 Th 14:00-17:00; Sa[2,-1] 10:00-12:00; PH off"


def test_what_comes_back_some_weeks_is_told_with_its_next_day(tmp_path: Path) -> None:
    town_hall = town(tmp_path, hours=SOMETIMES)
    assert say_hours(town_hall, date(2026, 11, 23)).splitlines()[:4] == [
        "- lundi, mardi et mercredi : fermée",
        "- jeudi : fermée, sauf les semaines paires : de 14 h à 17 h "
        "(prochaine fois : jeudi 26 novembre 2026)",
        "- vendredi : de 9 h à midi, sauf le 1er vendredi du mois : fermée "
        "(prochaine fois : vendredi 4 décembre 2026)",
        "- samedi : fermée, sauf le 2e et le dernier samedi du mois : de 10 h à midi "
        "(prochaine fois : samedi 28 novembre 2026)",
    ]


@pytest.mark.parametrize(
    ("hours", "today", "said"),
    [
        # 1 January is a public holiday: the first Friday of the year on which it holds is later.
        ("Fr[1] 09:00-12:00", "2026-12-28", "(prochaine fois : vendredi 5 février 2027)"),
        ("Sa[5] 09:00-12:00", "2026-11-23", "le 5e samedi du mois : de 9 h à midi (prochaine fois"),
        ("week 1-53/2 Sa 09:00-12:00", "2026-11-23", "(prochaine fois : samedi 5 décembre 2026)"),
        (
            "Sa[1] 09:00-12:00; Jul-Aug Sa[1] off",
            "2026-06-29",
            "le 1er samedi du mois, de juillet à août : fermée (prochaine fois : samedi 4 juillet",
        ),
        ("Mo 09:00-12:00; Dec 20-Jan 5 Mo[1] off", "2026-12-28", ", du 20 décembre au 5 janvier :"),
    ],
)
def test_the_next_time_is_a_day_on_which_it_holds(
    tmp_path: Path, hours: str, today: str, said: str
) -> None:
    town_hall = town(tmp_path, hours=f"{hours}; PH off")
    assert said in say_hours(town_hall, date.fromisoformat(today))


@given(st.dates(date(2026, 1, 1), date(2030, 12, 31)))
def test_some_weeks_and_days_of_the_month_agree_with_the_calendar(day: date) -> None:
    written = read_hours(SOMETIMES)
    in_month = (day.day - 1) // 7 + 1
    last = (day + timedelta(days=7)).month != day.month
    expected = {
        3: day.isocalendar()[1] % 2 == 0,
        4: in_month != 1,
        5: in_month == 2 or last,
    }.get(day.weekday(), False)
    assert bool(written.on(day).spans) == expected


def test_the_words_beside_the_hours_of_public_holidays_are_said_too(tmp_path: Path) -> None:
    opened = town(tmp_path, hours='Mo-Fr 09:00-12:00; PH 10:00-11:00 "état civil"')
    assert "- jours fériés : de 10 h à 11 h (état civil)" in say_hours(opened, date(2026, 11, 9))
    armistice = parse_moment("2026-11-11T10:30", "test")
    said = say_status(status_at(opened, armistice), armistice)
    assert said.startswith("Ouverte sous condition, jusqu'à 11 h (jour férié, état civil).")


@pytest.mark.parametrize(
    ("changes", "holidays", "ordinary"),
    [
        ({"insee": "67482", "good_friday": True}, ["2026-04-03", "2028-12-26"], []),
        ({"insee": "67482", "good_friday": False}, ["2028-12-26"], ["2026-04-03"]),
        ({"insee": "97209"}, ["2026-05-22"], ["2026-05-27", "2026-04-03"]),
        ({"insee": "97105"}, ["2026-05-27"], ["2026-05-22", "2026-12-28"]),
        ({"insee": "97302"}, ["2026-06-10"], ["2026-05-27"]),
        ({"insee": "97411"}, ["2027-12-20"], ["2026-06-10"]),
        ({"insee": "97608"}, ["2026-04-27"], ["2027-12-20"]),
        ({"insee": "97701"}, ["2026-10-09"], ["2026-05-28"]),
        ({"insee": "97801"}, ["2026-05-28"], ["2026-05-27", "2026-10-09"]),
        ({"insee": "14020"}, ["2026-05-14"], ["2026-04-03", "2028-12-26", "2026-05-27"]),
    ],
)
def test_each_territory_has_its_own_public_holidays(
    tmp_path: Path, changes: dict[str, Any], holidays: list[str], ordinary: list[str]
) -> None:
    somewhere = town(tmp_path, **changes)
    for day in map(date.fromisoformat, holidays):
        assert (hours_on(somewhere, day).spans, hours_on(somewhere, day).reason) == (
            (),
            "jour férié",
        )
    for day in map(date.fromisoformat, ordinary):
        assert hours_on(somewhere, day).spans
        assert hours_on(somewhere, day).reason is None


def test_overseas_it_is_open_by_the_clocks_of_the_town(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = town_file(tmp_path, insee="97411", hours="Mo-Fr 08:00-12:00; PH off")
    with serving(file):
        # Noon in Saint-Denis is nine in Paris: the morning is over.
        noon = run_hours(capsys, "--at", "2026-11-23T08:00+00:00", "--json")[1]
        morning = run_hours(capsys, "--at", "2026-11-23T04:30+00:00", "--json")[1]
        assert json.loads(noon)["open"] is False
        assert json.loads(morning)["closes"] == "2026-11-23T12:00"
        # Without an offset, it is the time of the town.
        assert json.loads(run_hours(capsys, "--at", "2026-11-23T08:00", "--json")[1])["open"]
        monkeypatch.setenv("BOT_NOW", "2026-11-22T23:30+01:00")
        assert today() == date(2026, 11, 23)


def test_a_long_closure_still_has_its_next_opening(tmp_path: Path) -> None:
    closing = town(tmp_path, hours=SEASONS, exceptions=[WORKS])
    status = status_at(closing, parse_moment("2026-12-24T10:00", "test"))
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
    assert out == (
        '{"open": true, "closes": "2026-11-23T12:00", "opens": null, "reason": null, '
        '"state": "open", "note": null, "opens_to_all": null}\n'
    )


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

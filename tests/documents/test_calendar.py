"""The calendar file, read back as a calendar would."""

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar, Event

from bot.documents import Dispute, DocumentKind, NoDateToComeError, Request, render
from bot.french.date_range import DateRange
from bot.knowledge import knowledge
from bot.mediation import Case, assess
from tests.documents.reading import BAD, SILENT, at, on

PARIS = ZoneInfo("Europe/Paris")
REFERRED = Case(operator="SFR", referred=on("2026-03-02"), notified=on("2026-03-10"))


def content(case: Case, now: str = "2026-04-10", dispute: Dispute | None = None) -> bytes:
    return render(Request.about(DocumentKind.CALENDAR, case, dispute, at(now))).content


def events(case: Case, now: str = "2026-04-10", dispute: Dispute | None = None) -> list[Event]:
    return list(Calendar.from_ical(content(case, now, dispute)).walk("VEVENT"))


def uids(case: Case, now: str = "2026-04-10", dispute: Dispute | None = None) -> list[str]:
    return [str(event["UID"]) for event in events(case, now, dispute)]


def days(case: Case, now: str = "2026-04-10") -> list[date]:
    return [event.decoded("DTSTART") for event in events(case, now)]


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2026-04-03", [date(2026, 4, 4), date(2026, 5, 4), date(2027, 3, 3)]),
        ("2026-04-04", [date(2026, 4, 4), date(2026, 5, 4), date(2027, 3, 3)]),
        ("2026-04-05", [date(2026, 5, 4), date(2027, 3, 3)]),
        ("2026-05-05", [date(2027, 3, 3)]),
        ("2027-03-03", [date(2027, 3, 3)]),
    ],
)
def test_only_the_dates_still_to_come_are_there(now: str, expected: list[date]) -> None:
    assert days(SILENT, now) == expected


def test_the_dates_after_the_referral_are_there_too() -> None:
    assert days(REFERRED) == [date(2026, 6, 8)]
    assert days(replace(REFERRED, opinion=on("2026-04-02"))) == [date(2026, 5, 2)]


@pytest.mark.parametrize("case", [Case(), replace(SILENT, court=True)])
def test_without_any_date_to_come_there_is_no_file(case: Case) -> None:
    with pytest.raises(NoDateToComeError, match="Aucune date"):
        content(case)


def test_once_the_last_day_is_over_there_is_no_file() -> None:
    with pytest.raises(NoDateToComeError):
        content(SILENT, "2027-03-04")


def test_events_last_a_whole_day_in_no_time_zone() -> None:
    for event in events(SILENT):
        start, end = event.decoded("DTSTART"), event.decoded("DTEND")
        assert not isinstance(start, datetime)
        assert end - start == timedelta(days=1)
        assert "TZID" not in event["DTSTART"].params
    assert b"VTIMEZONE" not in content(SILENT)


def test_each_event_rings_once_the_day_before_in_the_morning() -> None:
    for event in events(SILENT):
        alarms = event.walk("VALARM")
        assert len(alarms) == 1
        rings = alarms[0].decoded("TRIGGER").astimezone(PARIS)
        assert rings.date() == event.decoded("DTSTART") - timedelta(days=1)
        assert (rings.hour, rings.minute) == (9, 0)
        assert alarms[0]["ACTION"] == "DISPLAY"
        assert str(event["SUMMARY"]) in str(alarms[0]["DESCRIPTION"])


def test_the_reminder_is_an_instant_that_no_reader_counts_otherwise() -> None:
    """In winter and in summer; a length before a whole day rings on the day itself in some."""
    case = replace(SILENT, complaint=on("2026-09-03"))
    winter, summer = content(case, "2026-10-10").replace(b"\r\n", b"\n").split(b"END:VEVENT")[:2]
    assert b"DTSTART;VALUE=DATE:20261104\n" in winter
    assert b"\nTRIGGER;VALUE=DATE-TIME:20261103T080000Z\n" in winter
    assert b"DTSTART;VALUE=DATE:20270903\n" in summer
    assert b"\nTRIGGER;VALUE=DATE-TIME:20270902T070000Z\n" in summer
    assert b"TRIGGER:" not in winter + summer


def test_on_the_day_the_clocks_change_it_still_rings_at_nine() -> None:
    # The last day is Monday 29 March 2027; summer time begins on the Sunday.
    case = replace(SILENT, complaint=on("2026-03-29"))
    assert b"TRIGGER;VALUE=DATE-TIME:20270328T070000Z" in content(case)


def test_an_event_says_what_it_is_and_how_it_is_counted() -> None:
    direct, last = events(SILENT)
    assert direct["SUMMARY"] == "Sans réponse, vous pouvez saisir le médiateur (Orange)"
    assert last["SUMMARY"] == "Dernier jour pour saisir le médiateur (Orange)"
    told = str(last["DESCRIPTION"]).replace("\N{NO-BREAK SPACE}", " ")
    assert "Du 3 mars 2026 + 1 an = 3 mars 2027 : vous pouvez saisir le médiateur" in told
    assert "https://www.mediation-telecom.org/saisir-le-mediateur" in told
    assert "il ne remplace pas un conseil juridique" in told


def test_without_an_operator_the_title_is_whole() -> None:
    last = events(replace(SILENT, operator=None))[-1]
    assert last["SUMMARY"] == "Dernier jour pour saisir le médiateur"


def test_made_twice_it_is_the_same_file() -> None:
    assert content(SILENT) == content(SILENT)
    assert len(set(uids(SILENT))) == 2


def test_made_again_another_day_the_events_are_the_same() -> None:
    later = uids(SILENT, "2026-04-20T15:30")
    assert later == uids(SILENT)


def test_a_correction_moves_the_event_instead_of_adding_one() -> None:
    corrected = replace(SILENT, complaint=on("2026-03-12"))
    before, after = events(SILENT)[-1], events(corrected, "2026-04-10T00:01")[-1]
    assert after["UID"] == before["UID"]
    assert after.decoded("DTSTART") == date(2027, 3, 12)
    assert after["SEQUENCE"] > before["SEQUENCE"]
    assert after.decoded("DTSTAMP") > before.decoded("DTSTAMP")


@pytest.mark.parametrize(
    "other",
    [
        {"case": replace(SILENT, operator="SFR")},
        {"case": SILENT, "dispute": Dispute.BILLING},
    ],
)
def test_two_disputes_do_not_overwrite_each_other(other: dict[str, object]) -> None:
    assert not set(uids(**other)) & set(uids(SILENT))  # type: ignore[arg-type]


def test_the_way_a_name_is_written_does_not_double_the_events() -> None:
    assert uids(replace(SILENT, operator="ORANGE")) == uids(SILENT)


def test_the_file_follows_the_standard_for_lines() -> None:
    lines = content(SILENT).split(b"\r\n")
    assert lines[0] == b"BEGIN:VCALENDAR"
    assert lines[-2:] == [b"END:VCALENDAR", b""]
    assert all(len(line) <= 75 for line in lines)
    calendar = Calendar.from_ical(content(SILENT))
    assert calendar["VERSION"] == "2.0"
    assert calendar["PRODID"]


def test_the_stamp_is_in_universal_time() -> None:
    stamp = events(SILENT, "2026-04-10T10:00")[0].decoded("DTSTAMP")
    assert stamp == datetime(2026, 4, 10, 8, 0, tzinfo=timezone.utc)


@settings(max_examples=60, deadline=None)
@given(
    complaint=st.dates(date(2025, 1, 1), date(2026, 4, 10)),
    length=st.integers(0, 40),
    unsatisfied=st.booleans(),
)
def test_events_are_the_milestones_to_come(complaint: date, length: int, unsatisfied: bool) -> None:
    case = replace(
        SILENT,
        complaint=DateRange(complaint, complaint + timedelta(days=length)),
        customer_reply=BAD if unsatisfied else SILENT.customer_reply,
    )
    today = date(2026, 4, 10)
    milestones = assess(case, today, knowledge()).milestones
    expected = [milestone.date for milestone in milestones if milestone.date >= today]
    if expected:
        assert days(case) == expected
    else:
        with pytest.raises(NoDateToComeError):
            content(case)

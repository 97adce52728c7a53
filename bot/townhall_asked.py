"""The response that answers a question about the town hall's hours: of a day, of an hour, now."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time

from bot.clock import in_town
from bot.french.dates import find_dates
from bot.french.half_days import HalfDay, find_half_day
from bot.french.say import say_day, say_time
from bot.french.tense import Tense
from bot.french.times import find_time
from bot.knowledge.town_hall import TownHall
from bot.townhall import DayHours, State, hours_on, state_of, status_at
from bot.townhall_words import (
    say_closing,
    say_day_asked,
    say_hours,
    say_hours_note,
    say_not_to_all,
    say_now,
    say_opening,
    say_spans,
)

# A response, and what fills its placeholders that are not facts.
Answer = tuple[str, Mapping[str, str | None]]

HOURS_OF_WEEK = "utter_hours_week"
_WEEK_END = 1
_END_OF_MORNING = time(11, 59)


def hours_asked(text: str, intent: str, town_hall: TownHall, moment: datetime) -> Answer:
    """The hours of the day asked about; else open now or the week, as the question wants.

    Args:
        text: the question.
        intent: as what it was heard: ``ask_open_now``, ``ask_opening_day``, ``ask_opening_hours``.
        town_hall: whose hours.
        moment: aware.
    """
    day = _day_asked(text, moment.date())
    half = find_half_day(text)
    if day is None and half is not None and intent == "ask_opening_day":
        day = moment.date()
    hour = find_time(text)
    if hour is not None and (day is not None or intent != "ask_opening_hours"):
        return _hour(town_hall, in_town(day or moment.date(), hour), moment)
    if day is not None and (day != moment.date() or intent != "ask_open_now"):
        return _day(town_hall, day, half, moment)
    if intent == "ask_open_now":
        return say_now(status_at(town_hall, moment), moment)
    return HOURS_OF_WEEK, {"week": say_hours(town_hall, moment.date())}


def _day_asked(text: str, today: date) -> date | None:
    """The first day of the first date in the message; a whole week or month is no single day."""
    for found in find_dates(text, today, Tense.FUTURE):
        if (found.days.latest - found.days.earliest).days <= _WEEK_END:
            return found.days.earliest
    return None


def _day(town_hall: TownHall, day: date, half: HalfDay | None, moment: datetime) -> Answer:
    whole = hours_on(town_hall, day)
    asked = {HalfDay.MORNING: whole.morning, HalfDay.AFTERNOON: whole.afternoon, None: whole}[half]
    given = {"day": say_day_asked(day, half), "reason": asked.reason}
    if asked.spans:
        return _open_day(town_hall, asked, given)
    # After a closed morning, the next opening may be that very afternoon.
    asked_until = _END_OF_MORNING if half is HalfDay.MORNING else time.max
    status = status_at(town_hall, datetime.combine(day, asked_until, moment.tzinfo))
    if status.opens is None:
        return "utter_day_closed_for_long", given
    name = "utter_day_closed_because" if asked.reason else "utter_day_closed"
    return name, {**given, "opens": say_opening(status, moment)}


def _open_day(town_hall: TownHall, asked: DayHours, given: Mapping[str, str | None]) -> Answer:
    states = {state_of(span, town_hall) for span in asked.spans}
    spans = asked.spans
    name = "utter_day_open_exception" if asked.reason else "utter_day_open"
    if State.RESTRICTED in states and not asked.reason:
        name = "utter_day_restricted"
    elif states == {State.BY_APPOINTMENT} and not asked.reason:
        name = "utter_day_by_appointment"
        spans = tuple(replace(span, note=None) for span in spans)
    return name, {**given, "spans": say_spans(spans) + say_hours_note(town_hall)}


def _hour(town_hall: TownHall, asked: datetime, moment: datetime) -> Answer:
    """Whether it is open at one hour of one day."""
    day = asked.date()
    spans = hours_on(town_hall, day).spans
    status = status_at(town_hall, asked)
    given = {"day": say_day(day), "hour": say_time(asked.time())}
    if status.open:
        return "utter_open_at", {**given, "closes": say_closing(status)}
    if status.closes:
        when = f"{say_day_asked(day, None)} à {given['hour']}"
        return say_not_to_all(status, when, moment)
    if spans:
        told = say_spans(spans) + say_hours_note(town_hall)
        return "utter_closed_at", {**given, "spans": told}
    return _day(town_hall, day, None, moment)

"""The town hall: its hours, and someone to talk to."""

from dataclasses import replace
from datetime import date, datetime, time
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from bot.clock import in_town, now
from bot.french.dates import find_dates
from bot.french.half_days import HalfDay, find_half_day
from bot.french.say import say_day, say_time
from bot.french.tense import Tense
from bot.french.times import find_time
from bot.knowledge import knowledge
from bot.site.town_hall import contact_card
from bot.townhall import DayHours, State, hours_on, state_of, status_at
from bot.townhall_words import (
    say_change,
    say_closing,
    say_day_asked,
    say_hours,
    say_hours_note,
    say_not_to_all,
    say_now,
    say_opening,
    say_spans,
)

Events = list[dict[str, Any]]

_PERSON = {
    State.OPEN: "utter_person_open",
    State.BY_APPOINTMENT: "utter_person_by_appointment",
    State.RESTRICTED: "utter_person_restricted",
    State.CLOSED: "utter_person_closed",
}

WEEK_END = 1
_END_OF_MORNING = time(11, 59)


def answered_intent(tracker: Tracker) -> str:
    """The intent whose rule answers the message: as it was heard, else as it was classified."""
    heard = tracker.get_slot("heard")
    name: str = heard["intent"] if heard else tracker.latest_message["intent"]["name"]
    return name


class SayHours(Action):
    """The hours of the day asked about; else open now or the week, as the question wants."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_say_hours"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> Events:
        """Say the hours."""
        text = tracker.latest_message.get("text") or ""
        moment = now()
        day = _day_asked(text, moment.date())
        intent = answered_intent(tracker)
        half = find_half_day(text)
        if day is None and half is not None and intent == "ask_opening_day":
            day = moment.date()
        hour = find_time(text)
        if hour is not None and (day is not None or intent != "ask_opening_hours"):
            _say_hour(dispatcher, in_town(day or moment.date(), hour), moment)
        elif day is not None and (day != moment.date() or intent != "ask_open_now"):
            _say_day(dispatcher, day, half, moment)
        elif intent == "ask_open_now":
            _say_now(dispatcher, moment)
        else:
            week = say_hours(knowledge().town_hall, moment.date())
            dispatcher.utter_message(response="utter_hours_week", week=week)
        return []


class OfferPerson(Action):
    """The town hall's phone, and whether someone is there."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_offer_person"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> Events:
        """Say whom to call and when."""
        offer_person(dispatcher)
        return []


def offer_person(dispatcher: CollectingDispatcher) -> None:
    """Say the phone number, with until when or from when someone answers it."""
    moment = now()
    status = status_at(knowledge().town_hall, moment)
    name = _PERSON[status.state]
    if status.state is State.CLOSED and status.opens is None:
        name = "utter_person_unknown"
    card = contact_card(moment)
    dispatcher.utter_message(response=name, json_message=card, **say_change(status, moment))


def _day_asked(text: str, today: date) -> date | None:
    """The first day of the first date in the message; a whole week or month is no single day."""
    for found in find_dates(text, today, Tense.FUTURE):
        if (found.days.latest - found.days.earliest).days <= WEEK_END:
            return found.days.earliest
    return None


def _say_day(
    dispatcher: CollectingDispatcher, day: date, half: HalfDay | None, moment: datetime
) -> None:
    town_hall = knowledge().town_hall
    whole = hours_on(town_hall, day)
    asked = {HalfDay.MORNING: whole.morning, HalfDay.AFTERNOON: whole.afternoon, None: whole}[half]
    given = {"day": say_day_asked(day, half), "reason": asked.reason}
    if asked.spans:
        _say_open_day(dispatcher, asked, given)
        return
    # After a closed morning, the next opening may be that very afternoon.
    asked_until = _END_OF_MORNING if half is HalfDay.MORNING else time.max
    status = status_at(town_hall, datetime.combine(day, asked_until, moment.tzinfo))
    if status.opens is None:
        dispatcher.utter_message(response="utter_day_closed_for_long", **given)
        return
    name = "utter_day_closed_because" if asked.reason else "utter_day_closed"
    dispatcher.utter_message(response=name, opens=say_opening(status, moment), **given)


def _say_open_day(
    dispatcher: CollectingDispatcher, asked: DayHours, given: dict[str, str | None]
) -> None:
    town_hall = knowledge().town_hall
    states = {state_of(span, town_hall) for span in asked.spans}
    spans = asked.spans
    name = "utter_day_open_exception" if asked.reason else "utter_day_open"
    if State.RESTRICTED in states and not asked.reason:
        name = "utter_day_restricted"
    elif states == {State.BY_APPOINTMENT} and not asked.reason:
        name = "utter_day_by_appointment"
        spans = tuple(replace(span, note=None) for span in spans)
    told = say_spans(spans) + say_hours_note(town_hall)
    dispatcher.utter_message(response=name, spans=told, **given)


def _say_hour(dispatcher: CollectingDispatcher, asked: datetime, moment: datetime) -> None:
    """Whether it is open at one hour of one day."""
    town_hall = knowledge().town_hall
    day = asked.date()
    spans = hours_on(town_hall, day).spans
    status = status_at(town_hall, asked)
    given = {"day": say_day(day), "hour": say_time(asked.time())}
    if status.open:
        closes = say_closing(status)
        dispatcher.utter_message(response="utter_open_at", closes=closes, **given)
    elif status.closes:
        when = f"{say_day_asked(day, None)} à {given['hour']}"
        name, words = say_not_to_all(status, when, moment)
        dispatcher.utter_message(response=name, **words)
    elif spans:
        told = say_spans(spans) + say_hours_note(town_hall)
        dispatcher.utter_message(response="utter_closed_at", spans=told, **given)
    else:
        _say_day(dispatcher, day, None, moment)


def _say_now(dispatcher: CollectingDispatcher, moment: datetime) -> None:
    name, given = say_now(status_at(knowledge().town_hall, moment), moment)
    dispatcher.utter_message(response=name, **given)

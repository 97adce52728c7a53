"""The town hall: its hours, and someone to talk to."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from bot.clock import now
from bot.knowledge import knowledge
from bot.site.town_hall import contact_card
from bot.townhall import State, status_at
from bot.townhall_asked import hours_asked
from bot.townhall_words import say_change

Events = list[dict[str, Any]]

_PERSON = {
    State.OPEN: "utter_person_open",
    State.BY_APPOINTMENT: "utter_person_by_appointment",
    State.RESTRICTED: "utter_person_restricted",
    State.CLOSED: "utter_person_closed",
}


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
        response, given = hours_asked(text, answered_intent(tracker), knowledge().town_hall, now())
        dispatcher.utter_message(response=response, **given)
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

"""Whether it helped: asked once in a conversation, answered by buttons, only counted."""

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.town_hall import Events
from bot.rating import ASKED, CHOICES, HELPED, MISSING


def ask_whether_it_helped(dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
    """Ask, unless it was asked before."""
    if tracker.get_slot(HELPED):
        return []
    dispatcher.utter_message(response="utter_rating")
    return [SlotSet(HELPED, ASKED)]


def take_vote(dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
    """Answer the vote that a button carries; no event when the message is none."""
    carried = {each["entity"]: each["value"] for each in tracker.latest_message["entities"]}
    votes = {name: carried[name] for name in CHOICES if carried.get(name) in CHOICES[name]}
    if votes.get(HELPED) == "no":
        dispatcher.utter_message(response="utter_rating_missing")
    elif votes:
        dispatcher.utter_message(
            response="utter_rating_sorry" if MISSING in votes else "utter_rating_thanks"
        )
    return [SlotSet(name, value) for name, value in votes.items()]

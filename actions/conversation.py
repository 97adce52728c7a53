"""The conversation itself: its first words, doubts, repeats, sources and erasure."""

from datetime import date
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import ActionExecuted, AllSlotsReset, SessionStarted, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.guesses import dispute_or_questions
from actions.rating import ask_whether_it_helped
from actions.town_hall import Events, offer_person
from bot.clock import today
from bot.french.say import say_date
from bot.knowledge import all_facts, knowledge
from bot.knowledge.checked import checks_of, is_due
from bot.knowledge.fact import Source
from bot.townhall import banners_on

FAILURES_BEFORE_A_PERSON = 2
# What opens a conversation is no answer.
OPENING = {"utter_introduction", "utter_banner", "utter_welcome_back"}
# What is said of an answer, and is none itself.
ABOUT_ANSWERS = {"utter_source_of_answer", "utter_source_all", "utter_not_checked_lately"}


class SessionStart(Action):
    """The first words: a robot, what it can do, what not to write, and the town hall's news."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_session_start"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> Events:
        """Introduce the assistant; nothing is carried over from an earlier session."""
        dispatcher.utter_message(response="utter_introduction")
        banners = banners_on(knowledge().town_hall, today())
        if banners:
            dispatcher.utter_message(response="utter_banner", banner="\n".join(banners))
        return [SessionStarted(), ActionExecuted("action_listen")]


class OfferGuesses(Action):
    """Unsure: up to three questions in plain words; after a second failure, a person."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_offer_guesses"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> Events:
        """Offer guesses as buttons, or a person."""
        if _failures_in_a_row(tracker) >= FAILURES_BEFORE_A_PERSON:
            dispatcher.utter_message(response="utter_not_understood_twice")
            offer_person(dispatcher)
            return []
        buttons = dispute_or_questions(tracker.latest_message["intent_ranking"])
        if buttons:
            dispatcher.utter_message(response="utter_guess", buttons=buttons)
        else:
            dispatcher.utter_message(response="utter_rephrase")
        return []


class SaySource(Action):
    """Where the last answer comes from, or all answers."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_say_source"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> Events:
        """Say the sources, each with the day it was last checked."""
        facts = all_facts(knowledge())
        behind = [facts[key] for key in _facts_of_last_answer(tracker) if key in facts]
        response = "utter_source_of_answer" if behind else "utter_source_all"
        behind = behind or list(facts.values())
        dispatcher.utter_message(
            response=response,
            sources=_source_lines(checks_of(knowledge(), behind), today()),
        )
        return []


class SayCaution(Action):
    """That what was just said has not been checked for long; nothing when it has."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_say_caution"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> Events:
        """Say so, once for all the answers of a turn."""
        facts = all_facts(knowledge())
        checks = [facts[key].checked_on for key in _facts_just_said(tracker) if key in facts]
        oldest = min(checks, default=today())
        if is_due(oldest, today()):
            dispatcher.utter_message(
                response="utter_not_checked_lately", checked_on=say_date(oldest)
            )
        return []


class Repeat(Action):
    """The last answer once more."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_repeat"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> Events:
        """Say again what was said last."""
        said = _last_answer(tracker)
        if not said:
            dispatcher.utter_message(response="utter_nothing_to_repeat")
        for event in said:
            dispatcher.utter_message(text=event["text"], buttons=event["data"].get("buttons"))
        return []


class Erase(Action):
    """Erase the conversation: the tracker store does it when the turn ends."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_erase"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> Events:
        """Say so and ask for the erasure."""
        # A screen that shows the conversation forgets it too.
        dispatcher.utter_message(response="utter_erased", json_message={"type": "erased"})
        return [SlotSet("erase", True)]


class SayGoodbye(Action):
    """Goodbye; to who leaves in the middle of the case, that it waits. Then whether it helped."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_say_goodbye"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> Events:
        """Say it."""
        open_case = tracker.get_slot("asked")
        dispatcher.utter_message(response="utter_case_waits" if open_case else "utter_goodbye")
        return ask_whether_it_helped(dispatcher, tracker)


class StartOver(Action):
    """Forget the case, keep the conversation."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_start_over"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> Events:
        """Empty every slot."""
        dispatcher.utter_message(response="utter_start_over")
        return [AllSlotsReset()]


def _failures_in_a_row(tracker: Tracker) -> int:
    """The last messages that this action answered, the one under way among them."""
    failures, answered_here = 0, True
    for event in reversed(tracker.events):
        if event["event"] == "action":
            answered_here = answered_here or event["name"] == "action_offer_guesses"
        elif event["event"] == "user":
            if not answered_here:
                break
            failures, answered_here = failures + 1, False
    return failures


def _answers(tracker: Tracker) -> list[list[dict[str, Any]]]:
    """What was said in each turn, this one first."""
    turns: list[list[dict[str, Any]]] = [[]]
    for event in reversed(tracker.events):
        if event["event"] == "user":
            turns.append([])
        elif event["event"] == "bot" and _response_name(event) not in OPENING:
            turns[-1].insert(0, event)
    return turns


def _last_answer(tracker: Tracker) -> list[dict[str, Any]]:
    return next((said for said in _answers(tracker)[1:] if said), [])


def _facts_of_last_answer(tracker: Tracker) -> list[str]:
    """The facts behind the latest answer that is not itself about sources."""
    return next((facts for said in _answers(tracker)[1:] if (facts := _facts_of(said))), [])


def _facts_just_said(tracker: Tracker) -> list[str]:
    """The facts behind what was said since the last message."""
    return _facts_of(_answers(tracker)[0])


def _facts_of(said: list[dict[str, Any]]) -> list[str]:
    facts = [
        key
        for event in said
        if _response_name(event) not in ABOUT_ANSWERS
        for key in event["metadata"].get("facts", [])
    ]
    return list(dict.fromkeys(facts))


def _response_name(event: dict[str, Any]) -> str:
    name: str = event["metadata"].get("utter_action") or ""
    return name


def _source_lines(checks: list[tuple[Source, date]], today: date) -> str:
    lines = []
    for source, day in checks:
        where = f" : {source.url}" if source.url else ""
        long_ago = ", il y a plus d'un an" if is_due(day, today) else ""
        lines.append(f"- {source.title}{where} (vérifié le {say_date(day)}{long_ago})")
    return "\n".join(lines)

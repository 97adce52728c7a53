"""The guided path: hear the message, say what follows, keep what was told."""

from datetime import date
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.guesses import offer_questions_beside
from actions.rating import ask_whether_it_helped, take_vote
from actions.town_hall import Events, answered_intent
from bot.channels.sms import NAME as SMS
from bot.clock import now, today
from bot.documents import Dispute, DocumentKind, make_link, offered
from bot.knowledge import knowledge
from bot.knowledge.model import Knowledge
from bot.mediation import assess, outlook
from bot.path import (
    BY_NAME,
    Heard,
    Saying,
    Told,
    Turn,
    ask,
    case,
    next_question,
    own_dates,
    progress,
    read_payload,
    review,
    take_turn,
    what_follows,
)
from bot.public_address import absolute
from bot.site.steps import case_message, dates_message
from bot.wording import fill, responses

# Part of every conclusion: the files come after the last.
CONCLUDES = "utter_end_today"
# Before these are answered, no step and no silence can be told.
NEEDED_FOR_DATES = {
    "complained",
    "complaint_date",
    "confirm_date",
    "customer_reply",
    "customer_satisfied",
    "letter_date",
    "which_service",
    "written",
}
GENERAL_RULES = {
    "ask_when_refer": "utter_when_refer",
    "ask_last_day": "utter_last_day",
    "ask_reminder": "utter_reminder",
    "ask_counting": "utter_counting",
    "ask_steps": "utter_steps",
}
FILE_RESPONSES = {
    DocumentKind.LETTER: "utter_file_letter",
    DocumentKind.SUMMARY: "utter_file_summary",
    DocumentKind.COVER_LETTER: "utter_file_cover_letter",
    DocumentKind.CALENDAR: "utter_file_calendar",
}


class Guide(Action):
    """One turn of the path."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_guide"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> Events:
        """Take the message into account and ask what is missing, or conclude."""
        if vote := take_vote(dispatcher, tracker):
            return vote
        told, asked = _told(tracker), tracker.get_slot("asked")
        heard = _heard(tracker, told)
        turn = take_turn(told, asked, heard, today(), knowledge())
        if heard.kind_word:
            dispatcher.utter_message(response=heard.kind_word)
        if told == turn.told == Told() and turn.asked:
            dispatcher.utter_message(response="utter_path_begins")
        sayings = turn.sayings
        if heard.questions and turn.asked:
            # What was asked is answered first; the pending question then comes again.
            sayings = tuple(each for each in sayings if each != ask(str(turn.asked), turn.told))
        if told == Told() and turn.asked and not heard.questions:
            offer_questions_beside(dispatcher, tracker)
        _say(dispatcher, sayings, turn.told)
        # A correction after the end makes the files already given wrong.
        if turn.asked is None and (_concludes(turn) or turn.changed):
            _offer_files(dispatcher, turn.told, set(DocumentKind), bool(turn.changed))
        kept = [SlotSet("case", turn.told.to_json()), SlotSet("asked", turn.asked)]
        return [*kept, *_end(dispatcher, tracker, turn)]


class OwnDates(Action):
    """When, until when, a reminder: the dates of the case once it is told, else the rule."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_own_dates"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> Events:
        """Say the dates that the case already gives."""
        told = _told(tracker)
        intent = _asked_for_dates(tracker)
        answer = _own_steps if intent == "ask_steps" else own_dates
        sayings = answer(told, today(), knowledge())
        question = next_question(told, today(), knowledge())
        too_early = question is not None and question.name in NEEDED_FOR_DATES
        if too_early or not sayings:
            dispatcher.utter_message(response=GENERAL_RULES[intent])
            return []
        _say(dispatcher, sayings, told)
        if intent == "ask_reminder":
            _offer_files(dispatcher, told, {DocumentKind.CALENDAR})
        return []


class Resume(Action):
    """The pending question once more, after another question was answered."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_resume"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> Events:
        """Ask it again."""
        told = _told(tracker)
        _say(dispatcher, [ask(tracker.get_slot("asked"), told)], told)
        return []


class ExplainQuestion(Action):
    """Why the pending question is asked."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_explain_question"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> Events:
        """Say why; the question itself follows by ``action_resume``."""
        asked = tracker.get_slot("asked")
        why = BY_NAME[asked].why if asked in BY_NAME else "utter_explain_question"
        dispatcher.utter_message(response=why)
        return []


class Review(Action):
    """What was told, line by line, each with a button to change it."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_review"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> Events:
        """Say the summary."""
        lines = review(_told(tracker))
        if not lines:
            dispatcher.utter_message(response="utter_nothing_told")
            return []
        dispatcher.utter_message(response="utter_review")
        for line in lines:
            dispatcher.utter_message(
                response="utter_review_line",
                label=line.label,
                value=line.value,
                change=line.payload,
            )
        return []


class WelcomeBack(Action):
    """Where the case stood, for who comes back to it after a while."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_welcome_back"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> Events:
        """Say what was told; nothing when nothing was."""
        lines = [f"- {line.label} : {line.value}" for line in review(_told(tracker))]
        if lines:
            dispatcher.utter_message(response="utter_welcome_back", told="\n".join(lines))
        return []


def _asked_for_dates(tracker: Tracker) -> str:
    """The intent that asked, alone or beside what was told."""
    heard = tracker.get_slot("heard") or {}
    asked = [answered_intent(tracker), *heard.get("questions", [])]
    return next(str(intent) for intent in asked if intent in GENERAL_RULES)


def _own_steps(told: Told, day: date, facts: Knowledge) -> list[Saying]:
    """What to do now and what comes next; none before anything is told."""
    return what_follows(told, day, facts) if told != Told() else []


def _told(tracker: Tracker) -> Told:
    return Told.from_json(tracker.get_slot("case"))


def _heard(tracker: Tracker, told: Told) -> Heard:
    """What the words were heard to say, or what the payload of a button holds."""
    heard = tracker.get_slot("heard")
    if heard is not None:
        return Heard.from_json(heard)
    carried = {each["entity"]: each["value"] for each in tracker.latest_message["entities"]}
    return read_payload(carried, told)


def _say(
    dispatcher: CollectingDispatcher,
    sayings: "tuple[Saying, ...] | list[Saying]",
    told: Told,
) -> None:
    for saying in sayings:
        shown = _timeline(saying, told) or _progress(saying, told)
        rule = {"rule": saying.rule} if saying.rule else {}
        dispatcher.utter_message(
            response=saying.response, json_message=shown, **saying.given, **rule
        )


def _timeline(saying: Saying, told: Told) -> dict[str, Any] | None:
    if saying.response not in ("utter_end_dates", "utter_own_dates"):
        return None
    about = case(told, today(), knowledge())
    found = assess(about, today(), knowledge())
    if saying.response == "utter_end_dates":
        return dates_message(found, today())
    return case_message(about, found, today())


def _progress(saying: Saying, told: Told) -> dict[str, Any] | None:
    """How far the questions are, and the way back: what is shown around a question."""
    place = progress(told, saying.response)
    if place is None:
        return None
    words = responses()["utter_progress"][0]
    text = fill(words["text"], {}, {"number": place.number, "most": place.most})
    (back,) = words["buttons"]
    buttons = [{**back, "payload": place.previous}] if place.previous else []
    return {"type": "question", "text": text, "buttons": buttons}


def _concludes(turn: Turn) -> bool:
    return any(saying.response == CONCLUDES for saying in turn.sayings)


def _end(dispatcher: CollectingDispatcher, tracker: Tracker, turn: Turn) -> Events:
    """The step at which the path ends, when that is news, and whether it helped."""
    if not _concludes(turn) or turn.asked is not None:
        return []
    step = outlook(case(turn.told, today(), knowledge()), today(), knowledge()).step.value
    news = [SlotSet("ended", step)] if tracker.get_slot("ended") != step else []
    if tracker.get_latest_input_channel() == SMS:
        return news  # it would be one more to pay: asked on leaving only
    return [*news, *ask_whether_it_helped(dispatcher, tracker)]


def _offer_files(
    dispatcher: CollectingDispatcher, told: Told, wanted: set[DocumentKind], changed: bool = False
) -> None:
    """One message per file: a line of text with its link, and the link for channels with files."""
    # A calendar would keep the days that were wrong.
    said = FILE_RESPONSES | (
        {DocumentKind.CALENDAR: "utter_file_calendar_again"} if changed else {}
    )
    moment = now()
    about = case(told, moment.date(), knowledge())
    dispute = Dispute(told.dispute) if told.dispute else None
    for kind in (kind for kind in offered(about, moment) if kind in wanted):
        url = absolute(make_link(kind, about, dispute, moment))
        dispatcher.utter_message(
            response=said[kind],
            url=url,
            json_message={
                "type": "file",
                "name": kind.file_name,
                "mime": kind.mime,
                "url": url,
            },
        )

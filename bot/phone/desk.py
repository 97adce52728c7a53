"""The clerk's desk: finding a sheet by what the caller says, and the case of the caller by keys.

Nothing is kept here: what the caller told goes out with each answer, and comes back with the next.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from bot.documents import Dispute, make_link, offered
from bot.french.say import say_date, typeset
from bot.knowledge import knowledge
from bot.mediation import Assessment, CaseError, assess
from bot.path import BY_NAME, Saying, Told, ask, case, hear, next_question, read_payload, take_turn
from bot.path.conclusion import dates_shown, dates_to_come, first_sentence
from bot.path.heard import TELLS, intents_of
from bot.path.review import review
from bot.phone.topics import Topic, asked_questions, themes
from bot.phone.wording import aloud, phone_text
from bot.public_address import absolute
from bot.site.steps import counted
from bot.townhall_asked import HOURS_OF_WEEK, hours_asked
from bot.understanding.decision import DANGERS, understand
from bot.understanding.model import INTENTS, Model
from bot.understanding.points import Points
from bot.wording import fact_values, fill, responses

FOUND_AT_MOST = 5
# Below this share, a question is not worth a line of the screen.
_WORTH_SHOWING = 0.01
_HOURS = "ask_opening_hours"
# What the hours of a day or of now are asked for is on the sheet of the week.
_SAME_SHEET = {"ask_open_now": _HOURS, "ask_opening_day": _HOURS}
_FILE_LABELS = "utter_file_"
# Their buttons are the page's own.
_OFFERS_MORE = "utter_end_more"


class DeskError(ValueError):
    """A demand of the page that cannot be answered; the message is for the clerk."""


def find(text: str, moment: datetime) -> dict[str, Any]:
    """The sheets that what a caller says leads to, the likeliest first.

    Args:
        text: what the caller says.
        moment: aware.

    Returns:
        ``topics``: their ids; ``first``: what to say first, by id, where the words change it;
        ``danger``: whether the first is one; ``tells``: whether the words tell a case, which can
        begin by them.
    """
    ranking = [guess for guess in understand(_model(), text) if guess.confidence >= _WORTH_SHOWING]
    named = [_SAME_SHEET.get(guess.intent, guess.intent) for guess in ranking]
    found = [name for name in dict.fromkeys(named) if name in asked_questions()]
    return {
        "topics": found[:FOUND_AT_MOST],
        "first": {**_exact(text, found[:1]), **_first(text, [g.intent for g in ranking], moment)},
        "danger": bool(found) and found[0] in DANGERS,
        "tells": bool(ranking) and ranking[0].intent in TELLS,
    }


def _exact(text: str, topics: Sequence[str]) -> dict[str, str]:
    """On the likeliest sheet, the sentence that answers the exact point asked, where one does."""
    return {topic: aloud(point) for topic, point in _points().asked(topics, text).items()}


def _first(text: str, intents: Sequence[str], moment: datetime) -> dict[str, str]:
    """On the sheet of the hours, what answers the day, the hour or « maintenant » that is asked."""
    asked = next((each for each in intents if _SAME_SHEET.get(each, each) == _HOURS), None)
    if asked is None:
        return {}
    response, given = hours_asked(text, asked, knowledge().town_hall, moment)
    return {} if response == HOURS_OF_WEEK else {_HOURS: aloud(response, given)}


def sheets(moment: datetime) -> dict[str, Any]:
    """Every sheet as the page shows it, by id."""
    found = themes(knowledge(), moment.date())
    return {topic.id: _sheet(theme.name, topic) for theme in found for topic in theme.topics}


def follow(demand: Mapping[str, Any], moment: datetime) -> dict[str, Any]:
    """One turn of the caller's case.

    Args:
        demand: ``told`` and ``asked`` as the last answer gave them, none at first; and what the
            caller says: ``text``, or ``choice``, the payload of a key. Neither begins the case.
        moment: aware.

    Raises:
        DeskError: the demand cannot be read.
    """
    told, asked = _told(demand.get("told")), demand.get("asked")
    if asked is not None and asked not in BY_NAME:
        raise DeskError("La question en cours n'est pas connue. Recommencez le dossier.")
    text, choice = demand.get("text"), demand.get("choice")
    try:
        if isinstance(choice, dict):
            return _taken(told, asked, read_payload(choice, told), moment)
        if isinstance(text, str) and text.strip():
            heard = hear(text, intents_of(_model(), text), told, asked, moment.date())
            if heard.for_path:
                turn = _taken(told, asked, heard, moment)
            else:
                turn = _as_json(told, asked or _next(told, moment), (), moment, heard.questions)
            return {**turn, "first": _first(text, heard.questions, moment)}
        return _as_json(told, _next(told, moment), (), moment)
    except CaseError as error:
        raise DeskError(str(error)) from None


def _next(told: Told, moment: datetime) -> str | None:
    question = next_question(told, moment.date(), knowledge())
    return question.name if question else None


def _taken(told: Told, asked: str | None, heard: Any, moment: datetime) -> dict[str, Any]:
    turn = take_turn(told, asked, heard, moment.date(), knowledge())
    pending = ask(turn.asked, turn.told) if turn.asked else None
    said = tuple(saying for saying in turn.sayings if saying != pending)
    return _as_json(turn.told, turn.asked, said, moment, heard.questions)


def _as_json(
    told: Told,
    asked: str | None,
    said: Sequence[Saying],
    moment: datetime,
    questions: Sequence[str] = (),
) -> dict[str, Any]:
    about = case(told, moment.date(), knowledge())
    found = assess(about, moment.date(), knowledge())
    # Before a day is told, dates would be counted from today.
    days = (told.complaint_day, told.letter_day)
    known = told.complained is False or told.after_referral or any(days)
    return {
        "told": told.to_json(),
        "asked": asked,
        "says": [_words(saying) for saying in said if not saying.response.startswith(_OFFERS_MORE)],
        "topics": [_SAME_SHEET.get(name, name) for name in questions],
        "question": _question(asked, told) if asked else None,
        "noted": [
            {"label": line.label, "value": line.value, "change": _payload(line.payload)}
            for line in review(told)
        ],
        "step": _step(found) if known else None,
        **(_dates(found, moment.date()) if known else {"dates": [], "other_dates": []}),
        "files": [] if asked or told == Told() else _files(told, moment),
    }


def _step(found: Assessment) -> dict[str, str]:
    """The step and what to do today, as the assistant says them first; the rest after."""
    action = first_sentence(found.next_action)
    more = found.next_action.removeprefix(action).strip()
    return {"label": found.step.label, "action": typeset(action), "more": typeset(more)}


def _dates(found: Assessment, today: date) -> dict[str, list[dict[str, str]]]:
    """The dates that the assistant says, and the others, with their counting."""
    said = dates_to_come(found, today)
    others = [each for each in dates_shown(found) if each not in said]
    return {
        "dates": counted(said, found.step, today),
        "other_dates": counted(others, found.step, today),
    }


def _question(name: str, told: Told) -> dict[str, Any]:
    saying = ask(name, told)
    choices = [
        {"title": typeset(button["title"]), "choice": _payload(button["payload"])}
        for button in responses()[saying.response][0].get("buttons", [])
    ]
    if name == "operator":
        members = [operator.name for operator in knowledge().members]
        choices = [{"title": name, "choice": {"operator": name}} for name in members] + choices
    return {"text": _words(saying), "choices": choices, "day": BY_NAME[name].asks_day}


def _files(told: Told, moment: datetime) -> list[dict[str, str]]:
    about = case(told, moment.date(), knowledge())
    dispute = Dispute(told.dispute) if told.dispute else None
    return [
        {
            "label": phone_text(_FILE_LABELS + kind.value).split(",")[0].rstrip("."),
            "name": kind.file_name,
            "url": absolute(make_link(kind, about, dispute, moment)),
        }
        for kind in offered(about, moment)
    ]


def _words(saying: Saying) -> str:
    return fill(phone_text(saying.response), fact_values(knowledge()), saying.given)


def _payload(payload: str) -> dict[str, str]:
    """What ``/tell_case{"written": "yes"}`` carries."""
    carried: dict[str, str] = json.loads(payload[payload.index("{") :])
    return carried


def _sheet(theme: str, topic: Topic) -> dict[str, Any]:
    shown = asdict(topic)
    shown["facts"] = [
        {**asdict(fact), "checked_on": say_date(fact.checked_on)} for fact in topic.facts
    ]
    return {**shown, "title": typeset(topic.title), "theme": theme, "danger": topic.id in DANGERS}


def _told(data: object) -> Told:
    if data is None:
        return Told()
    if not isinstance(data, dict):
        raise DeskError("Ce qui a été dit n'est pas lisible. Recommencez le dossier.")
    return Told.from_json(data)


@lru_cache(maxsize=1)
def _model() -> Model:
    return Model.load(INTENTS)


@lru_cache(maxsize=1)
def _points() -> Points:
    return Points.load(INTENTS)

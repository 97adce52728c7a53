"""The sheets of the clerk's script, one per question, made from the responses and the facts."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from bot.answers import answers
from bot.examples import points
from bot.french.say import say_list
from bot.french.spoken import spoken
from bot.knowledge import FOLDER, all_facts, operator_key, sources_of
from bot.knowledge.fact import Fact
from bot.knowledge.model import Knowledge
from bot.path import QUESTIONS, Question, Told, next_question
from bot.phone.wording import phone_text
from bot.townhall_words import say_hours
from bot.wording import QUESTION_PREFIX, fact_values, facts_behind, fill, responses

# What the intents of questions begin with; the others are words of the conversation itself.
_ASKS = ("ask_", "danger_", "off_", "report_")
_OTHERS = "Autres questions"
# Facts that somebody notes letter by letter or figure by figure.
_TO_SPELL = re.compile(r"https?://|@|\d{5}|\b0\d(?: \d\d){4}|\b0 ?\d{3}(?: \d{3}){2}|^\d{3,4}$")
_FORMER = "former_"
_START_CASE = "start_case"


class TopicError(ValueError):
    """A question that no sheet can be made for: names it and the remedy."""


@dataclass(frozen=True)
class StatedFact:
    """A fact that a sheet states: its key, its value as written, and where it comes from."""

    key: str
    value: str
    sources: tuple[str, ...]
    checked_on: date
    to_check: str | None


@dataclass(frozen=True)
class Door:
    """Who can help further: name and contact, as written and as said."""

    name: str
    contact: str
    said: str


@dataclass(frozen=True)
class Next:
    """What to ask next, and the topic that answers it (None: the case of the caller)."""

    question: str
    topic: str | None


@dataclass(frozen=True)
class Topic:
    """One sheet.

    Attributes:
        id: the intent.
        title: the question, in a resident's words.
        first: the one sentence to say first, in spoken French.
        said: the whole answer in spoken French.
        written: the same, to read and to take down, its lists on lines.
        points: what answers the exact points asked, in spoken French.
        then: what to ask next.
        facts: what the answer states.
        former: values no longer true, each with the one of today.
        spelled: what is noted figure by figure, as written and as said.
        never: what not to promise here.
        doors: who can help further.
    """

    id: str
    title: str
    first: str
    said: str
    written: str
    points: tuple[str, ...]
    then: tuple[Next, ...]
    facts: tuple[StatedFact, ...]
    former: tuple[tuple[str, str], ...]
    spelled: tuple[tuple[str, str], ...]
    never: tuple[str, ...]
    doors: tuple[Door, ...]


@dataclass(frozen=True)
class Theme:
    """Topics that go together."""

    name: str
    topics: tuple[Topic, ...]


@dataclass(frozen=True)
class PathQuestion:
    """One question of the guided path, as it is asked on the phone, and its answers."""

    name: str
    said: str
    choices: tuple[str, ...]


def themes(facts: Knowledge, today: date) -> tuple[Theme, ...]:
    """Every sheet, by theme.

    Args:
        facts: those of the town served.
        today: the day of the script: holidays and exceptions soon to come are told from it.

    Raises:
        TopicError: a question has no answer that a sheet could give.
    """
    named = [(each["name"], list(each["topics"])) for each in _layout()["themes"]]
    known = {topic for _, topics in named for topic in topics}
    left = [intent for intent in asked_questions() if intent not in known]
    return tuple(
        Theme(name, tuple(_topic(intent, facts, today) for intent in intents))
        for name, intents in [*named, (_OTHERS, left)]
        if intents
    )


def asked_questions() -> list[str]:
    """The intents that get a sheet."""
    left_out = _layout()["left_out"]
    return [each for each in answers() if each.startswith(_ASKS) and each not in left_out]


def path_questions(facts: Knowledge) -> tuple[PathQuestion, ...]:
    """The questions of the guided path in order, each with its answers."""
    return tuple(
        PathQuestion(question.name, spoken(phone_text(question.ask)), _choices(question, facts))
        for question in QUESTIONS
        if "{" not in phone_text(question.ask)
    )


def response_of(intent: str) -> str:
    """The response that answers a question.

    Raises:
        TopicError: an action answers it, and nothing tells which response to give.
    """
    # A word of sympathy may come before it.
    action = answers()[intent][-1]
    by_convention = f"utter_{intent.removeprefix('ask_')}"
    name = str(_layout()["said_by_actions"].get(intent, action))
    if not name.startswith("utter_"):
        name = by_convention
    if name not in responses():
        raise TopicError(
            f"{intent} : {action} y répond, et aucune réponse n'a de fiche. Nommez-la dans "
            "bot/phone/topics.yml (said_by_actions), ou mettez la question dans left_out."
        )
    return name


def _topic(intent: str, facts: Knowledge, today: date) -> Topic:
    if intent not in answers():
        raise TopicError(f"bot/phone/topics.yml : « {intent} » n'est pas une question connue.")
    response = response_of(intent)
    text, given = phone_text(response), _given(facts, today)
    said = spoken(fill(text, fact_values(facts), given))
    exact = points().get(intent, ())
    said_first = [key for point in exact for key in _keys(point, facts)]
    keys = list(dict.fromkeys([*_keys(response, facts), *said_first]))
    stated = tuple(_stated(key, facts) for key in keys if key in all_facts(facts))
    return Topic(
        id=intent,
        title=title_of(intent),
        first=re.split(r"(?<=[.!?]) ", said, maxsplit=1)[0],
        said=said,
        written=fill(text, fact_values(facts), given),
        points=tuple(spoken(fill(phone_text(point), fact_values(facts), {})) for point in exact),
        then=tuple(_then(response, facts, today)),
        facts=stated,
        former=tuple(_former(keys, facts)),
        spelled=tuple((fact.value, spoken(fact.value)) for fact in stated if _is_noted(fact)),
        never=tuple(told["clerk"] for told in _never_stated() if intent in told.get("topics", ())),
        doors=tuple(_doors(keys, facts)),
    )


def title_of(intent: str) -> str:
    """A question in a resident's words."""
    titles: Mapping[str, str] = _layout()["titles"]
    return titles.get(intent) or str(responses()[QUESTION_PREFIX + intent][0]["text"])


def _given(facts: Knowledge, today: date) -> dict[str, str]:
    """What actions give to the responses of the sheets."""
    members = [operator.name for operator in facts.members]
    return {"members": say_list(members), "week": say_hours(facts.town_hall, today)}


def _keys(response: str, facts: Knowledge) -> list[str]:
    """The keys of the facts that a response states."""
    keys = facts_behind({**responses()[response][0], "text": phone_text(response)})
    if "{members}" in phone_text(response):
        keys += [operator_key(operator) for operator in facts.members]
    return keys


def _stated(key: str, facts: Knowledge) -> StatedFact:
    fact = all_facts(facts)[key]
    sources = tuple(source.title for source in sources_of(facts, [fact]))
    return StatedFact(key, _value(key, fact, facts), sources, fact.checked_on, fact.to_check)


def _value(key: str, fact: Fact[Any], facts: Knowledge) -> str:
    if fact.value is True:
        return key.rpartition(".")[2]
    if key == "town_hall.opening_hours":
        return "les horaires de la mairie"
    return fill(f"{{{key}}}", fact_values(facts), {})


def _is_noted(fact: StatedFact) -> bool:
    return bool(_TO_SPELL.search(fact.value)) and _FORMER not in fact.key


def _then(response: str, facts: Knowledge, today: date) -> Iterable[Next]:
    """What the buttons lead to; the case of the caller begins by its first question."""
    for button in responses()[response][0].get("buttons", []):
        intent = button["payload"].removeprefix("/")
        if intent == _START_CASE:
            question = next_question(Told(), today, facts)
            assert question, "a case without a word has a question"
            yield Next(spoken(phone_text(question.ask)), None)
        elif intent in asked_questions():
            yield Next(title_of(intent), intent)


def _former(keys: Iterable[str], facts: Knowledge) -> Iterable[tuple[str, str]]:
    """Each value that is no longer true, with the one that took its place."""
    values = fact_values(facts)
    for key in keys:
        theme, _, name = key.partition(".")
        if name.startswith(_FORMER):
            today = f"{theme}.{name.removeprefix(_FORMER)}"
            yield fill(f"{{{key}}}", values, {}), fill(f"{{{today}}}", values, {})


def _doors(keys: Iterable[str], facts: Knowledge) -> Iterable[Door]:
    for key in keys:
        name, _, part = key.partition(".")
        if part == "contact" and name in facts.doors.__fields__:
            door = getattr(facts.doors, name)
            yield Door(door.name.value, door.contact.value, spoken(door.contact.value))


def _choices(question: Question, facts: Knowledge) -> tuple[str, ...]:
    """Its buttons, after the operators that have keys on a call and at the desk."""
    members = [each.name for each in facts.members] if question.name == "operator" else []
    buttons = responses()[question.ask][0].get("buttons", [])
    return (*members, *(button["title"] for button in buttons))


@lru_cache(maxsize=1)
def _layout() -> dict[str, Any]:
    """``topics.yml``."""
    layout: dict[str, Any] = _read(Path(__file__).with_name("topics.yml"))
    return layout


@lru_cache(maxsize=1)
def _never_stated() -> list[dict[str, Any]]:
    """What must never be said, where the clerk is told so."""
    return [told for told in _read(FOLDER / "never_stated.yml") if "clerk" in told]


def _read(file: Path) -> Any:
    return yaml.safe_load(file.read_text(encoding="utf-8"))

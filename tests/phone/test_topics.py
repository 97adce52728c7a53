"""The sheets of the clerk's script: one per question, the facts of the assistant and no other."""

import re
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import yaml

from bot.answers import answers
from bot.french.text import fold
from bot.knowledge import FOLDER, knowledge
from bot.knowledge.model import Delay, Knowledge
from bot.phone.callers_words import callers_words
from bot.phone.topics import (
    Topic,
    TopicError,
    asked_questions,
    path_questions,
    response_of,
    themes,
)
from bot.wording import facts_behind, responses
from tests.phone.same_facts import differences
from tests.running import ROOT
from tests.towns import exception, serving, town_file

TODAY = date(2026, 11, 23)
# Five seconds of reading aloud: what is left of fifteen once the sheet is found.
LONGEST_FIRST = 80
# Longer: four numbers to choose from, lists that are the answer, one fact of one sentence.
LONGER_FIRST = {
    "danger_now",
    "ask_service_contacts",
    "ask_documents",
    "ask_stop_paying",
    "ask_mediator_role",
    "ask_abused_weakness",
}
TOPICS = {topic.id: topic for theme in themes(knowledge(), TODAY) for topic in theme.topics}
LAYOUT = yaml.safe_load((ROOT / "bot/phone/topics.yml").read_text(encoding="utf-8"))


def test_every_question_has_one_sheet() -> None:
    seen = Counter(topic.id for theme in themes(knowledge(), TODAY) for topic in theme.topics)
    assert set(seen) == set(asked_questions())
    assert set(seen.values()) == {1}
    assert set(LAYOUT["left_out"]) <= set(answers())
    assert not set(LAYOUT["left_out"]) & set(seen)


@pytest.mark.parametrize("topic", TOPICS.values(), ids=lambda topic: topic.id)
def test_a_sheet_states_what_the_assistant_states(topic: Topic) -> None:
    assert differences(topic, knowledge()) == []


def test_what_the_assistant_answers_elsewhere_is_on_some_sheet() -> None:
    """The questions without a sheet, and the other answers, state nothing that no sheet does."""
    on_sheets = {fact.key for topic in TOPICS.values() for fact in topic.facts}
    questions = {response_of(intent) for intent in asked_questions()}
    by_rules = {
        action
        for intent in LAYOUT["left_out"]
        for action in answers()[intent]
        if action.startswith("utter_")
    } - questions
    stated = {key for name in by_rules for key in facts_behind(responses()[name][0])}
    assert stated - on_sheets <= {"conversation.keep_hours"}


@pytest.mark.parametrize(
    "change",
    [
        {"written": "Une lettre suffit, en 12 jours."},
        {"said": "Une lettre suffit, en douze jours."},
        {"facts": ()},
        {"facts": (*TOPICS["ask_cost"].facts, *TOPICS["ask_cancel"].facts)},
        {"written": TOPICS["ask_cancel"].written + " Voyez https://exemple.invalid"},
    ],
)
def test_a_sheet_that_differs_is_seen(change: dict[str, object]) -> None:
    assert differences(replace(TOPICS["ask_cancel"], **change), knowledge())  # type: ignore[arg-type]


def test_a_fact_that_changes_changes_its_sheets() -> None:
    facts = with_delay(knowledge(), Delay(months=3))
    topics = {topic.id: topic for theme in themes(facts, TODAY) for topic in theme.topics}
    changed = {name for name in TOPICS if topics[name] != TOPICS[name]}
    stating = {
        name
        for name, topic in TOPICS.items()
        if any(fact.key == "referral.direct_delay" for fact in topic.facts)
    }
    assert changed == stating
    assert "plus de trois mois" in topics["ask_steps"].said
    assert differences(topics["ask_steps"], facts) == []
    assert differences(TOPICS["ask_steps"], facts)


def with_delay(facts: Knowledge, delay: Delay) -> Knowledge:
    """The facts with another delay of direct referral."""
    fact = facts.mediation.referral.direct_delay.copy(update={"value": delay})
    referral = facts.mediation.referral.copy(update={"direct_delay": fact})
    return facts.copy(update={"mediation": facts.mediation.copy(update={"referral": referral})})


@pytest.mark.parametrize("topic", TOPICS.values(), ids=lambda topic: topic.id)
def test_a_sheet_says_nothing_that_is_never_stated(topic: Topic) -> None:
    told = "\n".join((topic.first, topic.said, topic.written, *topic.points, *topic.never))
    for never in yaml.safe_load((FOLDER / "never_stated.yml").read_text(encoding="utf-8")):
        assert not re.search(never["words"], told, re.IGNORECASE), never["because"]


@pytest.mark.parametrize("topic", TOPICS.values(), ids=lambda topic: topic.id)
def test_a_sheet_can_be_used(topic: Topic) -> None:
    assert topic.first
    assert topic.said.startswith(topic.first)
    for said in (topic.said, *topic.points):
        assert not re.search(r"\d|[/()«»]", said)
    assert topic.then or topic.id.startswith(("danger_", "off_"))
    words = callers_words()[topic.id]
    assert len(words.shown) >= 4
    assert len(words.samples) == 2


@pytest.mark.parametrize("topic", TOPICS.values(), ids=lambda topic: topic.id)
def test_what_to_say_first_is_short_unless_it_is_dictated(topic: Topic) -> None:
    dictated = any(said in topic.first for _, said in topic.spelled)
    long = len(topic.first) > LONGEST_FIRST and not dictated
    assert long == (topic.id in LONGER_FIRST), topic.first


def test_the_former_address_is_corrected() -> None:
    former = {name: topic.former for name, topic in TOPICS.items() if topic.former}
    assert list(former) == ["ask_postal_address"]
    assert former["ask_postal_address"][0][0] == "BP 999, 75829 Paris Cedex 17"
    assert "94257 Gentilly" in former["ask_postal_address"][0][1]
    assert all("BP 999" not in topic.first for topic in TOPICS.values())


def test_what_is_noted_is_spelled() -> None:
    assert ("3114", "trente et un, quatorze") in TOPICS["danger_suicide"].spelled
    spelled = dict(TOPICS["ask_refer_by_post"].spelled)
    assert "quatre-vingt-quatorze, deux cent cinquante-sept" in " ".join(spelled.values())
    assert "02 31 27 90 60" in spelled
    assert not any("BP 999" in written for t in TOPICS.values() for written, _ in t.spelled)


def test_doors_and_doubts_are_told() -> None:
    assert [door.contact for door in TOPICS["off_consumer"].doors] == [
        "https://signal.conso.gouv.fr",
        "0 809 540 550",
    ]
    doubtful = {fact.to_check for fact in TOPICS["danger_elder"].facts}
    assert "la mairie" in doubtful
    assert TOPICS["ask_stop_paying"].never[0] == "ne dites jamais s'il faut payer ou non"


def test_every_warning_to_the_clerk_has_its_sheets() -> None:
    for never in yaml.safe_load((FOLDER / "never_stated.yml").read_text(encoding="utf-8")):
        assert set(never.get("topics", ())) <= set(TOPICS)
        assert ("clerk" in never) == ("topics" in never)


def test_what_to_ask_next_leads_to_a_sheet_or_to_the_case() -> None:
    links = {each.topic for topic in TOPICS.values() for each in topic.then}
    assert links - {None} <= set(TOPICS)
    to_the_case = next(each for each in TOPICS["ask_steps"].then if each.topic is None)
    assert to_the_case.question == path_questions(knowledge())[0].said


def test_the_path_is_asked_in_spoken_french() -> None:
    asked = {question.name: question for question in path_questions(knowledge())}
    assert list(asked)[:3] == ["operator", "complained", "complaint_date"]
    assert asked["written"].choices[0] == "Par écrit"
    names = ("Orange", "SFR", "Bouygues Telecom", "Free")
    assert asked["operator"].choices == (*names, "Un autre opérateur", "Je ne sais pas")
    assert not any(re.search(r"[Éé]crivez|\d", question.said) for question in asked.values())


def test_another_town_has_its_own_hours(tmp_path: Path) -> None:
    closed = exception("2026-11-25", "2026-11-25", None, "travaux")
    with serving(town_file(tmp_path, name="Autreville", exceptions=[closed])):
        topics = {t.id: t for theme in themes(knowledge(), TODAY) for t in theme.topics}
    assert "travaux" in topics["ask_opening_hours"].said
    assert "travaux" not in TOPICS["ask_opening_hours"].said


def test_a_question_without_a_response_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    from bot.phone import topics

    monkeypatch.setitem(answers(), "ask_moon", ["action_say_moon"])
    with pytest.raises(TopicError, match=r"ask_moon.*left_out"):
        topics.response_of("ask_moon")


def test_callers_words_find_the_sheet() -> None:
    """On sentences never used for training: the right sheet is among the first five."""
    right = first = 0
    held_out = [
        (intent, message)
        for folder in ("tests/nlu/development", "tests/nlu/around/development")
        for file in sorted((ROOT / folder).glob("*.yml"))
        for intent, messages in yaml.safe_load(file.read_text(encoding="utf-8")).items()
        if intent in TOPICS
        for message in messages
    ]
    for intent, message in held_out:
        words = set(re.findall(r"[^\W\d_]+", fold(message)))
        score = {
            name: sum(known.weights.get(word, 0.0) for word in words)
            for name, known in callers_words().items()
        }
        best = sorted(score, key=lambda name: -score[name])[:5]
        right += intent in best
        first += intent == best[0]
    assert right / len(held_out) >= 0.93
    assert first / len(held_out) >= 0.75

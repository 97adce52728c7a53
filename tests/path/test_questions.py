"""Questions: only those that matter, each said, explained and said again."""

import re
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import pytest

from bot.knowledge import knowledge
from bot.path import (
    BY_NAME,
    QUESTIONS,
    Answer,
    Intents,
    Told,
    hear,
    next_question,
    read_payload,
    take_turn,
)
from bot.wording import DOMAIN_FILE, fact_values, fill, placeholders, read_domain
from tests.path.path_helpers import TODAY, Talk, conversations

SOURCES = Path(__file__).parents[2] / "bot" / "path"


@lru_cache(maxsize=1)
def responses() -> dict[str, list[dict[str, object]]]:
    found: dict[str, list[dict[str, object]]] = read_domain(DOMAIN_FILE)["responses"]
    return found


def response_names() -> set[str]:
    """Every response the path can say."""
    code = "\n".join(file.read_text(encoding="utf-8") for file in SOURCES.glob("*.py"))
    named = set(re.findall(r'"(utter_[a-z_]+)"', code))
    return named | {name for q in QUESTIONS for name in (q.ask, q.why, q.again)}


@pytest.mark.parametrize("name", sorted(response_names()))
def test_every_response_is_worded(name: str) -> None:
    assert name in responses()


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
def test_every_button_is_understood(question: object) -> None:
    for name in (question.ask, question.again):  # type: ignore[attr-defined]
        for button in responses()[name][0].get("buttons", []):  # type: ignore[attr-defined]
            key, value = re.fullmatch(r'/tell_case\{"(\w+)": "(\w+)"\}', button["payload"]).groups()  # type: ignore[union-attr]
            assert value in BY_NAME[key].choices


def test_every_value_given_fills_its_response() -> None:
    facts = fact_values(knowledge())
    for told in conversations():
        talk = Talk(today=told.get("today", TODAY))
        for message in told["turns"]:
            talk.say(message.lstrip("~") if isinstance(message, str) else message)
        for saying in talk.said:
            text = str(responses()[saying.response][0]["text"])
            assert "{" not in fill(text, facts, saying.given)
            wanted = {p.key for p in placeholders(text) if not p.is_fact}
            assert wanted == set(saying.given)


def test_every_question_is_explained_as_it_is_asked() -> None:
    for question in QUESTIONS:
        assert responses()[question.why][0]["text"] != responses()[question.ask][0]["text"]
        assert responses()[question.again][0]["text"] != responses()[question.ask][0]["text"]


def test_nothing_told_is_asked_again() -> None:
    for told in conversations():
        talk = Talk(today=told.get("today", TODAY))
        for message in told["turns"]:
            talk.say(message.lstrip("~") if isinstance(message, str) else message)
        if talk.asked is None:
            assert next_question(talk.told, talk.today, knowledge()) is None


def test_a_case_too_late_is_asked_no_more() -> None:
    talk = Talk()
    talk.say("j'ai écrit à Orange le 3 mars 2025 | tell_case")
    assert talk.asked is None


def test_how_the_letter_was_answered_is_never_supposed() -> None:
    talk = Talk()
    talk.say("j'ai écrit au service clients d'Orange le 3 mars, refus | tell_case")
    talk.say("oui le 5 mai | affirm")
    assert talk.asked == "consumer_reply"


@pytest.mark.parametrize("value", ["none", "unsatisfactory", "satisfactory", "unknown"])
def test_a_button_and_its_words_tell_the_same(value: str) -> None:
    words = {
        "none": "aucune réponse",
        "unsatisfactory": "ils ont refusé",
        "satisfactory": "oui et ça me convient",
        "unknown": "je ne sais plus",
    }
    told = Told(operator="Orange", complained=True, written=True)
    ends = [
        take_turn(told, "customer_reply", heard, TODAY, knowledge()).told
        for heard in (
            read_payload({"customer_reply": value}, told),
            hear(words[value], Intents("nlu_fallback"), told, "customer_reply", TODAY),
        )
    ]
    assert replace(ends[0], words={}) == replace(ends[1], words={})


@pytest.mark.parametrize(
    ("text", "intent", "asked"),
    [
        ("combien ça coûte ?", "ask_cost", "complained"),
        ("combien ça coûte", "ask_cost", "written"),
        ("horaires de la mairie", "ask_opening_hours", "complaint_date"),
        ("vous êtes ouverts samedi", "ask_opening_day", "complaint_date"),
        ("la mairie ouvre quand mardi", "ask_opening_day", "letter_date"),
        ("pourquoi cette question ?", "explain_question", "operator"),
        ("recommencer", "start_over", "complained"),
        ("effacez tout", "erase_my_data", "court"),
        ("je veux parler à quelqu'un", "ask_person", "written"),
        ("je peux aller au tribunal ?", "ask_court", "court"),
        ("est-ce que free est membre ?", "ask_operator_member", "operator"),
        ("c'est quoi le service consommateurs", "ask_services_difference", "letter_sent"),
        ("je n'ai pas compris", "repeat_answer", "written"),
        ("merci", "thank", "written"),
        ("il fait beau", "off_topic", "written"),
        ("où trouver l'adresse du service clients", "ask_service_contacts", "complained"),
        ("Puis-je saisir le médiateur maintenant ?", "ask_when_refer", "customer_reply"),
        ("J'ai un litige", "start_case", None),
        ("ils ne répondent pas", "report_no_reply", None),
        ("oui", "affirm", None),
        ("ouvert le 11 novembre ?", "ask_opening_day", None),
    ],
)
def test_a_question_is_no_answer(text: str, intent: str, asked: str | None) -> None:
    assert not hear(text, Intents(intent), Told(), asked, TODAY).for_path


@pytest.mark.parametrize(
    ("text", "intent", "asked"),
    [
        ("oui par tel", "ask_town_hall_contact", "written"),
        ("par courrier", "ask_refer_by_post", "written"),
        ("orange", "ask_operator_member", "operator"),
        ("mardi dernier", "ask_opening_day", "complaint_date"),
        ("nn", "nlu_fallback", "complained"),
        ("je sais plus", "dont_know", "letter_date"),
        ("euh", "nlu_fallback", "written"),
        ("j'ai réclamé le 3 septembre", "tell_case", None),
        ("ils m'ont pas répondu depuis le 3 septembre", "report_no_reply", None),
        ("j'ai écrit le 30 février", "tell_case", None),
    ],
)
def test_an_answer_is_one_whatever_its_intent(text: str, intent: str, asked: str | None) -> None:
    assert hear(text, Intents(intent), Told(), asked, TODAY).for_path


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("le garagiste m'a changé l'embrayage sans me demander et il garde les clés", False),
        ("on m'a vendu un giga et le soir je tombe à douze mégas sur la fibre", True),
    ],
)
def test_only_a_story_of_a_telephone_or_internet_begins_a_case(text: str, begins: bool) -> None:
    intents = Intents("nlu_fallback", likeliest="off_consumer")
    assert hear(text, intents, Told(), None, TODAY).for_path == begins


def test_a_correction_needs_a_case() -> None:
    assert not hear("c'était le 12", Intents("correct_answer"), Told(), None, TODAY).for_path
    told = Told(operator="Orange", complained=True)
    assert hear("c'était SFR", Intents("correct_answer"), told, None, TODAY).for_path


def test_the_person_is_offered_while_the_question_stays_open() -> None:
    told = Told(operator="Orange", failures=1)
    heard = hear("bla", Intents("nlu_fallback"), told, "complained", TODAY)
    turn = take_turn(told, "complained", heard, TODAY, knowledge())
    assert [saying.response for saying in turn.sayings] == [
        "utter_offer_person_in_path",
        "utter_ask_complained",
    ]
    assert turn.asked == "complained"


def test_a_satisfied_resident_is_asked_nothing_about_a_letter() -> None:
    told = Told(operator="Orange", complained=True, written=True)
    told = replace(told, customer_reply=Answer.SATISFACTORY)
    assert next_question(told, TODAY, knowledge()) is not BY_NAME["letter_sent"]


def test_failures_are_counted_question_by_question() -> None:
    talk = Talk()
    for message in ("j'ai un litige", "euh", "orange", "bla"):
        talk.say(f"{message} | {'nlu_fallback' if talk.asked else 'start_case'}")
    assert "utter_offer_person_in_path" not in [saying.response for saying in talk.said]
    talk = Talk()
    talk.say("j'ai écrit à Orange le 30 février | tell_case")
    talk.say("bla | nlu_fallback")
    assert "utter_offer_person_in_path" not in [saying.response for saying in talk.said]


def test_what_is_unclear_is_the_only_question_of_the_turn() -> None:
    questions = {question.ask for question in QUESTIONS}
    for told in conversations():
        talk = Talk(today=told.get("today", TODAY))
        for message in told["turns"]:
            before = len(talk.said)
            talk.say(message.lstrip("~") if isinstance(message, str) else message)
            said = [saying.response for saying in talk.said[before:]]
            asking = [name for name in said if name in questions or name.startswith("utter_date_")]
            assert len([name for name in asking if name != "utter_dates_change"]) <= 1, said

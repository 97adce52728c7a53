"""What `python -m bot check` says of the words of SMS: silent on ours, and sees each fault."""

from typing import Any

import pytest

from bot.channels import sms
from bot.channels.linter import findings
from bot.knowledge import knowledge
from bot.wording import read_domain

ANSWERS = [{"title": "Oui", "payload": '/tell_case{"court": "yes"}'}]
LEADS_ON = [{"title": "Les étapes", "payload": "/ask_steps"}]


def told(**changed: Any) -> list[str]:
    responses = {**read_domain()["responses"], **changed}
    return list(findings({n: v for n, v in responses.items() if v}, knowledge()))


def test_ours_are_clean() -> None:
    assert told() == []


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("D'accord, choisissez ci-dessous.", "choisissez"),
        ("Voyez ci-dessous.", "ci-dessous"),
        ("Appuyez sur « Oui ».", "Appuyez"),
        ("Répondez par les boutons.", "les boutons"),
        ("Touchez l'écran.", "Touchez"),
    ],
)
@pytest.mark.parametrize("buttons", [[], LEADS_ON], ids=["none", "lead on"])
def test_words_that_point_to_a_screen_are_seen_where_no_choice_is_shown(
    text: str, word: str, buttons: list[dict[str, str]]
) -> None:
    (found,) = told(utter_thank=[{"text": text, "buttons": buttons}])
    assert found.startswith(f"utter_thank : « {word} », par SMS")
    assert "bot/channels/sms_wording.yml" in found


@pytest.mark.parametrize(
    ("text", "buttons"),
    [
        ("Choisissez ci-dessous.", ANSWERS),
        ("Vous choisissez librement l'opérateur.", []),
        ("Sur son site, cherchez le bouton gratuit.", []),
    ],
)
def test_other_words_are_left_alone(text: str, buttons: list[dict[str, str]]) -> None:
    assert told(utter_thank=[{"text": text, "buttons": buttons}]) == []


def test_a_question_in_words_shows_no_choice(monkeypatch: pytest.MonkeyPatch) -> None:
    pointing = [{"text": "Quel opérateur ? Choisissez.", "buttons": ANSWERS}]
    assert told(utter_ask_operator=pointing) == []
    wording = sms.sms_wording()
    said = {**wording.said, "utter_ask_operator": "Quel opérateur ? Choisissez."}
    changed = sms.SmsWording(**{**wording.__dict__, "said": said})
    monkeypatch.setattr("bot.channels.sms.sms_wording", lambda: changed)
    (found,) = told()
    assert found.startswith("utter_ask_operator : « Choisissez »")


@pytest.mark.parametrize(
    ("part", "entry", "tells"),
    [
        ("said", {"utter_nothing": "Rien."}, "said : « utter_nothing » ne sert pas"),
        ("in_words", frozenset({"utter_thank"}), "in_words : « utter_thank » ne sert pas"),
        ("titles", {"Peut-être": "Oui"}, "titles : « Peut-être » ne sert pas"),
        ("labels", {"plainte": "mot"}, "labels : « plainte » ne sert pas"),
        ("actions", {"par pigeon": "vite"}, "actions : « par pigeon » ne sert pas"),
        ("warnings", {"no_rule": "Mot."}, "warnings : « no_rule » ne sert pas"),
        ("said", {"utter_thank": "{a.fact:wrong}"}, "utter_thank : accolade de trop"),
        ("warnings", {"written_proof": "{a.fact}"}, "warnings : written_proof nomme un fait"),
    ],
)
def test_what_serves_nothing_is_seen(
    monkeypatch: pytest.MonkeyPatch, part: str, entry: Any, tells: str
) -> None:
    wording = sms.sms_wording()
    whole = getattr(wording, part)
    more = whole | entry if isinstance(entry, frozenset) else {**whole, **entry}
    changed = sms.SmsWording(**{**wording.__dict__, part: more})
    monkeypatch.setattr("bot.channels.linter.sms_wording", lambda: changed)
    assert any(tells in found for found in told())

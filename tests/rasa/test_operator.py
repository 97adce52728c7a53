"""Whose operator is named in a story: surely the resident's, perhaps, or one of two."""

import asyncio
from typing import Any

import pytest

from bot.path.lessons import MINE
from bot.path.models import Models
from tests.running import Reply

PERHAPS = 0.5


@pytest.fixture
def unsure(monkeypatch: pytest.MonkeyPatch) -> None:
    """The model cannot tell whether the company named is the one that bills."""
    monkeypatch.setattr(Models, "company", lambda *_: {MINE: PERHAPS})


def say(assistant: Any, sender: str, text: str) -> Reply:
    return Reply(asyncio.run(assistant.reply(text, sender)))


@pytest.mark.usefixtures("unsure")
def test_an_operator_that_is_perhaps_theirs_is_asked_with_its_name(assistant: Any) -> None:
    said = say(
        assistant, "perhaps", "Starlink n'a jamais marché sous les sapins, ils gardent 349 euros."
    )
    assert "Votre opérateur est-il Starlink" in said.text
    assert "J'ai noté : opérateur" not in said.text
    assert list(said.buttons) == ["Oui", "Un autre opérateur", "Je ne sais pas"]
    said = say(assistant, "perhaps", "oui")
    assert "opérateur : Starlink" in said.text
    assert "Avez-vous déjà réclamé" in said.text


@pytest.mark.usefixtures("unsure")
def test_another_one_can_be_named_instead(assistant: Any) -> None:
    say(assistant, "instead", "Nordnet m'a envoyé une box par la poste, je n'ai rien demandé.")
    said = say(assistant, "instead", "non, chez moi c'est SFR").text
    assert "opérateur : SFR" in said
    assert "Nordnet" not in said


def test_of_two_named_one_is_chosen_by_a_button(assistant: Any) -> None:
    said = say(assistant, "two", "j'ai un litige avec sfr et free")
    assert "Vous citez SFR et Free" in said.text
    chosen = say(assistant, "two", said.buttons["Free"]).text
    assert "opérateur : Free" in chosen
    assert "SFR" not in chosen


def test_one_named_in_a_question_before_the_case_is_asked_with_its_name(assistant: Any) -> None:
    said = say(assistant, "before", "Free Mobile m'a débité deux fois, je bloque le prélèvement ?")
    assert "se bloque gratuitement" in said.text
    said = say(assistant, "before", "j'ai envoyé un mail le 6 novembre")
    assert "réclamation au service clients par écrit le vendredi 6 novembre 2026" in said.text
    assert "Votre opérateur est-il Free Mobile" in said.text
    assert "opérateur : Free Mobile" not in said.text
    assert "opérateur : Free Mobile" in say(assistant, "before", "oui").text

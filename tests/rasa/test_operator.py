"""Whose operator is named in a story: surely the resident's, perhaps, or one of two."""

import asyncio
from typing import Any

import pytest

from bot.path.lessons import MINE
from bot.path.models import Models

PERHAPS = 0.5


@pytest.fixture
def unsure(monkeypatch: pytest.MonkeyPatch) -> None:
    """The model cannot tell whether the company named is the one that bills."""
    monkeypatch.setattr(Models, "company", lambda *_: {MINE: PERHAPS})


def say(assistant: Any, sender: str, text: str) -> tuple[str, dict[str, str]]:
    """What is said, and the buttons, payload by title."""
    messages = asyncio.run(assistant.reply(text, sender))
    buttons = {each["title"]: each["payload"] for m in messages for each in m.get("buttons", [])}
    said = "\n".join(m["text"] for m in messages if m.get("text"))
    return said.replace("\N{NO-BREAK SPACE}", " "), buttons


@pytest.mark.usefixtures("unsure")
def test_an_operator_that_is_perhaps_theirs_is_asked_with_its_name(assistant: Any) -> None:
    said, buttons = say(
        assistant, "perhaps", "Starlink n'a jamais marché sous les sapins, ils gardent 349 euros."
    )
    assert "Votre opérateur est-il Starlink" in said
    assert "J'ai noté : opérateur" not in said
    assert list(buttons) == ["Oui", "Un autre opérateur", "Je ne sais pas"]
    said, _ = say(assistant, "perhaps", "oui")
    assert "opérateur : Starlink" in said
    assert "Avez-vous déjà réclamé" in said


@pytest.mark.usefixtures("unsure")
def test_another_one_can_be_named_instead(assistant: Any) -> None:
    say(assistant, "instead", "Nordnet m'a envoyé une box par la poste, je n'ai rien demandé.")
    said, _ = say(assistant, "instead", "non, chez moi c'est SFR")
    assert "opérateur : SFR" in said
    assert "Nordnet" not in said


def test_of_two_named_one_is_chosen_by_a_button(assistant: Any) -> None:
    said, buttons = say(assistant, "two", "j'ai un litige avec sfr et free")
    assert "Vous citez SFR et Free" in said
    said, _ = say(assistant, "two", buttons["Free"])
    assert "opérateur : Free" in said
    assert "SFR" not in said


def test_one_named_in_a_question_before_the_case_is_asked_with_its_name(assistant: Any) -> None:
    said, _ = say(
        assistant, "before", "Free Mobile m'a débité deux fois, je bloque le prélèvement ?"
    )
    assert "se bloque gratuitement" in said
    said, _ = say(assistant, "before", "j'ai envoyé un mail le 6 novembre")
    assert "réclamation au service clients par écrit le vendredi 6 novembre 2026" in said
    assert "Votre opérateur est-il Free Mobile" in said
    assert "opérateur : Free Mobile" not in said
    said, _ = say(assistant, "before", "oui")
    assert "opérateur : Free Mobile" in said

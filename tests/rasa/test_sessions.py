"""Who comes back finds their case, and is told where it was, for as long as it is promised."""

import asyncio
from itertools import count
from typing import Any

import pytest

STORY = "j'ai écrit à Orange le 3 septembre 2026, aucune réponse"
_senders = count()


@pytest.fixture
def sender(monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("BOT_NOW", "2026-11-23T10:00")
    return f"session {next(_senders)}"


def say(assistant: Any, sender: str, text: str) -> str:
    messages = asyncio.run(assistant.reply(text, sender))
    said = "\n".join(message.get("text", "") for message in messages)
    return said.replace("\N{NO-BREAK SPACE}", " ")


def leave(assistant: Any, sender: str, hours: float) -> None:
    """Let some hours go by since the last message."""
    for event in assistant.tracker_store._live[sender].events:
        event.timestamp -= hours * 3600


@pytest.mark.parametrize("hours", [2, 20])
def test_who_comes_back_is_told_where_their_case_was(
    assistant: Any, sender: str, hours: float
) -> None:
    say(assistant, sender, STORY)
    leave(assistant, sender, hours)
    back = say(assistant, sender, "non")
    assert back.startswith("Reprenons votre dossier")
    assert "Orange" in back
    assert "jeudi 3 septembre 2026" in back
    assert "robot" not in back
    # « non » answered the question that was open: the next one follows.
    assert "tribunal" in back
    assert "Reprenons" not in say(assistant, sender, "non")


def test_who_was_away_for_a_moment_is_not_told(assistant: Any, sender: str) -> None:
    say(assistant, sender, STORY)
    leave(assistant, sender, 0.5)
    assert "Reprenons" not in say(assistant, sender, "non")


def test_who_told_nothing_is_only_answered(assistant: Any, sender: str) -> None:
    say(assistant, sender, "bonjour")
    leave(assistant, sender, 5)
    assert say(assistant, sender, "combien ça coûte ?").startswith("La médiation est gratuite")


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("je veux mourir", "Vous n'êtes pas seul"),
        ("efface ma conversation", "C'est fait"),
        ("au revoir", ""),
    ],
)
def test_nothing_comes_before_danger_or_a_last_word(
    assistant: Any, sender: str, text: str, begins: str
) -> None:
    say(assistant, sender, STORY)
    leave(assistant, sender, 3)
    said = say(assistant, sender, text)
    assert "Reprenons" not in said
    assert said.startswith(begins)


def test_the_same_words_again_are_heard_again(assistant: Any, sender: str) -> None:
    """What was heard is kept with each turn: the figures read it there."""
    from bot.rasa.turns import last_turn

    for _ in range(2):
        say(assistant, sender, "C'est gratuit ? Où est la mairie ?")
        turn = last_turn(assistant.tracker_store._live[sender], 0.0)
        assert turn.intents == ("ask_cost", "ask_cost", "ask_town_hall_address")

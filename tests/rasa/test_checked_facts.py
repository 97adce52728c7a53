"""When facts were checked is said with their sources; who reads old ones is told to check."""

import asyncio
from itertools import count
from typing import Any

import pytest

from bot.knowledge import all_facts, knowledge

CAUTION = "il y a plus d'un an"
_senders = count()


def say(assistant: Any, *texts: str) -> list[str]:
    """The answers to some messages of one new conversation, the first one's opening left out."""
    sender = f"checked {next(_senders)}"
    said = []
    for text in ("bonjour", *texts):
        messages = asyncio.run(assistant.reply(text, sender))
        told = "\n".join(message.get("text", "") for message in messages)
        said.append(told.replace("\N{NO-BREAK SPACE}", " "))
    return said[1:]


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> Any:
    return lambda day: monkeypatch.setenv("BOT_NOW", f"{day}T10:00")


def test_each_source_is_told_with_the_day_it_was_checked(assistant: Any, now: Any) -> None:
    now("2026-11-28")
    _, source = say(assistant, "où est le médiateur ?", "d'où viennent ces informations ?")
    lines = source.splitlines()
    (signalconso,) = (line for line in lines if "SignalConso" in line)
    (former,) = (line for line in lines if "rapport 2009" in line)
    assert signalconso.endswith("(vérifié le 27 novembre 2026)")
    assert former.endswith("(vérifié le 22 novembre 2026)")
    assert CAUTION not in source
    (every,) = say(assistant, "d'où viennent ces informations ?")
    lines = [line for line in every.splitlines() if line.startswith("- ")]
    assert len(lines) > 40
    assert [line for line in lines if not line.endswith(" novembre 2026)")] == []


@pytest.mark.parametrize(("day", "told"), [("2027-11-22", False), ("2027-11-23", True)])
def test_a_fact_not_checked_for_a_year_is_said_with_a_caution(
    assistant: Any, now: Any, day: str, told: bool
) -> None:
    assert all_facts(knowledge())["referral.cost"].checked_on.isoformat() == "2026-11-22"
    now(day)
    cost, thanks = say(assistant, "combien coûte le médiateur ?", "merci")
    assert cost.startswith("La médiation est gratuite")
    assert (CAUTION in cost) == told
    assert ("22 novembre 2026" in cost) == told
    assert CAUTION not in thanks


def test_the_caution_is_said_once_for_all_that_a_turn_says(assistant: Any, now: Any) -> None:
    now("2028-01-05")
    (said,) = say(assistant, "combien ça coûte ? quelle est l'adresse du médiateur ?")
    assert "gratuite" in said
    assert "Gentilly" in said
    assert said.count(CAUTION) == 1


def test_the_question_of_the_path_comes_after_the_caution(assistant: Any, now: Any) -> None:
    now("2028-01-05")
    said = say(assistant, "j'ai un litige avec Orange", "combien coûte le médiateur ?")[1]
    assert 0 < said.index(CAUTION) < said.rindex("?")


def test_who_is_in_danger_reads_no_caution(assistant: Any, now: Any) -> None:
    now("2028-01-05")
    (said,) = say(assistant, "je veux mourir")
    assert "3114" in said
    assert CAUTION not in said


def test_the_caution_is_not_taken_for_the_answer(assistant: Any, now: Any) -> None:
    now("2028-01-05")
    _, source = say(assistant, "combien coûte le médiateur ?", "d'où viennent ces informations ?")
    assert "F14373" in source
    assert "(vérifié le 22 novembre 2026, il y a plus d'un an)" in source
    assert "Attention" not in source

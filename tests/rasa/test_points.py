"""The exact point of a question is answered first, the question itself after it."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from bench.points import outcomes
from tests.running import Resident

CASES: list[dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("points.yml").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("case", CASES, ids=[case["say"] for case in CASES])
def test_the_point_comes_first_and_the_answer_after(
    resident: Resident, case: dict[str, str]
) -> None:
    resident.say("bonjour")
    messages = [message["text"] for message in resident.say(case["say"]).messages]
    expected = [case[place] for place in ("first", "second") if place in case]
    for words, message in zip(expected, messages, strict=False):
        assert words.lower() in message.lower(), messages
    assert len(messages) > len(expected), messages
    assert case["then"].lower() in messages[len(expected)].lower(), messages
    assert case["never"] not in "\n".join(messages[: len(expected)])


def test_a_question_without_an_exact_point_gets_its_general_answer(resident: Resident) -> None:
    resident.say("bonjour")
    messages = [m["text"] for m in resident.say("C'est quoi le droit de rétractation ?").messages]
    assert len(messages) == 1, messages
    assert re.search(r"14 jours pour renoncer", messages[0])


def test_what_was_just_answered_to_all_is_not_said_again(resident: Resident) -> None:
    resident.say("bonjour")
    resident.say("Une société de recouvrement me réclame 80 euros.")
    (only,) = resident.say("est-ce qu'ils peuvent saisir mon compte ?").messages
    assert "rien ne peut être saisi" in only["text"]
    assert "Cela dépend de ce que vous avez reçu" not in only["text"]


def test_strangers_points_are_answered_and_none_is_put_in_their_mouth() -> None:
    """Bounds held, below what is measured: see bench/RESULTS.md."""
    found = outcomes()
    assert found["exact"] / found.total() >= 0.62, found
    assert found["other point"] / found.total() <= 0.03, found

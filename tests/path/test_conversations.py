"""Whole conversations, as residents would hold them."""

from datetime import date
from typing import Any

import pytest

from tests.path.path_helpers import TODAY, Talk, conversations


def _iso(value: Any) -> Any:
    if isinstance(value, list):
        return [_iso(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value


@pytest.mark.parametrize("told", conversations(), ids=lambda told: told["name"])
def test_conversation(told: dict[str, Any]) -> None:
    talk = Talk(today=told.get("today", TODAY))
    for message in told["turns"]:
        interrupts = isinstance(message, str) and message.startswith("~")
        turn = talk.say(message.lstrip("~") if interrupts else message)
        assert (turn is None) == interrupts, message
    held = talk.told.to_json()
    for name, value in told.get("told", {}).items():
        assert held.get(name) == _iso(value), name
    if "asked" in told:
        assert talk.asked == told["asked"]
    if "step" in told:
        assert talk.asked is None
        assert talk.step.value == told["step"]
    responses = [saying.response for saying in talk.said]
    for response in told.get("said", []):
        assert response in responses
    plain = talk.given.replace("\N{NO-BREAK SPACE}", " ")
    for words in told.get("words", []):
        assert words in plain
    for words in told.get("never", []):
        assert words not in plain

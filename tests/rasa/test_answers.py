"""Each question of the list, asked over REST, with the facts that must and must not be said."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.running import Resident

ANSWERS: list[dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("answers.yml").read_text(encoding="utf-8")
)
CASES = [(message, case) for case in ANSWERS for message in case["ask"]]


@pytest.mark.parametrize(("message", "case"), CASES, ids=[message for message, _ in CASES])
def test_the_answer_holds_the_right_facts_and_no_wrong_one(
    resident: Resident, message: str, case: dict[str, Any]
) -> None:
    said = resident.say(message).text
    assert [fact for fact in case["says"] if fact.lower() not in said.lower()] == [], said
    assert [fact for fact in case.get("never", []) if fact.lower() in said.lower()] == [], said

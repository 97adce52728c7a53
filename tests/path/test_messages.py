"""Messages written to mislead: what is not sure is never noted as a fact."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.path import Told
from tests.path.path_helpers import Talk

MESSAGES: list[dict[str, Any]] = [
    row
    for name in ("messages.yml", "mixed_messages.yml")
    for row in yaml.safe_load(Path(__file__).with_name(name).read_text(encoding="utf-8"))
]


@pytest.mark.parametrize("row", MESSAGES, ids=lambda row: row["say"])
def test_message(row: dict[str, Any]) -> None:
    talk = Talk(told=Told.from_json(row.get("told")), asked=row.get("asked"))
    talk.say(f"{row['say']} | {row['intent']}")
    held = talk.told.to_json()
    for name, readings in row["hears"].items():
        assert held.get(name) in readings, name

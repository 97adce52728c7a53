"""A conversation held with the path, as the glue holds it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from bot.knowledge import knowledge
from bot.mediation import Step, assess
from bot.path import Saying, Told, Turn, case, is_answer, take_turn

TODAY = date(2026, 11, 22)
CONVERSATIONS = Path(__file__).with_name("conversations.yml")


@dataclass
class Talk:
    """What a conversation has come to."""

    today: date = TODAY
    told: Told = field(default_factory=Told)
    asked: str | None = None
    said: list[Saying] = field(default_factory=list)

    def say(self, message: str | Mapping[str, Any]) -> Turn | None:
        """Send « message | intent » or a payload; None when the path leaves it to the rules."""
        if isinstance(message, str):
            text, _, intent = message.rpartition(" | ")
            starts = self.asked is None and intent == "start_case"
            if not starts and not is_answer(text, intent, self.asked, self.today, self.told):
                return None
        else:
            text, intent = message, "answer"
        turn = take_turn(self.told, self.asked, text, intent, self.today, knowledge())
        self.told = Told.from_json(turn.told.to_json())
        self.asked = turn.asked
        self.said += turn.sayings
        return turn

    @property
    def step(self) -> Step:
        """Where the case stands."""
        found = assess(case(self.told, self.today, knowledge()), self.today, knowledge())
        return found.step

    @property
    def given(self) -> str:
        """All the values given to responses."""
        return "\n".join(value for saying in self.said for value in saying.given.values())


def conversations() -> list[dict[str, Any]]:
    """The conversations told as data."""
    told: list[dict[str, Any]] = yaml.safe_load(CONVERSATIONS.read_text(encoding="utf-8"))
    return told

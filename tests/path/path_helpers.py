"""A conversation held with the path, as the glue holds it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from bot.knowledge import knowledge
from bot.mediation import Step, assess
from bot.path import Heard, Intents, Saying, Told, Turn, case, hear, read_payload, take_turn

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
        heard = self.hear(message)
        if not heard.for_path:
            return None
        turn = take_turn(self.told, self.asked, heard, self.today, knowledge())
        self.told = Told.from_json(turn.told.to_json())
        self.asked = turn.asked
        self.said += turn.sayings
        return turn

    def hear(self, message: str | Mapping[str, Any]) -> Heard:
        """Hear « message | intent » or a payload, as the product does."""
        if not isinstance(message, str):
            return read_payload(message, self.told)
        text, _, intent = message.rpartition(" | ")
        heard = hear(text, Intents(intent), self.told, self.asked, self.today)
        starts = self.asked is None and intent in ("start_case", "tell_case")
        return replace(heard, for_path=heard.for_path or starts)

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

"""What a message is heard against, and the days it gives."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from bot.path.answers import Choice
from bot.path.questions import Question
from bot.path.reading import Reading
from bot.path.saying import Problem
from bot.path.state import Told

# The share from which an answer tells the day asked, whatever its words resemble.
_SURE = 0.95


@dataclass(frozen=True)
class Context:
    """What a message is heard against.

    Attributes:
        reading: the message.
        told: the case so far.
        question: the pending question.
        choice: the answer that the message makes to it.
        corrects: whether the message corrects something.
        heard: the other facts of the message.
        today: the day of the message.
    """

    reading: Reading
    told: Told
    question: Question | None
    choice: Choice | None
    corrects: bool
    heard: Mapping[str, Any]
    today: date

    def asks(self, question: str) -> bool:
        """Whether a question is the pending one."""
        return self.question is not None and self.question.name == question

    @property
    def says_yes(self) -> bool:
        """Whether the message answers by yes, so that its day is that of what is asked."""
        return self.choice is not None and self.choice.answers and self.choice.name == "yes"

    @property
    def says_the_day(self) -> bool:
        """Whether the message surely tells the day asked for."""
        return self.choice is not None and self.choice.name == "day" and self.choice.share >= _SURE

    @property
    def evades(self) -> bool:
        """Whether the message surely answers something else than what is asked."""
        return self.choice is not None and self.choice.evades


@dataclass
class Placed:
    """The days as facts, the words of each, and the questions they raise."""

    facts: dict[str, Any] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

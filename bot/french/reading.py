"""What one rule of the date grammar gives: a stretch of tokens and its meaning."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Enum

from bot.french.date_range import DateRange
from bot.french.resolve import Parts, Scope
from bot.french.tense import Doubt


class Form(Enum):
    """The kind of phrase a reading comes from."""

    DAY = "day"
    BARE_DAY = "bare day"
    PERIOD = "period"
    YEAR = "year"
    WEEKDAY = "weekday"
    RELATIVE = "relative"
    HOLIDAY = "holiday"
    NOTHING = "nothing"


@dataclass(frozen=True)
class Reading:
    """One phrase of a sentence, read.

    Attributes:
        form: the kind of phrase.
        value: the days meant, a doubt, or None for a phrase that is set aside on purpose.
        parts: what was said, for phrases that another year or month can complete.
        first, last: its tokens, ``last`` excluded; set by the engine.
        lacks_year: the year was worked out, not said.
    """

    form: Form
    value: DateRange | Doubt | None
    parts: Parts | None = None
    first: int = 0
    last: int = 0
    lacks_year: bool = False

    @property
    def is_loose(self) -> bool:
        """Whether only the tense of the sentence tells which side of today is meant."""
        return self.lacks_year or self.form is Form.WEEKDAY

    def meaning(self, value: DateRange | Doubt | None) -> "Reading":
        """The same phrase with another meaning."""
        return replace(self, value=value)


NOTHING = Reading(Form.NOTHING, None)


@dataclass(frozen=True)
class Rule:
    """A pattern on the plain line of a sentence, and how to read what it matches.

    ``read`` returns None when the words match but the rule does not apply after all.
    """

    pattern: re.Pattern[str]
    read: Callable[[re.Match[str], Scope], Reading | None]


def rule(pattern: str, read: Callable[[re.Match[str], Scope], Reading | None]) -> Rule:
    """Build a rule whose pattern ends at the end of a word."""
    return Rule(re.compile(rf"(?:{pattern})(?!\S)"), read)

"""Half-days in a question about opening hours: « mercredi après-midi », « samedi matin »."""

import re
from enum import Enum

from bot.french.text import fold


class HalfDay(Enum):
    """The half of a day a resident asks about."""

    MORNING = "morning"
    AFTERNOON = "afternoon"


_MORNING = re.compile(r"\b(?:mat+ins?|mat+in+ee?s?|matain)\b|\bavant[ -]midi\b")
_AFTERNOON = re.compile(r"\b(?:apres?|apre|aprs|ap)[ '-]*midi?s?\b|\bapr?e?m\b|\baprem(?:idi)?\b")


def find_half_day(text: str) -> HalfDay | None:
    """Find the half-day a sentence speaks of.

    Returns:
        None when it names neither, or both. « soir » is neither: when a town hall closes in
        the evening, the hours of the whole day are the answer.
    """
    folded = fold(text)
    morning = bool(_MORNING.search(folded))
    afternoon = bool(_AFTERNOON.search(folded))
    if morning == afternoon:
        return None
    return HalfDay.MORNING if morning else HalfDay.AFTERNOON

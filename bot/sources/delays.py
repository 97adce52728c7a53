"""The lengths of time that a sentence states."""

import re
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from itertools import accumulate

from dateutil.relativedelta import relativedelta

from bot.french.numbers import read_number
from bot.french.text import fold
from bot.knowledge.model import Delay

_UNITS = {"jour": "days", "semaine": "weeks", "mois": "months", "an": "years", "annee": "years"}
_UNIT = re.compile(r"\b(jour|semaine|mois|an|annee)s?\b( (?:ouvr\w+|francs?|et demie?)\b)?")
# « entre 1 et 2 mois »
_RANGE = re.compile(r"\d+ (?:a|ou|et) $")
# « vingt et un jours » has four words.
_LONGEST = 4
_NEAR = 60
_WORD = re.compile(r"[a-z0-9]+")


@dataclass(frozen=True)
class StatedDelay:
    """A length of time, its place in the folded sentence, and its words as written.

    ``delta`` is None for one that is no plain count (« 10 jours ouvrés », « 1 à 2 mois »).
    """

    start: int
    end: int
    words: str
    delta: relativedelta | None

    def says(self, delay: Delay) -> bool:
        """Whether it is that delay, whatever its unit: 12 months are a year."""
        # Never « != »: a relativedelta is not unequal to None.
        return self.delta is not None and self.delta == delay.delta


def mark_delays(text: str) -> tuple[str, list[StatedDelay]]:
    """The folded text with ``<0>``, ``<1>`` in the place of its delays, and these.

    « Quelques mois » is no delay.
    """
    words = text.split()
    # Word by word: a whole text is cut where a resident's message would be.
    folded = " ".join(map(fold, words))
    ends = list(accumulate(len(word) + 1 for word in map(fold, words)))

    def as_written(start: int, end: int) -> str:
        first, last = bisect_right(ends, start), bisect_right(ends, end - 1)
        return " ".join(words[first : last + 1]).strip(" ,.;()")

    found = (_delay(folded, unit, as_written) for unit in _UNIT.finditer(folded))
    delays = [delay for delay in found if delay]
    marked, end = "", 0
    for number, delay in enumerate(delays):
        marked += folded[end : delay.start] + f"<{number}>"
        end = delay.end
    return marked + folded[end:], delays


def _delay(
    folded: str, unit: re.Match[str], as_written: Callable[[int, int], str]
) -> StatedDelay | None:
    near = max(0, unit.start() - _NEAR)
    before = list(_WORD.finditer(folded, near, unit.start()))[-_LONGEST:]
    # The number ends where the unit begins, but for a space.
    if not before or folded[before[-1].end() : unit.start()] != " ":
        return None
    for first, word in enumerate(before):
        count = _count([each[0] for each in before[first:]])
        if count:
            range_ = _RANGE.search(folded, near, word.start())
            plain = not unit[2] and not range_
            start = range_.start() if range_ else word.start()
            return StatedDelay(
                start,
                unit.end(),
                as_written(start, unit.end()),
                Delay(**{_UNITS[unit[1]]: count}).delta if plain else None,
            )
    return None


def _count(words: list[str]) -> int | None:
    if words[0].isdigit():
        return int(words[0]) if len(words) == 1 and len(words[0]) < 4 else None
    read = read_number(words)
    return read[0] if read and read[1] == len(words) else None

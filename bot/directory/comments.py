"""What a comment beside hours says, when the whole of it is understood: see ``comments.yml``."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from bot.french.say import DAYS as FRENCH_DAYS
from bot.french.say import MONTHS as FRENCH_MONTHS
from bot.french.text import fold
from bot.knowledge.opening_rules import EVEN_WEEKS, LAST_OF_MONTH, MONTHS, ODD_WEEKS

VOCABULARY = Path(__file__).with_suffix(".yml")
MORNING, AFTERNOON = "morning", "afternoon"

_DAY_NAMES = tuple(fold(name) for name in FRENCH_DAYS)
_MONTH_NAMES = tuple(fold(name) for name in FRENCH_MONTHS)
_NUMBER_NAMES = (
    (r"1|premier", 1),
    (r"2|second|deuxieme", 2),
    (r"3|troisieme", 3),
    (r"4|quatrieme", 4),
    (r"dernier", LAST_OF_MONTH),
)
_PART = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class When:
    """Some days of the year: those of some months, of every other week, or some of each month.

    Attributes:
        months: ``Jul-Aug``, ``Jul,Sep``; empty for all.
        weeks: ``EVEN_WEEKS``, ``ODD_WEEKS``, or empty for all.
        numbers: which ones of the month, as in ``Sa[2,4]``; empty for all.
        day: the week day that the comment names, 0 for Monday, if it names one.
    """

    months: str = ""
    weeks: str = ""
    numbers: tuple[int, ...] = ()
    day: int | None = None


@dataclass(frozen=True)
class Meaning:
    """What one sentence says of the hours beside it.

    Attributes:
        scope: ``day``, ``line`` or ``record``: see ``comments.yml``.
        by_appointment: one is received by appointment only.
        half: the half of the day it is about, ``MORNING`` or ``AFTERNOON``, if not the whole.
        only: the days on which these hours hold.
        never: the days on which they do not.
    """

    scope: str
    by_appointment: bool = False
    half: str | None = None
    only: When | None = None
    never: When | None = None


def understand(comment: str) -> tuple[Meaning, ...]:
    """What each sentence of a comment says; nothing when one of them is not understood."""
    sentences = [part.strip() for part in re.split(r"[.;\n]+(?:\s|$)", fold(comment))]
    found = [_read(sentence) for sentence in sentences if sentence]
    understood = tuple(meaning for meaning in found if meaning)
    return understood if len(understood) == len(found) else ()


def _read(sentence: str) -> Meaning | None:
    for kind, scope, pattern in _patterns():
        if found := pattern.fullmatch(sentence):
            return _meaning(kind, scope, found.groupdict())
    return None


def _meaning(kind: str, scope: str, words: dict[str, str | None]) -> Meaning:
    if kind == "by_appointment":
        half = words.get("half")
        told = half and (MORNING if half.startswith("matin") else AFTERNOON)
        return Meaning(scope, by_appointment=True, half=told)
    if kind == "nothing":
        return Meaning(scope)
    when = When()
    if day := words.get("day"):
        when = replace(when, day=_DAY_NAMES.index(day))
    if numbers := words.get("numbers"):
        when = replace(when, numbers=_numbers(numbers))
    if parity := words.get("parity"):
        when = replace(when, weeks=EVEN_WEEKS if parity == "paire" else ODD_WEEKS)
    if months := words.get("months"):
        when = replace(when, months=_months(months))
    return Meaning(scope, only=when) if kind == "only" else Meaning(scope, never=when)


def _numbers(words: str) -> tuple[int, ...]:
    found = [
        next(number for name, number in _NUMBER_NAMES if re.match(name, word))
        for word in re.split(r", | et | & ", words.replace(" le ", " ").replace(" les ", " "))
    ]
    return tuple(sorted(set(found), key=lambda number: (number == LAST_OF_MONTH, number)))


def _months(words: str) -> str:
    """``Jul-Aug``: the months of a list are joined in runs, those of a range are all taken."""
    places = [_MONTH_NAMES.index(word) for word in re.findall("[a-z]{3,}", words)]
    if re.search(r"[a-z] ?- ?[a-z]", words) and len(places) == 2:
        return f"{MONTHS[places[0]]}-{MONTHS[places[1]]}"
    runs: list[list[int]] = []
    for place in sorted(set(places)):
        if runs and place == runs[-1][-1] + 1:
            runs[-1].append(place)
        else:
            runs.append([place])
    ends = [sorted({run[0], run[-1]}) for run in runs]
    return ",".join("-".join(MONTHS[place] for place in pair) for pair in ends)


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[str, str, "re.Pattern[str]"], ...]:
    content = yaml.safe_load(VOCABULARY.read_text(encoding="utf-8"))
    return tuple(_compiled(content))


def _compiled(content: dict[str, Any]) -> Iterator[tuple[str, str, "re.Pattern[str]"]]:
    parts: dict[str, str] = {}

    def filled(pattern: str) -> str:
        return _PART.sub(lambda part: parts[part[1]], pattern)

    for name, pattern in content["parts"].items():
        parts[name] = filled(pattern)
    for kind, ways in content["meanings"].items():
        for way in ways:
            for pattern in way["reads"]:
                yield kind, way["scope"], re.compile(filled(pattern))

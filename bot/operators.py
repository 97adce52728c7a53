"""Recognising operators and their trade names, typing errors included."""

from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process

from bot.french.text import fold
from bot.knowledge import knowledge
from bot.knowledge.model import Operator

# Similarity, 0 to 100, under which a misspelt name is not recognised; short names must be exact.
SIMILAR_ENOUGH = 82
SHORTEST_WITH_ERRORS = 5


@dataclass(frozen=True)
class Mention:
    """An operator found in a text, under the name the resident knows it by."""

    operator: Operator
    name: str


def find_operator(text: str) -> Mention | None:
    """The operator named in a message: the longest name found, exact ones before misspelt ones.

    « free » and « orange » are also plain words: they count as names here, since every message is
    about operators or the town hall.
    """
    words = fold(text).replace("&", " & ").replace("'", " ").split()
    runs = [
        " ".join(words[start : start + size])
        for size in (3, 2, 1)
        for start in range(len(words) - size + 1)
    ]
    names = _names()
    for run in runs:
        if run in names:
            return names[run]
    for run in runs:
        if len(run) >= SHORTEST_WITH_ERRORS:
            found = process.extractOne(
                run, _misspellable(), scorer=fuzz.ratio, score_cutoff=SIMILAR_ENOUGH
            )
            if found:
                return names[found[0]]
    return None


@lru_cache(maxsize=1)
def _names() -> dict[str, Mention]:
    names = {}
    for operator in knowledge().operators:
        for name in (operator.name, *operator.brands):
            names[" ".join(fold(name).replace("&", " & ").split())] = Mention(operator, name)
    return names


@lru_cache(maxsize=1)
def _misspellable() -> tuple[str, ...]:
    return tuple(name for name in _names() if len(name) >= SHORTEST_WITH_ERRORS)

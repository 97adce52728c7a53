"""Recognising operators and their trade names, typing errors included."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

from bot.french.text import fold
from bot.knowledge import knowledge
from bot.knowledge.model import Operator
from bot.understanding.features import sound, sounds

# Similarity, 0 to 100, of a misspelt word; shorter words must be exact (« frais » is not Free).
SIMILAR_ENOUGH = 80
SHORTEST_WITH_ERRORS = 5
# Words of the language as near to a name as its own typing errors are.
_PLAIN_WORDS = frozenset(
    """
    orage orages orageux oranger orangerie organe organes grange range bougie bougies bourges
    pixel pixels peritel telecom telecoms telecopie
    """.split()  # noqa: SIM905
)


@dataclass(frozen=True)
class Mention:
    """An operator found in a text, under the name the resident knows it by."""

    operator: Operator
    name: str


def find_operator(text: str) -> Mention | None:
    """The operator named in a message: exact names before misspelt ones, longest first.

    « free » and « orange » are also plain words: they count as names here, since every message is
    about operators or the town hall.
    """
    words = _words(text)
    heard = sounds(words)
    ranks = {name: rank for rank, name in enumerate(_names())}
    named = (
        (words[start : start + len(name)] != name, ranks[name], name)
        for start in range(len(words))
        for name in _named_at(words, heard, start)
    )
    best = min(named, default=None)
    return _names()[best[2]] if best else None


def operator_mentions(words: Sequence[str]) -> Iterator[tuple[int, int, Mention]]:
    """Where plain words name an operator, as ``(start, end, mention)``, in order and apart.

    Args:
        words: folded words, without punctuation.
    """
    start, heard = 0, sounds(words)
    while start < len(words):
        found = [
            (len(name), tuple(words[start : start + len(name)]) == name, name)
            for name in _named_at(words, heard, start)
        ]
        if found:
            size, _, name = max(found)
            yield start, start + size, _names()[name]
            start += size
        else:
            start += 1


def _named_at(words: Sequence[str], heard: Sequence[str], start: int) -> Iterator[tuple[str, ...]]:
    """The names that the words from one on are, or are like, as written or as they sound."""
    first = words[start]
    if first in _PLAIN_WORDS or len(first) < SHORTEST_WITH_ERRORS or not first[0].isalnum():
        likely = _exactly().get(first, ())
    else:
        by_letter, by_ear = (_by_initial().get(each[:1], {}) for each in (first, heard[start]))
        likely = [name for name in by_letter | by_ear if _alike(first, heard[start], name[0])]
    for name in likely:
        end = start + len(name)
        if end <= len(words) and all(
            map(_alike, words[start + 1 : end], heard[start + 1 : end], name[1:])
        ):
            yield name


def _words(text: str) -> tuple[str, ...]:
    return tuple(re.findall(r"[a-z0-9]+", fold(text)))


def _alike(written: str, heard: str, name: str) -> bool:
    """Whether a word, written so and heard so, is a word of a name."""
    if written == name:
        return True
    if min(len(written), len(name)) < SHORTEST_WITH_ERRORS or written in _PLAIN_WORDS:
        return False
    name_heard = _sounds()[name]
    if heard == name_heard or name.startswith(written):
        return True
    if len(heard) >= SHORTEST_WITH_ERRORS and name_heard.startswith(heard):
        return True
    return written[0] == name[0] and fuzz.ratio(written, name) >= SIMILAR_ENOUGH


@lru_cache(maxsize=1)
def _names() -> dict[tuple[str, ...], Mention]:
    names = {
        _words(name): Mention(operator, name)
        for operator in knowledge().operators
        for name in (operator.name, *operator.brands)
    } | {
        _words(box): Mention(operator, operator.name)
        for operator in knowledge().operators
        for box in operator.boxes
    }
    return dict(sorted(names.items(), key=lambda item: -len(item[0])))


@lru_cache(maxsize=1)
def _exactly() -> dict[str, list[tuple[str, ...]]]:
    """The names by their first word."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for name in _names():
        found.setdefault(name[0], []).append(name)
    return found


@lru_cache(maxsize=1)
def _by_initial() -> dict[str, dict[tuple[str, ...], None]]:
    """The names by the first letter, and by the first sound, of their first word."""
    found: dict[str, dict[tuple[str, ...], None]] = {}
    for name in _names():
        for initial in (name[0][0], _sounds()[name[0]][:1]):
            found.setdefault(initial, {})[name] = None
    return found


@lru_cache(maxsize=1)
def _sounds() -> dict[str, str]:
    """The words of the names as they sound."""
    return {word: sound(word) for name in _names() for word in name}

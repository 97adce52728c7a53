"""Recognising operators and their trade names, typing errors included."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

from bot.french.text import fold
from bot.knowledge import knowledge
from bot.knowledge.model import Operator
from bot.understanding.features import sound

# Similarity, 0 to 100, of a misspelt word; shorter words must be exact (« frais » is not Free).
SIMILAR_ENOUGH = 80
SHORTEST_WITH_ERRORS = 5
# Words of the language as near to a name as its own typing errors are.
_PLAIN_WORDS = frozenset(
    """
    orage orages orageux oranger orangerie organe organes grange range bougie bougies bourges
    pixel pixels peritel
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
    for same in (str.__eq__, _alike):
        for name, mention in _names().items():
            size = len(name)
            for start in range(len(words) - size + 1):
                if all(map(same, words[start : start + size], name)):
                    return mention
    return None


def operator_mentions(words: Sequence[str]) -> Iterator[tuple[int, int, Mention]]:
    """Where plain words name an operator, as ``(start, end, mention)``, in order and apart.

    Args:
        words: folded words, without punctuation.
    """
    start = 0
    while start < len(words):
        found = [
            (len(name), words[start : start + len(name)] == list(name), name)
            for name in _beginning_like(words[start])
            if len(name) <= len(words) - start
            and all(map(_alike, words[start : start + len(name)], name))
        ]
        if found:
            size, _, name = max(found)
            yield start, start + size, _names()[name]
            start += size
        else:
            start += 1


@lru_cache(maxsize=20_000)
def _beginning_like(word: str) -> tuple[tuple[str, ...], ...]:
    return tuple(name for name in _names() if _alike(word, name[0]))


def _words(text: str) -> tuple[str, ...]:
    return tuple(fold(text).replace("&", " ").replace("'", " ").split())


def _alike(written: str, name: str) -> bool:
    if written == name:
        return True
    if min(len(written), len(name)) < SHORTEST_WITH_ERRORS or written in _PLAIN_WORDS:
        return False
    heard = sound(written)
    if heard == sound(name) or name.startswith(written):
        return True
    if len(heard) >= SHORTEST_WITH_ERRORS and sound(name).startswith(heard):
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

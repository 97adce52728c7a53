"""The words that the rules look for: groups of ``vocabulary.yml``, compared as they sound."""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import yaml
from rapidfuzz import fuzz, process

from bot.french.text import fold
from bot.path.reading import Reading, heard
from bot.understanding.features import spell_out

FILE = Path(__file__).with_name("vocabulary.yml")
# Similarity, 0 to 100, of a misspelt word; shorter words must sound the same.
_NEAR = 86
_SHORTEST_MENDED = 5

Phrase = tuple[str, ...]


def groups() -> list[str]:
    """The names of the groups."""
    return list(read_vocabulary())


def has(group: str, reading: Reading, first: int = 0, last: int | None = None) -> bool:
    """Whether words of a group stand between two words of the message, ``last`` excluded."""
    return next(find(group, reading, first, last), None) is not None


def find(
    group: str, reading: Reading, first: int = 0, last: int | None = None
) -> Iterator[tuple[int, int]]:
    """Where words of a group stand, as ``(first, last)`` words, in order."""
    bound = len(reading.words) if last is None else last
    for start, end in _matches(tuple(word.plain for word in reading.words)).get(group, ()):
        if first <= start and end <= bound:
            yield start, end


@lru_cache(maxsize=1)
def _matches(plain: Phrase) -> dict[str, list[tuple[int, int]]]:
    """Where each group stands in the message; only the last message is remembered.

    No cache keeps a resident's words longer than the next message.
    """
    said = tuple(_mend(_heard(word)) for word in plain)
    phrases = _phrases()
    found: dict[str, list[tuple[int, int]]] = {}
    for start, word in enumerate(said):
        for phrase, names in phrases.get(word, ()):
            end = start + len(phrase)
            if said[start:end] == phrase:
                for name in names:
                    found.setdefault(name, []).append((start, end))
    return found


def _heard(word: str) -> str:
    """A word as it sounds; one that is kept is only itself: « pour » is not « pourrais »."""
    return f"={word}" if word in _kept() else heard(word)


@lru_cache(maxsize=1)
def _kept() -> frozenset[str]:
    return frozenset(fold(word) for word in read_vocabulary()["kept"]["words"])


def _mend(said: str) -> str:
    known = _known()
    if said in known or len(said) < _SHORTEST_MENDED or not said.isalpha():
        return said
    near = process.extractOne(said, known.keys(), scorer=fuzz.ratio, score_cutoff=_NEAR)
    return near[0] if near and near[0][0] == said[0] else said


@lru_cache(maxsize=1)
def _phrases() -> dict[str, list[tuple[Phrase, list[str]]]]:
    """The phrases as they sound, by their first word, each with the groups it belongs to."""
    by_phrase: dict[Phrase, list[str]] = {}
    for name, group in read_vocabulary().items():
        for phrase in group["words"]:
            plain = (word for part in phrase.split() for word in spell_out(fold(part)))
            by_phrase.setdefault(tuple(map(_heard, plain)), []).append(name)
    found: dict[str, list[tuple[Phrase, list[str]]]] = {}
    for sounds, names in by_phrase.items():
        found.setdefault(sounds[0], []).append((sounds, list(dict.fromkeys(names))))
    return found


@lru_cache(maxsize=1)
def _known() -> dict[str, None]:
    return dict.fromkeys(
        word for same in _phrases().values() for phrase, _ in same for word in phrase
    )


@lru_cache(maxsize=1)
def read_vocabulary() -> dict[str, dict[str, list[str]]]:
    """The groups of the file, each with its words and its examples."""
    # The base loader: « yes » and « no » stay words.
    text = FILE.read_text(encoding="utf-8")
    groups: dict[str, dict[str, list[str]]] = yaml.load(text, Loader=yaml.CBaseLoader)
    return groups

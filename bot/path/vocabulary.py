"""The words that the rules look for: groups of ``vocabulary.yml``, compared as they sound."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import yaml
from rapidfuzz import fuzz, process

from bot.french.text import fold
from bot.understanding.features import sounds, spell_out

if TYPE_CHECKING:
    from bot.path.reading import Reading

FILE = Path(__file__).with_name("vocabulary.yml")
# Similarity, 0 to 100, of a misspelt word; shorter words must sound the same.
_NEAR = 86
_SHORTEST_MENDED = 5
_SHORTEST_BY_EAR = 3

Phrase = tuple[str, ...]
# Where the words of each group stand in a message, as ``(first, last)`` words, in order.
Found = dict[str, list[tuple[int, int]]]


def groups() -> list[str]:
    """The names of the groups."""
    return list(read_vocabulary())


def has(group: str, reading: Reading, first: int = 0, last: int | None = None) -> bool:
    """Whether words of a group stand between two words of the message, ``last`` excluded."""
    # Most messages have no word of most groups.
    return group in reading.groups and next(find(group, reading, first, last), None) is not None


def find(
    group: str, reading: Reading, first: int = 0, last: int | None = None
) -> Iterator[tuple[int, int]]:
    """Where words of a group stand, as ``(first, last)`` words, in order."""
    bound = len(reading.words) if last is None else last
    found = reading.groups.get(group, [])
    for index in range(bisect_left(found, (first, 0)), len(found)):
        start, end = found[index]
        if start >= bound:
            break
        if end <= bound:
            yield start, end


def heard(plain: Sequence[str]) -> tuple[str, ...]:
    """Plain words as they sound; short ones as they are, since too many sound alike."""
    by_ear = sounds([word if word.isalpha() else "" for word in plain])
    return tuple(
        sound if len(sound) >= _SHORTEST_BY_EAR else word
        for word, sound in zip(plain, by_ear, strict=True)
    )


def groups_in(plain: Sequence[str], by_ear: Sequence[str]) -> Found:
    """Where each group stands among words; a group that does not is left out.

    Args:
        plain: the words.
        by_ear: the same as they sound.
    """
    said = tuple(map(_mend, _kept_or_heard(plain, by_ear)))
    phrases = _phrases()
    found: Found = {}
    for start, word in enumerate(said):
        for phrase, names in phrases.get(word, ()):
            end = start + len(phrase)
            if said[start:end] == phrase and not _says_neither(plain[start : end + 1], phrase):
                for name in names:
                    found.setdefault(name, []).append((start, end))
    return found


def _says_neither(plain: Sequence[str], phrase: Phrase) -> bool:
    """« pas de réponse non plus » is no « répondu non »; « non plus » alone stays « non »."""
    return len(phrase) > 1 and list(plain[-2:]) == ["non", "plus"]


def _kept_or_heard(plain: Sequence[str], by_ear: Sequence[str]) -> Phrase:
    """Words as they sound; one that is kept is only itself: « pour » is not « pourrais »."""
    kept = _kept()
    return tuple(
        f"={word}" if word in kept else sound for word, sound in zip(plain, by_ear, strict=True)
    )


@lru_cache(maxsize=1)
def _kept() -> frozenset[str]:
    return frozenset(fold(word) for word in read_vocabulary()["kept"]["words"])


def _mend(said: str) -> str:
    known = _known()
    if said in known or len(said) < _SHORTEST_MENDED or not said.isalpha():
        return said
    likely = _known_like(len(said))
    near = process.extractOne(said, likely, scorer=fuzz.ratio, score_cutoff=_NEAR)
    return near[0] if near and near[0][0] == said[0] else said


@lru_cache(maxsize=1)
def _phrases() -> dict[str, list[tuple[Phrase, list[str]]]]:
    """The phrases as they sound, by their first word, each with the groups it belongs to."""
    by_phrase: dict[Phrase, list[str]] = {}
    for name, group in read_vocabulary().items():
        for phrase in group["words"]:
            plain = [word for part in phrase.split() for word in spell_out(fold(part))]
            by_phrase.setdefault(_kept_or_heard(plain, heard(plain)), []).append(name)
    found: dict[str, list[tuple[Phrase, list[str]]]] = {}
    for phrase_heard, names in by_phrase.items():
        same = (phrase_heard, list(dict.fromkeys(names)))
        found.setdefault(phrase_heard[0], []).append(same)
    return found


@lru_cache(maxsize=1)
def _known() -> dict[str, None]:
    """Every word of the phrases, in order."""
    return dict.fromkeys(
        word for same in _phrases().values() for phrase, _ in same for word in phrase
    )


@lru_cache(maxsize=64)
def _known_like(length: int) -> list[str]:
    """The words that one of some letters may be near: the others are too short or too long."""
    most = 100 / _NEAR * 2 - 1
    return [word for word in _known() if length / most <= len(word) <= length * most]


@lru_cache(maxsize=1)
def read_vocabulary() -> dict[str, dict[str, list[str]]]:
    """The groups of the file, each with its words and its examples."""
    # The base loader: « yes » and « no » stay words.
    text = FILE.read_text(encoding="utf-8")
    groups: dict[str, dict[str, list[str]]] = yaml.load(text, Loader=yaml.CBaseLoader)
    return groups

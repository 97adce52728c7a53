"""The words by which a question is known, counted in its training examples: the script's index."""

import re
from collections import Counter
from collections.abc import Container, Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import log

from bot.examples import examples
from bot.french.text import fold
from bot.phone.topics import asked_questions

# How many words are shown on a sheet, and how many the search without network knows of each.
SHOWN = 7
SEARCHED = 80
_SHORTEST = 4
_SAMPLES = 2
_SAMPLE_LENGTHS = range(20, 62)
# The share below which a word is as good as never said; chosen on the development sentences.
_RARE = 0.002
# A word of more questions than this share is the index's of none.
_COMMON = 0.75
# Callers' messages often leave accents out.
_ACCENTED = 5
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True)
class Words:
    """How callers name one question.

    Attributes:
        shown: its own words, the most telling first, as they are written.
        samples: a few whole messages, short ones.
        weights: folded words and how much each speaks for this question.
    """

    shown: tuple[str, ...]
    samples: tuple[str, ...]
    weights: Mapping[str, float]


@lru_cache(maxsize=1)
def callers_words() -> Mapping[str, Words]:
    """The words of each intent that gets a sheet."""
    asked = {intent: told for intent, told in examples().items() if intent in asked_questions()}
    shares = {intent: _shares(messages) for intent, messages in asked.items()}
    everywhere: Counter[str] = Counter()
    for share in shares.values():
        everywhere.update(share)
    topics = Counter(word for share in shares.values() for word in share)
    common = {word for word, count in topics.items() if count > _COMMON * len(asked)}
    return {
        intent: _words(messages, shares[intent], everywhere, len(asked) - 1, common)
        for intent, messages in asked.items()
    }


def _shares(messages: list[str]) -> dict[str, float]:
    """The share of the messages that hold each word, but those of one message only."""
    counts = Counter(_folded(messages))
    return {word: count / len(messages) for word, count in counts.items() if count > 1}


def _words(
    messages: list[str],
    shares: Mapping[str, float],
    everywhere: Mapping[str, float],
    others: int,
    common: Container[str],
) -> Words:
    def weight(word: str) -> float:
        elsewhere = (everywhere[word] - shares[word]) / others
        return log((shares[word] + _RARE) / (elsewhere + _RARE))

    weights = {word: round(weight(word), 2) for word in shares if weight(word) > 0}
    # A word that few callers use tells much when it comes; of those kept, many use most.
    kept = sorted(weights, key=lambda word: (-weights[word] * shares[word] ** 0.5, word))
    best = {word: weights[word] for word in kept[:SEARCHED]}
    spelling = _spelling(messages)
    shown = [word for word in best if len(word) >= _SHORTEST and word not in common][:SHOWN]
    return Words(tuple(spelling[word] for word in shown), _samples(messages, best), best)


def _samples(messages: list[str], weights: Mapping[str, float]) -> tuple[str, ...]:
    # Without figures: those that callers tell may be wrong.
    short = [m for m in messages if len(m) in _SAMPLE_LENGTHS and not re.search(r"\d", m)]
    told = {each: sum(weights.get(w, 0.0) for w in set(_folded([each]))) for each in short}
    return tuple(sorted(told, key=lambda each: (-told[each], each))[:_SAMPLES])


def _folded(messages: list[str]) -> list[str]:
    """The folded words of messages, each once a message."""
    return [word for message in messages for word in sorted(set(_WORD.findall(fold(message))))]


def _spelling(messages: list[str]) -> dict[str, str]:
    """The usual spelling of each folded word, one with accents rather than one without."""
    seen = Counter(word.lower() for message in messages for word in _WORD.findall(message))

    def usual(word: str) -> int:
        return seen[word] * (1 if word.isascii() else _ACCENTED)

    return {fold(word): word for word in sorted(seen, key=usual)}

"""What the models of hearing weigh: words, pairs and their places around what is asked about."""

from collections.abc import Sequence
from itertools import pairwise

from bot.path import vocabulary
from bot.path.reading import DateSaid, Reading
from bot.understanding.features import letter_features

Features = dict[str, float]

_AROUND = 8
_NEAR = 3
_FEWEST_LETTERS = 3
_CUT = ("^",)


def of_clause(reading: Reading, clause: int) -> Features:
    """A clause, with the words before and after it."""
    first, last = reading.clauses[clause]
    heard, words = reading.sounds, reading.words
    inside = heard[first:last]
    found: Features = {"first": float(first == 0), "last": float(last == len(words))}
    found["question"] = float(any("?" in word.plain for word in words[first:last]))
    found["length"] = min(last - first, 12) / 12
    _add_words(found, "in", inside, 1.0)
    for word in words[first:last]:
        found[f"in4 {word.plain[:4]}"] = 0.7
        found[f"in3 {word.plain[-3:]}"] = 0.4
    for left, right in pairwise(inside):
        found[f"in {left} {right}"] = 1.0
    for triple in zip(inside, inside[1:], inside[2:], strict=False):
        found[f"in {' '.join(triple)}"] = 0.7
    found[f"begins {' '.join(inside[:1])}"] = found[f"begins {' '.join(inside[:2])}"] = 1.0
    found[f"ends {inside[-1]}"] = 0.7
    for group in reading.groups:
        if vocabulary.has(group, reading, first, last):
            found[f"group {group}"] = 0.7
    _add_words(found, "before", heard[max(0, first - _AROUND) : first], 0.4)
    _add_words(found, "after", heard[last : last + _AROUND], 0.4)
    return found


def of_mention(reading: Reading, at: int, lead: str = "") -> Features:
    """A date or a company in its clause, with the words and places around it.

    Args:
        reading: the message.
        at: the index of its word.
        lead: how it is written, « depuis » for example.
    """
    heard = reading.sounds
    first, last = reading.clauses[reading.clause_of(at)]
    found: Features = {f"lead {lead}": 1.0}
    left, right = heard[max(0, at - _AROUND) : at][::-1], heard[at + 1 : at + 1 + _AROUND]
    for side, near in (("left", left), ("right", right)):
        _add_words(found, side, near, 1.0)
        for place, word in enumerate(near[:_NEAR]):
            found[f"{side}{place} {word}"] = 1.0
        for one, two in pairwise(near):
            found[f"{side} {one} {two}"] = 1.0
        for word in near:
            found[f"{side}4 {word[:4]}"] = 0.7
    clause = heard[first:last]
    _add_words(found, "in", clause, 1.0)
    for word in clause:
        found[f"in4 {word[:4]}"] = 0.7
    for one, two in pairwise(clause):
        found[f"in {one} {two}"] = 1.0
    _add_words(found, "before", heard[max(0, first - _AROUND) : first], 0.5)
    _add_words(found, "after", heard[last : last + _AROUND], 0.5)
    _add_words(found, "any", heard, 0.15)
    for group in reading.groups:
        for start, end in vocabulary.find(group, reading, first, last):
            side, distance = ("left", at - end) if start < at else ("right", start - at - 1)
            found[f"group {group} {side}"] = 0.7
            if distance <= _NEAR:
                found[f"group {group} {side} near"] = 0.7
    return found


def lead(said: DateSaid) -> str:
    """How a date is written: « depuis », « il », « le »."""
    return "since" if said.since else said.text.split()[0].lower()


def of_answer(reading: Reading) -> Features:
    """A whole message, as the answer to a question."""
    found = _of_message(reading)
    for word in reading.words:
        if word.plain.isalpha():
            for group in letter_features([word.plain]):
                if len(group) >= _FEWEST_LETTERS:
                    found[f"letters {group}"] = 0.3
    return found


def _of_message(reading: Reading) -> Features:
    heard, words = reading.sounds, reading.words
    found: Features = {f"length {min(len(words), 6)}": 0.5}
    _add_words(found, "in", heard, 1.0)
    for word in words:
        found[f"in4 {word.plain[:4]}"] = 0.5
        found[f"in3 {word.plain[-3:]}"] = 0.3
    for left, right in pairwise(_CUT + heard):
        found[f"in {left} {right}"] = 1.0
    for triple in zip(heard, heard[1:], heard[2:], strict=False):
        found[f"in {' '.join(triple)}"] = 0.7
    _add_words(found, "begins", heard[:2], 0.7)
    return found


def of_answer_to(question: str, reading: Reading) -> Features:
    """A whole message with the question that is open: what answers one may ask beside another."""
    heard = reading.sounds
    found = _of_message(reading) | {f"to {question}": 1.0}
    _add_words(found, f"to {question}", heard, 1.0)
    for left, right in pairwise(_CUT + heard):
        found[f"to {question} {left} {right}"] = 1.0
    return found


def _add_words(found: Features, place: str, heard: Sequence[str], weight: float) -> None:
    for word in heard:
        found[f"{place} {word}"] = weight

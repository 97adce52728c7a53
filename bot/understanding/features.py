"""From a message to the features the model weighs: words, letter groups and sounds.

Accents, capitals, elisions and punctuation do not matter; phone abbreviations are spelt out.
Letter groups carry over typing errors (« mediatteur »), sounds carry over spelling by ear
(« reclamassion »).
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

import yaml

from bot.french.text import fold
from bot.limits import MOST_SPELT

# A name with underscores is a command: no word of it is anybody's.
_WORD = re.compile(r"[a-z_]+|\d+")
_SENTENCE = re.compile(r"[^.!?;\n]+[.!?;\n]*")
# Numbers that are a door of their own: who names one says what for.
_CALLED = frozenset({"112", "114", "115", "119", "3114", "3133", "3179", "3919", "3977"})
_LETTER_GROUPS = range(2, 6)
# No pattern below reaches across it, and no folded word holds it.
_BETWEEN = "\n"
# Applied in order to a folded word followed by a space: what French ears do not tell apart.
_SOUNDS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"eau|au", "o"),
        (r"qu|ck", "k"),
        (r"ph", "f"),
        (r"ch", "#"),
        (r"ti(?=on|el)", "si"),
        (r"ss|sc(?=[ei])|c(?=[eiy])", "s"),
        (r"c", "k"),
        (r"g(?=[eiy])", "j"),
        (r"ai|ei|(?:et|er|ez|es|ent) ", "e "),
        (r"(?<=e) (?=\w)|h", ""),
        (r"y", "i"),
        (r"z", "s"),
        (r"(.)\1", r"\1"),
        (r"[tdsxpe]+ ", " "),
        (r"[ea][nm]", "an"),
        (r"a?i[nm]", "in"),
    )
)


def sentences(text: str) -> list[str]:
    """The sentences of a message, in order, each with the signs that end it."""
    return [found.group().strip() for found in _SENTENCE.finditer(text)]


def words(text: str) -> list[str]:
    """The words of a message, folded and spelt out; a number becomes ``0``, unless it is called.

    >>> words("Cest koi, le 3114 ou le médiateur, 40 euros ?")
    ['c', 'est', 'quoi', 'le', '3114', 'ou', 'le', 'mediateur', '0', 'euros']
    """
    found: list[str] = []
    for word in _WORD.findall(fold(text)):
        is_plain = word.isdigit() and word not in _CALLED
        found.extend(["0"] if is_plain else spell_out(word, len(found)))
    return found


def spell_out(word: str, before: int = 0) -> list[str]:
    """The words that a folded word stands for: « jai » is « j ai ».

    Args:
        word: as it is folded.
        before: the words of the message before it; after too many, it stays as it is.
    """
    return _shorthand().get(word, word).split() if before < MOST_SPELT else [word]


def word_features(spelt: list[str]) -> list[str]:
    """Words and pairs of neighbouring words."""
    return spelt + [f"{left} {right}" for left, right in pairwise(spelt)]


def letter_features(spelt: list[str]) -> list[str]:
    """Groups of 2 to 5 letters inside each word, its two ends marked by a space."""
    padded = [f" {word} " for word in spelt]
    return [
        word[start : start + size]
        for word in padded
        for size in _LETTER_GROUPS
        for start in range(len(word) - size + 1)
    ]


def sound_features(spelt: list[str]) -> list[str]:
    """Words and pairs of words as they sound, much alike for all spellings of one word."""
    return word_features(sounds(spelt))


def sound(word: str) -> str:
    """A folded word as it sounds.

    >>> sound("reclamassion") == sound("reclamation")
    True
    """
    return sounds([word])[0]


def sounds(folded: Sequence[str]) -> list[str]:
    """Folded words as they sound: all at once, a pattern being slow to start."""
    heard = "".join(f"{word} {_BETWEEN}" for word in folded)
    for pattern, replacement in _SOUNDS:
        heard = pattern.sub(replacement, heard)
    return [word.strip() for word in heard.split(_BETWEEN)[:-1]]


@lru_cache(maxsize=1)
def _shorthand() -> dict[str, str]:
    file = Path(__file__).with_name("shorthand.yml")
    return {str(k): str(v) for k, v in yaml.safe_load(file.read_text(encoding="utf-8")).items()}

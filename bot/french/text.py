"""Text made plain: the one form in which the rest of the package compares words."""

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from bot.limits import MAX_FOLDED

# How far back, in characters, the words before a date are looked at.
_NEAR = 240
_APOSTROPHES = dict.fromkeys("’‘‛ʼʹ′`´＇", "'")
_DASHES = dict.fromkeys("‐‑‒–—―−﹘﹣－", "-")
# U+2044 would turn « ½ » into « 1/2 », which could be read as the first of February.
_PLAIN = {**_APOSTROPHES, **_DASHES, "œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "⁄": "÷"}


@dataclass(frozen=True)
class Folded:
    """A folded text that remembers where each of its characters comes from.

    Attributes:
        text: the folded text.
        origins: for each character of ``text``, its index in the original text.
    """

    text: str
    origins: tuple[int, ...]


def one_line(text: str) -> str:
    """A message without what cannot be printed: controls, line ends, halves of a character."""
    return "".join(c if c.isprintable() else " " for c in text).strip()


def fold(text: str) -> str:
    """Lower case, no accents, plain apostrophes and dashes, single spaces, nothing invisible.

    Idempotent. Compatibility forms are made plain (NFKC), « œ » becomes « oe », control
    characters and lone surrogates disappear.
    """
    plain = text.translate(_TABLE).split(" ")
    return " ".join(filter(None, plain))[:MAX_FOLDED].rstrip(" ")


def fold_aligned(text: str) -> Folded:
    """Fold as :func:`fold` does, and keep where each character comes from.

    At most ``MAX_FOLDED`` characters: one sign can unfold to a whole sentence.
    """
    if _ONE_FOR_ONE.issuperset(text) and not (text.startswith(" ") or "  " in text):
        plain = text[:MAX_FOLDED].translate(_TABLE).rstrip(" ")
        return Folded(plain, tuple(range(len(plain))))
    characters: list[str] = []
    origins: list[int] = []
    for index, character in enumerate(text):
        folded = _USUAL.get(character)
        for plain in _fold_character(character) if folded is None else folded:
            if plain == " " and (not characters or characters[-1] == " "):
                continue
            characters.append(plain)
            origins.append(index)
        if len(characters) >= MAX_FOLDED:
            break
    del characters[MAX_FOLDED:], origins[MAX_FOLDED:]
    if characters and characters[-1] == " ":
        characters.pop()
        origins.pop()
    return Folded("".join(characters), tuple(origins))


def just_before(line: str, position: int) -> str:
    """The last whole words of a folded line before a position; empty only at its beginning."""
    first = max(0, position - _NEAR)
    if first:
        first = max(first, line.find(" ", first, position))
    return line[first:position].strip()


@lru_cache(maxsize=1024)
def _fold_character(character: str) -> str:
    if character in _PLAIN:
        return _PLAIN[character]
    if character.isspace():
        return " "
    if character.isascii():
        return character.lower() if character.isprintable() else ""
    decomposed = unicodedata.normalize("NFKD", character.lower()).lower()
    return "".join(_PLAIN.get(part, part) for part in decomposed if _is_visible(part))


def _is_visible(character: str) -> bool:
    # Mn: accents once detached; Cc, Cf, Cs: control, invisible, lone surrogates.
    return unicodedata.category(character) not in {"Mn", "Cc", "Cf", "Cs"}


class _Table(dict[int, str]):
    """What each character folds to, for ``str.translate``."""

    def __missing__(self, code: int) -> str:
        return _fold_character(chr(code))


# The characters of French texts, folded once.
_USUAL = {
    character: _fold_character(character)
    for character in (*map(chr, range(0x180)), *map(chr, range(0x2010, 0x2030)))
}
# Of these, none appears, disappears or is two others.
_ONE_FOR_ONE = frozenset(
    character for character, folded in _USUAL.items() if len(folded) == 1 and folded != " "
) | {" "}
_TABLE = _Table({ord(character): folded for character, folded in _USUAL.items()})

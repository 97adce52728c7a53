"""The alphabet of SMS (3GPP TS 23.038): outside it, a message holds 70 signs instead of 160."""

import re
import unicodedata

_ALPHABET = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
# Two places each.
_EXTENDED = frozenset("^{}\\[~]|€\f")
# What French writes, and its nearest sign in the alphabet.
_SPACE_BEFORE = re.compile("[\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}](?=[:;?!])")
_NEAREST = {
    "\N{NO-BREAK SPACE}": " ",
    "\N{NARROW NO-BREAK SPACE}": " ",
    "\N{THIN SPACE}": " ",
    "\t": " ",
    "’": "'",
    "‘": "'",
    "“": '"',
    "”": '"',
    "« ": '"',
    " »": '"',
    "«": '"',
    "»": '"',
    "…": "...",
    "–": "-",
    "—": "-",
    "‑": "-",
    "•": "-",
    "œ": "oe",
    "Œ": "OE",
    "ç": "c",
    "½": "1/2",
    "×": "x",
}


def to_gsm7(text: str) -> str:
    """A text in the alphabet, as near as can be; what has no near sign stays as it is.

    « é è à ù É » stay; « ç ê î ô û ë ï œ » lose their sign, which nobody misreads; so goes
    the space before « : ; ? ! », which is paid for.
    """
    text = _SPACE_BEFORE.sub("", text)
    for written, nearest in _NEAREST.items():
        text = text.replace(written, nearest)
    return "".join(_fold(character) for character in text)


def _fold(character: str) -> str:
    if character in _ALPHABET or character in _EXTENDED:
        return character
    base = unicodedata.normalize("NFKD", character)[0]
    return base if base in _ALPHABET else character


def segments(text: str) -> int:
    """How many SMS a text is billed as.

    Args:
        text: as it is sent.
    """
    if all(each in _ALPHABET or each in _EXTENDED for each in text):
        return _parts([1 + (each in _EXTENDED) for each in text], 160, 153)
    return _parts([len(each.encode("utf-16-le")) // 2 for each in text], 70, 67)


def _parts(places: list[int], alone: int, joined: int) -> int:
    """How many parts, none of which cuts a character in two."""
    if sum(places) <= alone:
        return 1
    parts, room = 1, joined
    for place in places:
        if place > room:
            parts, room = parts + 1, joined
        room -= place
    return parts

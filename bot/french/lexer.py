"""Cut a folded sentence into words, numbers, numeric dates, and what can never be a date."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from bot.french.numbers import read_number
from bot.french.spelling import keyword, month_named
from bot.french.text import Folded

NOISE = "#"
"""The text of a token that can never be part of a date: phone, amount, time."""
JUNK = "##"
"""The text of a token that could be a spoilt number (« 2o26 », « 20266 »): beside it, doubt."""


class TokenKind(Enum):
    """What a token is."""

    WORD = "word"
    DIGITS = "digits"
    CHAIN = "chain"
    ORDINAL = "ordinal"
    NOISE = "noise"
    PUNCTUATION = "punctuation"


@dataclass(frozen=True)
class Token:
    """One piece of a sentence.

    Attributes:
        text: its plain form (folded; typos not yet mended).
        kind: what it is.
        start, end: its span in the original text, ``end`` excluded.
    """

    text: str
    kind: TokenKind
    start: int
    end: int


# A chain glued to letters by a sign is a reference: « REF-03-09-2026 », « n°03/09 ».
_FREE = r"(?<![^\W_])(?<![^\W_][-/._°#:])(?<![°#_])"
_LEXEMES = re.compile(
    rf"""
      (?P<web>      [^\s@]{{1,64}}@\S+ | https?://\S+ | www\.\S+ )
    | (?P<phone>    (?:(?:\+|00)\ ?33\ ?(?:\(0\)\ ?)?|(?<!\d)0)[1-9](?P<gap>[ ./-]?)\d\d
                    (?:(?P=gap)\d\d){{3}}(?!\d)
                  | (?<!\d)0\ ?[89]\d\d(?:[ .]?\d{{3}}){{2}}(?!\d)
                  | \d+(?:[ ]\d\d){{3,}}(?!\d) )
    | (?P<always>   24\ ?h?\ ?/\ ?24(?![/\d]) | 24\ ?h?\ ?/\ ?7(?![/\d])(?<!le\ 24/7)(?<!du\ 24/7)
                  | [567]\ ?(?:j|jours?)\ ?/\ ?7(?![/\d]) )
    | (?P<amount>   \d{{1,3}}(?:\ \d{{3}}){{1,4}}(?:[.,]\d+)?\ ?(?:€|euros?|eur|e)(?![^\W\d])
                  | \d+(?:[.,]\d+)?\ ?(?:€|\$|%|£)(?:\d\d(?![\d/.-]))?
                  | \d+(?:[.,]\d+)?\ ?(?:euros?|eur|e|cts?|centimes?|balles|pour\ ?cent|pourcents?
                    |go|mo|gb|mb|giga|gigas|mega|mbps|mb/s|ko|km|m|m2|kg|cm)(?![^\W_]|['/])
                  | \d+,\d+ )
    | (?P<fraction> \d*÷\d+ )
    | (?P<time>     \d{{1,2}}\ ?(?:h|hr|hrs|heures?|heurs?)(?:\ ?[0-5]\d)?(?![^\W_])(?![/])
                  | \d{{1,2}}:\d\d(?::\d\d)? )
    | (?P<chain>    {_FREE}\d+(?:(?:\ ?/\ ?|[.-])\d+)+(?![^\W_]|[./-]\d) )
    | (?P<broken>   \d+(?:[./-]\d+)+[^\W_]* )
    | (?P<ordinal>  (?<![^\W_])0?1\ ?(?:er|ier|ere|ers|°)(?![^\W_]) )
    | (?P<mixed>    \d+[^\W\d_]+[^\W_]* | [^\W\d_]+\d+[^\W_]* )
    | (?P<digits>   \d+ )
    | (?P<word>     [^\W\d_]+ )
    | (?P<sign>     [^\s\w] | _ )
    """,
    re.VERBOSE,
)
_MIXED_DAY = re.compile(r"(\d{1,3})([^\W\d_]+)(\d{4}|\d{2})?")
_MIXED_WORD = re.compile(r"([^\W\d_]+)(\d{1,4})")
_YEAR_LENGTH = 4
_ARTICLES = frozenset({"le", "du", "au", "l", "ya"})
_UNITS = frozenset({"jour", "semaine", "mois", "an", "annee"})
_SIGNS = {
    **dict.fromkeys(".!?;", "."),
    ":": ":",
    ",": ",",
    "(": "(",
    ")": "(",
    "/": "/",
    "+": "+",
    "-": "-",
}
_SILENT_SIGNS = frozenset("'\"«»“”„*_~")


def cut(folded: Folded) -> list[Token]:
    """Cut a folded text into tokens, in order; apostrophes and quotation marks disappear."""
    return [token for match in _LEXEMES.finditer(folded.text) for token in _tokens(match, folded)]


def _tokens(match: re.Match[str], folded: Folded) -> Iterator[Token]:
    text, start, end = match.group(), match.start(), match.end()
    match match.lastgroup if match.lastgroup != "gap" else "phone":
        case "digits":
            yield _digits(folded, text, start, end)
        case "word":
            yield _token(folded, text, TokenKind.WORD, start, end)
        case "chain":
            yield _token(folded, text.replace(" ", ""), TokenKind.CHAIN, start, end)
        case "broken" | "fraction":
            yield _token(folded, JUNK, TokenKind.NOISE, start, end)
        case "ordinal":
            yield _token(folded, "1er", TokenKind.ORDINAL, start, end)
        case "mixed":
            yield from _unglued(folded, text, start)
        case "sign":
            yield from _sign(folded, start)
        case _:
            yield _token(folded, NOISE, TokenKind.NOISE, start, end)


def _unglued(folded: Folded, text: str, start: int) -> Iterator[Token]:
    """« 3mars » is a day and a month, « 15j » a number and a unit, « 2o26 » nothing."""
    end = start + len(text)
    if text == "2main":
        yield _token(folded, "demain", TokenKind.WORD, start, end)
    elif (day := _MIXED_DAY.fullmatch(text)) and _follows_number(
        day[2], folded.text[end : end + 1]
    ):
        yield _token(folded, day[1], TokenKind.DIGITS, start, start + day.end(1))
        unit = "jour" if day[2] == "j" else day[2]
        yield _token(folded, unit, TokenKind.WORD, start + day.start(2), start + day.end(2))
        if day[3]:
            yield _token(folded, day[3], TokenKind.DIGITS, start + day.start(3), end)
    elif (word := _MIXED_WORD.fullmatch(text)) and _precedes_number(word[1]):
        yield _token(folded, word[1], TokenKind.WORD, start, start + word.end(1))
        yield _token(folded, word[2], TokenKind.DIGITS, start + word.start(2), end)
    else:
        yield _token(folded, JUNK, TokenKind.NOISE, start, end)


def _digits(folded: Folded, text: str, start: int, end: int) -> Token:
    if len(text) <= _YEAR_LENGTH:
        return _token(folded, text, TokenKind.DIGITS, start, end)
    # One digit too many may be a mistyped year; a longer number is a reference.
    spoilt = len(text) == _YEAR_LENGTH + 1
    return _token(folded, JUNK if spoilt else NOISE, TokenKind.NOISE, start, end)


def _follows_number(word: str, next_character: str) -> bool:
    if word == "j":
        return next_character != "'"
    return word == "sept" or keyword(word) in _UNITS or month_named(word) is not None


def _precedes_number(word: str) -> bool:
    is_counted = read_number([word]) is not None
    return word in _ARTICLES or (month_named(word) is not None and not is_counted)


def _sign(folded: Folded, start: int) -> Iterator[Token]:
    text = folded.text
    sign = text[start]
    if sign in _SILENT_SIGNS:
        return
    if sign == "-" and _joins(text[:start][-1:], text[start + 1 :][:1]):
        return
    yield _token(folded, _SIGNS.get(sign, "."), TokenKind.PUNCTUATION, start, start + 1)


def _joins(before: str, after: str) -> bool:
    """Whether a dash makes one word (« avant-hier ») or one date (« 3-mars-2026 »)."""
    return before.isalpha() or (before.isdigit() and after.isalpha())


def _token(folded: Folded, text: str, kind: TokenKind, start: int, end: int) -> Token:
    return Token(text, kind, folded.origins[start], folded.origins[end - 1] + 1)

"""A sentence as the date grammar sees it: plain words in a row, numbers written in figures."""

from bisect import bisect_left
from dataclasses import dataclass, replace

from bot.french.lexer import Token, TokenKind, cut
from bot.french.numbers import read_number
from bot.french.spelling import MONTH_NUMBERS, is_month, keyword, month_named, weekday_named, words
from bot.french.text import fold_aligned, just_before

_DAY_SHORT_FORMS = {
    "lun": "lundi",
    "mar": "mardi",
    "mer": "mercredi",
    "jeu": "jeudi",
    "ven": "vendredi",
    "sam": "samedi",
    "dim": "dimanche",
}
_UNITS = frozenset({"jour", "semaine", "mois", "an", "annee"})
_BEFORE_MONTH = words("en de d du mois debut mi milieu fin courant depuis vers des entre quinzaine")
_AFTER_SHORT_J = frozenset({"que", "environ", "et", "sans", "toujours", "deja", "rien", "mais"})
_LAST_DAY = 31


@dataclass(frozen=True)
class Sentence:
    """Tokens in their plain form, and the line of text the rules are matched against.

    Attributes:
        tokens: in order, typos of calendar words mended, numbers in words made figures.
        line: the tokens' texts separated by single spaces.
        starts: where each token begins in ``line``.
    """

    tokens: tuple[Token, ...]
    line: str
    starts: tuple[int, ...]

    def token_ending_at(self, position: int) -> int:
        """The index just after the token that ends at ``position`` of ``line``."""
        return bisect_left(self.starts, position)

    def before(self, token: int) -> str:
        """What stands just before a token, in plain form."""
        return just_before(self.line, self.starts[token])

    def after(self, token: int) -> str:
        """What stands from a token on, in plain form."""
        return self.line[self.starts[token] :] if token < len(self.starts) else ""

    def between(self, first: int, last: int) -> str:
        """The plain text of the tokens from ``first`` to ``last`` excluded."""
        return " ".join(token.text for token in self.tokens[first:last])


def read_sentence(text: str) -> Sentence:
    """Cut and normalise a text for the date grammar."""
    tokens = _mend(_count(_spell_sept(cut(fold_aligned(text)))))
    starts, position = [], 0
    for token in tokens:
        starts.append(position)
        position += len(token.text) + 1
    return Sentence(tuple(tokens), " ".join(token.text for token in tokens), tuple(starts))


def _spell_sept(tokens: list[Token]) -> list[Token]:
    """« le 3 sept », « en sept », « sept 2026 » are September; « sept jours » stays a number."""
    spelt = list(tokens)
    for index, token in enumerate(tokens):
        if token.text != "sept":
            continue
        before, after = _text(tokens, index - 1), _text(tokens, index + 1)
        if keyword(after) in _UNITS or is_month(after) or read_number([after]):
            continue
        is_day = before == "1er" or (before.isdigit() and 0 < int(before) <= _LAST_DAY)
        if is_day or before in {"en", "debut", "mi", "fin", "courant"} or _is_year(after):
            spelt[index] = replace(token, text="septembre")
    return spelt


def _count(tokens: list[Token]) -> list[Token]:
    """Put numbers in texts into figures; a lone « un » stays, it is mostly an article."""
    texts = [token.text if token.kind is TokenKind.WORD else "" for token in tokens]
    counted: list[Token] = []
    index = 0
    while index < len(tokens):
        number = read_number(texts, index)
        if number is None or (number[1] == index + 1 and texts[index] in {"un", "une"}):
            counted.append(tokens[index])
            index += 1
            continue
        value, end = number
        span = Token(str(value), TokenKind.DIGITS, tokens[index].start, tokens[end - 1].end)
        counted.append(span)
        index = end
    return counted


def _mend(tokens: list[Token]) -> list[Token]:
    mended: list[Token] = []
    for index, token in enumerate(tokens):
        if token.kind is not TokenKind.WORD:
            if not _ends_short_form(tokens, index, mended):
                mended.append(token)
            continue
        plain = _plain_word(tokens, index)
        mended.append(token if plain == token.text else replace(token, text=plain))
    return mended


def _plain_word(tokens: list[Token], index: int) -> str:
    word, before, after = (_text(tokens, index + offset) for offset in (0, -1, 1))
    after = _text(tokens, index + 2) if after == "." else after
    if word in _DAY_SHORT_FORMS and (after[:1].isdigit()):
        return _DAY_SHORT_FORMS[word]
    if word == "moi" and keyword(after) in {"dernier", "passe", "prochain"}:
        return "mois"
    if word == "moi" and (before == "un" or after in {"de", "d"}):
        return "mois"
    if before.isdigit() and (unit := _unit(word, after)):
        return unit
    month = month_named(word)
    if month and (is_month(word) or _expects_month(tokens, index)):
        return month
    return weekday_named(word) or keyword(word)


def _unit(word: str, after: str) -> str | None:
    if word == "moi":
        return "mois"
    if word == "anne":
        return "annee"
    if word == "j" and (not after or not after.isalpha() or after in _AFTER_SHORT_J):
        return "jour"
    return None


def _expects_month(tokens: list[Token], index: int) -> bool:
    """Whether a misspelt or shortened month is where a month would stand."""
    before, after = _text(tokens, index - 1), _text(tokens, index + 1)
    after = _text(tokens, index + 2) if after == "." else after
    is_day = before == "1er" or before.isdigit() or tokens[index - 1].kind is TokenKind.CHAIN
    alone = len(tokens) == 1
    return alone or (index > 0 and is_day) or keyword(before) in _BEFORE_MONTH or _is_year(after)


def _ends_short_form(tokens: list[Token], index: int, mended: list[Token]) -> bool:
    """Whether this is the full stop of « sept. » or « mar. » and not the end of a sentence."""
    if tokens[index].text != "." or not mended or mended[-1].end != tokens[index].start:
        return False
    meant = mended[-1].text
    is_calendar = meant in MONTH_NUMBERS or meant in _DAY_SHORT_FORMS.values()
    return is_calendar and mended[-1].end - mended[-1].start < min(6, len(meant))


def _text(tokens: list[Token], index: int) -> str:
    return tokens[index].text if 0 <= index < len(tokens) else ""


def _is_year(word: str) -> bool:
    return len(word) == 4 and word.isdigit() and word[:2] in {"19", "20"}

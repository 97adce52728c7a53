"""Whole numbers in French words, as residents write or dictate them."""

from collections.abc import Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA

_SIMPLE = {
    word: value
    for value, words in enumerate(
        (
            "zero",
            "un une",
            "deux deu deus",
            "trois troi troix trios toris",
            "quatre quatres quatr katre catre qautre quatree",
            "cinq cinque cink sinq cinc",
            "six",
            "sept",
            "huit uit huite",
            "neuf",
            "dix",
            "onze onz honze",
            "douze douz douse doze",
            "treize treiz treze traize treise",
            "quatorze quatorz quatorse katorze catorze",
            "quinze quinz quinse kinze",
            "seize seiz seise seze",
        )
    )
    for word in words.split()
}
_TENS = {
    "vingt": 20,
    "vint": 20,
    "ving": 20,
    "vinght": 20,
    "vingts": 20,
    "trente": 30,
    "trent": 30,
    "trante": 30,
    "quarante": 40,
    "cinquante": 50,
    "soixante": 60,
    "septante": 70,
    "huitante": 80,
    "octante": 80,
    "nonante": 90,
}
_HUNDRED = frozenset({"cent", "cents"})
_THOUSAND = frozenset({"mille", "mil", "milles"})
_WORDS = frozenset({*_SIMPLE, *_TENS, *_HUNDRED, *_THOUSAND})
# One typo in a shorter word reaches too many ordinary words (« cirque », « tresse », « rente »).
_SHORTEST_TYPO = 7
_LONG_WORDS = tuple(word for word in (*_SIMPLE, *_TENS) if len(word) >= _SHORTEST_TYPO)
_LONGEST_TYPO = max(map(len, _LONG_WORDS)) + 1


def read_number(words: Sequence[str], start: int = 0) -> tuple[int, int] | None:
    """Read the longest number in words that begins at ``start``.

    Args:
        words: folded words, hyphens already split (« vingt », « et », « un »).
        start: index of the first word.

    Returns:
        The value (0 to 999 999) and the index after its last word, or None when no number
        begins there. Belgian and Swiss « septante », « huitante », « nonante » are read.
    """
    if not _may_begin(_word(words, start)):
        return None
    head = _below_thousand(words, start)
    value, position = head if head else (1, start)
    if _word(words, position) not in _THOUSAND or (head and value == 0):
        return head
    rest = _below_thousand(words, position + 1)
    tail, end = rest if rest and rest[0] else (0, position + 1)
    return value * 1000 + tail, end


def _below_thousand(words: Sequence[str], start: int) -> tuple[int, int] | None:
    head = _below_hundred(words, start)
    value, position = head if head else (1, start)
    # « dix-neuf cent » is a year; « vingt cent » is nothing.
    if _word(words, position) not in _HUNDRED or (head and not 2 <= value <= 19):
        return head
    rest = _below_hundred(words, position + 1)
    tail, end = rest if rest and rest[0] else (0, position + 1)
    return value * 100 + tail, end


def _below_hundred(words: Sequence[str], start: int) -> tuple[int, int] | None:
    simple = _simple(_word(words, start))
    if simple == 4 and _tens(_word(words, start + 1)) == 20:
        return _add_units(words, start + 2, 80, highest=19)
    if simple == 10 and _simple(_word(words, start + 1)) in {7, 8, 9}:
        return 10 + (_simple(_word(words, start + 1)) or 0), start + 2
    if simple is not None:
        return simple, start + 1
    tens = _tens(_word(words, start))
    if tens is None:
        return None
    return _add_units(words, start + 1, tens, highest=19 if tens == 60 else 9)


def _add_units(words: Sequence[str], start: int, tens: int, highest: int) -> tuple[int, int]:
    if _word(words, start) == "et":
        unit = _simple(_word(words, start + 1))
        return (tens + unit, start + 2) if unit in {1, 11} and unit <= highest else (tens, start)
    unit = _simple(_word(words, start))
    if unit == 10 and highest == 19 and _simple(_word(words, start + 1)) in {7, 8, 9}:
        return tens + 10 + (_simple(_word(words, start + 1)) or 0), start + 2
    return (tens + unit, start + 1) if unit and unit <= highest else (tens, start)


def _word(words: Sequence[str], index: int) -> str:
    return words[index] if index < len(words) else ""


def _simple(word: str) -> int | None:
    return _SIMPLE.get(_without_typo(word))


def _tens(word: str) -> int | None:
    return _TENS.get(_without_typo(word))


def _may_begin(word: str) -> bool:
    """Whether a number may begin with a word: hardly any of a message does."""
    return word in _WORDS or _SHORTEST_TYPO <= len(word) <= _LONGEST_TYPO


def _without_typo(word: str) -> str:
    if word in _SIMPLE or word in _TENS or not _SHORTEST_TYPO <= len(word) <= _LONGEST_TYPO:
        return word
    near = process.extract(word, _LONG_WORDS, scorer=OSA.distance, score_cutoff=1, limit=None)
    values = {_SIMPLE.get(known, _TENS.get(known)) for known, *_ in near}
    return str(near[0][0]) if len(values) == 1 else word

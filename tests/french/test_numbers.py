import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.french.numbers import read_number

UNITS = [
    "zero",
    "un",
    "deux",
    "trois",
    "quatre",
    "cinq",
    "six",
    "sept",
    "huit",
    "neuf",
    "dix",
    "onze",
    "douze",
    "treize",
    "quatorze",
    "quinze",
    "seize",
    "dix-sept",
    "dix-huit",
    "dix-neuf",
]
TENS = {20: "vingt", 30: "trente", 40: "quarante", 50: "cinquante", 60: "soixante"}


def spell(number: int) -> str:
    """French number words as schools teach them, 0 to 9999, accents aside."""
    if number < 20:
        return UNITS[number]
    if number < 70:
        tens, unit = number - number % 10, number % 10
        link = " et " if unit == 1 else "-"
        return TENS[tens] + (f"{link}{UNITS[unit]}" if unit else "")
    if number < 80:
        return "soixante et onze" if number == 71 else f"soixante-{UNITS[number - 60]}"
    if number < 100:
        return "quatre-vingts" if number == 80 else f"quatre-vingt-{UNITS[number - 80]}"
    if number < 1000:
        hundreds, rest = divmod(number, 100)
        head = "cent" if hundreds == 1 else f"{UNITS[hundreds]} cent"
        return f"{head} {spell(rest)}" if rest else head
    thousands, rest = divmod(number, 1000)
    head = "mille" if thousands == 1 else f"{spell(thousands)} mille"
    return f"{head} {spell(rest)}" if rest else head


def read(text: str) -> tuple[int, int] | None:
    return read_number(text.replace("-", " ").split())


@given(st.integers(0, 9999))
def test_every_number_is_read_to_its_last_word(number: int) -> None:
    words = spell(number).replace("-", " ").split()
    assert read_number(words) == (number, len(words))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("vingt et un", 21),
        ("vingt un", 21),
        ("quatre vingt dix sept", 97),
        ("septante-trois", 73),
        ("nonante et un", 91),
        ("huitante", 80),
        ("deux mille vingt six", 2026),
        ("mil neuf cent nonante neuf", 1999),
        ("dix neuf cent quatre vingt quatre", 1984),
        ("quatorse", 14),
        ("vint deu", 22),
        ("cinqante", 50),
        ("quatrevingt", None),
        ("douce", None),
        ("cirque", None),
        ("bonjour", None),
        ("", None),
    ],
)
def test_words(text: str, value: int | None) -> None:
    found = read(text)
    assert (found and found[0]) == value


@pytest.mark.parametrize(
    ("text", "value", "words"),
    [
        ("vingt et deux", 20, 1),
        ("trois quatre", 3, 1),
        ("dix vingt", 10, 1),
        ("cent vingt euros", 120, 2),
        ("sept septembre", 7, 1),
    ],
)
def test_stops_where_the_number_stops(text: str, value: int, words: int) -> None:
    assert read(text) == (value, words)


def test_starts_where_it_is_told() -> None:
    assert read_number(["le", "vingt", "mai"], 1) == (20, 2)
    assert read_number(["le", "vingt", "mai"], 3) is None

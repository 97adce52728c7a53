"""What the voice is given to say: compound numbers in figures, and no value changed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.french.spoken import spoken
from bot.phone.voice import for_the_voice
from tests.french.said_back import numbers_heard


@pytest.mark.parametrize(
    ("said", "given_to_it"),
    [
        ("à dix-huit heures trente", "à 18 heures trente"),
        ("deux cent cinquante-sept, quatre-vingts", "deux cent 57, 80"),
        ("trente et un, soixante-douze", "trente et un, 72"),
        ("Général-Leclerc, une demi-heure, le vingt-deuxième", None),
    ],
)
def test_compound_numbers_are_figures_to_the_voice(said: str, given_to_it: str | None) -> None:
    assert for_the_voice(said) == (given_to_it or said)


@given(st.integers(0, 999_999))
def test_no_number_changes_for_the_voice(count: int) -> None:
    said = spoken(f"{count:,} jours".replace(",", " "))
    assert numbers_heard(spoken(for_the_voice(said))) == [count]

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.french.text import fold, fold_aligned


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("L’été À NOËL", "l'ete a noel"),
        ("cœur, ŒUVRE, curriculum vitæ", "coeur, oeuvre, curriculum vitae"),
        ("deux\u00a0mille\u202fvingt\t\n six ", "deux mille vingt six"),
        ("mi‑août – fin—août", "mi-aout - fin-aout"),
        ("1ᵉʳ octobre", "1er octobre"),
        ("3\u200b mars\u0007", "3 mars"),
        ("a\ud800b", "ab"),
        ("３ mars", "3 mars"),
        ("e\u0301te\u0301", "ete"),
        ("½ journée", "1÷2 journee"),
        ("", ""),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_every_folded_character_knows_its_origin(text: str) -> None:
    folded = fold_aligned(text)
    assert len(folded.origins) == len(folded.text)
    assert list(folded.origins) == sorted(folded.origins)
    assert all(0 <= origin < len(text) for origin in folded.origins)


@given(st.text())
def test_nothing_invisible_is_left(text: str) -> None:
    folded = fold(text)
    assert "  " not in folded
    assert folded == folded.strip()
    assert not any(unicodedata.category(char) in {"Cc", "Cf", "Cs", "Mn"} for char in folded)


@given(st.text(alphabet="aÉç 1.-'’œ\t"))
def test_a_usual_text_is_folded_as_one_with_a_hidden_sign(text: str) -> None:
    folded, hidden = fold_aligned(text), fold_aligned(f"\u200b{text}")
    assert folded.text == hidden.text == fold(text)
    assert folded.origins == tuple(origin - 1 for origin in hidden.origins)

"""Private data in messages."""

import pytest

from bot.french.private import holds_private_data


@pytest.mark.parametrize(
    "text",
    [
        "mon iban FR76 3000 4000 0312 3456 7890 143",
        "jean.dupont@example.fr",
        "mon numero 06 12 34 56 78",
        "0612345678",
        "+33 6 12 34 56 78",
        "ma carte 4970 1012 3456 7890",
    ],
)
def test_private_data_is_seen(text: str) -> None:
    assert holds_private_data(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "le 03/09/2026",
        "ma facture de 129,99 €",
        "14370 Argences",
        "depuis 2025",
        "le 12 et le 14",
        "j'ai écrit le 3 septembre 2026 puis le 4 octobre 2026",
        "@orange ne répond pas",
    ],
)
def test_ordinary_words_are_not(text: str) -> None:
    assert not holds_private_data(text)

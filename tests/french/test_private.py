"""Private data in messages."""

import pytest

from bot.french.private import holds_private_data, without_private_data


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


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (
            "Free me facture 40 euros, mon numéro c'est le 06 12 34 56 78",
            "Free me facture 40 euros,",
        ),
        ("je veux garder mon numéro 06 12 34 56 78 chez Sosh", "je veux garder chez Sosh"),
        ("litige SFR, mail : jean@example.fr, merci", "litige SFR, , merci"),
        ("rappelez-moi au 06 12 34 56 78 svp", "svp"),
        ("06 12 34 56 78", "06 12 34 56 78"),
        ("le 3 mars 2026, 40 euros", "le 3 mars 2026, 40 euros"),
    ],
)
def test_what_is_asked_is_read_without_it(text: str, left: str) -> None:
    assert " ".join(without_private_data(text).split()) == left

"""Operators, as residents write their names."""

import re
from collections import Counter

import pytest

from bot.examples import examples
from bot.french.text import fold
from bot.knowledge import knowledge
from bot.operators import find_operator


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("j'ai un souci avec Orange", "Orange"),
        ("orenge me repond pas", "Orange"),
        ("je suis chez sosh", "Sosh"),
        ("bouyg telecom", "Bouygues Telecom"),
        ("bouygue", "Bouygues"),
        ("B&You ne répond pas", "B&You"),
        ("b & you", "B&You"),
        ("free mobile me facture", "Free Mobile"),
        ("chez Free", "Free"),
        ("la poste mobile", "La Poste Mobile"),
        ("laposte mobile", "LaPoste Mobile"),
        ("red by sfr", "RED by SFR"),
        ("s'adresser à SFR", "SFR"),
        ("prixtell", "Prixtel"),
        ("c'est SFR.", "SFR"),
        ("ras le bol de sfr, depuis hier", "SFR"),
        ("(Sosh)", "Sosh"),
        ("jai un pb avec la poste mobil", "La Poste Mobile"),
        ("j'ai un litige avec la poste mobil", "La Poste Mobile"),
        ("jai un souci avec bouig", "Bouygues"),
        ("facture Zeop en double", "Zeop"),
        ("résilier canal plus", "Canal Plus"),
    ],
)
def test_a_name_is_recognised(text: str, name: str) -> None:
    mention = find_operator(text)
    assert mention is not None
    assert mention.name == name


@pytest.mark.parametrize(
    "text",
    [
        "",
        "mon opérateur",
        "la mairie est ouverte",
        "je range mes papiers",
        "la box a grillé pendant l'orage",
        "j'habite une grange",
        "une bougie",
        "une prise péritel",
        "le pont du canal",
        "par télécopie",
        "c'est dans le contrat",
        "le facteur de la poste",
        "une question",
        "je reste chez moi",
        "un mobile neuf",
    ],
)
def test_no_operator_is_made_up(text: str) -> None:
    assert find_operator(text) is None


def test_no_word_that_everybody_uses_is_taken_for_an_operator() -> None:
    """Add what fails here to ``_PLAIN_WORDS`` of ``bot/operators.py``."""
    uses = Counter(
        word
        for messages in examples().values()
        for message in messages
        for word in set(re.findall(r"[a-z]+", fold(message)))
    )
    operators = knowledge().operators
    names = {
        part
        for each in operators
        for name in (each.name, *each.brands, *each.boxes)
        for part in fold(name).replace("&", " ").split()
    }
    everybodys = {word for word, count in uses.items() if count >= 100} - names
    assert len(everybodys) > 500
    assert {word: found.name for word in everybodys if (found := find_operator(word))} == {}

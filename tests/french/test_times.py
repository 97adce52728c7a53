"""Hours of the day in questions about opening."""

from datetime import time

import pytest

from bot.french.times import find_time


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("vendredi à 17h", time(17)),
        ("mardi a 13 h", time(13)),
        ("lundi à 8h30 c'est ouvert ?", time(8, 30)),
        ("a 9:15", time(9, 15)),
        ("à 17 heures 45", time(17, 45)),
        ("jeudi à dix-sept heures trente", time(17, 30)),
        ("mardi prochain à dix huit heures vingt neuf", time(18, 29)),
        ("à neuf heures et demie", time(9, 30)),
        ("la mairie est ouverte à midi mercredi", time(12)),
        ("de 9h à 12h", time(9)),
    ],
)
def test_an_hour_is_read(text: str, expected: time) -> None:
    assert find_time(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "mercredi après-midi",
        "dans 2 heures",
        "depuis trois heures",
        "sous 48h",
        "le 11 novembre",
        "à quelle heure ouvrez-vous",
        "02 31 27 90 60",
        "à 25h",
        "24/7",
        "dans trois heures c'est ouvert",
    ],
)
def test_no_hour_is_made_up(text: str) -> None:
    assert find_time(text) is None

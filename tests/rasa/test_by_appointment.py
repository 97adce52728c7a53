"""What the residents of a town whose record has restrictions are told."""

import json
from collections.abc import Iterator

import pytest

from bot.__main__ import main
from tests.directory.made import Made, line, record
from tests.running import Resident, start_server

RECORD = Made(
    "sur rendez-vous",
    [
        line("Lundi-Vendredi", "09:00-12:00"),
        line("Mercredi", "17:00-19:00", "Sur rendez-vous"),
        line("Samedi", "10:00-12:00", "Permanence des élus uniquement"),
        line("Jeudi", "14:00-17:00", "Semaines paires uniquement"),
    ],
)
# A Wednesday evening of an even week: by appointment only.
NOW = "2026-11-25T18:00"


@pytest.fixture(scope="module")
def resident(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Resident]:
    folder = tmp_path_factory.mktemp("town")
    file, town = folder / "annuaire.json", folder / "ville.yml"
    file.write_text(json.dumps([record(RECORD, 1)]), encoding="utf-8")
    assert main(["town", str(file), "--out", str(town)]) == 0
    store = f"sqlite:///{folder}/conversations.db"
    for served in start_server(TOWN=str(town), STORE_URL=store, BOT_NOW=NOW):
        newcomer = Resident(served.url, "restrictions")
        newcomer.say("bonjour")
        yield newcomer


@pytest.mark.parametrize(
    ("question", "says", "never"),
    [
        (
            "la mairie est ouverte en ce moment ?",
            [
                "jusqu'à 19 h",
                "ne reçoit que sur rendez-vous",
                "02 31 00 00 01",
                "demain, jeudi, à 9 h",
            ],
            ["Oui", "fermée"],
        ),
        (
            "je voudrais parler à quelqu'un",
            ["02 31 00 00 01", "ne reçoit que sur rendez-vous"],
            ["est ouverte en ce moment", "fermée"],
        ),
        (
            "la mairie est ouverte samedi à 11 h ?",
            ["« Permanence des élus uniquement »", "jusqu'à midi", "lundi à 9 h"],
            ["Oui"],
        ),
        (
            "la mairie est ouverte samedi ?",
            ["(Permanence des élus uniquement)", "vérifiez au 02 31 00 00 01"],
            ["est ouverte"],
        ),
        ("la mairie est ouverte jeudi après-midi ?", ["de 14 h à 17 h"], ["fermée"]),
        ("la mairie est ouverte le jeudi 3 décembre après-midi ?", ["fermée"], ["14 h"]),
        (
            "quels sont les horaires de la mairie ?",
            [
                "sauf les semaines paires",
                "de 17 h à 19 h (sur rendez-vous)",
                "de 10 h à midi (Permanence des élus uniquement)",
            ],
            [],
        ),
    ],
)
def test_a_restriction_is_told_in_every_answer(
    resident: Resident, question: str, says: list[str], never: list[str]
) -> None:
    said = resident.say(question).text
    assert [words for words in says if words not in said] == []
    assert [words for words in never if words in said] == []

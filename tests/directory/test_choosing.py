"""The right record of a commune by its name and code; in doubt a question, never the first."""

from typing import Any

import pytest

from bot.directory.choosing import Chosen, choose
from bot.directory.record import Record
from bot.directory.records import DirectoryError
from tests.directory.made import MADE, record


def made(name: str, insee: str = "14999", number: str = "01", **fields: Any) -> Record:
    given = {"ancien_code_pivot": f"mairie-{insee}-{number}", "id": name, **fields}
    return Record(record(MADE[0], 0, insee, nom=name, **given))


def chosen(*records: Record, insee: str | None = "14999", asked: str | None = None) -> Chosen:
    return choose(iter(records), insee, asked)


MAIN = made("Mairie - Essai")
DELEGATED = made("Mairie déléguée - Le Bourg", number="02")
ANNEXE = made("Mairie - Essai - annexe Le Port", number="03")
TWIN = made("Mairie - Essai - Le Haut", number="04")
ELSEWHERE = made("Mairie - Ailleurs", "14998")


@pytest.mark.parametrize(
    ("records", "insee"),
    [
        ([DELEGATED, MAIN], None),
        ([ANNEXE, DELEGATED, MAIN], "14999"),
        ([ELSEWHERE, MAIN], "14999"),
        ([TWIN, MAIN, DELEGATED], "14999"),
        # The same record twice, as when two files are put together.
        ([MAIN, MAIN], "14999"),
    ],
)
def test_the_main_town_hall_is_known_by_its_name_and_code(
    records: list[Record], insee: str | None
) -> None:
    found = chosen(*records, insee=insee)
    assert (found.record.name, found.insee) == ("Mairie - Essai", "14999")


@pytest.mark.parametrize(
    "records",
    [
        [DELEGATED],
        [ANNEXE],
        [made("Mairie annexe - Essai")],
        [made("Mairie - Essai - 2e arrondissement"), ANNEXE],
        [made("Mairie - Essai - Un", number="05"), made("Mairie - Essai - Deux", number="06")],
        [made("Hôtel de ville", number="", ancien_code_pivot="")],
        # Its code at the top is an old one: it serves another commune.
        [made("Mairie - Ailleurs", "14998", code_insee_commune="14999")],
    ],
)
def test_in_doubt_the_records_are_listed_and_none_is_taken(records: list[Record]) -> None:
    with pytest.raises(DirectoryError) as asked:
        chosen(*records)
    for each in records:
        assert f"--record {each.id}" in str(asked.value)


def test_the_question_is_answered_by_an_identifier() -> None:
    found = chosen(DELEGATED, MAIN, insee=None, asked=DELEGATED.id)
    assert (found.record.name, found.insee) == (DELEGATED.name, "14999")


def test_a_town_hall_of_two_communes_asks_which() -> None:
    pivot = [{"type_service_local": "mairie", "code_insee_commune": ["14999", "14998"]}]
    two = made("Mairie déléguée - Le Pont", pivot=pivot)
    with pytest.raises(DirectoryError, match="14999, 14998"):
        chosen(two, insee=None, asked=two.id)
    assert chosen(two, insee="14998", asked=two.id).insee == "14998"


@pytest.mark.parametrize(
    ("pivot", "code"),
    [
        # 2021: a code alone, and its number beside.
        (
            [
                {
                    "type_service_local": "mairie",
                    "code_insee_commune": "14999",
                    "indice_code_pivot": "01",
                }
            ],
            "",
        ),
        # Two roles, that of a town hall second.
        (
            [
                {"type_service_local": "cg", "code_insee_commune": ["14999"]},
                {"type_service_local": "mairie", "code_insee_commune": ["14999"]},
            ],
            "mairie-14999-01",
        ),
    ],
)
def test_a_code_is_read_in_every_shape(pivot: list[dict[str, Any]], code: str) -> None:
    conseil = made("Conseil territorial d'Essai", pivot=pivot, ancien_code_pivot=code)
    assert chosen(DELEGATED, conseil).record.name == "Conseil territorial d'Essai"


def test_what_is_no_town_hall_or_no_longer_shown_is_left() -> None:
    school = made("École", pivot=[{"type_service_local": "ecole", "code_insee_commune": "14999"}])
    hidden = made("Mairie - Essai", statut_de_diffusion="false", id="cachée")
    assert chosen(school, hidden, MAIN).record.id == MAIN.id
    with pytest.raises(DirectoryError, match="aucune mairie"):
        chosen(school, hidden)


def test_a_file_of_many_communes_asks_which() -> None:
    with pytest.raises(DirectoryError, match="Donnez --insee") as few:
        chosen(MAIN, ELSEWHERE, insee=None)
    assert "INSEE 14998" in str(few.value)
    many = [made(f"Mairie - Ville {n}", f"{14100 + n}") for n in range(100)]
    with pytest.raises(DirectoryError, match="Donnez --insee") as asked:
        chosen(*many, insee=None)
    assert "Ville 1" not in str(asked.value)


def test_a_postal_code_is_not_found_and_told() -> None:
    with pytest.raises(DirectoryError, match="ce n'est pas le code postal"):
        chosen(MAIN, insee="14370")

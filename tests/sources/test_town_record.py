"""The town file against the town's record in the State's directory."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.__main__ import main
from tests.sources.sheets import saved
from tests.towns import exception, serving, town_file

Compare = Callable[..., tuple[int, str]]
HOURS = "Mo,Fr 08:30-12:00,13:30-17:00; Tu 08:30-12:00; PH off"


def slot(day: str, last: str, *hours: str, comment: str = "") -> dict[str, str]:
    """A slot as the directory writes it."""
    first, second = (*hours, "", "", "", "")[:2], (*hours, "", "", "", "")[2:4]
    edges = {"nom_jour_debut": day, "nom_jour_fin": last, "commentaire": comment}
    for number, (start, end) in (("1", first), ("2", second)):
        edges |= {f"valeur_heure_debut_{number}": start, f"valeur_heure_fin_{number}": end}
    return edges


MORNING, AFTERNOON = ("08:30:00", "12:00:00"), ("13:30:00", "17:00:00")
SLOTS = [
    slot("Vendredi", "Vendredi", *AFTERNOON),
    slot("Lundi", "Mardi", *MORNING),
    slot("Lundi", "Lundi", *AFTERNOON),
    slot("Vendredi", "Vendredi", *MORNING),
]


def record(**changes: Any) -> dict[str, Any]:
    """The record of a made town, with lists; some of it is that of a postal address."""
    address = {"type_adresse": "Adresse", "complement1": "", "numero_voie": "3 Rue des Ormes"}
    place = {"code_postal": "14999", "nom_commune": "Ville d'Essai"}
    return {
        "nom": "Mairie - Ville-d'Essai",
        "ancien_code_pivot": "mairie-14999-01",
        "pivot": [{"type_service_local": "mairie", "code_insee_commune": ["14999"]}],
        "telephone": [{"valeur": "02 31 00 00 00", "description": ""}],
        "site_internet": [{"libelle": "", "valeur": "http://ville-essai.fr "}],
        "adresse": [
            {**address, **place, "type_adresse": "Adresse postale", "numero_voie": "BP 4"},
            {**address, **place},
        ],
        "plage_ouverture": SLOTS,
        "commentaire_plage_ouverture": "",
        **changes,
    }


def in_strings(one: dict[str, Any]) -> dict[str, Any]:
    """The same record as the API writes it: nested fields are JSON in strings, or null."""
    return {
        key: json.dumps(value) if isinstance(value, list) else value or None
        for key, value in one.items()
    }


@pytest.fixture
def compare(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Compare:
    """Runs the command on this JSON for the made town; the exit code and what was printed."""
    monkeypatch.setenv("BOT_NOW", "2026-11-28")
    fact = {"source": ["town_hall_page"], "checked_on": "2026-11-22"}

    def run(content: Any, **changes: Any) -> tuple[int, str]:
        town = {
            "name": "Ville-d'Essai",
            "insee": "14999",
            "address": {"value": ["3, rue des Ormes", "14999 Ville-d'Essai"], **fact},
            "phone": {"value": "02 31 00 00 00", **fact},
            "website": {"value": "https://www.ville-essai.fr", **fact},
            "hours": HOURS,
        }
        with serving(town_file(tmp_path, **{**town, **changes})):
            code = main(["sources", saved(tmp_path, json.dumps(content).encode())])
        printed = capsys.readouterr()
        return code, (printed.out + printed.err).replace("\N{NO-BREAK SPACE}", " ")

    return run


@pytest.mark.parametrize(
    "envelope",
    [
        lambda one: {"total_count": 1, "results": [one]},
        lambda one: [one],
        lambda one: {"service": [one]},
    ],
)
@pytest.mark.parametrize("shape", [lambda one: one, in_strings], ids=["lists", "strings"])
def test_the_same_record_is_the_same(compare: Compare, envelope: Any, shape: Any) -> None:
    code, said = compare(envelope(shape(record())))
    assert code == 0
    assert "« Mairie - Ville-d'Essai »" in said
    assert said.count("- pareil : town_hall.") == 4


@pytest.mark.parametrize(
    ("change", "fact", "theirs"),
    [
        ({"telephone": [{"valeur": "02 31 00 00 01"}]}, "town_hall.phone", "02 31 00 00 01"),
        ({"site_internet": [{"valeur": "https://autre.fr"}]}, "town_hall.website", "autre.fr"),
        (
            {"plage_ouverture": SLOTS[1:]},
            "town_hall.opening_hours",
            "vendredi de 8 h 30 à midi",
        ),
        (
            {"plage_ouverture": [*SLOTS, slot("Samedi", "Samedi", "12:00:00", "09:00:00")]},
            "town_hall.opening_hours",
            "12:00:00",
        ),
    ],
)
def test_what_changes_is_seen_and_both_are_quoted(
    compare: Compare, change: dict[str, Any], fact: str, theirs: str
) -> None:
    code, said = compare([record(**change)])
    assert code == 1
    line = next(line for line in said.splitlines() if "DIFFÈRE" in line)
    assert fact in line
    assert theirs in line.partition("l'autre")[2]
    assert said.count("pareil") == 3


def test_an_address_that_is_none_differs(compare: Compare) -> None:
    broken = [{"libelle": "", "valeur": "http://["}]
    assert "l'autre « http://[ »" in compare([record(site_internet=broken)])[1]


def test_another_street_is_seen(compare: Compare) -> None:
    moved = record()["adresse"][1] | {"numero_voie": "5 Rue des Ormes"}
    assert "5 Rue des Ormes" in compare([record(adresse=[moved])])[1]


@pytest.mark.parametrize("nothing", ["", None, []])
def test_a_field_that_is_empty_is_not_found(compare: Compare, nothing: Any) -> None:
    code, said = compare([record(telephone=nothing, plage_ouverture=nothing)])
    assert code == 1
    assert said.count("- pas trouvé : town_hall.") == 2


def test_words_beside_the_hours_are_quoted_to_be_compared_by_a_person(compare: Compare) -> None:
    only = "Le lundi, état civil seulement."
    slots = [*SLOTS[:-1], slot("Vendredi", "Vendredi", *MORNING, comment=only)]
    code, said = compare([record(plage_ouverture=slots, commentaire_plage_ouverture=only)])
    assert code == 0
    assert said.count(f"- à comparer vous-même : « {only} »") == 1


def test_dated_exceptions_do_not_make_the_usual_week_differ(compare: Compare) -> None:
    closed = exception("2026-11-30", "2026-12-04", None)
    assert compare([record()], exceptions=[closed])[0] == 0


def test_the_town_hall_is_told_from_its_annexes_or_nothing_is_chosen(compare: Compare) -> None:
    annexe = record(nom="Mairie annexe - Le Bourg", ancien_code_pivot="mairie-14999-02")
    wrong = annexe | {"telephone": [{"valeur": "01 11 11 11 11"}]}
    assert compare([wrong, record()])[0] == 0
    twin = record(ancien_code_pivot="mairie-14999-03")
    assert compare([twin | {"telephone": []}, record()])[0] == 0
    code, said = compare([twin, twin])
    assert code == 2
    assert "laquelle est la mairie" in said
    far = record(nom="Mairie - Ville-d'Essai - annexe du Bourg")
    code, said = compare([far])
    assert code == 2
    assert "annexe du Bourg" in said
    assert compare([far, record()])[0] == 0
    assert "aucune fiche" in compare([record(pivot=[])])[1]


@pytest.mark.parametrize("content", [{"a": 1}, {"results": ["x"]}, [1], [[]]])
def test_another_json_is_refused(compare: Compare, content: Any) -> None:
    code, said = compare(content)
    assert code == 2
    assert "n'est pas celui de l'annuaire" in said


def test_broken_deep_or_heavy_json_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for content, told in (
        (b'[{"nom": ', "lisible"),
        (b"[" * 200_000, "lisible"),
        (b'{"service": [' + b" " * 6_000_000, "5 Mo"),
    ):
        assert main(["sources", saved(tmp_path, content)]) == 2
        assert told in capsys.readouterr().err

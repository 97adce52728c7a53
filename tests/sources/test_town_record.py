"""The town file against the town's record in the State's directory."""

import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.__main__ import main
from tests.directory.made import MADE, Made
from tests.directory.made import record as directory_record
from tests.directory.test_made_records import SHAPES
from tests.directory.test_reading import in_tar, in_zip
from tests.sources.sheets import saved
from tests.towns import exception, serving, town_file

Compare = Callable[..., tuple[int, str]]
EMAILS = ["etat-civil@ville-essai.fr", "mairie@ville-essai.fr"]
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
        "adresse_courriel": ["mairie@ville-essai.fr", "Etat-civil@ville-essai.fr"],
        "plage_ouverture": SLOTS,
        "commentaire_plage_ouverture": "",
        **changes,
    }


def elsewhere(number: int) -> dict[str, Any]:
    """That of another commune."""
    code = str(50_000 + number)
    pivot = [{"type_service_local": "mairie", "code_insee_commune": [code]}]
    return record(id=code, pivot=pivot, ancien_code_pivot=f"mairie-{code}-01")


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

    def run(content: Any, *options: str, **changes: Any) -> tuple[int, str]:
        town = {
            "name": "Ville-d'Essai",
            "insee": "14999",
            "address": {"value": ["3, rue des Ormes", "14999 Ville-d'Essai"], **fact},
            "phone": {"value": "02 31 00 00 00", **fact},
            "website": {"value": "https://www.ville-essai.fr", **fact},
            "emails": {"value": EMAILS, **fact},
            "hours": HOURS,
        }
        written = content if isinstance(content, bytes) else json.dumps(content).encode()
        with serving(town_file(tmp_path, **{**town, **changes})):
            code = main(["sources", saved(tmp_path, written), *options])
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
    assert said.count("- pareil : town_hall.") == 5


@pytest.mark.parametrize("pack", [gzip.compress, in_zip, in_tar], ids=["gzip", "zip", "tar.bz2"])
def test_the_daily_file_is_read_as_it_is_downloaded(compare: Compare, pack: Any) -> None:
    others = [elsewhere(number) for number in range(300)]
    content = json.dumps({"service": [*others, record(), elsewhere(300)]}).encode()
    code, said = compare(pack(content))
    assert code == 0
    assert "« Mairie - Ville-d'Essai »" in said


def test_a_large_file_is_read(compare: Compare) -> None:
    content = b'{"service": [' + b" " * 6_000_000 + json.dumps(record()).encode() + b"]}"
    assert compare(content)[0] == 0


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("made", [m for m in MADE if not m.refused], ids=lambda made: made.trap)
def test_a_town_file_made_from_a_record_is_the_same_as_it(
    made: Made, shape: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content = json.dumps(SHAPES[shape](directory_record(made, shape))).encode()
    file, out = saved(tmp_path, content), tmp_path / "ville.yml"
    assert main(["town", file, "--out", str(out)]) == 0
    capsys.readouterr()
    with serving(out):
        assert main(["sources", file]) == 0
    said = capsys.readouterr().out
    assert said.count("- pareil") == said.count("town_hall.") >= 4
    assert "comparer vous-même" not in said


@pytest.mark.parametrize(
    ("change", "fact", "theirs"),
    [
        ({"telephone": [{"valeur": "02 31 00 00 01"}]}, "town_hall.phone", "02 31 00 00 01"),
        ({"site_internet": [{"valeur": "https://autre.fr"}]}, "town_hall.website", "autre.fr"),
        ({"adresse_courriel": EMAILS[:1]}, "town_hall.emails", EMAILS[0]),
        ({"adresse_courriel": "x@y.fr;z@y.fr"}, "town_hall.emails", "x@y.fr, z@y.fr"),
        (
            {"plage_ouverture": SLOTS[1:]},
            "town_hall.opening_hours",
            "vendredi : de 8 h 30 à midi",
        ),
        (
            {"plage_ouverture": [*SLOTS, slot("Samedi", "Samedi", "12:00:00", "09:00:00")]},
            "town_hall.opening_hours",
            "12:00-09:00",
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
    assert said.count("pareil") == 4


def test_an_address_that_is_none_is_not_taken_for_the_site(compare: Compare) -> None:
    broken = [{"libelle": "", "valeur": "http://["}]
    code, said = compare([record(site_internet=broken)])
    assert code == 1
    assert "- pas trouvé : town_hall.website" in said


def test_the_page_of_the_directory_is_the_site_of_who_tells_it(compare: Compare) -> None:
    page = "https://lannuaire.service-public.gouv.fr/essai"
    without = record(site_internet=None, url_service_public=page)
    fact = {"value": page, "source": ["town_hall_page"], "checked_on": "2026-11-22"}
    assert compare([without], website=fact)[0] == 0
    assert "- pas trouvé : town_hall.website" in compare([without])[1]


@pytest.mark.parametrize("street", ["5 Rue des Ormes", "13 Rue des Ormes"])
def test_another_street_is_seen(compare: Compare, street: str) -> None:
    moved = record()["adresse"][1] | {"numero_voie": street}
    code, said = compare([record(adresse=[moved])])
    assert code == 1
    assert f"l'autre « {street}" in said


def test_the_name_of_the_building_may_be_left_out(compare: Compare) -> None:
    named = record()["adresse"][1] | {"complement1": "Hôtel de ville"}
    assert compare([record(adresse=[named])])[0] == 0


def test_another_number_of_the_record_is_told(compare: Compare) -> None:
    numbers = [{"valeur": "02 31 00 00 01"}, {"valeur": "02 31 00 00 00", "description": "Urgence"}]
    said = compare([record(telephone=numbers)])[1]
    assert "DIFFÈRE : town_hall.phone" in said
    assert "autre numéro, non repris : 02 31 00 00 00 (« Urgence »)" in said


def test_e_mails_that_we_do_not_tell_are_not_compared(compare: Compare) -> None:
    code, said = compare([record()], emails=None)
    assert code == 0
    assert "emails" not in said


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


BESIDE = slot("Samedi", "Samedi", "10:00:00", "12:00:00")
NOT_READ = "Un samedi sur deux"


@pytest.mark.parametrize(
    ("comment", "ours", "code", "quoted"),
    [
        ("Sur rendez-vous", 'Sa 10:00-12:00 "sur rdv"', 0, False),
        ("Sur rendez-vous", "Sa 10:00-12:00", 1, False),
        ("", 'Sa 10:00-12:00 "sur rendez-vous"', 1, False),
        ("Semaines paires uniquement", "week 2-52/2 Sa 10:00-12:00", 0, False),
        ("Semaines paires uniquement", "week 1-53/2 Sa 10:00-12:00", 1, False),
        ("Semaines paires uniquement", "Sa 10:00-12:00", 1, False),
        (NOT_READ, 'Sa 10:00-12:00 "un samedi sur deux"', 0, False),
        (NOT_READ, "Sa 10:00-12:00", 0, True),
        # The town turned the words into a rule, as it is told to.
        (NOT_READ, "week 2-52/2 Sa 10:00-12:00", 0, True),
        (NOT_READ, "week 2-52/2 Sa 10:00-12:30", 1, True),
        (NOT_READ, "Sa off", 1, True),
    ],
)
def test_hours_with_words_beside_are_the_same_or_quoted(
    compare: Compare, comment: str, ours: str, code: int, quoted: bool
) -> None:
    hours = HOURS.replace("PH", f"{ours}; PH")
    written = record(plage_ouverture=[*SLOTS, BESIDE | {"commentaire": comment}])
    found, said = compare([written], hours=hours)
    assert found == code
    assert (f"- à comparer vous-même : « {NOT_READ} »" in said) is quoted
    assert ("DIFFÈRE : town_hall.opening_hours" in said) is bool(code)


def test_words_about_all_the_hours_are_compared_with_ours(compare: Compare) -> None:
    note = {"value": "Sonnez.", "source": ["town_hall_page"], "checked_on": "2026-11-22"}
    same = compare([record(commentaire_plage_ouverture="Sonnez")], hours_note=note)
    assert same[0] == 0
    assert "pareil : town_hall.hours_note" in same[1]
    said = compare([record(plage_ouverture=SLOTS[1:])], hours_note=note)[1]
    assert "pas trouvé : town_hall.hours_note" in said
    hours = next(line for line in said.splitlines() if "town_hall.opening_hours" in line)
    assert "Sonnez" not in hours
    assert "dimanche : fermée »" in hours
    assert "fériés" not in hours


def test_hours_of_another_season_are_seen_with_their_day(compare: Compare) -> None:
    code, said = compare([record()], hours=HOURS.replace("PH", "Jul-Aug Fr 08:30-12:00; PH"))
    assert code == 1
    assert "vendredi : de 8 h 30 à midi »" not in said.partition("l'autre")[0]
    assert "(à partir du 2 juillet 2027)" in said


def test_dated_exceptions_do_not_make_the_usual_week_differ(compare: Compare) -> None:
    closed = exception("2026-11-30", "2026-12-04", None)
    assert compare([record()], exceptions=[closed])[0] == 0


def test_the_town_hall_is_told_from_its_annexes_or_nothing_is_chosen(compare: Compare) -> None:
    annexe = record(nom="Mairie annexe - Le Bourg", ancien_code_pivot="mairie-14999-02")
    wrong = annexe | {"telephone": [{"valeur": "01 11 11 11 11"}]}
    assert compare([wrong, record()])[0] == 0
    twin = record(ancien_code_pivot="mairie-14999-03")
    assert compare([twin | {"telephone": []}, record()])[0] == 0
    code, said = compare([twin, twin | {"id": "autre"}])
    assert code == 2
    assert "telecharge : rien ne dit quelle fiche" in said
    far = record(nom="Mairie - Ville-d'Essai - annexe du Bourg")
    code, said = compare([far])
    assert code == 2
    assert "annexe du Bourg" in said
    assert compare([far, record()])[0] == 0
    assert "n'a aucune mairie" in compare([record(pivot=[])])[1]
    assert "aucune mairie de la commune 14999" in compare([elsewhere(1)])[1]


def test_the_question_is_answered_by_an_identifier(compare: Compare) -> None:
    twins = [record(id="un", telephone=[]), record(id="deux")]
    code, said = compare(twins)
    assert code == 2
    assert "--record deux" in said
    assert compare(twins, "--record", "deux")[0] == 0


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ({"a": 1}, "n'est pas un fichier de l'annuaire"),
        ({"results": ["x"]}, "n'a aucune mairie"),
        ([1], "n'a aucune mairie"),
        ([[]], "n'a aucune mairie"),
        ({"total_count": 9, "results": [record()]}, "n'a que 1 des 9 fiches"),
    ],
)
def test_another_json_is_refused(compare: Compare, content: Any, told: str) -> None:
    code, said = compare(content)
    assert code == 2
    assert told in said


# One more than the reading allows.
DEEP = 101


def test_broken_or_deep_json_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for content, told in (
        (b'[{"nom": ', "incomplet"),
        (b"[" * DEEP, "crochets"),
        (b'[{"nom": "]]]]]' + rb"\"]\\" + b'", "id":' + b'{"]]":[' * DEEP, "crochets"),
        *(
            (f'[{{"nom": "x", "pivot": "{"[" * deep}{"]" * deep}"}}]'.encode(), "aucune mairie")
            for deep in (90, DEEP)
        ),
        (b'[{"statut_de_diffusion": "' + b"[" * 900 + b"]" * 900 + b'"}]', "aucune mairie"),
    ):
        assert main(["sources", saved(tmp_path, content)]) == 2
        assert told in capsys.readouterr().err

"""Sixty made records: no hour wrong on any day of two years, no restriction dropped."""

import json
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.__main__ import main
from bot.knowledge import load
from bot.knowledge.town_hall import TownHall
from bot.townhall import State, hours_on, status_at
from bot.townhall_words import say_hours
from tests.directory.made import MADE, RDV, Made, line, record
from tests.towns import serving

DAYS = [date(2026, 7, 1) + timedelta(days=n) for n in range(731)]
SHAPES = {
    0: lambda made: {"service": [made]},
    1: lambda made: {"total_count": 1, "results": [made]},
    2: lambda made: [made],
}


def spoken(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


def import_town(folder: Path, content: Any, *options: str) -> tuple[int, Path]:
    """The exit code of the command, and the file it was to write."""
    file, out = folder / "annuaire.json", folder / "ville.yml"
    file.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return main(["town", str(file), "--out", str(out), *options]), out


def expected(made: Made, day: date) -> list[tuple[str, str | None]]:
    return sorted(pair for opens in made.opens or [] for pair in opens.on(day))


def given(town_hall: TownHall, day: date) -> list[tuple[str, str | None]]:
    spans = town_hall.written_hours.on(day).spans
    return [(f"{s.start:%H:%M}-{s.end:%H:%M}", s.note) for s in spans]


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("made", MADE, ids=lambda made: made.trap)
def test_a_record_gives_its_hours_and_its_restrictions(
    made: Made, shape: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out = import_town(tmp_path, SHAPES[shape](record(made, shape)))
    printed, error = map(spoken, capsys.readouterr())
    for words in made.told:
        assert words in printed
    if made.refused:
        assert code == 2
        assert made.refused in error
        assert out.is_file()
        return
    assert (code, error) == (0, "")
    town_hall = load(str(out)).town_hall
    wrong = [day for day in DAYS if given(town_hall, day) != expected(made, day)]
    assert wrong == []
    assert (town_hall.hours_note.value if town_hall.hours_note else None) == made.note
    for key, value in made.facts.items():
        fact = getattr(town_hall, key).value
        assert (list(fact) if isinstance(fact, tuple) else fact) == value
    if shape == 0:
        _check_said(made, town_hall)


def _check_said(made: Made, town_hall: TownHall) -> None:
    """Each restriction is said with the hours, and its hours are never plainly open."""
    said = say_hours(town_hall, date(2026, 11, 28))
    if made.note:
        assert made.note in said
    for day in DAYS[::9]:
        for span in hours_on(town_hall, day).spans:
            moment = f"{day} {span.start}"
            state = _state(town_hall, day, span.start)
            if span.note == RDV:
                assert state is State.BY_APPOINTMENT, moment
            elif span.note or made.note:
                assert state is State.RESTRICTED, moment
            else:
                assert state is State.OPEN, moment


def _state(town_hall: TownHall, day: date, hour: time) -> State:
    return status_at(town_hall, datetime.combine(day, hour, town_hall.territory.zone)).state


def test_there_are_sixty() -> None:
    assert len({made.trap for made in MADE}) == 60


SITE = {"site_internet": [{"libelle": "", "valeur": "http://www.essai.example"}]}
PHONE = {"telephone": [{"valeur": "3975", "description": ""}]}


QUOTED = {"commentaire_plage_ouverture": "Rendez-vous sur www.essai.fr ou http://essai.fr/rdv."}


@pytest.mark.parametrize("fields", [SITE, PHONE, {"site_internet": ""}, QUOTED], ids=str)
def test_the_town_file_passes_check(
    fields: dict[str, Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out = import_town(tmp_path, [record(MADE[0], 0, **fields)])
    assert code == 0
    with serving(out):
        assert main(["check"]) == 0
    assert "Tout est en ordre." in capsys.readouterr().out


def test_the_town_file_says_where_it_comes_from(tmp_path: Path) -> None:
    _, out = import_town(tmp_path, [record(MADE[0], 0)])
    facts = load(str(out))
    (key,) = facts.town_hall.opening_hours.source
    source = facts.sources[key]
    assert source.url == "https://lannuaire.service-public.gouv.fr/essai"
    assert "fiche du 12 octobre 2026, fichier annuaire.json" in source.title
    assert facts.town_hall.opening_hours.checked_on == date(2026, 10, 12)


def test_an_old_record_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import_town(tmp_path, [record(MADE[0], 0, date_modification="03/02/2021 10:00:00")])
    assert "elle date du 3 février 2021" in spoken(capsys.readouterr().out)


def test_alsace_is_asked_about_good_friday(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out = import_town(tmp_path, [record(MADE[0], 0, "67999")])
    assert code == 2
    assert "good_friday : le Vendredi saint est férié" in spoken(capsys.readouterr().err)
    answered = out.read_text(encoding="utf-8").replace("good_friday:", "good_friday: false")
    out.write_text(answered, encoding="utf-8")
    assert load(str(out)).town_hall.good_friday is False


def test_where_public_holidays_are_not_known_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out = import_town(tmp_path, [record(MADE[0], 0, "98799")])
    assert (code, out.exists()) == (2, False)
    assert "987" in capsys.readouterr().err


def test_words_that_yaml_would_read_otherwise_stay_words(tmp_path: Path) -> None:
    strange = 'Oui: "non" # {x} \u2028 - *a'
    made = Made("x", [line("Lundi", "09:00-12:00", strange)], about_all=strange)
    _, out = import_town(tmp_path, [record(made, 0, nom="Mairie - No: [1, 2] # x")])
    town_hall = load(str(out)).town_hall
    assert town_hall.name == "No: [1, 2] # x"
    (monday,) = town_hall.written_hours.on(date(2026, 11, 23)).spans
    assert monday.note == "Oui: « non » # {x} - *a"


def test_an_address_and_hours_that_are_plain_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fields = {"adresse": "4 rue des Tilleuls, 14999 Essai", "plage_ouverture": "Lundi 9h-12h"}
    code, out = import_town(tmp_path, [record(MADE[0], 0, **fields)])
    assert code == 2
    assert "« Lundi 9h-12h » n'est pas un horaire" in spoken(capsys.readouterr().err)
    assert "- 4 rue des Tilleuls, 14999 Essai\n" in out.read_text(encoding="utf-8")


@pytest.mark.parametrize("comment", ["Uniquement sur rendez-vous", "Sonnez au portail"])
def test_a_comment_without_any_hours_is_kept(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], comment: str
) -> None:
    code, out = import_town(tmp_path, [record(Made("x", None, about_all=comment), 0)])
    assert code == 2
    assert f"« {comment} » n'est pas traduit" in spoken(capsys.readouterr().out)
    assert f"value: {comment}.\n" in out.read_text(encoding="utf-8")

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
from tests.directory.made import MADE, RDV, Made, record

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
    _check_said(made, town_hall)


def _check_said(made: Made, town_hall: TownHall) -> None:
    """Each restriction is said with the hours, and its hours are never plainly open."""
    said = say_hours(town_hall, date(2026, 11, 28))
    if made.note:
        assert made.note in said
    for day in DAYS[:400]:
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

"""``python -m bot figures`` and ``unheard``, as the town hall's administrator types them."""

import csv
import io
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.__main__ import main
from bot.database import Database
from bot.figures import unheard
from bot.figures.table import COUNTS
from tests.running import NOW

CELLS = (
    ("2026-11", "topic", "ask_cost", 1204),
    ("2026-11", "topic", "ask_steps", 3),
    ("2026-11", "helped", "yes", 2),
    ("2026-10", "topic", "ask_steps", 77),
)


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Database:
    url = f"sqlite:///{tmp_path / 'conversations.db'}"
    monkeypatch.setenv("STORE_URL", url)
    monkeypatch.setenv("BOT_NOW", NOW)
    store = Database(url)
    names = ("month", "figure", "value", "number")
    rows = [dict(zip(names, cell, strict=True)) for cell in CELLS]
    store.run_here(lambda connection: connection.execute(COUNTS.insert(), rows))
    return store


def said(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert main(list(words)) == 0
    return capsys.readouterr().out.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.usefixtures("database")
def test_the_figures_of_this_month_and_of_another(capsys: pytest.CaptureFixture[str]) -> None:
    now = said(capsys, "figures")
    assert "novembre 2026" in now
    assert "1 207  En tout" in now
    assert "moins de 5" in now
    before = said(capsys, "figures", "--month", "2026-10")
    assert "77  Quelles sont les étapes ?" in before
    assert "1 207" not in before


@pytest.mark.usefixtures("database")
def test_a_table_for_a_spreadsheet(capsys: pytest.CaptureFixture[str]) -> None:
    rows = list(csv.reader(io.StringIO(said(capsys, "figures", "--csv")), delimiter=";"))
    assert rows[0] == ["mois", "tableau", "ligne", "nombre"]
    assert ["2026-11", "Sujets demandés", "En tout", "1207"] in rows
    assert ["2026-11", "Cela vous a-t-il aidé ?", "En tout", "<5"] in rows


@pytest.mark.usefixtures("database")
def test_a_page_in_a_file_or_printed(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "chiffres.html"
    assert "chiffres.html" in said(capsys, "figures", "--html", str(file))
    page = file.read_text(encoding="utf-8").replace("\N{NO-BREAK SPACE}", " ")
    assert "1 207" in page
    assert "<html" in said(capsys, "figures", "--html")
    assert main(["figures", "--html", str(tmp_path / "absent" / "chiffres.html")]) == 2


def test_a_base_that_is_not_there_is_not_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("STORE_URL", f"sqlite:///{tmp_path / 'absente.db'}")
    for command in ("figures", "unheard"):
        assert main([command]) == 2
        assert "absente.db" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
    monkeypatch.setenv("STORE_URL", "postgresql://moi:secret@localhost:1/x")
    assert main(["figures"]) == 2
    assert "secret" not in capsys.readouterr().err


def test_a_month_that_is_none_is_unusable(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["figures", "--month", "2026-13"])
    assert left.value.code == 2
    assert "2026-11" in capsys.readouterr().err


def test_consent_is_given_and_withdrawn(
    database: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "--consent" in said(capsys, "unheard")
    assert not database.run_here(unheard.may_be_kept)
    for _ in range(2):
        assert "30 jours" in said(capsys, "unheard", "--consent")
    assert database.run_here(unheard.may_be_kept)
    assert "Aucun message" in said(capsys, "unheard")

    day, text = unheard.kept("zblrt de Mme Petit", date(2026, 11, 20))

    def keep(connection: sa.engine.Connection) -> None:
        connection.execute(unheard.MESSAGES.insert(), {"id": 7, "day": day, "text": text})

    database.run_here(keep)
    assert said(capsys, "unheard") == "2026-11-20  […] de Mme […]\n"
    assert "effacés : 1" in said(capsys, "unheard", "--no-consent")
    assert not database.run_here(unheard.may_be_kept)
    assert "Rien n'est gardé" in said(capsys, "unheard")

"""The script as paper, as a page without network, and as a table: the same sheets in all three."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.clock import parse_moment
from bot.french.text import fold
from bot.phone.script import Script, make_script
from bot.phone.script_files import script_csv, script_files, script_html, script_pdf
from tests.documents.reading import opened
from tests.running import NOW
from tests.towns import serving, town_file

MARK = "Version du 23 novembre 2026, "


@pytest.fixture(scope="module")
def script() -> Script:
    return make_script(parse_moment(NOW, "test"))


@pytest.fixture(scope="module")
def rows(script: Script) -> list[dict[str, str]]:
    text = script_csv(script)
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";"))


# --- the paper ------------------------------------------------------------------------------


def test_the_paper_is_for_screen_readers_too_and_half_a_page_a_topic(script: Script) -> None:
    paper = opened(script_pdf(script))
    catalog = paper.trailer["/Root"]
    assert catalog["/Lang"] == "fr-FR"
    assert "<pdfuaid:part>1</pdfuaid:part>" in catalog["/Metadata"].get_data().decode()
    assert paper.metadata is not None
    assert "Script d’accueil" in str(paper.metadata.title)
    pages = [plain(page.extract_text()) for page in paper.pages]
    assert all(MARK + script.version in page for page in pages)
    with_sheets = [page for page in pages if "À dire d’abord" in page]
    assert len(with_sheets) == (len(script.sheets) + 1) // 2
    assert all(page.count("À dire d’abord") == 2 for page in with_sheets[:-1])


def test_exact_points_are_on_paper_after_the_sheets(script: Script) -> None:
    pages = [plain(page.extract_text()) for page in opened(script_pdf(script)).pages]
    exact = next(page for page in pages if "Selon la question exacte" in page)
    assert pages.index(exact) > max(n for n, page in enumerate(pages) if "À dire d’abord" in page)
    shop = "En boutique, ne comptez pas sur ces quatorze jours"
    assert shop in " ".join(" ".join(pages[pages.index(exact) :]).split())


def plain(text: str) -> str:
    """Words to compare, their spaces plain."""
    return text.replace("\N{NO-BREAK SPACE}", " ")


def test_the_index_leads_from_words_to_sheets(script: Script) -> None:
    numbers = script.numbers
    index = dict(script.index)
    assert numbers["ask_cancel"] in index["résilier"]
    assert numbers["ask_copper_end"] in index["cuivre"]
    paper = [plain(page.extract_text()) for page in opened(script_pdf(script)).pages[-3:]]
    assert f"résilier : {numbers['ask_cancel']}" in " ".join(paper)
    assert list(index) == sorted(index, key=fold)


def test_nothing_of_the_template_is_left_on_paper(script: Script) -> None:
    paper = "\n".join(page.extract_text() for page in opened(script_pdf(script)).pages)
    assert not re.search(r"[{}]|\bNone\b|\bTrue\b|#|utter_", paper)
    # In our own words; those of callers, between quotes, are left as they are.
    assert not re.search(r"(?<![\s«])[ \n][;?!]", re.sub(r"«[^»]*»", "", paper))


# --- the table ------------------------------------------------------------------------------


def test_the_table_opens_in_a_spreadsheet(script: Script, rows: list[dict[str, str]]) -> None:
    text = script_csv(script)
    assert text.startswith('\ufeff"numéro";"thème";"sujet"')
    assert len(rows) == len(script.sheets)
    cells = [cell for row in rows for cell in row.values()]
    # A spreadsheet would compute these.
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))] == []
    assert not any("\n- " in cell for cell in cells)
    assert rows[0]["version"] == script.mark


def test_the_table_says_what_the_sheets_say(script: Script, rows: list[dict[str, str]]) -> None:
    for sheet, row in zip(script.sheets, rows, strict=True):
        assert row["réponse à lire"] == sheet.topic.said
        assert row["à dire d'abord"] == sheet.topic.first
        assert all(fact.sources[0] in row["sources"] for fact in sheet.topic.facts)
    address = next(row for row in rows if row["sujet"].startswith("Quelle est l'adresse du méd"))
    assert address["à corriger"].startswith("BP 999, 75829 Paris Cedex 17 : remplacé par")
    assert "quatre-vingt-quatorze, deux cent cinquante-sept" in address["à épeler"]
    assert address["vérifié le"] == "22 novembre 2026"


# --- the page ------------------------------------------------------------------------------


def test_the_page_asks_for_nothing(script: Script) -> None:
    html = script_html(script)
    assert "default-src 'none'" in html
    assert not re.search(r'(?:src|href)="(?!#)', html)


# --- all of it ------------------------------------------------------------------------------


def test_the_version_changes_with_what_is_said_and_not_with_the_day(
    script: Script, tmp_path: Path
) -> None:
    assert make_script(parse_moment("2026-11-24T10:00", "test")).version == script.version
    assert [f.content for f in script_files(make_script(parse_moment(NOW, "test")))] == [
        file.content for file in script_files(script)
    ]
    with serving(town_file(tmp_path, phone={"value": "02 00 00 00 00", **CHECKED})):
        assert make_script(parse_moment(NOW, "test")).version != script.version


CHECKED = {"source": ["town_hall_page"], "checked_on": "2026-11-22"}


def test_the_command_writes_the_three_files(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BOT_NOW", NOW)
    folder = tmp_path / "script"
    assert main(["script", "--out", str(folder)]) == 0
    assert sorted(file.suffix for file in folder.iterdir()) == [".csv", ".html", ".pdf"]
    assert "72 fiches. Version du 23 novembre 2026" in capsys.readouterr().out
    assert main(["script", "--out", "/proc/non"]) == 2
    assert "--out /proc/non" in capsys.readouterr().err

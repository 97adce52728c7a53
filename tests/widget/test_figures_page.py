"""The page of the figures in the browser: for everyone, and on paper."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pypdf
import pytest
from playwright.sync_api import Page, expect

from bot.figures.counting import Figure
from bot.figures.page import figures_page
from bot.figures.report import report
from bot.figures.table import Cells
from tests.widget.talking import assert_accessible

CELLS: Cells = {
    **{figure: {} for figure in Figure},
    Figure.CONVERSATIONS: {"rest": 212},
    Figure.TOPIC: {"start_case": 90, "ask_cost": 40, "ask_person": 6, "danger": 2},
    Figure.OUTCOME: {"understood": 1200, "pressed": 400, "offered": 70, "not_understood": 40},
    Figure.LEFT: {"complaint_date": 25, "court": 11},
    Figure.HELPED: {"yes": 48, "no": 9},
    Figure.HOUR: {str(hour): 7 * hour for hour in range(24)},
    Figure.SECONDS: {"0.05": 1500, "0.1": 210},
}


@pytest.fixture
def address(tmp_path: Path) -> str:
    """A file, opened as from a folder of the town hall."""
    file = tmp_path / "chiffres.html"
    file.write_text(figures_page(report("2026-11", CELLS), ["2026-11", "2026-10"]))
    return file.as_uri()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(
    new_page: Callable[..., Page], watch: object, address: str, size: str, scheme: str
) -> None:
    watch.origins = (address,)  # type: ignore[attr-defined]
    page = new_page(size, color_scheme=scheme)
    page.goto(address)
    assert_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]
    expect(page.get_by_role("table", name="Sujets demandés")).to_contain_text("Autres, réunis")
    expect(page.locator("svg").first).to_be_visible()


def test_it_prints_whole_and_no_table_is_cut(
    new_page: Callable[..., Page], watch: object, address: str
) -> None:
    watch.origins = (address,)  # type: ignore[attr-defined]
    page = new_page()
    page.goto(address)
    sheets = pypdf.PdfReader(io.BytesIO(page.pdf(format="A4"))).pages
    texts = [" ".join(each.extract_text().split()).replace("\u00a0", " ") for each in sheets]
    assert len(texts) <= 3
    for title, last in (("Sujets demandés", "Total 138"), ("Cela vous a-t-il aidé ?", "Total 57")):
        assert any(title in text and last in text for text in texts), title
    expect(page.locator("nav")).to_be_visible()
    page.emulate_media(media="print")
    expect(page.locator("nav")).to_be_hidden()

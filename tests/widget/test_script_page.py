"""The clerk's script as a page: opened from a file, without network, by keyboard."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from bot.clock import parse_moment
from bot.phone.script import Script, make_script
from bot.phone.script_files import script_html
from tests.running import NOW
from tests.widget.talking import assert_accessible


@pytest.fixture(scope="module")
def script() -> Script:
    return make_script(parse_moment(NOW, "test"))


@pytest.fixture
def page(browser: Browser, script: Script, tmp_path: Path) -> Iterator[Page]:
    """The page opened from a file, without network."""
    file = tmp_path / "script.html"
    file.write_text(script_html(script), encoding="utf-8")
    context = browser.new_context(offline=True, locale="fr-FR")
    page = context.new_page()
    found: list[str] = []
    page.on("console", lambda line: found.append(line.text))
    page.on("pageerror", lambda error: found.append(str(error)))
    page.goto(file.as_uri())
    yield page
    context.close()
    assert found == []


def test_the_page_finds_by_the_words_of_the_caller(page: Page) -> None:
    expect(page.get_by_role("article")).to_have_count(72)
    field = page.get_by_role("searchbox", name="Que dit la personne ?")
    expect(field).to_be_focused()
    page.keyboard.type("comment je peux resili")
    expect(page.get_by_role("article").first).to_have_accessible_name(
        re.compile("Comment résilier")
    )
    expect(page.get_by_role("status")).to_contain_text("fiches, la plus proche d'abord")
    page.keyboard.press("Enter")
    expect(page.get_by_role("article").first).to_be_focused()
    expect(page.get_by_role("article").first).to_contain_text("dix jours de préavis")
    page.keyboard.press("Escape")
    expect(field).to_be_focused()
    expect(page.get_by_role("article")).to_have_count(72)
    page.keyboard.type("zzzz")
    expect(page.get_by_role("status")).to_have_text("Aucune fiche.")
    expect(page.get_by_role("article")).to_have_count(0)


def test_a_number_opens_its_sheet_and_links_lead_on(page: Page) -> None:
    page.keyboard.type("33")
    sheet = page.get_by_role("article")
    expect(sheet).to_have_count(1)
    expect(sheet).to_have_accessible_name(re.compile("33. Comment résilier"))
    sheet.get_by_role("link", name="Garder mon numéro").click()
    expect(page.locator("article:focus")).to_have_accessible_name(re.compile("Garder mon numéro"))


def test_who_read_to_the_foot_sees_the_next_sheets_from_their_first_line(page: Page) -> None:
    page.keyboard.type("resilier")
    page.keyboard.press("End")
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    page.keyboard.type(" adresse du mediateur")
    first = page.get_by_role("article").first
    expect(first).to_have_accessible_name(re.compile("adresse du médiateur"))
    expect(first.get_by_role("heading")).to_be_in_viewport(ratio=1)
    under = page.locator("header").evaluate("header => header.getBoundingClientRect().bottom")
    box = first.get_by_role("heading").bounding_box()
    assert box
    assert box["y"] >= under


def test_the_page_is_accessible_and_needs_no_script_to_be_read(
    page: Page, browser: Browser
) -> None:
    assert_accessible(page)
    bare = browser.new_context(java_script_enabled=False)
    still = bare.new_page()
    still.goto(page.url.partition("#")[0])
    expect(still.get_by_role("article")).to_have_count(72)
    expect(still.get_by_role("searchbox")).to_have_count(0)
    bare.close()

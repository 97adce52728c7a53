"""The widget shows what the town hall tells everyone as soon as it opens."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.running import start_server
from tests.town_site import TownSite
from tests.towns import town_file
from tests.widget.talking import ask_and_wait, assert_accessible, open_panel

EVE = "La mairie est fermée le 24 décembre après-midi : <b>voir</b> https://argences.com"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, town_site: TownSite) -> Iterator[str]:
    """The assistant of a town that has a banner now, and one that is over."""
    folder: Path = tmp_path_factory.mktemp("banner")
    banners = [
        {"first": "2026-11-20", "last": "2026-12-24", "text": EVE},
        {"first": "2026-11-01", "last": "2026-11-22", "text": "C'est passé."},
    ]
    file = town_file(folder, banners=banners)
    store = f"sqlite:///{folder}/conversations.db"
    for running in start_server(TOWN=str(file), STORE_URL=store, ALLOWED_ORIGINS=town_site.url):
        yield running.url


def test_it_is_read_on_opening_then_with_the_first_answer(page: Page) -> None:
    welcome = page.locator(".welcome")
    expect(welcome).to_contain_text("fermée le 24 décembre après-midi")
    expect(welcome).to_contain_text("<b>voir</b>")
    expect(welcome.get_by_role("link", name="argences.com")).to_be_visible()
    expect(welcome).not_to_contain_text("passé")
    assert_accessible(page)
    answer = ask_and_wait(page)
    expect(answer).to_contain_text("Information de la mairie")
    expect(answer).to_contain_text("fermée le 24 décembre après-midi")
    expect(welcome).to_be_hidden()
    expect(ask_and_wait(page, "merci")).not_to_contain_text("24 décembre")


def test_the_full_page_shows_it_too(new_page: Callable[..., Page], server: str, size: str) -> None:
    page = new_page(size)
    page.goto(f"{server}/assistant")
    expect(page.locator(".welcome")).to_contain_text("24 décembre")


def test_opened_twice_it_is_there_once(page: Page) -> None:
    page.get_by_role("button", name="Fermer").click()
    open_panel(page)
    expect(page.get_by_text("24 décembre")).to_have_count(1)

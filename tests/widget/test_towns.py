"""The widget of one town among many, on a town's website and on the assistant's own pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.running import RunningServer, start_server
from tests.town_site import TownSite
from tests.towns import town_file
from tests.widget.talking import answers, ask_and_wait, field, open_panel, panel

QUESTION = "le téléphone de la mairie"


@pytest.fixture(scope="module")
def towns(tmp_path_factory: pytest.TempPathFactory, town_site: TownSite) -> Iterator[RunningServer]:
    folder = tmp_path_factory.mktemp("towns")
    for key, name in (("rouen", "Rouen"), ("caen", "Caen")):
        made = town_file(folder, name=name, allowed_origins=[town_site.url], keep_hours=72)
        made.rename(folder / f"{key}.yml")
    store = f"sqlite:///{folder}/conversations.db"
    given = {"TOWN": "argences", "STORE_URL": store, "ALLOWED_ORIGINS": town_site.url}
    yield from start_server(None, None, TOWNS=str(folder), **given)


@pytest.fixture
def server(towns: RunningServer) -> str:
    return towns.url


@pytest.mark.parametrize(
    "line",
    [
        '<script defer src="{server}/widget.js" data-town="rouen"></script>',
        '<script defer src="{server}/ville/rouen/widget.js"></script>',
        '<assistant-mairie data-town="rouen"></assistant-mairie>'
        '<script defer src="{server}/widget.js"></script>',
        '<script type="module" src="{server}/widget.js" data-town="rouen"></script>',
    ],
)
def test_a_page_names_its_town(
    new_page: Callable[..., Page], town_site: TownSite, server: str, line: str
) -> None:
    town_site.line, town_site.assistant = line.format(server=server), server
    page = new_page()
    page.goto(town_site.url)
    open_panel(page)
    expect(panel(page)).to_contain_text("Rouen")
    expect(ask_and_wait(page, QUESTION)).to_contain_text("mairie (Rouen)")
    expect(panel(page)).not_to_contain_text("(Argences)")
    expect(panel(page)).not_to_contain_text("Caen")


def test_without_a_name_it_is_the_town_of_town(
    new_page: Callable[..., Page], town_site: TownSite, server: str
) -> None:
    town_site.line, town_site.assistant = f'<script src="{server}/widget.js"></script>', server
    page = new_page()
    page.goto(town_site.url)
    open_panel(page)
    expect(panel(page)).to_contain_text("Argences")
    expect(panel(page)).not_to_contain_text("Rouen")


def test_two_towns_in_one_tab_are_two_conversations(
    new_page: Callable[..., Page], server: str
) -> None:
    page = new_page()
    page.goto(f"{server}/ville/rouen/assistant")
    expect(ask_and_wait(page, QUESTION)).to_contain_text("mairie (Rouen)")
    for path in ("/ville/caen/assistant", "/assistant"):
        page.goto(f"{server}{path}")
        expect(field(page)).to_be_visible()
        expect(answers(page)).to_have_count(0)
    page.goto(f"{server}/ville/rouen/assistant")
    expect(answers(page)).to_contain_text("mairie (Rouen)")

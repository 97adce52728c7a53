"""A window of its own for each test, in each engine, on the town's website."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from selenium.webdriver.remote.webdriver import WebDriver

from tests.browsers.engines import ENGINES, open_browser, programs
from tests.browsers.visit import Visit
from tests.town_site import STYLES, TownSite


@pytest.fixture(scope="session", params=ENGINES)
def engine(request: pytest.FixtureRequest) -> str:
    """All the engines that are there, one after the other."""
    name: str = request.param
    programs(name)
    return name


@pytest.fixture(scope="session")
def home(engine: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the browser's person."""
    return tmp_path_factory.mktemp(engine)


@pytest.fixture(scope="session")
def browser(engine: str, home: Path) -> Iterator[WebDriver]:
    """Started once for all the tests: each has a window of its own."""
    with open_browser(engine, home) as opened:
        yield opened


@pytest.fixture
def site(town_site: TownSite, server: str) -> Iterator[TownSite]:
    """The town's website with the one line; nothing of it may break the website's policy."""
    town_site.line = f'<script defer src="{server}/widget.js"></script>'
    town_site.assistant = server
    town_site.reports.clear()
    yield town_site
    town_site.styles = STYLES
    assert town_site.reports == []


@pytest.fixture
def visit(browser: WebDriver, site: TownSite) -> Iterator[Visit]:
    """The website's page in a new window, where nothing may break."""
    first = browser.current_window_handle
    # A window, since a tab of MiniBrowser opens no other and downloads nothing.
    browser.switch_to.new_window("window")
    visiting = Visit(browser)
    visiting.go(site.url)
    yield visiting
    broken = visiting.script("return window.broken")
    for window in browser.window_handles:
        if window != first:
            browser.switch_to.window(window)
            browser.close()
    browser.switch_to.window(first)
    assert broken == []

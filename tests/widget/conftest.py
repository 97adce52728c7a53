"""Pages of the tests' browser. What a resident must never meet fails the test that met it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request

from tests.town_site import TownSite
from tests.widget.talking import open_panel

# A desktop, and 1280 × 1024 px seen at 400 %, here with the colours of the system.
SCREENS: dict[str, dict[str, Any]] = {
    "large": {"viewport": {"width": 1000, "height": 700}},
    "small": {"viewport": {"width": 320, "height": 256}, "forced_colors": "active"},
}
# Told by the browser itself when a request fails, which some tests provoke.
PATIENCE_MS = 10_000
FAILED_REQUEST = "Failed to load resource"
TELL_VIOLATIONS = """
document.addEventListener("securitypolicyviolation", (event) =>
  console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`));
"""


class Watch:
    """What the pages of a test did that they must not do.

    Attributes:
        found: one line each.
        requested: every address asked for.
        requests_may_fail: the test makes the network or the server fail.
    """

    def __init__(self, origins: tuple[str, ...]) -> None:
        self.origins = origins
        self.found: list[str] = []
        self.requested: list[str] = []
        self.requests_may_fail = False

    def watch(self, context: BrowserContext) -> None:
        """Watch every page that the context will open."""
        context.add_init_script(TELL_VIOLATIONS)
        context.on("page", self._watch_page)

    def _watch_page(self, page: Page) -> None:
        page.on("pageerror", lambda error: self.found.append(str(error)))
        page.on("console", self._console)
        page.on("request", self._request)

    def _console(self, line: ConsoleMessage) -> None:
        if line.type not in ("error", "warning"):
            return
        if not (self.requests_may_fail and FAILED_REQUEST in line.text):
            self.found.append(line.text)

    def _request(self, request: Request) -> None:
        self.requested.append(request.url)
        if not request.url.startswith(self.origins):
            self.found.append(f"request to {request.url}")


@pytest.fixture
def watch(server: str, town_site: TownSite) -> Iterator[Watch]:
    watching = Watch((server, town_site.url))
    yield watching
    assert watching.found == []


@pytest.fixture
def new_page(browser: Browser, watch: Watch) -> Iterator[Callable[..., Page]]:
    """Opens blank pages, each with a storage of its own, and closes them."""
    contexts: list[BrowserContext] = []

    def open_one(size: str = "large", **options: Any) -> Page:
        usual = {"reduced_motion": "reduce", "locale": "fr-FR", **SCREENS[size]}
        contexts.append(browser.new_context(**{**usual, **options}))
        contexts[-1].set_default_timeout(PATIENCE_MS)
        watch.watch(contexts[-1])
        return contexts[-1].new_page()

    yield open_one
    for context in contexts:
        context.close()


@pytest.fixture(params=SCREENS)
def size(request: pytest.FixtureRequest) -> str:
    """Both sizes, one after the other."""
    name: str = request.param
    return name


@pytest.fixture
def page(new_page: Callable[..., Page], server: str, size: str) -> Page:
    """The town page, with the panel open."""
    page = new_page(size)
    page.goto(server)
    open_panel(page)
    return page

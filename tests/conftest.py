"""What several tests share: a running assistant, people talking to it, a browser."""

import shutil
from collections.abc import Callable, Iterator
from itertools import count
from typing import Any

import pytest

from tests.running import Resident, RunningServer, need, start_server
from tests.town_site import TownSite, serve_town_site


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Bytes name no test: compressed ones hold the second at which they were made."""
    return argname if isinstance(val, bytes) else None


@pytest.fixture(scope="session")
def town_site() -> Iterator[TownSite]:
    """A town's website, which the running assistant allows."""
    yield from serve_town_site()


@pytest.fixture(scope="session")
def running(
    tmp_path_factory: pytest.TempPathFactory, town_site: TownSite
) -> Iterator[RunningServer]:
    """The assistant of Argences, on Monday 23 November 2026 at 10."""
    store = tmp_path_factory.mktemp("store") / "conversations.db"
    yield from start_server(STORE_URL=f"sqlite:///{store}", ALLOWED_ORIGINS=town_site.url)


@pytest.fixture(scope="session")
def server(running: RunningServer) -> str:
    """The address of the running assistant."""
    return running.url


_senders = count()


@pytest.fixture
def resident(server: str) -> Resident:
    """Someone who has been greeted already."""
    newcomer = Resident(server, f"test-{next(_senders)}")
    newcomer.say("bonjour")
    return newcomer


@pytest.fixture
def newcomer(server: str) -> Callable[[], Resident]:
    """Makes people who have said nothing yet."""
    return lambda: Resident(server, f"test-{next(_senders)}")


# Playwright leaves a loop running until it stops: a session long, no other test could start one.
@pytest.fixture(scope="module")
def launch() -> Iterator[Callable[..., Any]]:
    """Starts Debian's Chromium under Playwright, with more options or none.

    Its shell without a window, where it is installed, draws the same in half the time.
    """
    chromium = shutil.which("chromium-headless-shell") or shutil.which("chromium")
    need(chromium, "chromium")
    from playwright.sync_api import sync_playwright

    options = [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ]
    with sync_playwright() as playwright:
        yield lambda *more, **others: playwright.chromium.launch(
            executable_path=chromium, args=[*options, *more], **others
        )


@pytest.fixture(scope="module")
def browser(launch: Callable[..., Any]) -> Iterator[Any]:
    """The browser of most tests."""
    launched = launch()
    yield launched
    launched.close()

"""The widget in figures: its weight, what axe finds, the time from a click to the first answer.

    python -m bench.widget                the figures
    python -m bench.widget --pictures     the pictures of docs/images

Against the real assistant, in Debian's Chromium.
"""

import argparse
import gzip
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from bot.site.widget_file import widget_file
from tests.running import ROOT, start_server
from tests.widget.conftest import SCREENS
from tests.widget.talking import ACCESSIBILITY, answers, ask, ask_and_wait, open_menu, open_panel

TIMES = 15
PICTURES = ROOT / "docs" / "images"
PICTURED: dict[str, dict[str, Any]] = {
    "1000": {"viewport": {"width": 1000, "height": 700}},
    "1000-sombre": {"viewport": {"width": 1000, "height": 700}, "color_scheme": "dark"},
    "390": {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True},
    "320": {"viewport": {"width": 320, "height": 256}},
}
# Clicks in the page itself, so that the time of the test's own messages does not count.
CLICK_TO_ANSWER = """() => new Promise((resolve) => {
  const { shadowRoot } = document.querySelector("assistant-mairie");
  const began = performance.now();
  new MutationObserver((_, observer) => {
    if (!shadowRoot.querySelector(".theirs")) return;
    observer.disconnect();
    requestAnimationFrame(() => resolve(performance.now() - began));
  }).observe(shadowRoot, { childList: true, subtree: true });
  shadowRoot.querySelector(".welcome button").click();
})"""
CLICK_TO_OPEN = """() => new Promise((resolve) => {
  const { shadowRoot } = document.querySelector("assistant-mairie");
  const began = performance.now();
  shadowRoot.querySelector(".launcher").click();
  requestAnimationFrame(() => resolve(performance.now() - began));
})"""
TOLD = "J'ai écrit à Orange le 3 septembre, aucune réponse."


def main() -> None:
    """Print the figures, or take the pictures."""
    parser = argparse.ArgumentParser(description="Le composant web, en chiffres ou en images.")
    parser.add_argument("--pictures", action="store_true", help="refaire les images de docs/")
    pictures = parser.parse_args().pictures
    with _assistant() as address, _chromium() as browser:
        if pictures:
            _take_pictures(browser, address)
        else:
            _print_figures(browser, address)


def _print_figures(browser: Browser, address: str) -> None:
    source = widget_file().source.encode()
    print(f"gzip: {len(gzip.compress(source)):,} bytes ({len(source):,} before)")
    findings = [finding for size in SCREENS for finding in _axe_findings(browser, address, size)]
    print(f"axe, five states at two sizes: {len(findings)} findings")
    for finding in findings:
        print(f"  {finding}")
    opened, answered = zip(*(_times(browser, address) for _ in range(TIMES)), strict=True)
    print(f"click to open panel: {median(opened):.0f} ms (median of {TIMES})")
    print(
        f"click to first answer of a new conversation: {median(answered):.0f} ms "
        f"(median of {TIMES}, {min(answered):.0f} to {max(answered):.0f})"
    )


def _axe_findings(browser: Browser, address: str, size: str) -> Iterator[str]:
    page = browser.new_page(**SCREENS[size])

    def findings(state: str) -> list[str]:
        found: Any = Axe().run(page, options=ACCESSIBILITY)
        return [f"{size}, {state}: {each['id']}" for each in found.response["violations"]]

    page.goto(address)
    yield from findings("closed")
    open_panel(page)
    yield from findings("open")
    open_menu(page)
    yield from findings("menu")
    ask_and_wait(page)
    yield from findings("after a turn")
    page.route("**/webhook", lambda route: route.abort())
    ask(page, "bonjour")
    page.get_by_role("alert").wait_for()
    yield from findings("error")
    page.close()


def _times(browser: Browser, address: str) -> tuple[float, float]:
    page = browser.new_page()
    page.goto(address)
    times = page.evaluate(CLICK_TO_OPEN), page.evaluate(CLICK_TO_ANSWER)
    page.close()
    return times


def _take_pictures(browser: Browser, address: str) -> None:
    for name, screen in PICTURED.items():
        page = browser.new_page(**screen, locale="fr-FR")

        def picture(state: str, page: Page = page, name: str = name) -> None:
            page.screenshot(path=PICTURES / f"widget-{name}-{state}.png")

        page.goto(address)
        picture("ferme")
        open_panel(page)
        picture("ouvert")
        open_menu(page)
        picture("menu")
        page.keyboard.press("Escape")
        ask_and_wait(page, TOLD)
        page.get_by_role("button", name="Non").click()
        answers(page).nth(1).wait_for()
        picture("question")
        page.get_by_role("button", name="Non").click()
        answers(page).nth(2).wait_for()
        picture("bilan")
        page.close()


@contextmanager
def _assistant() -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        serving = start_server(STORE_URL=f"sqlite:///{Path(folder) / 'conversations.db'}")
        try:
            yield next(serving).url
        finally:
            serving.close()  # type: ignore[attr-defined]


@contextmanager
def _chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        yield browser
        browser.close()


if __name__ == "__main__":
    main()

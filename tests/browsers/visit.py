"""What a resident sees and does in one window, whatever the engine."""

from __future__ import annotations

import base64
import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

import pypdf
from selenium.common.exceptions import StaleElementReferenceException
from selenium.webdriver import ActionChains, Keys
from selenium.webdriver.remote.webdriver import WebDriver
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import WebDriverWait

TITLE = "Assistant litiges télécom"
QUESTION = "Combien coûte le médiateur ?"
SILENT_FOR_TWO_MONTHS = "J'ai écrit à Orange le 3 septembre, aucune réponse."
PATIENCE = 20
OFTEN = 0.05

# From now on: what breaks in the page, and what is posted.
WATCH = """
window.broken = [];
window.posted = [];
addEventListener("error", ({ message }) => window.broken.push(message));
addEventListener("unhandledrejection", ({ reason }) => window.broken.push(String(reason)));
const usual = window.fetch;
window.fetch = (address, options = {}) => {
  if (options.method === "POST") window.posted.push(JSON.parse(options.body));
  return usual.call(window, address, options);
};
"""
FOCUSED = """
let node = document.activeElement;
while (node?.shadowRoot?.activeElement) node = node.shadowRoot.activeElement;
return node?.labels?.[0]?.textContent || node?.ariaLabel || node?.textContent.trim();
"""
# In one question to the browser: each takes it a while.
SEEN = """
const { shadowRoot } = document.querySelector("assistant-mairie");
return [...shadowRoot.querySelectorAll(arguments[0])]
  .filter((node) => node.checkVisibility())
  .map((node) => [node, node.innerText]);
"""
# Its first line, where a finger would touch it.
IN_SIGHT = """
const { left, top, width } = arguments[0].getBoundingClientRect();
const touched = arguments[0].getRootNode().elementFromPoint(left + width / 2, top + 8);
return arguments[0].contains(touched);
"""
BRIGHTNESS = """
const canvas = new OffscreenCanvas(1, 1).getContext("2d");
const { backgroundColor, color } = getComputedStyle(arguments[0]);
return [backgroundColor, color].map((asked) => {
  canvas.fillStyle = asked;
  canvas.fillRect(0, 0, 1, 1);
  const [red, green, blue] = canvas.getImageData(0, 0, 1, 1).data;
  return Math.round(0.2126 * red + 0.7152 * green + 0.0722 * blue);
});
"""

Seen = TypeVar("Seen")


def plain(text: str) -> str:
    """Words to compare: no-break spaces plain, line breaks gone."""
    return " ".join(text.replace("\N{NO-BREAK SPACE}", " ").split())


class Visit:
    """A window of a browser."""

    def __init__(self, browser: WebDriver) -> None:
        self.browser = browser

    def go(self, address: str) -> None:
        """Open a page that has the assistant."""
        self.browser.get(address)
        self.arrived()

    def go_back(self) -> None:
        self.browser.back()
        self.arrived()

    def reload(self) -> None:
        self.browser.refresh()
        self.arrived()

    def arrived(self) -> None:
        """Wait until the page has the assistant, and watch it."""
        self.until(lambda: self.script("return !!document.querySelector('assistant-mairie')"))
        self.script(WATCH)

    def script(self, source: str, *given: object) -> Any:
        return self.browser.execute_script(source, *given)

    def until(self, condition: Callable[[], Seen], what: str = "") -> Seen:
        """Wait for what comes, and return it."""
        wait = WebDriverWait(self.browser, PATIENCE, OFTEN, [StaleElementReferenceException])
        return wait.until(lambda _: condition(), what)

    def seen(self, selector: str) -> list[tuple[WebElement, str]]:
        """What is seen of the widget, each part with its words."""
        return [(node, plain(words)) for node, words in self.script(SEEN, selector)]

    def all(self, selector: str) -> list[WebElement]:
        return [node for node, _ in self.seen(selector)]

    def texts(self, selector: str) -> list[str]:
        # In a tuple, true even when nothing is seen; read again where the page changes meanwhile.
        (words,) = self.until(lambda: ([words for _, words in self.seen(selector)],))
        return words

    def one(self, selector: str) -> WebElement:
        """The last one, as soon as it is seen."""
        return self.until(lambda: self.all(selector), selector)[-1]

    def buttons(self, name: str) -> list[WebElement]:
        """Those of this very name."""
        return [node for node, words in self.seen("button, summary") if words == name]

    def button(self, name: str) -> WebElement:
        """The button of this very name, as soon as it is seen."""
        return self.until(lambda: self.buttons(name), name)[-1]

    def links(self, name: str) -> list[WebElement]:
        """Those whose name begins so."""
        return [node for node, words in self.seen("a") if words.startswith(name)]

    def link(self, name: str) -> WebElement:
        """The link whose name begins so, as soon as it is seen."""
        return self.until(lambda: self.links(name), name)[-1]

    @property
    def field(self) -> WebElement:
        return self.one("textarea")

    @property
    def is_open(self) -> bool:
        return bool(self.all("dialog"))

    @property
    def mine(self) -> list[str]:
        """What the resident said, a text for each turn."""
        return self.texts(".mine")

    @property
    def theirs(self) -> list[str]:
        """What the assistant said, a text for each turn."""
        return self.texts(".theirs")

    @property
    def focused(self) -> str:
        """The name of what has the focus."""
        return plain(self.script(FOCUSED))

    @property
    def announced(self) -> str:
        """What screen readers are told."""
        region = "document.querySelector('assistant-mairie > [aria-live=polite]')"
        return plain(self.script(f"return {region}.textContent"))

    def is_in_sight(self, selector: str) -> bool:
        """Whether a person sees its last one on the screen, and nothing over it."""
        return bool(self.script(IN_SIGHT, self.one(selector)))

    def brightness(self, selector: str) -> tuple[int, int]:
        """That of the background and of the text, from 0 to 255."""
        background, text = self.script(BRIGHTNESS, self.one(selector))
        return background, text

    @contextmanager
    def window(self, width: int, height: int) -> Iterator[None]:
        """Another size for a while."""
        usual = self.browser.get_window_size()
        self.browser.set_window_size(width, height)
        try:
            yield
        finally:
            self.browser.set_window_size(usual["width"], usual["height"])

    def print(self) -> str:
        """The words that come out of the printer."""
        document: Any = pypdf.PdfReader(io.BytesIO(base64.b64decode(self.browser.print_page())))
        return plain(" ".join(page.extract_text() for page in document.pages))

    @property
    def posted(self) -> list[dict[str, Any]]:
        """What was sent since the page was opened."""
        sent: list[dict[str, Any]] = self.script("return window.posted")
        return sent

    @property
    def stored(self) -> dict[str, str]:
        kept: dict[str, str] = self.script("return { ...sessionStorage }")
        return kept

    def open_panel(self) -> None:
        self.button(TITLE).click()
        self.until(lambda: self.is_open, "the panel")

    def press(self, *keys: str) -> None:
        """Press keys where the focus is."""
        ActionChains(self.browser).send_keys(*keys).perform()

    def press_with(self, held: str, key: str) -> None:
        """Press a key while another is held."""
        ActionChains(self.browser).key_down(held).send_keys(key).key_up(held).perform()

    def walk(self, key: str, *stops: str) -> None:
        """Press a key once for each stop, and find the focus there."""
        for stop in stops:
            self.press(key)
            self.until(lambda: self.focused == stop, f"the focus on {stop}")  # noqa: B023

    def reach(self, key: str, stop: str, within: int) -> None:
        """Press a key until the focus is there."""
        for _ in range(within):
            self.press(key)
            if self.focused == stop:
                return
        raise AssertionError(f"{stop} is further than {within} times the key")

    def walk_back(self, *stops: str) -> None:
        """Press Shift + Tab once for each stop, and find the focus there."""
        for stop in stops:
            self.press_with(Keys.SHIFT, Keys.TAB)
            self.until(lambda: self.focused == stop, f"the focus on {stop}")  # noqa: B023

    def answered(self, act: Callable[[], object]) -> str:
        """Do something that is answered, and return the answer."""
        before = len(self.theirs)
        act()
        self.until(lambda: len(self.theirs) == before + 1, "an answer")
        return self.theirs[-1]

    def ask(self, question: str = QUESTION) -> str:
        return self.answered(lambda: self.field.send_keys(question, Keys.ENTER))

    def choose(self, name: str) -> str:
        return self.answered(self.button(name).click)

    def erase(self) -> None:
        self.button("Menu").click()
        self.button("Effacer la conversation").click()
        self.until(lambda: not self.mine, "the erasure")

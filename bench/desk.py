"""Twenty made-up calls at the clerk's page, driven by keyboard; how long a person would take.

No clerk was timed. The page is driven in a real browser, and its own time is measured; a person's
is counted: so many characters typed or read a second, so many seconds to choose a line.

python -m bench.desk
"""

import base64
import os
import re
import shutil
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

import yaml
from playwright.sync_api import Browser, Page, Response, sync_playwright

from bot.french.text import fold
from tests.running import start_server

CALLS = Path(__file__).with_name("desk_calls.yml")
KEY = "une-clé-pour-l'accueil"
# A person, as supposed.
TYPED_A_SECOND = 4.0
READ_A_SECOND = 15.0
CHOICE_SECONDS = 1.5
# A question of the case is put to the caller, who answers.
CALLER_SECONDS = 2.0
WRONG_SECONDS = 90.0
MOST_QUESTIONS = 15
SHOWN = """titles => {
  const shown = [...document.querySelectorAll("#trouves button")].map((line) => line.textContent);
  return JSON.stringify(shown) === JSON.stringify(titles);
}"""
# What any caller answers to these.
USUAL = {"confirm_date": "Oui, c'est bien cela", "date_of_what": "Ma réclamation"}


@dataclass
class Clerk:
    """What a person does with the page, counted as it is done."""

    page: Page
    sheets: Mapping[str, Any]
    keys: int = 0
    choices: int = 0
    seconds: float = 0.0
    machine: float = 0.0
    seen: list[str] = field(default_factory=list)

    def type(self, text: str) -> None:
        """Type words where the keyboard is."""
        self.page.keyboard.type(text)
        self.keys += len(text)
        self.seconds += len(text) / TYPED_A_SECOND

    def press(self, key: str) -> None:
        """Press one key."""
        self.page.keyboard.press(key)
        self.keys += 1
        self.seconds += 1 / TYPED_A_SECOND

    def read(self, text: str) -> None:
        """Read words, to oneself or aloud."""
        self.seconds += len(text) / READ_A_SECOND

    def choose(self) -> None:
        """Make up one's mind among the lines that were read."""
        self.choices += 1
        self.seconds += CHOICE_SECONDS

    @contextmanager
    def waiting(self) -> Iterator[None]:
        """Wait for the page."""
        began = time.perf_counter()
        yield
        self.waited(began)

    def waited(self, began: float) -> None:
        """Count the page's time since a moment."""
        took = time.perf_counter() - began
        self.machine += took
        self.seconds += took

    def search(self, words: str) -> Sequence[str]:
        """Type what the caller said; the sheets found, by their ids, once they are shown."""

        def of_these_words(answer: Response) -> bool:
            return answer.request.post_data_json == {"text": words}

        with self.page.expect_response(of_these_words) as answer:
            self.type(words)
            began = time.perf_counter()
        topics: list[str] = answer.value.json()["topics"]
        self.page.wait_for_function(SHOWN, arg=[self.sheets[topic]["title"] for topic in topics])
        self.waited(began)
        return topics


@dataclass(frozen=True)
class Timed:
    """One call: whether it ended well, and what it took.

    Attributes:
        found: seconds until the sheet of a question is open; None for a case.
    """

    who: str
    right: bool
    clerk: Clerk
    found: float | None = None

    @property
    def seconds(self) -> float:
        """With what a wrong answer costs."""
        return self.clerk.seconds + (0 if self.right else WRONG_SECONDS)


def question(clerk: Clerk, call: Mapping[str, Any]) -> Timed:
    """From the last word of a question to the end of the first sentence that answers it."""
    topics = clerk.search(call["types"])
    right = [n for n, topic in enumerate(topics) if topic in call["right"]]
    for topic in topics[: right[0] + 1 if right else None]:
        clerk.read(clerk.sheets[topic]["title"])
    clerk.choose()
    if not right:
        return Timed(call["who"], False, clerk)
    if right[0]:
        for _ in range(right[0] + 1):
            clerk.press("ArrowDown")
        opened(clerk)
    found = clerk.seconds
    # What is to be said first stands under the first title too.
    well = said(clerk, "#fiche .first" if right[0] else "#trouves .first", call)
    if not well:
        if not right[0]:
            opened(clerk)
        well = said(clerk, "#fiche .answer", call)
    return Timed(call["who"], well, clerk, found)


def opened(clerk: Clerk) -> None:
    """Open a sheet."""
    with clerk.waiting():
        clerk.press("Enter")
        clerk.page.wait_for_selector("#fiche:not([hidden])")


def said(clerk: Clerk, part: str, call: Mapping[str, Any]) -> bool:
    """Read a part of the page aloud, to the end of the sentence that answers; whether one does."""
    answers = [call["hears"], call.get("or_hears", call["hears"])]
    for sentence in re.split(r"(?<=[.!?])\s+", plain(clerk.page.locator(part).inner_text())):
        clerk.read(sentence)
        if any(fold(each) in fold(sentence) for each in answers):
            return True
    return False


def case(clerk: Clerk, call: Mapping[str, Any], by_words: bool) -> Timed:
    """From the end of a caller's story to the step and the last date told.

    Args:
        clerk: at a fresh page.
        call: the caller's.
        by_words: whether the case begins by what the clerk noted, or by its first question.
    """
    tells = {**USUAL, **call["tells"]}
    if by_words:
        clerk.search(call["types"])
        clerk.choose()
        begins = clerk.page.locator("#avec-mots")
        turn = answered(clerk, begins.click if begins.is_visible() else "F2")
    else:
        turn = answered(clerk, "F2")
    for _ in range(MOST_QUESTIONS):
        if not turn["question"]:
            break
        asked = turn["question"]
        clerk.read(asked["text"])
        clerk.seconds += CALLER_SECONDS
        answer = tells.get(turn["asked"])
        if asked["day"]:
            clerk.type(str(answer))
            turn = answered(clerk, "Enter")
            continue
        titles = [plain(choice["title"]) for choice in asked["choices"]]
        place = titles.index(answer) if answer in titles else len(titles) - 1
        for title in titles[: place + 1]:
            clerk.read(title)
        clerk.choose()
        turn = answered(clerk, str(place + 1))
    step = turn["step"] or {"label": "", "action": ""}
    dates = [plain(date["date"]) for date in turn["dates"]]
    clerk.read(step["label"] + step["action"])
    for date in turn["dates"]:
        clerk.read(date["label"] + date["date"])
    well = step["label"] == call["step"] and (call["last_day"] is None or call["last_day"] in dates)
    clerk.seen = [step["label"], *dates]
    return Timed(call["who"], well, clerk)


def answered(clerk: Clerk, press: str | Callable[[], None]) -> dict[str, Any]:
    """Press a key of the case, or a button; the turn that it leads to, once it is shown."""
    with clerk.waiting(), clerk.page.expect_response("**/accueil/dossier") as response:
        if isinstance(press, str):
            clerk.press(press)
        else:
            press()
    turn: dict[str, Any] = response.value.json()
    with clerk.waiting():
        said = (turn["question"] or {}).get("text", "")
        clerk.page.wait_for_function(
            "said => document.querySelector('#question').textContent === said", arg=said
        )
    return turn


def plain(text: str) -> str:
    """Words without the spaces of typography."""
    return " ".join(text.split())


def told(kind: str, calls: list[Timed], most: float) -> None:
    """One table of calls, and what they make together."""
    print(f"| {kind} | touches | choix | page, s | fiche ouverte, s | en tout, s | juste |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for each in calls:
        clerk, right = each.clerk, "oui" if each.right else f"non : {each.clerk.seen}"
        found = "" if each.found is None else f"{each.found:.1f}"
        cells = (each.who, clerk.keys, clerk.choices, f"{clerk.machine:.2f}", found)
        print(f"| {' | '.join(map(str, cells))} | {each.seconds:.1f} | {right} |")
    opened = [each.found for each in calls if each.found is not None]
    for name, seconds in (("fiche ouverte", opened), ("en tout", [each.seconds for each in calls])):
        if seconds:
            held = sum(took <= most for took in seconds)
            print(f"{name} : {held} sur {len(calls)} en {most:.0f} s, ", end="")
            print(f"médiane {median(seconds):.1f} s, la plus longue {max(seconds):.1f} s")
    print()


def main() -> None:
    """Drive the twenty calls and print what they took."""
    calls = yaml.safe_load(CALLS.read_text(encoding="utf-8"))
    with TemporaryDirectory() as folder:
        store = f"sqlite:///{folder}/conversations.db"
        for running in start_server(STORE_URL=store, DESK_KEY=KEY):
            with sync_playwright() as playwright:
                chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
                browser = playwright.chromium.launch(
                    executable_path=chromium, args=["--no-sandbox"]
                )
                drive(browser, f"{running.url}/accueil", calls)
                browser.close()


def drive(browser: Browser, address: str, calls: Mapping[str, Any]) -> None:
    """All the calls, one after the other, each on a fresh page."""
    token = base64.b64encode(f"accueil:{KEY}".encode()).decode()
    # The page's own policy would not let the moment be seen when it has answered.
    page = browser.new_page(bypass_csp=True, extra_http_headers={"Authorization": f"Basic {token}"})
    with page.expect_response("**/fiches.json") as answer:
        page.goto(address)
    sheets = answer.value.json()

    def fresh() -> Clerk:
        with page.expect_response("**/fiches.json"):
            page.reload()
        page.wait_for_function("document.activeElement.id === 'mots'")
        return Clerk(page, sheets)

    told("question", [question(fresh(), each) for each in calls["questions"]], 15.0)
    for kind, by_words in (("dossier, par ses touches", False), ("dossier, par ses mots", True)):
        told(kind, [case(fresh(), each, by_words) for each in calls["cases"]], 90.0)


if __name__ == "__main__":
    main()

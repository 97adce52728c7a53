"""How long the end of a case is on a phone: twelve lines at most."""

from __future__ import annotations

import subprocess
from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.running import need
from tests.widget.talking import answers, ask_and_wait, button, launcher

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
MOST_LINES = 12
# What is told first, what the last answer says to do, and the lines of its words, not its buttons.
ENDS = {
    "saisir le médiateur": (
        "J'ai écrit à Orange le 3 septembre, aucune réponse.",
        "saisissez le médiateur",
    ),
    "écrire au service consommateurs": (
        "J'ai écrit à Orange le 15 octobre, aucune réponse.",
        "écrivez au service consommateurs",
    ),
    "attendre le service clients": (
        "J'ai écrit à Orange le 10 novembre, aucune réponse.",
        "attendez la réponse du service clients",
    ),
    "réclamer au service clients": ("J'ai un litige avec Orange.", "écrivez au service clients"),
}
LINES = """(answer) => {
  let lines = 0;
  for (const message of answer.querySelectorAll(".message")) {
    const bottoms = new Set();
    const texts = document.createTreeWalker(message, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const { parentElement, data } = texts.currentNode;
      if (!data.trim() || !parentElement.checkVisibility()) continue;
      if (parentElement.closest(".choices, .unseen")) continue;
      const range = new Range();
      range.selectNodeContents(texts.currentNode);
      // Words of two sizes share a line.
      for (const { bottom } of range.getClientRects()) bottoms.add(Math.round(bottom / 12));
    }
    lines += bottoms.size;
  }
  return lines;
}"""


# The letters of Android, on the machine that has them: a wider font makes more lines.
PHONE_FONT = "Roboto"
WITH_PHONE_FONT = f"""() => {{
  for (const host of document.querySelectorAll("*")) {{
    host.shadowRoot?.querySelector(".root").style.setProperty("font-family", "{PHONE_FONT}");
  }}
}}"""


@pytest.fixture(scope="module")
def phone_font() -> None:
    found = subprocess.run(["fc-list", PHONE_FONT], capture_output=True, text=True, check=False)
    need(found.stdout, f"{PHONE_FONT} (Debian : fonts-roboto-unhinted)")


@pytest.mark.usefixtures("phone_font")
@pytest.mark.parametrize("step", ENDS)
def test_the_end_is_short(new_page: Callable[..., Page], server: str, step: str) -> None:
    first, to_do = ENDS[step]
    page = new_page(**PHONE)
    page.goto(server)
    launcher(page).tap()
    page.evaluate(WITH_PHONE_FONT)
    answer = ask_and_wait(page, first)
    while "À faire aujourd'hui" not in answer.inner_text():
        before = answers(page).count()
        button(page, "Non").tap()
        answers(page).nth(before).wait_for()
        answer = answers(page).last
    said = answer.inner_text().replace("\N{NO-BREAK SPACE}", " ")
    assert f"À faire aujourd'hui : {to_do}" in said
    assert answer.evaluate(LINES) <= MOST_LINES

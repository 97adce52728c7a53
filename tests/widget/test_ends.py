"""How long the end of a case is on a phone: the aim is 12 lines, and it never grows."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.widget.talking import answers, ask_and_wait, button, launcher

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
# What is told first, and the lines of what the assistant says at the end: words, not buttons. All
# are above the aim, because the words themselves are: bench/RESULTS.md says which.
ENDS = {
    "saisir le médiateur": ("J'ai écrit à Orange le 3 septembre, aucune réponse.", 56),
    "écrire au service consommateurs": ("J'ai écrit à Orange le 15 octobre, aucune réponse.", 46),
    "attendre le service clients": ("J'ai écrit à Orange le 10 novembre, aucune réponse.", 42),
    "réclamer au service clients": ("J'ai un litige avec Orange, je n'ai pas réclamé.", 32),
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


@pytest.mark.parametrize("step", ENDS)
def test_the_end_does_not_grow(new_page: Callable[..., Page], server: str, step: str) -> None:
    first, most = ENDS[step]
    page = new_page(**PHONE)
    page.goto(server)
    launcher(page).tap()
    answer = ask_and_wait(page, first)
    while "À faire aujourd'hui" not in answer.inner_text():
        before = answers(page).count()
        button(page, "Non").tap()
        answers(page).nth(before).wait_for()
        answer = answers(page).last
    assert f"Votre étape : {step}." in answer.inner_text().replace("\N{NO-BREAK SPACE}", " ")
    lines = answer.evaluate(LINES)
    assert lines <= most

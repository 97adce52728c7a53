"""WCAG 2.2 A and AA in every state, targets, zoom, colours, motion and print."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from typing import Any

import pypdf
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.widget.conftest import Watch
from tests.widget.talking import (
    CHANNEL,
    PHONE,
    QUESTION,
    announced,
    answers,
    ask,
    ask_and_wait,
    assert_accessible,
    button,
    field,
    launcher,
    mine,
    open_menu,
    open_panel,
    panel,
    reply_with,
    to_the_end,
)

TARGET = 44
# Links inside a sentence may be smaller (WCAG 2.2, 2.5.8).
TARGETS = "button, summary, textarea, .file, .plain, .contact a, .alone a"
SCHEMES = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "forced": {"forced_colors": "active"},
}


@pytest.mark.parametrize("scheme", SCHEMES)
def test_axe_finds_nothing_in_any_state(
    new_page: Callable[..., Page], server: str, size: str, scheme: str
) -> None:
    page = new_page(size, **{"forced_colors": "none", **SCHEMES[scheme]})
    page.goto(server)
    expect(launcher(page)).to_be_visible()
    assert_accessible(page)
    open_panel(page)
    expect(panel(page)).to_contain_text(PHONE)
    assert_accessible(page)
    open_menu(page)
    assert_accessible(page)
    to_the_end(page)
    assert_accessible(page)
    before = answers(page).count()
    button(page, "Comment est-ce compté ?").click()
    answers(page).nth(before).wait_for()
    assert_accessible(page)
    page.route(CHANNEL, lambda route: route.fulfill(json=[]), times=1)
    ask(page, QUESTION)
    expect(page.get_by_role("alert")).to_be_visible()
    assert_accessible(page)


@pytest.mark.parametrize("path", ["assistant", "secours", "confidentialite"])
def test_axe_finds_nothing_on_the_pages(
    new_page: Callable[..., Page], server: str, size: str, path: str
) -> None:
    page = new_page(size)
    page.goto(f"{server}/{path}")
    assert_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]


def test_every_target_is_44_px(page: Page) -> None:
    to_the_end(page)
    page.route(CHANNEL, lambda route: route.fulfill(json=[]), times=1)
    ask(page, QUESTION)
    expect(open_menu(page).locator(".contact")).to_be_visible()
    boxes = [
        (target.inner_text(), target.bounding_box())
        for target in panel(page).locator(TARGETS).all()
        if target.is_visible()
    ]
    assert len(boxes) > 6
    assert [
        words for words, box in boxes if box and min(box["width"], box["height"]) < TARGET
    ] == []


def test_nothing_is_cut_on_a_small_screen(new_page: Callable[..., Page], server: str) -> None:
    page = new_page("small")
    page.goto(server)
    open_panel(page)
    ask_and_wait(page, "J'ai écrit à Orange le 3 septembre, aucune réponse.")
    open_menu(page)
    widths = panel(page).evaluate(
        "panel => [panel, ...panel.querySelectorAll('*')].map("
        "  (node) => Math.round(node.getBoundingClientRect().right))"
    )
    assert max(widths) <= 320
    page.keyboard.press("Escape")
    # Each part can be brought into view.
    for part in (button(page, "Fermer"), answers(page).last, field(page)):
        part.scroll_into_view_if_needed()
        expect(part).to_be_in_viewport()


@pytest.mark.parametrize("orientation", [(390, 844), (844, 390)])
def test_a_phone_in_both_orientations(
    new_page: Callable[..., Page], server: str, orientation: tuple[int, int]
) -> None:
    width, height = orientation
    page = new_page(viewport={"width": width, "height": height}, has_touch=True, is_mobile=True)
    page.goto(server)
    launcher(page).tap()
    # Nor the notice and the examples.
    expect(field(page)).not_to_be_focused()
    expect(panel(page).get_by_role("region", name="Conversation")).to_be_focused()
    button(page, "Combien coûte le médiateur ?").tap()
    expect(answers(page)).to_contain_text("gratuite")
    # The keyboard of the screen would hide the answer.
    expect(field(page)).not_to_be_focused()
    expect(answers(page)).to_be_in_viewport()
    if height > width:
        expect(button(page, "Fermer")).to_be_in_viewport(ratio=1)
        expect(field(page)).to_be_in_viewport(ratio=1)
        expect(mine(page)).to_be_in_viewport(ratio=1)
    box = panel(page).bounding_box()
    assert box == {"x": 0, "y": 0, "width": width, "height": height}
    assert_accessible(page)


@pytest.fixture
def large_text(
    launch: Callable[..., Browser], server: str, watch: Watch
) -> Iterator[Callable[[int, int], Page]]:
    """Opens the panel with the browser's own text size at 200 %, which a page may not overrule."""
    large = launch("--blink-settings=defaultFontSize=32")

    def open_one(width: int, height: int) -> Page:
        context = large.new_context(viewport={"width": width, "height": height}, locale="fr-FR")
        watch.watch(context)
        page = context.new_page()
        page.goto(server)
        open_panel(page)
        return page

    yield open_one
    large.close()


def test_text_at_200_percent(large_text: Callable[[int, int], Page]) -> None:
    page = large_text(1000, 700)
    answer = ask_and_wait(page)
    assert answer.evaluate("node => getComputedStyle(node).fontSize") == "36px"
    field(page).scroll_into_view_if_needed()
    expect(button(page, "Envoyer")).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth") <= 1000


def assert_in_reach(page: Page) -> None:
    """Writing, closing and the town hall, all in sight on opening."""
    expect(field(page)).to_be_focused()
    expect(field(page)).to_be_in_viewport(ratio=1)
    expect(button(page, "Fermer")).to_be_in_viewport(ratio=1)
    expect(page.locator(".menu > summary")).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize("screen", [(320, 256), (844, 390), (640, 480), (390, 844)])
def test_what_matters_is_in_sight_on_opening(
    new_page: Callable[..., Page], server: str, screen: tuple[int, int]
) -> None:
    page = new_page(viewport={"width": screen[0], "height": screen[1]})
    page.goto(server)
    open_panel(page)
    assert_in_reach(page)
    ask_and_wait(page)
    button(page, "Fermer").click()
    launcher(page).click()
    assert_in_reach(page)
    website = open_menu(page).locator("a", has_text="argences.com")
    website.scroll_into_view_if_needed()
    expect(website).to_be_in_viewport(ratio=0.9)


def test_what_matters_is_in_sight_with_large_text(large_text: Callable[[int, int], Page]) -> None:
    assert_in_reach(large_text(1000, 700))


# The words that stand on two lines; hyphens, which are fair, are not looked at.
CUT_WORDS = r"""async (panel) => {
  const plain = new CSSStyleSheet();
  plain.replaceSync(".root { hyphens: none !important }");
  panel.getRootNode().adoptedStyleSheets.push(plain);
  const cut = [];
  const texts = document.createTreeWalker(panel, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    if (!texts.currentNode.parentElement.checkVisibility()) continue;
    for (const word of texts.currentNode.data.matchAll(/[\p{L}\d]+/gu)) {
      const range = new Range();
      range.setStart(texts.currentNode, word.index);
      range.setEnd(texts.currentNode, word.index + word[0].length);
      if (range.getClientRects().length > 1) cut.push(word[0]);
    }
  }
  return cut;
}"""


def test_large_text_on_a_phone_does_not_cut_words(
    large_text: Callable[[int, int], Page],
) -> None:
    page = large_text(390, 844)
    ask_and_wait(page)
    assert panel(page).evaluate(CUT_WORDS) == []
    assert page.locator(".root").get_attribute("lang") == "fr"
    rights = panel(page).evaluate(
        "panel => [...panel.querySelectorAll('button, p, h2, textarea')].map("
        "  (node) => Math.round(node.getBoundingClientRect().right))"
    )
    assert max(rights) <= 390


def test_a_panel_that_comes_to_cover_the_page_is_modal(
    new_page: Callable[..., Page], server: str
) -> None:
    page = new_page()
    page.goto(server)
    open_panel(page)
    field(page).fill("Mon brouillon")
    modal = page.locator("dialog:modal")
    expect(modal).to_have_count(0)
    page.set_viewport_size({"width": 400, "height": 700})
    expect(modal).to_have_count(1)
    expect(field(page)).to_be_focused()
    expect(field(page)).to_have_value("Mon brouillon")
    page.set_viewport_size({"width": 1000, "height": 700})
    expect(modal).to_have_count(0)
    expect(panel(page)).to_be_visible()
    expect(field(page)).to_be_focused()


def test_nothing_moves(new_page: Callable[..., Page], server: str) -> None:
    page = new_page(reduced_motion="no-preference")
    page.goto(server)
    open_panel(page)
    page.route(CHANNEL, lambda route: None)
    ask(page, QUESTION)
    expect(page.get_by_text("L’assistant répond…")).to_be_visible()
    assert (
        page.evaluate(
            "document.querySelector('assistant-mairie').shadowRoot.getAnimations().length"
        )
        == 0
    )
    assert page.locator("audio, video").count() == 0


def test_errors_interrupt_and_answers_do_not(page: Page) -> None:
    live = "assistant-mairie [aria-live=assertive], assistant-mairie [role=alert]"
    ask_and_wait(page)
    expect(page.locator(live)).to_have_count(0)
    page.route(CHANNEL, lambda route: route.fulfill(json=[]), times=1)
    ask(page, QUESTION)
    expect(page.locator(live)).to_have_count(1)
    expect(page.locator(live)).to_have_attribute("role", "alert")


def test_the_field_has_a_name_and_a_hint(page: Page) -> None:
    expect(field(page)).to_have_accessible_name("Votre message")
    expect(field(page)).to_have_accessible_description(re.compile("Entrée envoie"))


def test_the_conversation_is_what_is_printed(page: Page) -> None:
    answer = ask_and_wait(page)
    page.emulate_media(media="print")
    expect(answer).to_be_visible()
    for hidden in (field(page), button(page, "Fermer"), button(page, "Les étapes")):
        expect(hidden).to_be_hidden()
    expect(launcher(page)).to_be_hidden()


@pytest.mark.parametrize("path", ["", "assistant"])
@pytest.mark.parametrize("screen", [(1000, 700), (390, 844)])
def test_a_long_conversation_is_printed_whole(
    new_page: Callable[..., Page], server: str, path: str, screen: tuple[int, int]
) -> None:
    page = new_page(viewport={"width": screen[0], "height": screen[1]})
    page.goto(f"{server}/{path}")
    if not path:
        open_panel(page)
    long = "\n".join(f"Ligne {number} de la réponse." for number in range(1, 121))
    reply_with(page, {"text": long})
    ask_and_wait(page)
    printed = paper(page)
    for number in range(1, 121):
        assert printed.count(f"Ligne {number} de la réponse.") == 1, number
    assert printed.count(QUESTION) == 1
    if not path:
        expect(panel(page)).to_be_visible()
        expect(page.locator("dialog:modal")).to_have_count(int(screen[0] < 480))


def paper(page: Page) -> str:
    """The words that come out of the printer."""
    pages: Any = pypdf.PdfReader(io.BytesIO(page.pdf())).pages
    words = " ".join(" ".join(each.extract_text() for each in pages).split())
    return words.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize("colour", ["#fff", "#ffd500", "tomato", "#000"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_any_colour_of_a_town_is_made_readable(
    new_page: Callable[..., Page], server: str, colour: str, scheme: str
) -> None:
    page = new_page(color_scheme=scheme)
    page.goto(f"{server}/secours")
    page.evaluate(
        """async ([address, colour]) => {
          await import(address);
          const assistant = document.createElement("assistant-mairie");
          assistant.dataset.color = colour;
          assistant.dataset.server = new URL(".", address).href;
          document.body.append(assistant);
        }""",
        [f"{server}/widget.js", colour],
    )
    open_panel(page)
    ask_and_wait(page)
    assert_accessible(page)


def test_the_launcher_goes_after_the_focus_came(page: Page) -> None:
    """A screen reader falls silent when what has the focus disappears."""
    page.keyboard.press("Escape")
    expect(launcher(page)).to_be_focused()
    page.evaluate(
        """() => {
          const { shadowRoot } = document.querySelector("assistant-mairie");
          const opener = shadowRoot.querySelector(".launcher");
          window.stops = [];
          shadowRoot.addEventListener("focusin", ({ target }) =>
            window.stops.push([target.className || target.localName, opener.hidden]));
        }"""
    )
    page.keyboard.press("Enter")
    expect(field(page)).to_be_focused()
    expect(launcher(page)).to_be_hidden()
    stops = page.evaluate("window.stops.splice(0)")
    assert stops[-1] == ["textarea", False]
    page.keyboard.press("Escape")
    expect(launcher(page)).to_be_focused()
    assert page.evaluate("window.stops.at(-1)") == ["launcher main", False]


def test_the_announcement_does_not_stay_at_the_page_s_end(
    new_page: Callable[..., Page], server: str
) -> None:
    page = new_page()
    page.clock.install()
    page.goto(server)
    open_panel(page)
    ask_and_wait(page)
    expect(announced(page)).to_contain_text("gratuite")
    page.clock.run_for(6_000)
    expect(announced(page)).to_have_text("")


def test_choices_are_named_by_what_they_answer_in_words(page: Page) -> None:
    expect(
        page.get_by_role("group", name="Écrivez votre question avec vos mots, ou choisissez :")
    ).to_be_visible()
    offered = [{"title": "Oui", "payload": "/affirm"}]
    reply_with(
        page,
        {"text": "Avez-vous écrit **par courrier** ?"},
        {"buttons": offered},
        {"text": "Et **vous** ?", "buttons": offered},
    )
    answer = ask_and_wait(page)
    for words in ("Avez-vous écrit par courrier ?", "Et vous ?"):
        expect(answer.get_by_role("group", name=words, exact=True)).to_have_count(1)


@pytest.mark.parametrize(("path", "level"), [("", 3), ("assistant", 2)])
def test_each_turn_is_a_heading_to_jump_to(
    new_page: Callable[..., Page], server: str, path: str, level: int
) -> None:
    page = new_page()
    page.goto(f"{server}/{path}")
    if not path:
        open_panel(page)
    for question in (QUESTION, "bonjour"):
        ask_and_wait(page, question)
        heading = page.get_by_role("heading", name=f"Vous : {question}", level=level)
        expect(heading).to_have_count(1)


# A phone whose keyboard takes the lower part of the screen, as Safari tells it.
KEYBOARD = """() => {
  const view = new EventTarget();
  Object.assign(view, { height: 844, width: 390, offsetTop: 0, scale: 1 });
  Object.defineProperty(window, "visualViewport", { value: view });
}"""
PHONE_SCREEN = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


def test_the_panel_is_what_the_keyboard_leaves(new_page: Callable[..., Page], server: str) -> None:
    page = new_page(**PHONE_SCREEN)
    page.add_init_script(f"({KEYBOARD})()")
    page.goto(server)
    launcher(page).tap()
    page.evaluate(
        """() => {
          Object.assign(visualViewport, { height: 500, offsetTop: 40 });
          visualViewport.dispatchEvent(new Event("resize"));
        }"""
    )
    assert panel(page).bounding_box() == {"x": 0, "y": 40, "width": 390, "height": 500}
    # Zoomed in, the panel stays as it is.
    page.evaluate(
        """() => {
          Object.assign(visualViewport, { height: 200, offsetTop: 90, scale: 2.5 });
          visualViewport.dispatchEvent(new Event("resize"));
        }"""
    )
    assert panel(page).bounding_box() == {"x": 0, "y": 40, "width": 390, "height": 500}


def test_above_a_keyboard_one_can_write_and_read(
    new_page: Callable[..., Page], server: str
) -> None:
    page = new_page(viewport={"width": 390, "height": 380}, has_touch=True, is_mobile=True)
    page.goto(server)
    launcher(page).tap()
    reply_with(page, {"text": "\n".join(f"Ligne {number}" for number in range(60))})
    ask_and_wait(page)
    for end in ("0", "node.scrollHeight"):
        page.locator("assistant-mairie .talk").evaluate(f"node => (node.scrollTop = {end})")
        expect(field(page)).to_be_in_viewport(ratio=1)
        expect(button(page, "Envoyer")).to_be_in_viewport(ratio=1)
        expect(button(page, "Fermer")).to_be_in_viewport(ratio=1)


def test_the_talk_has_most_of_a_small_laptop_s_panel(
    new_page: Callable[..., Page], server: str
) -> None:
    page = new_page(viewport={"width": 1000, "height": 620})
    page.goto(server)
    open_panel(page)
    box = page.get_by_role("region", name="Conversation").bounding_box()
    assert box
    assert box["height"] >= 430


def test_reading_to_the_end_does_not_scroll_the_page_behind(page: Page) -> None:
    talk = page.get_by_role("region", name="Conversation")
    assert talk.evaluate("node => getComputedStyle(node).overscrollBehavior") == "contain"


def test_a_page_written_from_right_to_left_does_not_turn_it(
    new_page: Callable[..., Page], server: str
) -> None:
    page = new_page()
    page.goto(server)
    page.evaluate("document.documentElement.dir = 'rtl'")
    open_panel(page)
    assert field(page).evaluate("node => getComputedStyle(node).direction") == "ltr"


def test_the_notice_is_said_once(page: Page) -> None:
    expect(panel(page).get_by_text("robot")).to_have_count(1)
    answer = ask_and_wait(page)
    # The first answer says it again: the notice goes.
    expect(answer.get_by_text("robot")).to_have_count(1)
    expect(panel(page).get_by_text("robot").locator("visible=true")).to_have_count(1)


def test_the_conversation_alone_is_printed_from_the_menu(
    new_page: Callable[..., Page], server: str
) -> None:
    page = new_page()
    page.goto(server)
    open_panel(page)
    to_the_end(page)
    page.evaluate("window.print = () => (window.printed = true)")
    open_menu(page)
    button(page, "Imprimer ou enregistrer la conversation").click()
    assert page.evaluate("window.printed")
    printed = paper(page)
    assert "Vous : Non" in printed
    assert "Dernier jour pour saisir le médiateur" in printed
    assert "Vous préférez plus de place" not in printed
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert "Vous préférez plus de place" in paper(page)

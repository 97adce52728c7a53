"""WCAG 2.2 A and AA in every state, targets, zoom, colours, motion and print."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.widget.conftest import Watch
from tests.widget.talking import (
    CHANNEL,
    PHONE,
    QUESTION,
    answers,
    ask,
    ask_and_wait,
    assert_accessible,
    button,
    field,
    launcher,
    mine,
    open_panel,
    panel,
)

TARGET = 44
# Links inside a sentence may be smaller (WCAG 2.2, 2.5.8).
TARGETS = "button, summary, textarea, a.file, a.plain"
SCHEMES = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "forced": {"forced_colors": "active"},
}


@pytest.mark.parametrize("scheme", SCHEMES)
def test_axe_finds_nothing_in_the_four_states(
    new_page: Callable[..., Page], server: str, size: str, scheme: str
) -> None:
    page = new_page(size, **{"forced_colors": "none", **SCHEMES[scheme]})
    page.goto(server)
    expect(launcher(page)).to_be_visible()
    assert_accessible(page)
    open_panel(page)
    expect(panel(page)).to_contain_text(PHONE)
    assert_accessible(page)
    ask_and_wait(page)
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
    ask_and_wait(page, "J'ai écrit à Orange le 3 septembre, aucune réponse.")
    for count in (2, 3):
        button(page, "Non").click()
        expect(answers(page)).to_have_count(count)
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
    widths = panel(page).evaluate(
        "panel => [panel, ...panel.querySelectorAll('*')].map("
        "  (node) => Math.round(node.getBoundingClientRect().right))"
    )
    assert max(widths) <= 320
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
    expect(field(page)).to_be_focused()
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


def test_text_at_200_percent(launch: Callable[..., Browser], server: str, watch: Watch) -> None:
    """The browser's own text size, which a page may not overrule."""
    large = launch("--blink-settings=defaultFontSize=32")
    context = large.new_context(viewport={"width": 1000, "height": 700}, locale="fr-FR")
    watch.watch(context)
    page = context.new_page()
    page.goto(server)
    open_panel(page)
    answer = ask_and_wait(page)
    assert answer.evaluate("node => getComputedStyle(node).fontSize") == "36px"
    field(page).scroll_into_view_if_needed()
    expect(button(page, "Envoyer")).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth") <= 1000
    large.close()


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
          document.body.append(assistant);
        }""",
        [f"{server}/widget.js", colour],
    )
    open_panel(page)
    ask_and_wait(page)
    assert_accessible(page)

"""One conversation, one page: going back, another tab, an erasure; and nothing comes back."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.widget.conftest import Watch
from tests.widget.talking import (
    QUESTION,
    answers,
    ask,
    ask_and_wait,
    erase,
    field,
    mine,
    open_panel,
    sent_messages,
    stored,
)

KEPT_PAGES = "--disable-back-forward-cache"


@pytest.fixture
def going_back(launch: Callable[..., Browser], watch: Watch) -> Iterator[Page]:
    """A page of a browser that keeps the pages it leaves, as those of residents do."""
    browser = launch(ignore_default_args=[KEPT_PAGES])
    context = browser.new_context(locale="fr-FR")
    watch.watch(context)
    # As on a website without https; a page that holds one is not kept by Chromium.
    context.add_init_script(
        "Object.defineProperty(Navigator.prototype, 'locks', { value: undefined })"
    )
    yield context.new_page()
    browser.close()


def test_an_erased_conversation_does_not_come_back_with_the_page(
    going_back: Page, server: str
) -> None:
    page = going_back
    page.goto(server)
    open_panel(page)
    ask_and_wait(page)
    page.goto(f"{server}/assistant")
    expect(answers(page)).to_have_count(1)
    erase(page)
    expect(mine(page)).to_have_count(0)
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Litige")
    expect(mine(page)).to_have_count(0)
    assert stored(page) == "{}"


def test_going_back_loses_no_turn(going_back: Page, server: str) -> None:
    page = going_back
    page.goto(server)
    open_panel(page)
    ask_and_wait(page)
    page.goto(f"{server}/assistant")
    ask_and_wait(page, "quels documents joindre ?")
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Litige")
    if not page.get_by_role("dialog").is_visible():
        open_panel(page)
    expect(mine(page)).to_have_count(2)
    ask_and_wait(page, "et les horaires ?")
    expect(mine(page)).to_have_count(3)
    page.goto(f"{server}/assistant")
    expect(mine(page)).to_have_count(3)


def test_a_page_that_was_kept_shows_what_the_tab_knows_now(opened: Page) -> None:
    opened.evaluate(
        """() => {
          sessionStorage.clear();
          dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }));
        }"""
    )
    expect(mine(opened)).to_have_count(0)
    expect(opened.get_by_role("button", name="Calculer mes dates")).to_be_visible()


@pytest.fixture
def opened(new_page: Callable[..., Page], server: str) -> Page:
    """The town's page, with a conversation."""
    page = new_page()
    page.goto(server)
    open_panel(page)
    ask_and_wait(page, "j'ai écrit à Orange le 3 septembre, aucune réponse")
    return page


def opened_by(page: Page) -> Page:
    """A page that another one opens, with a copy of what the other stored."""
    with page.expect_popup() as popup:
        page.evaluate("open(location.href)")
    copy = popup.value
    open_panel(copy)
    return copy


def test_a_page_opened_by_another_has_its_own_conversation(opened: Page) -> None:
    sent = sent_messages(opened)
    copy = opened_by(opened)
    copy_sent = sent_messages(copy)
    # At once, before the pages had the time to agree.
    ask(copy, QUESTION)
    expect(answers(copy)).to_contain_text("gratuite")
    ask_and_wait(opened, "récapitule mon dossier")
    expect(answers(opened).last).to_contain_text("Orange")
    assert sent[-1]["sender"] != copy_sent[-1]["sender"]
    expect(mine(copy)).to_have_count(1)
    copy.reload()
    open_panel(copy)
    expect(mine(copy)).to_have_count(1)


def test_what_follows_an_erasure_is_not_shared_either(opened: Page) -> None:
    erase(opened)
    ask_and_wait(opened)
    sent = sent_messages(opened)
    copy = opened_by(opened)
    copy_sent = sent_messages(copy)
    ask(copy, "bonjour")
    expect(answers(copy).last).to_be_visible()
    ask_and_wait(opened, "merci")
    assert sent[-1]["sender"] != copy_sent[-1]["sender"]


def test_no_page_goes_on_under_an_erased_number(opened: Page, server: str) -> None:
    """Whatever made two pages show the same conversation, its erasure is that of both."""
    sent = sent_messages(opened)
    kept = opened.evaluate("sessionStorage.getItem('assistant-mairie-1')")
    other = opened.context.new_page()
    other.goto(server)
    # The two pages agree when they are asked; here none was.
    other.evaluate(
        """(kept) => {
          window.heard = [];
          sessionStorage.setItem("assistant-mairie-1", kept);
          const channel = new BroadcastChannel("assistant-mairie-1");
          channel.onmessage = ({ data }) => window.heard.push(data[0]);
        }""",
        kept,
    )
    erase(opened)
    other.wait_for_function("() => window.heard.includes('erased')")
    ask_and_wait(opened)
    assert sent[-1]["sender"] not in kept


def test_the_draft_stays_with_who_loses_the_conversation(opened: Page) -> None:
    field(opened).fill("ma question")
    copy = opened_by(opened)
    expect(mine(copy)).to_have_count(0)
    expect(field(copy)).to_have_value("ma question")
    expect(mine(opened)).to_have_count(1)

"""One line in a town's page: under strict policies, on another origin, silent before opening."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from bot.commands.widget import lines
from tests.town_site import TownSite
from tests.widget.conftest import Watch
from tests.widget.talking import (
    IS_ONLINE,
    NOT_REACHED,
    announced,
    answers,
    ask,
    ask_and_wait,
    button,
    erase,
    launcher,
    mine,
    open_panel,
    panel,
    stored,
)

# The policy that the widget must work under when it is served by the town's own origin.
SAME_ORIGIN_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "require-trusted-types-for 'script'"
)


def one_line(server: str, options: str = "") -> str:
    return f'<script defer src="{server}/widget.js" {options}></script>'


@pytest.fixture
def embed(new_page: Callable[..., Page], town_site: TownSite, server: str) -> Callable[..., Page]:
    """Opens the town's page with a line pasted in it."""

    def open_page(line: str, **options: Any) -> Page:
        town_site.line, town_site.assistant = line, server
        page = new_page(**options)
        page.goto(town_site.url)
        return page

    return open_page


def test_one_line_on_another_origin(embed: Callable[..., Page], server: str, size: str) -> None:
    page = embed(one_line(server), size=size)
    open_panel(page)
    expect(ask_and_wait(page)).to_contain_text("gratuite")
    expect(announced(page)).to_contain_text("gratuite")


def test_under_the_strictest_policy_on_the_same_origin(
    new_page: Callable[..., Page], server: str, size: str
) -> None:
    page = new_page(size)
    page.route(
        f"{server}/commune",
        lambda route: route.fulfill(
            content_type="text/html; charset=utf-8",
            headers={"Content-Security-Policy": SAME_ORIGIN_POLICY},
            body=f'<!doctype html><html lang="fr"><title>Commune</title>{one_line(server)}',
        ),
    )
    page.goto(f"{server}/commune")
    open_panel(page)
    ask_and_wait(page)
    erase(page)
    expect(mine(page)).to_have_count(0)


def test_nothing_is_loaded_stored_or_sent_before_opening(
    embed: Callable[..., Page], server: str, town_site: TownSite, watch: Watch
) -> None:
    page = embed(one_line(server))
    expect(launcher(page)).to_be_visible()
    loaded = [url for url in watch.requested if not url.startswith(town_site.url)]
    assert loaded == [f"{server}/widget.js"]
    assert stored(page) == "{}"
    open_panel(page)
    expect(panel(page)).to_contain_text("2, place du Général-Leclerc")
    assert f"{server}/mairie.json" in watch.requested


def test_no_cookie_and_nothing_that_outlives_the_tab(
    embed: Callable[..., Page], server: str
) -> None:
    page = embed(one_line(server))
    open_panel(page)
    ask_and_wait(page)
    assert page.context.cookies() == []
    assert page.evaluate("localStorage.length") == 0
    assert "assistant-mairie" in stored(page)


def test_the_pinned_line_works_and_another_text_is_refused(
    embed: Callable[..., Page], server: str, watch: Watch
) -> None:
    latest, pinned = lines(server)
    assert latest == one_line(server).replace(" >", ">")
    page = embed(pinned)
    open_panel(page)
    other = pinned.replace("sha384-", "sha384-AAAA")
    page = embed(other)
    expect(page.locator("assistant-mairie")).to_have_count(0)
    assert len(watch.found) == 1
    assert "integrity" in watch.found.pop()


def test_a_website_that_is_not_allowed_gets_no_answer(
    new_page: Callable[..., Page], server: str, town_site: TownSite, watch: Watch
) -> None:
    watch.requests_may_fail = True
    stranger = town_site.url.replace("127.0.0.1", "localhost")
    watch.origins += (stranger,)
    town_site.line, town_site.assistant = one_line(server), server
    page = new_page()
    page.goto(stranger)
    open_panel(page)
    ask(page, "bonjour")
    why = NOT_REACHED[page.evaluate(IS_ONLINE)]
    expect(panel(page).get_by_role("alert")).to_contain_text(why)
    expect(answers(page)).to_have_count(0)
    assert {"CORS" in line for line in watch.found} == {True}
    watch.found.clear()


def test_title_and_colour_are_the_town_s(embed: Callable[..., Page], server: str) -> None:
    page = embed(one_line(server, 'data-title="Besoin d’aide ?" data-color="#ffd500"'))
    opener = button(page, "Besoin d’aide ?")
    # Yellow, made dark enough for white words.
    background = opener.evaluate("button => getComputedStyle(button).backgroundColor")
    red, green, blue = (int(part) for part in background.strip("rgb()").split(", "))
    assert red > green > blue == 0
    assert green < 140
    opener.click()
    expect(page.get_by_role("heading", name="Besoin d’aide ?")).to_be_visible()


@pytest.mark.parametrize("colour", ["bleu", "#12", "transparent", "oklch(0.5 0.1 250)"])
def test_a_colour_that_cannot_be_used_leaves_the_usual_blue(
    embed: Callable[..., Page], server: str, colour: str
) -> None:
    page = embed(one_line(server, f'data-color="{colour}"'))
    background = launcher(page).evaluate("button => getComputedStyle(button).backgroundColor")
    assert background == "rgb(36, 80, 154)"


def test_the_colour_may_come_from_the_page_s_styles(
    embed: Callable[..., Page], server: str
) -> None:
    page = embed("")
    page.evaluate("document.body.style.setProperty('--assistant-mairie-color', 'teal')")
    page.evaluate("address => void import(address)", f"{server}/widget.js")
    page.evaluate("document.body.append(document.createElement('assistant-mairie'))")
    background = launcher(page).evaluate("button => getComputedStyle(button).backgroundColor")
    red, green, blue = (int(part) for part in background.strip("rgb()").split(", "))
    assert red == 0 < green == blue


def test_the_page_s_shortcuts_do_not_hear_what_is_written(
    embed: Callable[..., Page], server: str
) -> None:
    page = embed(one_line(server))
    open_panel(page)
    page.evaluate(
        """for (const type of ["keydown", "keypress", "keyup"]) {
          addEventListener(type, () => (document.title = "Entendu"));
        }"""
    )
    page.keyboard.type("abc")
    page.keyboard.press("Enter")
    expect(answers(page)).to_have_count(1)
    page.keyboard.press("Escape")
    expect(launcher(page)).to_be_focused()
    expect(page).to_have_title("Une commune")


def test_the_server_may_be_elsewhere_and_the_element_written_in_the_page(
    embed: Callable[..., Page], server: str
) -> None:
    page = embed(
        f'<assistant-mairie data-server="{server}" data-title="Aide"></assistant-mairie>'
        + one_line(server)
        + one_line(f"{server}", 'data-title="Une seconde fois"')
    )
    expect(page.locator("assistant-mairie")).to_have_count(1)
    button(page, "Aide").click()
    expect(ask_and_wait(page)).to_contain_text("gratuite")


def test_the_page_s_styles_do_not_reach_it_and_its_own_stay_inside(
    embed: Callable[..., Page], server: str
) -> None:
    page = embed("")
    heading = page.get_by_role("heading", name="Une commune")
    looks = "node => JSON.stringify({...getComputedStyle(node)})"
    before = heading.evaluate(looks)
    page = embed(one_line(server))
    open_panel(page)
    answer = ask_and_wait(page)
    heading = page.get_by_role("heading", name="Une commune")
    assert heading.evaluate(looks) == before
    style = answer.evaluate(
        "node => (({fontSize, letterSpacing, textTransform, color}) =>"
        " [fontSize, letterSpacing, textTransform, color])(getComputedStyle(node))"
    )
    assert style == ["18px", "normal", "none", "rgb(28, 30, 41)"]
    assert page.evaluate("window.scrollY") == 0


def test_never_opens_by_itself(embed: Callable[..., Page], server: str) -> None:
    page = embed(one_line(server))
    open_panel(page)
    ask_and_wait(page)
    page.reload()
    expect(launcher(page)).to_be_visible()
    expect(panel(page)).to_have_count(0)
    expect(launcher(page)).not_to_be_focused()


FRAME = '<iframe src="{}/cadre" title="Assistant" width="900" height="600"></iframe>'


def test_an_allowed_website_shows_it_in_a_frame(embed: Callable[..., Page], server: str) -> None:
    frame = embed(FRAME.format(server)).frame_locator("iframe")
    frame.get_by_label("Votre message").fill("Combien coûte le médiateur ?")
    frame.get_by_label("Votre message").press("Enter")
    expect(frame.locator(".theirs")).to_contain_text("gratuite")
    # A link that opened in the frame would leave the conversation.
    expect(frame.locator("a:not([target=_blank]):not([href^='#']):visible")).to_have_count(0)


def test_any_other_website_shows_an_empty_frame(
    embed: Callable[..., Page], watch: Watch, town_site: TownSite, server: str
) -> None:
    page = embed(FRAME.format(server))
    expect(page.frame_locator("iframe").locator("assistant-mairie")).to_have_count(1)
    # The same pages under another name are another website.
    page.goto(town_site.url.replace("127.0.0.1", "localhost"))
    expect(page.locator("iframe")).to_have_count(1)
    expect(page.frame_locator("iframe").locator("assistant-mairie")).to_have_count(0)
    told, watch.found[:] = list(watch.found), []
    assert any("frame-ancestors" in line for line in told), told

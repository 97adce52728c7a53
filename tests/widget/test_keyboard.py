"""Every function by keyboard alone, with the focus known at each step."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from tests.town_site import TownSite
from tests.widget.talking import (
    QUESTION,
    answers,
    button,
    field,
    launcher,
    menu,
    mine,
    open_panel,
    panel,
)


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def walk(page: Page, key: str, *stops: Locator) -> None:
    """Press a key once for each stop, and find the focus there."""
    for stop in stops:
        page.keyboard.press(key)
        expect(stop).to_be_focused()


def open_town_page(
    new_page: Callable[..., Page], town_site: TownSite, server: str, size: str
) -> Page:
    town_site.line = f'<script defer src="{server}/widget.js"></script>'
    town_site.assistant = server
    page = new_page(size)
    page.goto(town_site.url)
    expect(launcher(page)).to_be_visible()
    return page


def conversation(page: Page) -> Locator:
    return page.get_by_role("region", name="Conversation")


def test_from_the_page_to_an_answer_and_back(
    new_page: Callable[..., Page], town_site: TownSite, server: str, size: str
) -> None:
    page = open_town_page(new_page, town_site, server, size)
    walk(page, "Tab", page.get_by_role("link", name="Un lien de la page"), launcher(page))
    walk(page, "Enter", field(page))
    page.keyboard.type(QUESTION)
    walk(page, "Enter", field(page))
    expect(answers(page)).to_contain_text("gratuite")
    walk(page, "Shift+Tab", button(page, "Les étapes"), button(page, "Saisir en ligne"))
    walk(page, "Tab", button(page, "Les étapes"))
    walk(page, "Enter", field(page))
    expect(mine(page).last).to_contain_text("Les étapes")
    expect(answers(page)).to_have_count(2)
    walk(page, "Escape", launcher(page))
    expect(panel(page)).to_be_hidden()


def test_all_the_stops_of_the_panel_in_order(
    new_page: Callable[..., Page], town_site: TownSite, server: str, size: str
) -> None:
    page = open_town_page(new_page, town_site, server, size)
    launcher(page).focus()
    walk(page, "Enter", field(page))
    before = (
        button(page, "Quand la mairie est-elle ouverte ?"),
        button(page, "Combien coûte le médiateur ?"),
        button(page, "Mon opérateur ne répond pas"),
        button(page, "Calculer mes dates"),
        conversation(page),
        button(page, "Fermer"),
        page.locator(".menu > summary"),
    )
    walk(page, "Shift+Tab", *before)
    walk(page, "Tab", *reversed(before[:-1]), field(page))
    walk(page, "Tab", button(page, "Envoyer"))
    page.locator(".menu > summary").focus()
    press(page, "Enter")
    expect(menu(page).get_by_role("link", name="argences.com")).to_be_visible()
    inside = (
        menu(page).get_by_role("link", name="02 31 27 90 60"),
        menu(page).get_by_role("link", name="argences.com"),
        button(page, "Imprimer ou enregistrer la conversation"),
        button(page, "Effacer la conversation"),
        page.get_by_role("link", name="Vos données"),
    )
    walk(page, "Tab", *inside)
    # Leaving the menu folds it; Escape does too, and leaves the panel open.
    walk(page, "Tab", button(page, "Fermer"))
    expect(menu(page)).to_be_hidden()
    page.locator(".menu > summary").focus()
    press(page, "Enter")
    walk(page, "Tab", inside[0])
    walk(page, "Escape", page.locator(".menu > summary"))
    expect(menu(page)).to_be_hidden()
    expect(panel(page)).to_be_visible()


def test_an_example_the_town_hall_the_sending_and_the_erasing(page: Page) -> None:
    expect(field(page)).to_be_focused()
    walk(page, "Shift+Tab", button(page, "Quand la mairie est-elle ouverte ?"))
    walk(page, "Enter", field(page))
    expect(answers(page)).to_contain_text("ouverte")
    field(page).focus()
    page.keyboard.type("bonjour")
    walk(page, "Tab", button(page, "Envoyer"))
    walk(page, "Enter", field(page))
    expect(answers(page)).to_have_count(2)
    page.locator(".menu > summary").focus()
    press(page, "Enter", "Tab")
    button(page, "Effacer la conversation").focus()
    walk(page, "Enter", field(page))
    expect(mine(page)).to_have_count(0)


def test_a_failure_is_retried(page: Page) -> None:
    page.route("**/webhook", lambda route: route.fulfill(json=[]), times=1)
    page.keyboard.type(QUESTION)
    press(page, "Enter")
    links = page.get_by_role("alert").get_by_role("link")
    expect(links).to_have_count(2)
    walk(page, "Shift+Tab", button(page, "Réessayer"), links.last, links.first)
    walk(page, "Tab", links.last)
    walk(page, "Tab", button(page, "Réessayer"))
    walk(page, "Enter", field(page))
    expect(answers(page)).to_contain_text("gratuite")


def test_a_closed_panel_is_out_of_the_tab_order(
    new_page: Callable[..., Page], town_site: TownSite, server: str, size: str
) -> None:
    page = open_town_page(new_page, town_site, server, size)
    open_panel(page)
    walk(page, "Escape", launcher(page))
    link = page.get_by_role("link", name="Un lien de la page")
    walk(page, "Shift+Tab", link)
    walk(page, "Tab", launcher(page))
    press(page, "Tab")
    expect(panel(page)).to_be_hidden()
    assert page.evaluate("document.activeElement.localName") == "body"


def test_where_the_panel_covers_the_page_the_page_is_out_of_reach(
    new_page: Callable[..., Page], town_site: TownSite, server: str
) -> None:
    page = open_town_page(new_page, town_site, server, "small")
    open_panel(page)
    behind = page.get_by_role("link", name="Un lien de la page")
    for _ in range(15):
        page.keyboard.press("Tab")
        expect(behind).not_to_be_focused()


def test_where_it_does_not_the_page_stays_in_reach(
    new_page: Callable[..., Page], town_site: TownSite, server: str
) -> None:
    page = open_town_page(new_page, town_site, server, "large")
    open_panel(page)
    walk(page, "Shift+Tab", button(page, "Quand la mairie est-elle ouverte ?"))
    page.locator(".menu > summary").focus()
    walk(page, "Shift+Tab", page.get_by_role("link", name="Un lien de la page"))
    expect(panel(page)).to_be_visible()

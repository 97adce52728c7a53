"""A bad network, a slow or stopped server: a French message, the phone, and nothing lost."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.running import RunningServer, free_port, start_server
from tests.widget.conftest import Watch
from tests.widget.talking import (
    CHANNEL,
    PHONE,
    QUESTION,
    answers,
    ask,
    ask_and_wait,
    button,
    erase,
    field,
    menu,
    mine,
    open_menu,
    open_panel,
    panel,
    sent_messages,
    stored,
)


@pytest.fixture(autouse=True)
def _requests_may_fail(watch: Watch) -> None:
    watch.requests_may_fail = True


def alert(page: Page) -> Locator:
    return panel(page).get_by_role("alert")


def assert_told(page: Page, words: str, server: str) -> None:
    """The error in words, with the phone and the page that works without the assistant."""
    expect(alert(page)).to_contain_text(words)
    expect(alert(page).get_by_role("link", name=PHONE)).to_have_attribute("href", "tel:0231279060")
    expect(alert(page).get_by_role("link", name="Les étapes")).to_have_attribute(
        "href", f"{server}/secours"
    )
    expect(mine(page).last).to_contain_text(QUESTION)


@pytest.mark.parametrize(
    ("status", "body", "words"),
    [
        (400, '{"error": "Votre message est vide."}', "Votre message est vide."),
        (429, '{"error": "Trop de messages à la fois."}', "Trop de messages à la fois."),
        (413, '{"error": "La demande est trop longue."}', "La demande est trop longue."),
        (403, '{"error": "Forbidden"}', "L’assistant n’a pas pu répondre."),
        (503, '{"error": "Bad Gateway"}', "L’assistant n’a pas pu répondre."),
        (404, "<h1>Not found</h1>", "L’assistant n’a pas pu répondre."),
        (500, "", "L’assistant n’a pas pu répondre."),
        (502, "<h1>Bad Gateway</h1>", "L’assistant n’a pas pu répondre."),
        (200, "[]", "L’assistant n’a pas pu répondre."),
        (200, "<h1>Bienvenue</h1>", "L’assistant n’a pas pu répondre."),
    ],
)
def test_an_error_is_told_in_french_with_the_phone(
    page: Page, server: str, status: int, body: str, words: str
) -> None:
    page.route(CHANNEL, lambda route: route.fulfill(status=status, body=body))
    ask(page, QUESTION)
    assert_told(page, words, server)
    for english in ("Bad Gateway", "Forbidden"):
        expect(panel(page)).not_to_contain_text(english)


def test_offline_is_said_and_the_message_goes_once_back(page: Page, server: str) -> None:
    page.context.set_offline(True)
    ask(page, QUESTION)
    assert_told(page, "Vous n’êtes plus connecté à internet.", server)
    page.context.set_offline(False)
    button(page, "Réessayer").click()
    expect(answers(page)).to_contain_text("gratuite")
    expect(alert(page)).to_have_count(0)
    expect(mine(page)).to_have_count(1)
    expect(field(page)).to_be_focused()


def test_gives_up_after_20_seconds(new_page: Callable[..., Page], server: str) -> None:
    page = new_page()
    page.clock.install()
    page.goto(server)
    open_panel(page)
    page.route(CHANNEL, lambda route: None)
    ask(page, QUESTION)
    page.clock.run_for(19_000)
    expect(page.get_by_text("L’assistant répond…")).to_be_visible()
    expect(alert(page)).to_have_count(0)
    page.clock.run_for(1_500)
    assert_told(page, "La réponse tarde trop.", server)


def test_an_answer_that_came_too_late_is_not_lost_by_sending_again(page: Page) -> None:
    """The server takes the message once: it answers the second sending like the first."""
    sent = sent_messages(page)
    ask_and_wait(page)

    def answer_lost(route: Route) -> None:
        route.fetch()
        route.abort()

    page.route(CHANNEL, answer_lost, times=1)
    ask(page, "J'ai écrit à Orange le 3 septembre, aucune réponse.")
    button(page, "Réessayer").click()
    expect(answers(page).last).to_contain_text("J'ai noté : opérateur : Orange")
    first, second = sent[1:]
    assert first == second


def test_nothing_is_sent_again_by_itself(page: Page) -> None:
    sent = sent_messages(page)
    page.route(CHANNEL, lambda route: route.abort(), times=1)
    ask(page, QUESTION)
    expect(alert(page)).to_be_visible()
    page.reload()
    open_panel(page)
    expect(alert(page)).to_be_visible()
    assert len(sent) == 1
    button(page, "Réessayer").click()
    expect(answers(page)).to_contain_text("gratuite")
    assert sent[0] == sent[1]


def test_a_reload_while_waiting_keeps_the_message(page: Page, server: str) -> None:
    page.route(CHANNEL, lambda route: None)
    ask(page, QUESTION)
    expect(page.get_by_text("L’assistant répond…")).to_be_visible()
    page.reload()
    open_panel(page)
    assert_told(page, "L’assistant n’a pas pu répondre. Votre message est gardé.", server)


def test_erasing_here_does_not_wait_for_the_server(page: Page) -> None:
    ask_and_wait(page)
    page.route("**/webhooks/rest/erase", lambda route: route.abort(), times=1)
    erase(page)
    expect(alert(page)).to_contain_text("La conversation est effacée ici.")
    expect(alert(page)).to_contain_text("24 heures après votre dernier message")
    expect(mine(page)).to_have_count(0)
    assert stored(page) == "{}"
    button(page, "Réessayer").click()
    expect(page.get_by_text("La conversation est effacée, ici et sur le serveur.")).to_be_visible()
    expect(alert(page)).to_have_count(0)


def test_the_phone_is_known_when_the_town_hall_s_details_are_not(
    new_page: Callable[..., Page], server: str
) -> None:
    page = new_page()
    page.route("**/mairie.json", lambda route: route.abort())
    page.goto(server)
    open_panel(page)
    expect(open_menu(page).get_by_role("link", name=PHONE)).to_be_visible()
    expect(menu(page).get_by_role("link", name="Les étapes")).to_be_visible()


def test_the_town_hall_s_details_are_asked_for_at_each_opening(
    new_page: Callable[..., Page], server: str
) -> None:
    page = new_page()
    page.goto(server)
    page.route("**/mairie.json", lambda route: route.fulfill(json={"hours": "Ouverte."}), times=1)
    open_panel(page)
    hall = menu(page)
    expect(hall).to_contain_text("Ouverte.")
    page.route("**/mairie.json", lambda route: route.fulfill(json={"hours": "Fermée."}), times=1)
    open_menu(page)
    expect(hall).to_contain_text("Fermée.")
    expect(hall).not_to_contain_text("Ouverte.")
    button(page, "Fermer").click()
    page.route("**/mairie.json", lambda route: route.abort())
    open_panel(page)
    open_menu(page)
    expect(hall.get_by_role("link", name=PHONE)).to_be_visible()
    expect(hall).not_to_contain_text("Fermée.")


def test_the_town_hall_s_details_are_not_awaited_for_ever(
    new_page: Callable[..., Page], server: str
) -> None:
    page = new_page()
    page.clock.install()
    page.goto(server)
    page.route("**/mairie.json", lambda route: None)
    open_panel(page)
    page.clock.run_for(21_000)
    expect(open_menu(page).get_by_role("link", name="Les étapes")).to_be_visible()


@pytest.mark.parametrize(
    "kept",
    [
        "5",
        "{",
        '{"sender": "x"}',
        "null",
        '{"sender": "x", "draft": "", "turns": [null]}',
        '{"sender": "x", "draft": "", "turns": [{}]}',
        '{"sender": 5, "draft": "", "turns": []}',
    ],
)
def test_what_cannot_be_read_back_is_a_new_conversation(page: Page, kept: str) -> None:
    page.evaluate("kept => sessionStorage.setItem('assistant-mairie-1', kept)", kept)
    page.reload()
    open_panel(page)
    expect(mine(page)).to_have_count(0)
    expect(ask_and_wait(page)).to_contain_text("gratuite")


# What no answer of ours is: neither a dead button nor an English word comes of it.
UNREADABLE = [
    "[null]",
    "[{}]",
    '[{"text": 5}]',
    '[{"text": "  "}]',
    '[{"buttons": [null]}]',
    '[{"text": "Oui ?", "buttons": [{"title": "Oui"}]}]',
    '[{"custom": {"type": "steps"}}]',
    '[{"custom": {"type": "steps", "steps": [{"label": "Saisir"}]}}]',
    '[{"custom": {"type": "file", "url": "x"}}]',
    '[{"custom": {"type": "contact"}}]',
    '[{"text": "Bonjour"}, 5, null]',
    '{"text": "Bonjour"}',
]


@pytest.mark.parametrize("body", UNREADABLE)
def test_an_answer_that_cannot_be_read_is_an_error(page: Page, server: str, body: str) -> None:
    page.route(CHANNEL, lambda route: route.fulfill(status=200, body=body), times=1)
    ask(page, QUESTION)
    assert_told(page, "L’assistant n’a pas pu répondre. Votre message est gardé.", server)
    expect(answers(page)).to_have_count(0)
    button(page, "Réessayer").click()
    expect(answers(page)).to_contain_text("gratuite")


def test_a_kept_answer_that_cannot_be_read_is_an_error(page: Page, server: str) -> None:
    turn = {"title": QUESTION, "message": QUESTION, "id": "1", "replies": [None]}
    kept = json.dumps({"sender": "x", "draft": "", "turns": [turn]})
    page.evaluate("kept => sessionStorage.setItem('assistant-mairie-1', kept)", kept)
    page.reload()
    open_panel(page)
    assert_told(page, "L’assistant n’a pas pu répondre. Votre message est gardé.", server)


@pytest.fixture
def restartable(tmp_path: Path, watch: Watch) -> Iterator[Callable[[], RunningServer]]:
    """Starts a server at the same address each time, in the place of the one before."""
    port, store = free_port(), f"sqlite:///{tmp_path / 'conversations.db'}"
    serving: list[Iterator[RunningServer]] = []

    def start() -> RunningServer:
        serving.append(start_server(port, STORE_URL=store))
        running = next(serving[-1])
        watch.origins += (running.url,)
        return running

    yield start
    for generator in serving:
        generator.close()


def test_a_server_stopped_in_mid_talk_and_back(
    new_page: Callable[..., Page], restartable: Callable[[], RunningServer]
) -> None:
    running = restartable()
    page = new_page()
    page.goto(running.url)
    open_panel(page)
    ask_and_wait(page, "J'ai écrit à Orange le 3 septembre, aucune réponse.")
    running.stop()
    ask(page, "Non")
    expect(alert(page)).to_contain_text(f"appeler la mairie au {PHONE}")
    restartable()
    button(page, "Réessayer").click()
    expect(answers(page).last).to_contain_text("Un tribunal ou un autre médiateur")

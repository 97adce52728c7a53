"""The page at `/`, used as residents use it: by keyboard, on a small screen, on a bad network."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import (
    ConsoleMessage,
    Locator,
    Page,
    Request,
    Route,
    expect,
)

CHANNEL = "**/webhooks/rest/webhook"
QUESTION = "Combien coûte le médiateur ?"


def field(page: Page) -> Locator:
    return page.get_by_label("Votre message")


def ask(page: Page, question: str) -> None:
    field(page).fill(question)
    field(page).press("Enter")


def log(page: Page) -> Locator:
    return page.get_by_role("log")


def answers(page: Page) -> Locator:
    return log(page).locator(".theirs")


def wait_for_answer(page: Page) -> None:
    expect(log(page)).to_have_attribute("aria-busy", "false")
    expect(answers(page).last).to_be_visible()


def reply_with(page: Page, *replies: dict[str, object]) -> None:
    body = json.dumps([{"recipient_id": "essai", **reply} for reply in replies])
    page.route(CHANNEL, lambda route: route.fulfill(content_type="application/json", body=body))


def sent_messages(page: Page) -> list[dict[str, str]]:
    """The bodies sent to the channel from now on; the list grows."""
    sent: list[dict[str, str]] = []

    def note(request: Request) -> None:
        if request.method == "POST":
            sent.append(request.post_data_json or {})

    page.on("request", note)
    return sent


def assert_accessible(page: Page) -> None:
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def test_says_it_is_a_robot_and_what_not_to_write(page: Page) -> None:
    expect(page).to_have_title("Assistant litiges télécom")
    expect(page.locator("html")).to_have_attribute("lang", "fr")
    notice = page.get_by_role("banner")
    for words in ("robot", "ni nom", "ni adresse", "ni numéro de contrat"):
        expect(notice).to_contain_text(words)


def test_a_question_and_a_button_by_keyboard_alone(page: Page) -> None:
    for _ in range(10):
        page.keyboard.press("Tab")
        if field(page).evaluate("field => field === document.activeElement"):
            break
    expect(field(page)).to_be_focused()
    page.keyboard.type(QUESTION)
    page.keyboard.press("Enter")
    expect(log(page)).to_contain_text(QUESTION)
    expect(answers(page).last).to_contain_text("gratuit")
    expect(field(page)).to_be_focused()
    expect(field(page)).to_have_value("")

    offers = log(page).get_by_role("button")
    chosen, before = offers.last.inner_text(), answers(page).count()
    page.keyboard.press("Shift+Tab")
    expect(offers.last).to_be_focused()
    page.keyboard.press("Enter")
    expect(log(page).locator(".mine").last).to_contain_text(chosen)
    expect(answers(page)).not_to_have_count(before)
    expect(field(page)).to_be_focused()


def test_an_example_is_answered(page: Page) -> None:
    example = page.get_by_role("main").get_by_role("button").first
    words = example.inner_text()
    example.click()
    expect(log(page).locator(".mine")).to_contain_text(words)
    wait_for_answer(page)


def test_a_button_sends_its_payload_and_old_buttons_go(page: Page) -> None:
    sent = sent_messages(page)
    offers = [{"title": "Les étapes", "payload": "/ask_steps"}, {"title": "Non", "payload": "/no"}]
    reply_with(page, {"text": "Et ensuite ?", "buttons": offers})
    ask(page, "bonjour")
    page.get_by_role("button", name="Les étapes").click()
    expect(log(page).locator(".mine").last).to_contain_text("Les étapes")
    expect(answers(page)).to_have_count(2)
    assert [body["message"] for body in sent] == ["bonjour", "/ask_steps"]
    expect(log(page).get_by_role("button")).to_have_count(2)


def test_works_under_a_strict_policy_with_nothing_from_elsewhere(
    new_page: Callable[..., Page], server: str
) -> None:
    page = new_page()
    errors: list[str] = []
    requested: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))

    def note(line: ConsoleMessage) -> None:
        # The browser asks for this one by itself.
        if line.type in ("error", "warning") and "/favicon.ico" not in line.location["url"]:
            errors.append(line.text)

    page.on("console", note)
    page.on("request", lambda request: requested.append(request.url))
    response = page.goto(server)
    ask(page, QUESTION)
    wait_for_answer(page)
    assert response is not None
    policy = response.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert errors == []
    assert [url for url in requested if not url.startswith(server)] == []


def test_a_cut_connection_loses_nothing_and_the_message_can_be_resent(page: Page) -> None:
    page.route(CHANNEL, lambda route: route.abort(), times=1)
    ask(page, QUESTION)
    retry = page.get_by_role("button", name="Réessayer")
    expect(retry).to_be_visible()
    expect(log(page)).to_contain_text(QUESTION)
    retry.click()
    expect(answers(page).last).to_contain_text("gratuit")
    expect(retry).to_have_count(0)
    expect(log(page).locator(".mine")).to_have_count(1)
    expect(field(page)).to_be_focused()


@pytest.mark.parametrize(
    ("status", "body", "shown"),
    [
        (429, '{"error": "Patientez une minute."}', "Patientez une minute."),
        (502, "<h1>Bad Gateway</h1>", "L’assistant n’a pas pu répondre"),
        (200, "[]", "L’assistant n’a pas pu répondre"),
    ],
)
def test_an_error_is_told_in_french(page: Page, status: int, body: str, shown: str) -> None:
    page.route(CHANNEL, lambda route: route.fulfill(status=status, body=body))
    ask(page, QUESTION)
    expect(log(page)).to_contain_text(shown)
    expect(page.get_by_role("button", name="Réessayer")).to_be_visible()
    expect(log(page)).not_to_contain_text("Bad Gateway")


def test_gives_up_after_15_seconds(new_page: Callable[..., Page], server: str) -> None:
    page = new_page()
    page.clock.install()
    page.goto(server)
    page.route(CHANNEL, lambda route: None)
    ask(page, QUESTION)
    page.clock.run_for(14_000)
    expect(log(page)).to_have_attribute("aria-busy", "true")
    page.clock.run_for(1_500)
    expect(log(page)).to_contain_text("tarde trop")
    expect(page.get_by_role("button", name="Réessayer")).to_be_visible()


def test_a_second_message_waits_in_the_field(page: Page) -> None:
    held: list[Route] = []
    page.route(CHANNEL, lambda route: held.append(route))
    ask(page, QUESTION)
    expect(log(page)).to_have_attribute("aria-busy", "true")
    expect(page.get_by_text("L’assistant répond")).to_be_visible()
    ask(page, "et les horaires ?")
    send = page.get_by_role("button", name="Envoyer")
    expect(send).to_be_disabled()
    send.click(force=True)
    expect(field(page)).to_have_value("et les horaires ?")
    assert len(held) == 1
    held[0].fulfill(json=[{"recipient_id": "essai", "text": "C'est gratuit."}])
    wait_for_answer(page)
    field(page).press("Enter")
    expect(log(page).locator(".mine")).to_have_count(2)


def test_a_long_message_is_counted_and_never_cut(page: Page) -> None:
    sent = sent_messages(page)
    field(page).fill("a" * 910)
    expect(page.get_by_text("Il reste 90 caractères.")).to_be_visible()
    ask(page, "a" * 1001)
    expect(page.get_by_text("trop long de 1 caractère.")).to_be_visible()
    expect(field(page)).to_have_value("a" * 1001)
    assert sent == []
    ask(page, "a" * 1000)
    wait_for_answer(page)
    assert [len(body["message"]) for body in sent] == [1000]


def test_a_reload_keeps_the_conversation_and_a_new_one_forgets_it(page: Page) -> None:
    sent = sent_messages(page)
    ask(page, QUESTION)
    wait_for_answer(page)
    page.reload()
    expect(answers(page).last).to_contain_text("gratuit")
    ask(page, "bonjour")
    wait_for_answer(page)
    page.get_by_role("button", name="Nouvelle conversation").click()
    expect(log(page)).to_be_empty()
    expect(field(page)).to_be_focused()
    ask(page, "bonjour")
    wait_for_answer(page)
    first, same, other = (body["sender"] for body in sent)
    assert re.fullmatch(
        r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", first
    )
    assert first == same != other


def test_text_is_never_read_as_html_and_addresses_are_links(page: Page) -> None:
    text = (
        "<b>Saisie</b> sur https://www.mediation-telecom.org/saisir-le-mediateur.\n"
        "- la mairie : argences.com, 02 31 27 90 60 ;\n"
        "- son courriel : mairie@argences.com"
    )
    reply_with(page, {"text": text})
    ask(page, "bonjour")
    answer = answers(page).last
    expect(answer).to_contain_text("<b>Saisie</b>")
    expect(answer.get_by_role("listitem")).to_have_count(2)
    targets = [link.get_attribute("href") for link in answer.get_by_role("link").all()]
    assert targets == [
        "https://www.mediation-telecom.org/saisir-le-mediateur",
        "https://argences.com",
        "tel:0231279060",
        "mailto:mairie@argences.com",
    ]


def test_a_file_can_be_downloaded_and_a_script_is_not_one(page: Page, server: str) -> None:
    file = {"type": "file", "name": "lettre.pdf", "mime": "application/pdf", "size": 34_567}
    reply_with(
        page,
        {"text": "Votre lettre.", "custom": {**file, "url": "/documents/abc"}},
        {"text": "Une autre.", "custom": {**file, "url": "javascript:alert(1)"}},
    )
    ask(page, "ma lettre")
    expect(answers(page)).to_have_count(2)
    link = log(page).get_by_role("link", name="Télécharger lettre.pdf (34 Ko)")
    expect(link).to_have_count(1)
    assert link.evaluate("link => link.href") == server.rstrip("/") + "/documents/abc"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(new_page: Callable[..., Page], server: str, scheme: str) -> None:
    page = new_page(color_scheme=scheme)
    page.goto(server)
    assert_accessible(page)
    ask(page, QUESTION)
    wait_for_answer(page)
    assert_accessible(page)
    page.route(CHANNEL, lambda route: route.abort(), times=1)
    ask(page, QUESTION)
    expect(page.get_by_role("button", name="Réessayer")).to_be_visible()
    assert_accessible(page)


def test_fits_a_narrow_screen_with_large_text_and_targets(
    new_page: Callable[..., Page], server: str
) -> None:
    page = new_page(viewport={"width": 320, "height": 640})
    page.goto(server)
    ask(page, "quelles sont les étapes ?")
    wait_for_answer(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert (
        page.evaluate("parseFloat(getComputedStyle(document.querySelector('.theirs')).fontSize)")
        >= 18
    )
    boxes = [button.bounding_box() for button in page.get_by_role("button").all()]
    assert all(box and min(box["width"], box["height"]) >= 44 for box in boxes)

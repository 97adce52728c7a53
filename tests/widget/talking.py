"""What residents do with the widget, and where the answers are."""

import json
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, Request, expect

CHANNEL = "**/webhooks/rest/webhook"
TITLE = "Assistant litiges télécom"
QUESTION = "Combien coûte le médiateur ?"
SILENT_FOR_TWO_MONTHS = "J'ai écrit à Orange le 3 septembre, aucune réponse."
PHONE = "02 31 27 90 60"
# Whether the engine has a network: on a machine with none, it says so first.
IS_ONLINE = "navigator.onLine"
NOT_REACHED = {
    True: "La connexion avec l’assistant ne passe pas.",
    False: "Vous n’êtes plus connecté à internet.",
}
ACCESSIBILITY = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
}


def launcher(page: Page) -> Locator:
    return page.get_by_role("button", name=TITLE)


def panel(page: Page) -> Locator:
    return page.get_by_role("dialog", name=TITLE)


def open_panel(page: Page) -> None:
    launcher(page).click()
    expect(panel(page)).to_be_visible()


def menu(page: Page) -> Locator:
    """What « Menu » shows: the town hall, printing, erasing, the privacy page."""
    return page.locator("assistant-mairie .menu .sheet")


def open_menu(page: Page) -> Locator:
    page.locator("assistant-mairie .menu > summary").click()
    expect(menu(page)).to_be_visible()
    return menu(page)


def erase(page: Page) -> None:
    open_menu(page)
    button(page, "Effacer la conversation").click()


def button(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=name, exact=True)


def field(page: Page) -> Locator:
    return page.get_by_label("Votre message")


def ask(page: Page, question: str) -> None:
    field(page).fill(question)
    field(page).press("Enter")


def mine(page: Page) -> Locator:
    """What the resident said, one block a turn."""
    return page.locator(".mine")


def answers(page: Page) -> Locator:
    """What the assistant said, one block a turn."""
    return page.locator(".theirs")


def ask_and_wait(page: Page, question: str = QUESTION) -> Locator:
    """Ask, and return the block of the answer."""
    before = answers(page).count()
    ask(page, question)
    expect(answers(page)).to_have_count(before + 1)
    return answers(page).last


def to_the_end(page: Page) -> Locator:
    """Walk the guided path of someone who may refer, and return the block of its end."""
    ask_and_wait(page, SILENT_FOR_TWO_MONTHS)
    for _ in range(2):
        before = answers(page).count()
        button(page, "Non").click()
        expect(answers(page)).to_have_count(before + 1)
    return answers(page).last


def announced(page: Page) -> Locator:
    """The polite live region, outside the shadow root."""
    return page.locator("assistant-mairie > [aria-live=polite]")


def stored(page: Page) -> str:
    kept: str = page.evaluate("JSON.stringify({...sessionStorage})")
    return kept


def reply_with(page: Page, *replies: dict[str, Any]) -> None:
    """Answer the next messages in the assistant's place."""
    body = json.dumps([{"recipient_id": "essai", **reply} for reply in replies])
    page.route(CHANNEL, lambda route: route.fulfill(content_type="application/json", body=body))


def sent_messages(page: Page) -> list[dict[str, Any]]:
    """The bodies sent to the channel from now on; the list grows."""
    sent: list[dict[str, Any]] = []

    def note(request: Request) -> None:
        if request.method == "POST" and request.url.endswith("/webhook"):
            sent.append(json.loads(request.post_data or ""))

    page.on("request", note)
    return sent


def assert_accessible(page: Page) -> None:
    found = Axe().run(page, options=ACCESSIBILITY)
    assert found.violations_count == 0, found.generate_report()

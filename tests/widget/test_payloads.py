"""What the assistant sends beside its words: files, dates, a contact, and what is not known yet."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.widget.talking import announced, answers, ask_and_wait, reply_with

LETTER = {"type": "file", "name": "lettre.pdf", "mime": "application/pdf"}


def test_a_file_takes_the_place_of_its_address(page: Page, server: str) -> None:
    url = f"{server}/documents/{'x' * 200}/lettre.pdf"
    reply_with(page, {"text": f"Votre lettre : {url}", "custom": {**LETTER, "url": url}})
    answer = ask_and_wait(page, "ma lettre")
    link = answer.get_by_role("link")
    expect(link).to_have_count(1)
    expect(link).to_have_text("Votre lettre (PDF)")
    expect(link).to_have_attribute("href", url)
    expect(link).to_have_attribute("download", "lettre.pdf")
    expect(answer.locator(".message")).to_have_text("Votre lettre (PDF)")


def test_a_file_alone_and_of_unknown_size(page: Page, server: str) -> None:
    file = {"type": "file", "name": "dates.ics", "url": "documents/abc"}
    reply_with(page, {"text": "Vos dates."}, {"custom": file})
    link = ask_and_wait(page, "mes dates").get_by_role("link", name="dates.ics (ICS)")
    expect(link).to_have_attribute("href", f"{server}/documents/abc")


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "http://["])
def test_a_file_that_is_not_on_the_web_is_not_one(page: Page, url: str) -> None:
    reply_with(page, {"text": "Votre lettre.", "custom": {**LETTER, "url": url}})
    answer = ask_and_wait(page, "ma lettre")
    expect(answer).to_contain_text("Votre lettre.")
    expect(answer.get_by_role("link")).to_have_count(0)


def test_steps_are_an_ordered_list_with_states_in_words(page: Page) -> None:
    steps = [
        {"label": "Réclamation", "date": "jeudi 3 septembre 2026", "state": "fait"},
        {
            "label": "Saisir le médiateur",
            "date": "mercredi 4 novembre 2026",
            "state": "dans 12 jours",
            "detail": "3 septembre + 2 mois.",
        },
    ]
    text = "Vos dates :\n- jeudi 3 septembre 2026\n- mercredi 4 novembre 2026"
    reply_with(page, {"text": text, "custom": {"type": "steps", "steps": steps}})
    answer = ask_and_wait(page, "mes dates")
    items = answer.locator("ol.steps").get_by_role("listitem")
    expect(items).to_have_text(
        [
            "jeudi 3 septembre 2026 faitRéclamation",
            "mercredi 4 novembre 2026 dans 12 joursSaisir le médiateur3 septembre + 2 mois.",
        ]
    )
    expect(announced(page)).to_contain_text("mercredi 4 novembre 2026 dans 12 jours")
    words = items.last.evaluate("item => item.textContent").replace("\N{NO-BREAK SPACE}", "~")
    assert words.startswith("mercredi 4~novembre 2026 dans 12~joursSaisir le médiateur")


def test_each_kind_of_day_has_its_own_shape_and_a_later_one_the_usual(page: Page) -> None:
    kinds = ["done", "open", "coming", "last", "over", "of tomorrow"]
    steps = [{"label": kind, "date": "lundi", "state": "mot", "kind": kind} for kind in kinds]
    reply_with(page, {"custom": {"type": "steps", "steps": steps}})
    answer = ask_and_wait(page, "mes dates")
    shapes = answer.locator("ol.steps > li").evaluate_all(
        """items => items.map((item) => {
          const { borderRadius, borderWidth, borderStyle, rotate, scale } =
            getComputedStyle(item, "::before");
          return [borderRadius, borderWidth, borderStyle, rotate, scale].join(" ");
        })"""
    )
    assert len(set(shapes[:5])) == 5
    assert shapes[5] == shapes[2]


def test_a_contact_is_a_card_with_links(page: Page) -> None:
    card = {
        "type": "contact",
        "name": "Mairie",
        "phone": "02 31 27 90 60",
        "address": "2, place du Général-Leclerc, 14370 Argences",
        "hours": "- lundi : de 9 h à midi\n- mardi : fermée",
        "website": "https://argences.com",
    }
    reply_with(page, {"text": "Voici.", "custom": card}, {"custom": {"type": "contact"}})
    answer = ask_and_wait(page, "la mairie")
    shown = answer.locator(".contact").first
    expect(shown.get_by_role("link", name="02 31 27 90 60")).to_have_attribute(
        "href", "tel:0231279060"
    )
    expect(shown.get_by_role("link", name="argences.com")).to_have_attribute(
        "href", "https://argences.com"
    )
    expect(shown.get_by_role("listitem")).to_have_count(2)
    expect(shown).to_contain_text("Adresse : 2, place du Général-Leclerc, 14370 Argences")


@pytest.mark.parametrize(
    "reply",
    [
        {"text": "Une carte.", "custom": {"type": "map", "latitude": 49.1}},
        {"custom": {"type": "map", "text": "Une carte."}},
        {"text": "Une carte.", "custom": {"text": "Un plan."}},
    ],
)
def test_an_unknown_payload_shows_its_text(page: Page, reply: dict[str, Any]) -> None:
    reply_with(page, reply)
    expect(ask_and_wait(page, "où ?").locator(".message")).to_have_text("Une carte.")


def test_the_same_words_on_several_buttons_are_told_apart(page: Page) -> None:
    change = [{"title": "Changer", "payload": "/tell_case"}]
    reply_with(
        page,
        {"text": "Opérateur : Orange", "buttons": change},
        {"text": "Réclamation : le 3 septembre", "buttons": change},
    )
    answer = ask_and_wait(page, "revoir")
    for words in ("Opérateur : Orange", "Réclamation : le 3 septembre"):
        group = answer.get_by_role("group", name=words)
        expect(group.get_by_role("button", name="Changer")).to_have_count(1)


def test_text_is_never_read_as_html(page: Page) -> None:
    reply_with(page, {"text": "<b>Saisie</b> <img src=x onerror=alert(1)>"})
    answer = ask_and_wait(page, "<i>bonjour</i>")
    expect(answer).to_contain_text("<b>Saisie</b> <img src=x onerror=alert(1)>")
    expect(page.locator(".mine")).to_contain_text("<i>bonjour</i>")
    expect(answers(page).locator("b, i, img")).to_have_count(0)

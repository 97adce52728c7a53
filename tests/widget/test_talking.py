"""A conversation in the widget, against the real assistant."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from tests.widget.talking import (
    CHANNEL,
    QUESTION,
    SILENT_FOR_TWO_MONTHS,
    announced,
    answers,
    ask,
    ask_and_wait,
    button,
    erase,
    field,
    launcher,
    mine,
    open_menu,
    open_panel,
    panel,
    reply_with,
    sent_messages,
    stored,
)


def test_says_it_is_a_robot_and_what_not_to_write(page: Page) -> None:
    for words in ("robot", "ni nom", "ni adresse", "ni numéro de contrat"):
        expect(panel(page)).to_contain_text(words)


def test_each_message_says_who_speaks(page: Page) -> None:
    answer = ask_and_wait(page)
    expect(mine(page)).to_have_text(re.compile(r"^Vous\s:\s*Combien coûte le médiateur \?$"))
    expect(answer).to_have_text(re.compile(r"^Assistant\s:"))
    expect(answer).to_contain_text("gratuite")


def test_one_turn_is_one_block_and_one_announcement(page: Page) -> None:
    page.evaluate(
        """() => {
          const region = document.querySelector("assistant-mairie > [aria-live]");
          window.announcements = [];
          new MutationObserver(() => window.announcements.push(region.textContent))
            .observe(region, { childList: true, characterData: true, subtree: true });
        }"""
    )
    answer = ask_and_wait(page)
    expect(answer.locator(".message")).to_have_count(2)
    expect(announced(page)).to_contain_text("gratuite")
    announcements = page.evaluate("window.announcements")
    assert len(announcements) == 1
    assert announcements[0].startswith("Assistant\N{NO-BREAK SPACE}:")
    assert "Saisir en ligne" in announcements[0]


def test_an_example_is_answered(page: Page) -> None:
    button(page, "Combien coûte le médiateur ?").click()
    expect(mine(page)).to_contain_text("Combien coûte le médiateur")
    expect(answers(page)).to_contain_text("gratuite")
    expect(button(page, "Mon opérateur ne répond pas")).to_be_hidden()


def test_a_question_says_its_number_and_the_way_back_to_the_one_before(page: Page) -> None:
    first = ask_and_wait(page, "J'ai un litige avec mon opérateur")
    expect(first).to_contain_text(re.compile(r"Question 1 sur \d+ au plus"))
    expect(button(page, "Question précédente")).to_have_count(0)
    second = ask_and_wait(page, "Orange")
    expect(second).to_contain_text("Question 2 sur")
    expect(second).to_contain_text("Avez-vous déjà réclamé")
    # What the choices answer is the question, whatever stands above it.
    expect(second.get_by_role("group", name=re.compile("^Avez-vous déjà réclamé"))).to_be_visible()
    back = button(page, "Question précédente")
    back.focus()
    page.keyboard.press("Enter")
    again = answers(page).nth(2)
    expect(again).to_contain_text("Quel est votre opérateur")
    expect(again).to_contain_text("Question 1 sur")
    changed = ask_and_wait(page, "en fait c'est Free")
    expect(changed).to_contain_text("Free")
    expect(changed).to_contain_text("Question 2 sur")


def test_a_button_sends_its_payload_says_its_title_and_the_old_ones_go(page: Page) -> None:
    sent = sent_messages(page)
    ask_and_wait(page)
    before = answers(page).count()
    button(page, "Les étapes").click()
    expect(answers(page)).to_have_count(before + 1)
    expect(mine(page).last).to_contain_text("Les étapes")
    assert [body["message"] for body in sent] == [QUESTION, "/ask_steps"]
    expect(button(page, "Saisir en ligne")).to_have_count(0)
    expect(button(page, "Modèle de lettre")).to_have_count(1)


def test_what_is_typed_is_never_a_command(page: Page) -> None:
    sent = sent_messages(page)
    ask_and_wait(page, "quelle est mon adresse ? mes données")
    ask_and_wait(page, "/erase_my_data")
    expect(mine(page)).to_have_count(2)
    expect(mine(page).last).to_contain_text("/erase_my_data")
    assert sent[-1]["message"] == "erase_my_data"


def test_a_guided_path_to_its_end_with_a_file_downloaded(page: Page, tmp_path: Path) -> None:
    answer = ask_and_wait(page, SILENT_FOR_TWO_MONTHS)
    expect(answer).to_contain_text("service consommateurs de votre opérateur ?")
    button(page, "Non").click()
    expect(answers(page).last).to_contain_text("Un tribunal ou un autre médiateur")
    button(page, "Non").click()
    end = answers(page).last
    expect(end).to_contain_text("À faire aujourd'hui : saisissez le médiateur")
    dates = end.locator("ol.steps > li")
    expect(dates).to_have_text(
        ["vendredi 3 septembre 2027 dans 284 joursDernier jour pour saisir le médiateur"]
    )
    with page.expect_download() as started:
        end.get_by_role("link", name="Lettre au service consommateurs").click()
    letter = tmp_path / "letter.pdf"
    started.value.save_as(letter)
    assert started.value.suggested_filename == "lettre-service-consommateurs.pdf"
    assert letter.read_bytes().startswith(b"%PDF-")
    expect(end).not_to_contain_text("/documents/")
    button(page, "Comment est-ce compté ?").click()
    counted = answers(page).last
    expect(counted).to_contain_text("Votre étape : saisir le médiateur.")
    expect(counted.locator("ol.steps > li")).to_have_text(
        [
            re.compile(r"^jeudi 3\sseptembre 2026 faitRéclamation au service clients"),
            re.compile(r"^mercredi 4\snovembre 2026 c'est ouvertSans réponse.* . 2\smois"),
            re.compile(r"^vendredi 3\sseptembre 2027 dans 284\sjoursDernier jour.*1\san"),
        ]
    )


def test_a_person_is_offered_with_a_card(page: Page) -> None:
    answer = ask_and_wait(page, "je veux parler à quelqu'un")
    card = answer.locator(".contact")
    expect(card.get_by_role("link", name="02 31 27 90 60")).to_have_attribute(
        "href", "tel:0231279060"
    )
    expect(card).to_contain_text("2, place du Général-Leclerc, 14370 Argences")
    expect(card).to_contain_text("vendredi : de 9 h à midi et de 14 h à 16 h 30")


def test_a_second_message_waits_in_the_field(page: Page) -> None:
    held: list[Route] = []
    page.route(CHANNEL, lambda route: held.append(route))
    ask(page, QUESTION)
    expect(page.get_by_role("status").filter(has_text="L’assistant répond…")).to_be_visible()
    ask(page, "et les horaires ?")
    expect(button(page, "Envoyer")).to_be_disabled()
    button(page, "Envoyer").click(force=True)
    expect(field(page)).to_have_value("et les horaires ?")
    assert len(held) == 1
    held[0].fulfill(json=[{"recipient_id": "essai", "text": "C'est gratuit."}])
    expect(answers(page)).to_contain_text("C'est gratuit.")
    field(page).press("Enter")
    expect(mine(page)).to_have_count(2)


def test_enter_sends_and_shift_enter_goes_to_the_next_line(page: Page) -> None:
    reply_with(page, {"text": "D'accord."})
    field(page).fill("une ligne")
    field(page).press("Shift+Enter")
    field(page).press_sequentially("une autre")
    expect(mine(page)).to_have_count(0)
    field(page).press("Enter")
    expect(mine(page).locator("span")).to_have_text(["Vous : ", "une ligne", "une autre"])


def test_a_long_message_is_counted_and_never_cut(page: Page) -> None:
    sent = sent_messages(page)
    field(page).fill("a" * 910)
    expect(page.get_by_text("Il reste 90 caractères.")).to_be_visible()
    ask(page, "é" * 1001)
    expect(page.get_by_text("Votre message est trop long de 1 caractère.")).to_be_visible()
    expect(field(page)).to_have_value("é" * 1001)
    assert sent == []
    ask_and_wait(page, "😡" * 1000)
    assert [len(body["message"]) for body in sent] == [1000]


def test_a_reload_and_another_page_keep_the_conversation(page: Page, server: str) -> None:
    sent = sent_messages(page)
    ask_and_wait(page)
    field(page).fill("une question que je n'ai pas finie")
    page.reload()
    expect(panel(page)).to_be_hidden()
    open_panel(page)
    expect(answers(page)).to_contain_text("gratuite")
    expect(field(page)).to_have_value("une question que je n'ai pas finie")
    page.goto(f"{server}/assistant")
    expect(answers(page)).to_contain_text("gratuite")
    ask_and_wait(page, "bonjour")
    first, second = (body["sender"] for body in sent)
    assert first == second
    assert re.fullmatch(r"[0-9a-f]{32}", first)


def test_another_tab_is_another_conversation(page: Page, server: str) -> None:
    sent = sent_messages(page)
    ask_and_wait(page)
    other = page.context.new_page()
    other_sent = sent_messages(other)
    other.goto(f"{server}/assistant")
    expect(answers(other)).to_have_count(0)
    ask_and_wait(other)
    assert sent[0]["sender"] != other_sent[0]["sender"]


def test_closing_keeps_and_erasing_forgets_here_and_on_the_server(page: Page) -> None:
    sent = sent_messages(page)
    ask_and_wait(page)
    button(page, "Fermer").click()
    expect(panel(page)).to_be_hidden()
    expect(launcher(page)).to_be_focused()
    open_panel(page)
    expect(answers(page)).to_have_count(1)
    with page.expect_response("**/webhooks/rest/erase") as erased:
        erase(page)
    assert erased.value.ok
    assert erased.value.request.post_data_json == {"sender": sent[0]["sender"]}
    expect(page.get_by_text("La conversation est effacée, ici et sur le serveur.")).to_be_visible()
    expect(mine(page)).to_have_count(0)
    expect(field(page)).to_be_focused()
    assert stored(page) == "{}"
    ask_and_wait(page, "répète")
    assert sent[1]["sender"] != sent[0]["sender"]


def test_erasing_by_asking_the_assistant_forgets_here_too(page: Page) -> None:
    ask_and_wait(page)
    ask(page, "efface mes données")
    expect(page.get_by_text("C'est fait, cette conversation est effacée.")).to_be_visible()
    expect(mine(page)).to_have_count(0)
    assert stored(page) == "{}"


def test_the_town_hall_is_one_click_away(page: Page) -> None:
    hall = open_menu(page)
    expect(hall.get_by_role("link", name="02 31 27 90 60")).to_be_visible()
    expect(hall).to_contain_text("2, place du Général-Leclerc, 14370 Argences")
    expect(hall).to_contain_text("En ce moment : ouverte, jusqu'à midi.")
    expect(hall).to_contain_text("mardi : de 9 h à midi et de 14 h à 18 h 30")


def test_a_duplicated_tab_begins_its_own_conversation(page: Page, server: str) -> None:
    ask_and_wait(page, "j'ai écrit à Orange le 3 septembre, aucune réponse")
    kept = stored(page)
    with page.expect_popup() as opened:
        page.evaluate("open(location.href)")
    copy = opened.value
    # As a browser duplicates a tab: what the page stored comes along.
    copy.evaluate("kept => sessionStorage.setItem('assistant-mairie-1', kept)", kept)
    copy.reload()
    open_panel(copy)
    expect(mine(copy)).to_have_count(0)
    assert "Orange" not in ask_and_wait(copy, "récapitule mon dossier").inner_text()
    page.reload()
    open_panel(page)
    expect(mine(page).first).to_contain_text("Orange")


def test_the_first_choice_computes_the_dates(page: Page) -> None:
    offers = page.locator("assistant-mairie .welcome").get_by_role("button")
    expect(offers.first).to_have_text("Calculer mes dates")
    offers.first.click()
    expect(mine(page)).to_contain_text("Calculer mes dates")
    expect(answers(page)).to_contain_text("Quel est votre opérateur ?")


def test_sending_nothing_says_so(page: Page) -> None:
    sent = sent_messages(page)
    button(page, "Envoyer").click()
    expect(page.get_by_role("status").filter(has_text="Écrivez d’abord")).to_be_visible()
    expect(field(page)).to_be_focused()
    field(page).fill("bonjour")
    expect(page.get_by_text("Écrivez d’abord")).to_have_count(0)
    assert sent == []


@pytest.mark.parametrize("composing", [{"isComposing": True}, {"keyCode": 229}])
def test_enter_in_an_input_method_chooses_a_word_and_sends_nothing(
    page: Page, composing: dict[str, Any]
) -> None:
    """Safari ends the composition before its Enter, which then only has the code of one."""
    sent = sent_messages(page)
    field(page).fill("bon")
    field(page).dispatch_event("keydown", {"key": "Enter", "bubbles": True, **composing})
    expect(mine(page)).to_have_count(0)
    expect(field(page)).to_have_value("bon")
    assert sent == []


def test_the_field_grows_in_browsers_that_do_not_do_it_themselves(page: Page) -> None:
    page.evaluate(
        """() => {
          const sheet = new CSSStyleSheet();
          sheet.replaceSync("textarea { field-sizing: fixed !important }");
          document.querySelector("assistant-mairie").shadowRoot.adoptedStyleSheets.push(sheet);
        }"""
    )
    height = "node => node.getBoundingClientRect().height"
    one_line = field(page).evaluate(height)
    field(page).fill("une\ndeux\ntrois")
    assert field(page).evaluate(height) > one_line + 40
    field(page).fill("une")
    assert field(page).evaluate(height) == one_line

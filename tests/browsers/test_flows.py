"""The main flows in Chromium, Firefox and WebKitGTK, against the real assistant.

The town's website that holds the widget has a strict policy and styles for every element.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from selenium.webdriver import Keys
from selenium.webdriver.remote.webdriver import WebDriver

from tests.browsers.engines import open_browser
from tests.browsers.visit import QUESTION, SILENT_FOR_TWO_MONTHS, TITLE, Visit
from tests.running import call
from tests.town_site import TownSite
from tests.widget.talking import IS_ONLINE, NOT_REACHED

FIELD = "Votre message"
EXAMPLES = (
    "Calculer mes dates",
    "Mon opérateur ne répond pas",
    "Combien coûte le médiateur ?",
    "Quand la mairie est-elle ouverte ?",
)
LETTER = "lettre-service-consommateurs.pdf"
# As a train in a tunnel does.
LOSE_ONE = """
const usual = window.fetch;
window.fetch = () => { window.fetch = usual; return Promise.reject(new TypeError("lost")); };
"""
IS_MODAL = "return arguments[0].matches(':modal')"


def test_the_button_opens_the_panel_with_the_focus_in_the_field(visit: Visit) -> None:
    launcher = visit.button(TITLE)
    assert visit.stored == {}
    launcher.click()
    visit.until(lambda: visit.is_open)
    assert visit.focused == FIELD
    assert visit.buttons(TITLE) == []
    visit.button("Fermer").click()
    visit.until(lambda: not visit.is_open)
    assert visit.focused == TITLE


def test_a_question_sent_with_enter_is_answered(visit: Visit) -> None:
    visit.open_panel()
    assert "gratuite" in visit.ask()
    assert visit.mine == [f"Vous : {QUESTION}"]
    assert visit.field.get_property("value") == ""
    assert visit.focused == FIELD
    # What was asked and the beginning of its answer are in sight, and screen readers hear it.
    assert visit.is_in_sight(".mine")
    assert visit.is_in_sight(".theirs .speaker")
    assert "gratuite" in visit.announced


def test_two_quick_enters_send_once(visit: Visit) -> None:
    visit.open_panel()
    visit.answered(lambda: visit.field.send_keys(QUESTION, Keys.ENTER, Keys.ENTER))
    visit.ask("bonjour")
    assert [body["message"] for body in visit.posted] == [QUESTION, "bonjour"]
    assert len(visit.theirs) == 2


def test_a_message_that_does_not_pass_is_kept_and_sent_again(visit: Visit) -> None:
    visit.open_panel()
    visit.script(LOSE_ONE)
    visit.field.send_keys(QUESTION, Keys.ENTER)
    alert = visit.until(lambda: visit.texts("[role=alert]"))
    why = NOT_REACHED[visit.script(f"return {IS_ONLINE}")]
    assert f"{why} Votre message est gardé." in alert[0]
    assert "gratuite" in visit.choose("Réessayer")
    assert visit.all("[role=alert]") == []
    assert visit.mine == [f"Vous : {QUESTION}"]
    assert visit.focused == FIELD


def test_a_choice_sends_its_payload_and_the_old_ones_go(visit: Visit) -> None:
    visit.open_panel()
    visit.ask()
    visit.choose("Les étapes")
    assert visit.mine[-1] == "Vous : Les étapes"
    assert [body["message"] for body in visit.posted] == [QUESTION, "/ask_steps"]
    assert visit.buttons("Saisir en ligne") == []
    assert len(visit.buttons("Modèle de lettre")) == 1
    assert visit.focused == FIELD


def test_a_guided_path_to_its_end_with_its_dates_and_a_letter(
    visit: Visit, home: Path, site: TownSite
) -> None:
    visit.open_panel()
    visit.ask(SILENT_FOR_TWO_MONTHS)
    visit.choose("Non")
    end = visit.choose("Non")
    assert "À faire aujourd'hui : saisissez le médiateur" in end
    assert "vendredi 3 septembre 2027 dans 284 jours" in end
    assert "/documents/" not in end
    letter = visit.link("Lettre au service consommateurs")
    sent = call(str(letter.get_property("href")))
    assert sent.body.startswith(b"%PDF-")
    letter.click()
    visit.until(lambda: [file.read_bytes() for file in home.rglob(LETTER)] == [sent.body])
    # The conversation is still there.
    assert visit.browser.current_url == f"{site.url}/"
    counted = visit.choose("Comment est-ce compté ?")
    assert "jeudi 3 septembre 2026 fait" in counted
    assert "mercredi 4 novembre 2026 c'est ouvert" in counted


def test_a_reload_keeps_the_conversation_and_what_is_being_written(visit: Visit) -> None:
    visit.open_panel()
    visit.ask()
    visit.field.send_keys("une question que je n'ai pas finie")
    visit.reload()
    assert not visit.is_open
    visit.open_panel()
    assert "gratuite" in visit.theirs[0]
    assert visit.field.get_property("value") == "une question que je n'ai pas finie"


def test_what_is_erased_does_not_come_back_with_the_page(visit: Visit, site: TownSite) -> None:
    visit.open_panel()
    visit.ask(SILENT_FOR_TWO_MONTHS)
    visit.go(f"{site.url}/autre-page")
    visit.open_panel()
    assert visit.mine
    visit.erase()
    visit.go_back()
    assert visit.browser.current_url == f"{site.url}/"
    if not visit.is_open:
        visit.open_panel()
    visit.until(lambda: visit.buttons(EXAMPLES[0]))
    assert visit.mine == visit.theirs == []
    assert visit.stored == {}


def test_going_back_to_the_page_loses_no_turn(visit: Visit, site: TownSite) -> None:
    visit.open_panel()
    visit.ask()
    visit.go(f"{site.url}/autre-page")
    visit.open_panel()
    visit.ask("quels documents joindre ?")
    visit.go_back()
    if not visit.is_open:
        visit.open_panel()
    visit.until(lambda: len(visit.mine) == 2)
    visit.ask("et les horaires ?")
    assert len(visit.mine) == 3


def test_a_tab_opened_from_the_page_has_its_own_conversation(
    visit: Visit, browser: WebDriver
) -> None:
    visit.open_panel()
    visit.ask(SILENT_FOR_TWO_MONTHS)
    first = browser.current_window_handle
    known = set(browser.window_handles)
    # As a link of the page does, with a copy of what the page keeps.
    visit.script("document.querySelector('a').addEventListener('click', () => open(location.href))")
    browser.find_element("css selector", "main a").click()
    visit.until(lambda: len(browser.window_handles) > len(known), "another tab")
    browser.switch_to.window((set(browser.window_handles) - known).pop())
    visit.arrived()
    visit.open_panel()
    # At once, before the two had the time to agree.
    assert "gratuite" in visit.ask()
    senders = {body["sender"] for body in visit.posted}
    assert visit.mine == [f"Vous : {QUESTION}"]
    browser.switch_to.window(first)
    assert "Orange" in visit.ask("récapitule mon dossier")
    assert senders.isdisjoint({body["sender"] for body in visit.posted})


def test_the_field_grows_with_its_text_and_shrinks_once_sent(visit: Visit) -> None:
    visit.open_panel()
    one_line = visit.field.size["height"]
    for line in ("une", "deux", "trois"):
        visit.field.send_keys(line)
        visit.press_with(Keys.SHIFT, Keys.ENTER)
    assert visit.field.size["height"] > one_line + 40
    assert visit.mine == []
    visit.answered(lambda: visit.press(Keys.ENTER))
    assert visit.field.size["height"] == one_line


def test_keyboard_only_from_the_page_to_an_answer_and_back(visit: Visit) -> None:
    visit.walk(Keys.TAB, "Un lien de la page", TITLE)
    visit.walk(Keys.ENTER, FIELD)
    visit.press("bonjour")
    visit.walk(Keys.TAB, "Envoyer")
    visit.walk_back(FIELD, *reversed(EXAMPLES), "Conversation", "Fermer", "Menu")
    visit.walk(Keys.TAB, "Fermer", "Conversation", *EXAMPLES, FIELD)
    visit.answered(lambda: visit.press(Keys.ENTER))
    visit.walk(Keys.ESCAPE, TITLE)
    assert not visit.is_open
    # Closed, it is no stop.
    visit.walk_back("Un lien de la page")
    visit.walk(Keys.TAB, TITLE)


def test_escape_folds_the_menu_before_it_closes_the_panel(visit: Visit) -> None:
    visit.open_panel()
    visit.walk_back(*reversed(EXAMPLES), "Conversation", "Fermer", "Menu")
    visit.press(Keys.ENTER)
    assert visit.link("02 31 27 90 60")
    # In Firefox what scrolls is a stop of its own.
    visit.reach(Keys.TAB, "02 31 27 90 60", within=2)
    visit.walk(Keys.ESCAPE, "Menu")
    assert visit.all(".sheet") == []
    visit.walk(Keys.ESCAPE, TITLE)


def test_where_the_panel_covers_the_page_the_page_is_out_of_reach(visit: Visit) -> None:
    with visit.window(1000, 460):
        visit.open_panel()
        assert visit.focused == FIELD
        for _ in range(10):
            visit.press(Keys.TAB)
            assert visit.focused != "Un lien de la page"
        visit.script("arguments[0].focus()", visit.field)
        visit.walk(Keys.ESCAPE, TITLE)


@pytest.mark.parametrize("height", [760, 460])
def test_printing_leaves_the_focus_where_it_was(visit: Visit, engine: str, height: int) -> None:
    if engine == "webkit":
        pytest.skip("WebKitWebDriver n'imprime pas")
    with visit.window(1000, height):
        visit.open_panel()
        visit.ask()
        visit.field.send_keys("la suite")
        covers = visit.script(IS_MODAL, visit.one("dialog"))
        assert covers is (height == 460)
        printed = visit.print()
        assert QUESTION in printed
        assert "gratuite" in printed
        assert "Envoyer" not in printed
        visit.until(lambda: visit.script(IS_MODAL, visit.one("dialog")) is covers)
        assert visit.focused == FIELD
        visit.press(" et fin")
        assert visit.field.get_property("value") == "la suite et fin"


def test_what_the_website_forbids_would_be_seen(visit: Visit, site: TownSite) -> None:
    """Without it, no report would mean nothing."""
    site.line += "<script>window.forbidden = true</script>"
    visit.go(site.url)
    visit.until(lambda: site.reports)
    assert "script-src" in site.reports[0]
    assert visit.script("return window.forbidden ?? null") is None
    site.reports.clear()


def test_dark_where_the_person_likes_it_dark(engine: str, home: Path, site: TownSite) -> None:
    with open_browser(engine, home, dark=True) as browser:
        visit = Visit(browser)
        visit.go(site.url)
        visit.open_panel()
        visit.ask()
        for part in (".theirs", ".mine", "textarea"):
            background, text = visit.brightness(part)
            assert background < 90 < 180 < text, part

"""The clerk's page in a browser, by keyboard alone; its key; and that nothing of a caller stays."""

from __future__ import annotations

import base64
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, Page, expect

from bot.web_settings import WebSettingError, web_settings
from tests.running import Answer, RunningServer, call, start_server
from tests.widget.talking import assert_accessible

KEY = "une-clé-pour-l'accueil"
# Words that nothing else says: looked for wherever the caller could have left a trace.
CALLER = "rhubarbe"


class Desk(NamedTuple):
    running: RunningServer
    store: Path

    @property
    def url(self) -> str:
        return self.running.url


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    store = tmp_path_factory.mktemp("store") / "conversations.db"
    for running in start_server(STORE_URL=f"sqlite:///{store}", DESK_KEY=KEY):
        yield Desk(running, store)


def with_key(key: str) -> str:
    return "Basic " + base64.b64encode(f"accueil:{key}".encode()).decode()


def get(desk: Desk, path: str, key: str | None = KEY) -> Answer:
    headers = {} if key is None else {"Authorization": with_key(key)}
    return call(f"{desk.url}{path}", **headers)


# --- the key --------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/accueil", "/accueil/fiches.json", "/accueil/bureau.js"])
def test_the_page_opens_with_its_key_only(desk: Desk, path: str) -> None:
    assert get(desk, path).status == 200
    refused = get(desk, path, None)
    assert refused.status == 401
    assert refused.headers["WWW-Authenticate"].startswith("Basic")
    assert b"fiche" not in refused.body
    assert get(desk, path).headers["Cache-Control"] == "no-store"


def test_without_a_key_set_there_is_no_such_page(server: str) -> None:
    assert call(f"{server}/accueil").status == 404
    assert call(f"{server}/accueil/chercher", {"text": "bonjour"}).status == 404


def test_a_wrong_key_is_slowed_and_the_right_one_is_not(desk: Desk) -> None:
    statuses = [get(desk, "/accueil", f"fausse {n}").status for n in range(14)]
    assert statuses[0] == 401
    assert statuses[-1] == 429
    # A browser that has not asked for the key yet is told that there is one.
    assert get(desk, "/accueil", None).status == 401
    assert get(desk, "/accueil").status == 200


@pytest.mark.parametrize("header", ["Basic", "Basic é", "Basic !!!", "Bearer x", "Basic Og=="])
def test_a_strange_key_is_refused(desk: Desk, header: str) -> None:
    assert call(f"{desk.url}/accueil", Authorization=header.encode().decode("latin-1")).status in (
        401,
        429,
    )


def test_a_key_too_short_stops_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DESK_KEY", "court")
    with pytest.raises(WebSettingError, match="DESK_KEY : 5 caractères"):
        web_settings()


def test_another_site_cannot_ask_in_the_clerk_s_name(desk: Desk) -> None:
    headers = {"Authorization": with_key(KEY), "Content-Type": "text/plain"}
    assert call(f"{desk.url}/accueil/dossier", {}, **headers).status == 415
    asked = call(f"{desk.url}/accueil/chercher", {"text": "x" * 5000}, Authorization=with_key(KEY))
    assert asked.status == 200
    told = call(f"{desk.url}/accueil/dossier", {"told": 3}, Authorization=with_key(KEY))
    assert told.status == 400
    assert "Recommencez" in told.json["error"]


# --- the page -------------------------------------------------------------------------------


@pytest.fixture
def page(browser: Browser, desk: Desk) -> Iterator[Page]:
    context = browser.new_context(
        locale="fr-FR",
        reduced_motion="reduce",
        http_credentials={"username": "accueil", "password": KEY, "send": "unauthorized"},
        permissions=["clipboard-write"],
    )
    page = context.new_page()
    found: list[str] = []
    page.on("console", lambda line: found.append(line.text))
    page.on("pageerror", lambda error: found.append(str(error)))
    page.goto(f"{desk.url}/accueil")
    expect(search(page)).to_be_focused()
    yield page
    context.close()
    assert found == []


def search(page: Page):  # type: ignore[no-untyped-def]
    return page.get_by_role("searchbox")


def sheet(page: Page):  # type: ignore[no-untyped-def]
    return page.get_by_role("article")


def question(page: Page):  # type: ignore[no-untyped-def]
    return page.locator("#question")


def test_a_sheet_is_found_and_read_by_keyboard_alone(page: Page) -> None:
    page.keyboard.type("c koi l'adresse du mediateur")
    expect(page.get_by_role("button", name="Quelle est l'adresse du médiateur")).to_be_visible()
    expect(page.get_by_role("status")).to_contain_text("Entrée ouvre la première")
    page.keyboard.press("Enter")
    expect(sheet(page)).to_be_focused()
    expect(sheet(page)).to_contain_text("quatre-vingt-quatorze, deux cent cinquante-sept")
    expect(sheet(page)).to_contain_text("BP 999, 75829 Paris Cedex 17 ne sert plus")
    expect(sheet(page)).to_contain_text("vérifié le 27 novembre 2026")
    page.keyboard.press("Escape")
    expect(search(page)).to_be_focused()
    page.keyboard.type("résilier un contrat")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#trouves button").first).to_be_visible()


def test_what_to_say_first_is_there_without_a_key(page: Page) -> None:
    page.keyboard.type("faut payer le médiateur")
    lines = page.locator("#trouves li")
    expect(lines.first).to_contain_text("La médiation est gratuite pour vous.")
    expect(lines.locator("p")).to_have_count(1)
    expect(sheet(page)).to_be_hidden()
    page.keyboard.press("Escape")
    page.keyboard.type("c'est quoi l'adresse du médiateur")
    expect(lines.first).to_contain_text("Gentilly")
    expect(page.locator("#trouves")).not_to_contain_text("gratuite")


def test_the_day_that_is_named_comes_before_the_week(page: Page) -> None:
    saturday = "Samedi vingt-huit novembre deux mille vingt-six, la mairie est fermée."
    page.keyboard.type("vous êtes là le samedi ?")
    expect(page.locator("#trouves li").first).to_contain_text(saturday)
    page.keyboard.press("Enter")
    expect(sheet(page).locator(".first")).to_contain_text(saturday)
    expect(sheet(page).locator(".answer")).to_contain_text("lundi : de 9 h à midi")
    page.keyboard.press("Escape")
    page.keyboard.type("quels sont vos horaires")
    expect(page.locator("#trouves li").first).to_contain_text("La mairie est ouverte")
    expect(page.locator("#trouves")).not_to_contain_text("Samedi vingt-huit")


def test_danger_is_shown_before_all(page: Page) -> None:
    page.keyboard.type("il dit qu'il veut se tuer")
    expect(page.get_by_role("status")).to_have_text("Danger : lisez cette fiche avant tout.")
    expect(page.locator("#trouves li").first).to_contain_text("Vous n'êtes pas seul.")
    page.keyboard.press("Enter")
    expect(sheet(page)).to_contain_text("3114")


def test_a_case_is_followed_by_keys_to_its_letters(page: Page) -> None:
    page.keyboard.press("F2")
    expect(question(page)).to_contain_text("Quel est votre opérateur")
    expect(question(page)).to_be_focused()
    page.keyboard.press("2")
    expect(question(page)).to_contain_text("déjà réclamé")
    page.keyboard.press("1")
    expect(page.get_by_label("Le jour")).to_be_focused()
    page.keyboard.type("3/9")
    page.keyboard.press("Enter")
    expect(question(page)).to_contain_text("par écrit")
    outlook = page.locator("#bilan")
    expect(outlook).to_contain_text("vendredi 3 septembre 2027")
    expect(outlook).to_contain_text("Pour l'instant")
    for key in ("1", "1", "2", "1"):
        before = question(page).text_content()
        page.keyboard.press(key)
        expect(question(page)).not_to_have_text(str(before))
    expect(outlook).to_contain_text("Son étape : saisir le médiateur")
    ours, others = outlook.text_content().split("Ses autres dates")
    assert "vendredi 3 septembre 2027" in ours
    assert "mercredi 4 novembre 2026" not in ours
    assert "mercredi 4 novembre 2026, c'est ouvert" in others
    letter = outlook.get_by_role("link", name=re.compile("lettre-au-mediateur"))
    answer = page.request.get(str(letter.get_attribute("href")))
    assert answer.body().startswith(b"%PDF")
    page.get_by_role("button", name="Copier le lien : La lettre au médiateur").click()
    expect(outlook).to_contain_text("Lien copié")


def test_the_caller_s_words_begin_the_case(page: Page) -> None:
    page.keyboard.type("SFR me répond pas, j'ai écrit le 3 septembre par mail")
    expect(page.get_by_role("status")).to_contain_text("Elle raconte son litige")
    page.keyboard.press("Enter")
    expect(page.locator("#bilan")).to_contain_text("jeudi 3 septembre 2026")
    expect(question(page)).not_to_contain_text("opérateur ?")


def test_a_case_begun_by_its_key_keeps_the_words(page: Page) -> None:
    page.keyboard.type("SFR répond pas, j'ai écrit le 3 septembre par mail")
    page.keyboard.press("F2")
    expect(page.locator("#bilan")).to_contain_text("jeudi 3 septembre 2026")
    expect(question(page)).not_to_contain_text("opérateur ?")


def test_a_correction_and_a_question_on_the_way(page: Page) -> None:
    page.keyboard.press("F2")
    expect(question(page)).to_contain_text("opérateur")
    page.keyboard.press("1")
    expect(page.locator("#bilan")).to_contain_text("Orange")
    page.get_by_label("Réponse avec ses mots").fill("mais ça coûte combien le médiateur ?")
    page.keyboard.press("Enter")
    expect(sheet(page)).to_contain_text("La médiation est gratuite")
    expect(question(page)).to_contain_text("déjà réclamé")
    page.get_by_role("button", name="Changer : Opérateur").click()
    expect(question(page)).to_contain_text("Quel est votre opérateur")
    page.keyboard.press("4")
    expect(page.locator("#bilan")).to_contain_text("Free")
    expect(page.locator("#bilan")).not_to_contain_text("Orange")


def test_nothing_of_the_caller_is_left_after_the_end(page: Page, desk: Desk) -> None:
    page.keyboard.type(f"SFR {CALLER} ne répond pas")
    page.keyboard.press("F2")
    expect(question(page)).to_contain_text("Quel jour")
    expect(page.get_by_label("Le jour")).to_be_focused()
    page.get_by_label("Le jour").fill(f"le 3 septembre, et {CALLER}")
    page.keyboard.press("Enter")
    expect(page.locator("#bilan")).to_contain_text("jeudi 3 septembre 2026")
    page.get_by_role("button", name="Terminé, tout effacer").click()
    expect(search(page)).to_be_focused()
    assert CALLER not in page.content()
    assert search(page).input_value() == ""
    expect(page.locator("main")).not_to_contain_text("SFR")
    kept = "[localStorage.length, sessionStorage.length, document.cookie, location.href]"
    assert page.evaluate(kept) == [0, 0, "", f"{desk.url}/accueil"]
    assert page.evaluate("indexedDB.databases().then((all) => all.length)") == 0
    assert CALLER not in "".join(desk.running.log)
    with sqlite3.connect(desk.store) as store:
        tables = [
            row[0] for row in store.execute("SELECT name FROM sqlite_master WHERE type='table'")
        ]
        assert tables
        assert CALLER not in str([store.execute(f"SELECT * FROM {t}").fetchall() for t in tables])


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1200, 320])
def test_axe_finds_nothing(page: Page, scheme: str, width: int) -> None:
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.set_viewport_size({"width": width, "height": 700})
    assert_accessible(page)
    page.keyboard.type("je veux résilier")
    page.keyboard.press("Enter")
    expect(sheet(page)).to_be_focused()
    page.keyboard.press("F2")
    expect(question(page)).to_be_focused()
    page.keyboard.press("1")
    expect(page.locator("#bilan")).to_contain_text("Orange")
    assert_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_server_that_stops_is_told(page: Page) -> None:
    page.evaluate("() => { window.fetch = () => Promise.reject(new TypeError('network')); }")
    page.keyboard.type("bonjour")
    expect(page.get_by_role("status")).to_contain_text("Prenez le script imprimé")
    page.keyboard.press("F2")
    expect(page.get_by_role("alert")).to_contain_text("Le serveur ne répond pas.")

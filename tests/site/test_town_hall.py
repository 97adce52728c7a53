"""The hours of the town hall on the pages, whatever the town has written."""

import re
from datetime import date
from pathlib import Path

import pytest

from bot.clock import now
from bot.site.pages import render_page
from bot.site.town_hall import contact_card
from tests.towns import exception, serving, town_file

REASON = "veille de Noël : un seul guichet"


@pytest.mark.parametrize("path", ["/", "/secours"])
def test_the_pages_show_an_exception_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    monkeypatch.setenv("BOT_NOW", "2026-12-21T10:00")
    eve = exception("2026-12-24", "2026-12-24", "09:00-10:00", REASON)
    with serving(town_file(tmp_path, exceptions=[eve])):
        page = render_page(path).replace("\N{NO-BREAK SPACE}", " ")
    rows = dict(re.findall(r'<th scope="row">(.*?)</th><td>(.*?)</td>', page))
    assert rows["Jeudi 24 décembre 2026"] == f"de 9 h à 10 h ({REASON})"
    assert rows["Vendredi 25 décembre 2026"] == "fermée (jour férié)"
    assert rows["Jours fériés"] == "fermée"


def test_the_card_has_the_banner_on_its_days_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    banner = {"first": "2026-12-18", "last": "2026-12-24", "text": "Fermée : le 24 après-midi."}
    with serving(town_file(tmp_path, banners=[banner])):
        cards = []
        for day in ("2026-12-17", "2026-12-24", "2026-12-25"):
            monkeypatch.setenv("BOT_NOW", f"{day}T10:00")
            cards.append(contact_card(now()))
    assert ["banner" in card for card in cards] == [False, True, False]
    assert cards[1]["banner"] == "Fermée\N{NO-BREAK SPACE}: le 24 après-midi."


def test_the_steps_page_says_when_each_source_was_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_NOW", "2026-11-28")
    sources = render_page("/secours").partition("D'où viennent")[2]
    lines = re.findall(r"<li>(.*?)</li>", sources, re.DOTALL)
    assert len(lines) > 4
    assert [line for line in lines if "vérifié le 2" not in line] == []
    assert "plus d'un an" not in sources
    monkeypatch.setenv("BOT_NOW", "2027-12-28")
    later = render_page("/secours").partition("D'où viennent")[2]
    assert later.count("vérifiez avant d'agir") == len(lines)


@pytest.mark.parametrize("path", ["/", "/secours"])
def test_the_pages_show_the_addresses_for_mail_if_any(tmp_path: Path, path: str) -> None:
    emails = {"value": ["mairie@essai.fr", "accueil@essai.fr"], "source": ["town_hall_page"]}
    with serving(town_file(tmp_path, emails=emails | {"checked_on": date(2026, 11, 22)})):
        assert "<dd>mairie@essai.fr, accueil@essai.fr</dd>" in render_page(path)
    with serving(town_file(tmp_path, emails=None)):
        assert "Courriel" not in render_page(path)

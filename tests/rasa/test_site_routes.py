"""The widget's file and the town hall's details, as browsers ask for them."""

import asyncio
import gzip
import re
from types import SimpleNamespace
from typing import Any
from unittest.mock import Mock

import pytest

from bot.commands.rasa_setting import quiet_rasa

quiet_rasa()

from bot.rasa import site_routes  # noqa: E402
from bot.site.pages import render_page  # noqa: E402
from bot.site.town_hall import contact_card  # noqa: E402
from bot.site.widget_file import widget_file  # noqa: E402
from tests.running import call  # noqa: E402


def test_the_file_is_the_same_under_both_names_and_only_one_lasts(server: str) -> None:
    latest, pinned = call(f"{server}/widget.js"), call(f"{server}/{widget_file().name}")
    assert latest.body == pinned.body == widget_file().source.encode()
    assert "immutable" in pinned.headers["Cache-Control"]
    assert latest.headers["Cache-Control"] == "public, max-age=600"
    # Module scripts are fetched with CORS, from any town's website.
    assert latest.headers["Access-Control-Allow-Origin"] == "*"
    assert latest.headers["Content-Type"].startswith("text/javascript")


def test_another_version_is_not_this_one(server: str) -> None:
    assert call(f"{server}/widget-000000000000.js").status == 404


def test_it_is_sent_in_gzip_to_those_who_read_it(server: str) -> None:
    answer = call(f"{server}/widget.js", Accept_Encoding="gzip, br")
    assert answer.headers["Content-Encoding"] == "gzip"
    assert answer.headers["Vary"] == "Accept-Encoding"
    assert len(answer.body) < 10_000
    assert gzip.decompress(answer.body) == widget_file().source.encode()


def test_the_town_hall_s_details_are_of_this_moment(server: str) -> None:
    answer = call(f"{server}/mairie.json")
    assert answer.headers["Cache-Control"] == "no-store"
    card = answer.json
    assert card["phone"] == "02 31 27 90 60"
    assert card["hours"].startswith(
        "En ce moment\N{NO-BREAK SPACE}: ouverte, jusqu'à midi.\n- lundi"
    )


@pytest.mark.parametrize("route", ["_page", "_town_hall"])
def test_a_page_is_made_once_a_minute_and_says_what_is_true_then(
    monkeypatch: pytest.MonkeyPatch, route: str
) -> None:
    app = SimpleNamespace(ctx=SimpleNamespace(towns=None, agent=Mock()))
    request: Any = SimpleNamespace(path="/", app=app)

    def status(moment: str) -> str:
        monkeypatch.setenv("BOT_NOW", moment)
        body = asyncio.run(getattr(site_routes, route)(request)).body.decode()
        return str(re.findall("En ce moment.{,9}: (ouverte|ferm)", body)[0])

    made = Mock(wraps=render_page if route == "_page" else contact_card)
    monkeypatch.setattr(site_routes, "render_page" if route == "_page" else "contact_card", made)
    assert {status(f"2026-11-23T11:59:{second:02}") for second in range(60)} == {"ouverte"}
    assert made.call_count == 1
    assert status("2026-11-23T12:00:00") == "ferm"
    assert made.call_count == 2


@pytest.mark.parametrize("path", ["assistant", "secours", "confidentialite"])
def test_a_final_slash_gives_the_page(server: str, path: str) -> None:
    assert call(f"{server}/{path}/").body == call(f"{server}/{path}").body


@pytest.mark.parametrize("path", ["", "assistant", "secours", "widget.js", "mairie.json"])
def test_what_can_be_read_can_be_asked_about(server: str, path: str) -> None:
    answer = call(f"{server}/{path}", method="HEAD")
    assert (answer.status, answer.body) == (200, b"")
    assert answer.headers["Content-Type"] == call(f"{server}/{path}").headers["Content-Type"]


@pytest.mark.parametrize("path", ["nulle-part", "a/b/c", "<b>"])
def test_an_unknown_address_is_a_page_to_a_browser(server: str, path: str) -> None:
    answer = call(f"{server}/{path}", Accept="text/html,application/xhtml+xml,*/*;q=0.8")
    assert answer.status == 404
    page = answer.body.decode()
    assert answer.headers["Content-Type"].startswith("text/html")
    assert '<html lang="fr">' in page
    assert "n&#x27;existe pas" in page
    assert '/assistant">' in page
    assert "<b>" not in page


def test_an_unknown_address_is_json_to_a_program(server: str) -> None:
    answer = call(f"{server}/nulle-part")
    assert (answer.status, answer.json) == (404, {"error": "Cette adresse n'existe pas."})

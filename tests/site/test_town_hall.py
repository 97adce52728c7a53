"""The hours of the town hall on the pages, whatever the town has written."""

import re
from pathlib import Path

import pytest

from bot.site.pages import render_page
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

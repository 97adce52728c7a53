"""The address of a document: the file while its link is good, then a French page that says why."""

from datetime import date
from typing import Any

import pytest

from bot.clock import now
from bot.commands.rasa_setting import quiet_rasa
from bot.documents import DocumentKind, make_link
from bot.french.date_range import DateRange
from bot.mediation import Case

quiet_rasa()

from bot.rasa.documents_route import answer  # noqa: E402

SENT = DateRange(date(2026, 9, 3), date(2026, 9, 3))
CASE = Case(operator="Orange", member=True, complaint=SENT, complaint_written=True)


@pytest.fixture
def token(monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("BOT_NOW", "2026-11-23T10:00")
    return make_link(DocumentKind.SUMMARY, CASE, None, now()).split("/")[2]


def fetch(token: str) -> Any:
    return answer(token)


def test_a_good_link_gives_the_file_and_is_not_kept(token: str) -> None:
    answer = fetch(token)
    assert answer.status == 200
    assert answer.body.startswith(b"%PDF")
    assert answer.content_type == "application/pdf"
    assert "no-store" in answer.headers["Cache-Control"]
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="fiche')


def test_an_old_link_says_so(token: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_NOW", "2026-11-24T10:01")
    answer = fetch(token)
    assert answer.status == 410
    page = answer.body.decode().replace("\N{NO-BREAK SPACE}", " ")
    assert "ne marche plus" in page
    assert 'lang="fr"' in page


def test_a_forged_link_is_refused(token: str) -> None:
    answer = fetch("x" + token)
    assert answer.status == 404
    assert "Traceback" not in answer.body.decode()

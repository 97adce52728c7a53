"""``/figures``: for who has the key, and only where the town has set one."""

import base64
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.rasa.figures_route import password
from tests.running import Answer, Resident, RunningServer, call, start_server

KEY = "clé d'essai de la mairie"


@pytest.fixture(scope="module")
def with_key(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    store = tmp_path_factory.mktemp("figures") / "conversations.db"
    yield from start_server(STORE_URL=f"sqlite:///{store}", FIGURES_KEY=KEY)


def look(server: RunningServer, key: str, query: str = "") -> Answer:
    basic = base64.b64encode(f"mairie:{key}".encode()).decode()
    return call(f"{server.url}/figures{query}", Authorization=f"Basic {basic}")


def test_without_a_key_there_is_no_such_page(server: str) -> None:
    assert call(f"{server}/figures").status == 404


def test_the_key_opens_it(with_key: RunningServer) -> None:
    for number in range(5):
        Resident(with_key.url, f"habitant {number}").say("combien ça coûte ?")
    answer = look(with_key, KEY)
    assert answer.status == 200
    page = answer.body.decode().replace("\N{NO-BREAK SPACE}", " ")
    assert "novembre 2026" in page
    assert "Combien cela coûte ?" in page
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Rien ce mois-ci" in look(with_key, KEY, "?month=2026-01").body.decode()


@pytest.mark.parametrize("key", ["", KEY[:-1], f"{KEY} ", KEY.upper()])
def test_another_key_does_not(with_key: RunningServer, key: str) -> None:
    answer = look(with_key, key)
    assert answer.status == 401
    assert answer.headers["WWW-Authenticate"].startswith("Basic")
    assert b"Combien" not in answer.body


def test_without_authentication_it_is_asked_for(with_key: RunningServer) -> None:
    assert call(f"{with_key.url}/figures").status == 401
    assert call(f"{with_key.url}/figures?key=cle").status == 401


def test_a_month_that_is_none_is_told(with_key: RunningServer) -> None:
    for month in ("2026-13", "novembre", "../../etc"):
        assert look(with_key, KEY, f"?month={month}").status == 400


@pytest.mark.parametrize(
    "header", ["", "Basic", "Basic é", "Basic !!!", "Bearer abc", "Basic YWJj", "Basic YQ"]
)
def test_a_header_that_is_none_gives_no_password(header: str) -> None:
    assert password(header) == b""


def test_the_counts_survive_the_server(tmp_path: Path) -> None:
    store = f"sqlite:///{tmp_path / 'conversations.db'}"
    for _ in range(2):
        for running in start_server(STORE_URL=store, FIGURES_KEY=KEY):
            for number in range(3):
                Resident(running.url, f"habitant {number}").say("bonjour")
            page = look(running, KEY).body.decode()
    assert ">6<" in page

"""The database's bad days: noticed at once, said in /health, and nothing acknowledged is lost."""

import asyncio
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

import pytest
import sqlalchemy as sa

from tests.faults.postgres import Postgres
from tests.files_altered import emptied, removed
from tests.running import Resident, RunningServer, call, start_server

STORY = "j'ai écrit à Orange le 3 septembre 2026, aucune réponse"
QUESTION = "combien ça coûte ?"
# Far above what an apology takes, far below waiting one after the other.
SOON_SECONDS = 8.0
HELD_UP_SECONDS = 0.2


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "conversations.db"


@pytest.fixture
def on_sqlite(file: Path) -> Iterator[RunningServer]:
    yield from start_server(STORE_URL=f"sqlite:///{file}")


@pytest.fixture(scope="module")
def on_postgres(postgres: Postgres) -> Iterator[RunningServer]:
    yield from start_server(STORE_URL=postgres.url)


def together(works: list[Any]) -> list[Any]:
    """The results of what is done at the same time."""
    found: list[Any] = [None] * len(works)

    def keep(index: int) -> None:
        found[index] = works[index]()

    threads = [threading.Thread(target=keep, args=(index,)) for index in range(len(works))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def greeted(running: RunningServer, name: str, count: int) -> list[Resident]:
    """Residents whose conversations are under way."""
    residents = [Resident(running.url, f"{name} {number}") for number in range(count)]
    for each in residents:
        each.say("bonjour")
    return residents


def asking(residents: list[Resident]) -> list[Any]:
    """The question that each of them asks."""
    return [partial(each.say, QUESTION) for each in residents]


def test_a_locked_database_makes_nobody_wait_for_the_others(
    on_sqlite: RunningServer, file: Path
) -> None:
    residents = greeted(on_sqlite, "locked", 16)
    locking = sqlite3.connect(file, isolation_level=None)
    locking.execute("BEGIN IMMEDIATE")
    began = time.monotonic()
    looks, looking = [0.0], threading.Event()

    def look() -> None:
        while not looking.is_set():
            asked = time.monotonic()
            assert call(f"{on_sqlite.url}/live").status == 200
            looks.append(time.monotonic() - asked)

    watch = threading.Thread(target=look)
    watch.start()
    replies = together(asking(residents))
    took = time.monotonic() - began
    looking.set()
    watch.join()
    # Whoever waits for the database holds up nobody else.
    assert median(looks) < HELD_UP_SECONDS
    assert all("incident" in reply.text for reply in replies)
    assert took < SOON_SECONDS
    assert call(f"{on_sqlite.url}/health").status == 503
    assert call(f"{on_sqlite.url}/live").status == 200
    locking.execute("ROLLBACK")
    assert call(f"{on_sqlite.url}/health").status == 200
    assert "gratuite" in residents[0].say(QUESTION).text


def test_a_database_taken_away_is_noticed_at_the_next_message(
    on_sqlite: RunningServer, file: Path
) -> None:
    resident = Resident(on_sqlite.url, "deleted")
    resident.say(STORY)
    kept = file.rename(file.with_suffix(".away"))
    assert "incident" in resident.say(QUESTION).text
    health = call(f"{on_sqlite.url}/health")
    assert (health.status, health.json["store"]) == (503, False)
    on_sqlite.wait_for("a été supprimée ou remplacée")
    kept.rename(file)
    assert "gratuite" in resident.say(QUESTION).text
    assert "Orange" in resident.say("récapitule mon dossier").text


@pytest.mark.parametrize(
    ("alter", "ending", "told", "kept"),
    [
        (removed, "-wal", "Le journal d'écriture de la base", True),
        (emptied, "-wal", "Le journal d'écriture de la base", False),
        (emptied, "", "a été supprimée ou remplacée, ou vidée", False),
    ],
    ids=["log removed", "log emptied", "file emptied"],
)
def test_files_altered_by_hand_are_noticed_at_the_next_message(
    on_sqlite: RunningServer,
    file: Path,
    alter: Callable[[Path], None],
    ending: str,
    told: str,
    kept: bool,
) -> None:
    """Nothing more is acknowledged; what was, is found again where it is still somewhere."""
    Resident(on_sqlite.url, "altered").say(STORY)
    alter(Path(f"{file}{ending}"))
    assert "incident" in Resident(on_sqlite.url, "altered").say(QUESTION).text
    health = call(f"{on_sqlite.url}/health")
    assert (health.status, health.json["store"]) == (503, False)
    on_sqlite.wait_for(told)
    on_sqlite.process.kill()
    on_sqlite.process.wait()
    for again in start_server(STORE_URL=f"sqlite:///{file}"):
        assert call(f"{again.url}/health").status == 200
        resident = Resident(again.url, "altered")
        assert ("Orange" in resident.say("récapitule mon dossier").text) == kept
        assert "gratuite" in resident.say(QUESTION).text


def test_erased_words_leave_the_log_as_soon_as_the_last_reader_lets_it(file: Path) -> None:
    from bot.database import Database
    from bot.rasa.conversations_table import CONVERSATIONS

    database = Database(f"sqlite:///{file}")
    row = {"sender_id": "a", "turn": 1, "updated_at": 0, "events": "quidamsecret", "answers": ""}
    database.run_here(lambda connection: connection.execute(CONVERSATIONS.insert(), row))
    reader = sqlite3.connect(file, isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT * FROM conversations").fetchall()
    database.run_here(lambda connection: connection.execute(CONVERSATIONS.delete()))
    database.run_here(database.erase_from_log)
    assert not database.is_clean
    reader.execute("ROLLBACK")
    database.run_here(database.erase_from_log)
    assert database.is_clean
    assert not any(b"quidamsecret" in each.read_bytes() for each in file.parent.iterdir())


def test_a_restart_of_the_database_between_two_turns_is_not_noticed(
    on_postgres: RunningServer, postgres: Postgres
) -> None:
    resident = Resident(on_postgres.url, "restart")
    resident.say(STORY)
    postgres.crash()
    assert "incident" not in resident.say(QUESTION).text
    assert "Orange" in resident.say("récapitule mon dossier").text


def test_a_frozen_database_delays_only_who_needs_it(
    on_postgres: RunningServer, postgres: Postgres
) -> None:
    residents = greeted(on_postgres, "frozen", 12)
    pages: list[float] = []

    def page() -> str:
        began = time.monotonic()
        status = call(f"{on_postgres.url}/widget.js").status
        pages.append(time.monotonic() - began)
        return str(status)

    with postgres.frozen():
        began = time.monotonic()
        replies = together([*asking(residents), page])
        took = time.monotonic() - began
    assert all("incident" in reply.text for reply in replies[:-1])
    assert took < SOON_SECONDS
    assert pages[0] < took / 2
    while call(f"{on_postgres.url}/health").status != 200:
        assert time.monotonic() - began < 2 * SOON_SECONDS
    assert "gratuite" in residents[0].say(QUESTION).text


def test_what_was_not_acknowledged_is_taken_when_it_is_sent_again(
    workers: list[Any],
) -> None:
    from bot.rasa.rest_channel import Message, RestChannel
    from bot.rate_limit import RateLimit

    worker, channel = workers[0], RestChannel(RateLimit(1))
    sent = Message("not acknowledged", STORY, "1")
    engine = worker.tracker_store.database.engine

    async def send() -> str:
        said = await channel.answer(worker.handle_message, sent)
        return str(said)

    def break_once(connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if statement.startswith("INSERT"):
            sa.event.remove(engine, "before_cursor_execute", break_once)
            raise sa.exc.OperationalError(statement, {}, Exception("disk full"))

    sa.event.listen(engine, "before_cursor_execute", break_once)
    assert "incident" in asyncio.run(send())
    assert "Orange" in asyncio.run(send())
    assert asyncio.run(send()) == asyncio.run(send())

"""Counts with several workers, on SQLite and PostgreSQL, killed or not: none lost, none doubled."""

import asyncio
import os
import random
import signal
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import partial
from itertools import count
from typing import Any

import pytest
import sqlalchemy as sa

from bot.clock import today
from bot.figures import unheard
from bot.figures.counting import Figure
from bot.figures.table import Cells, read_month
from tests.faults.soak import Resident, children, killing
from tests.faults.test_workers import send, talk
from tests.running import NOW, start_server

STORY = "j'ai écrit à Orange le 3 septembre 2026, aucune réponse"
SAID = (STORY, "combien ça coûte ?", "non", "zblrt kfjz", "merci")
RESIDENTS = 12
_senders = count()


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_NOW", NOW)


def counted(engine: sa.engine.Engine) -> Cells:
    with engine.connect() as connection:
        return read_month(connection, "2026-11")


def added(before: Cells, after: Cells, figure: Figure) -> int:
    return sum(after[figure].values()) - sum(before[figure].values())


def test_what_two_workers_receive_at_once_is_counted_once(workers: list[Any]) -> None:
    one, two = workers
    engine = one.tracker_store.database.engine
    before = counted(engine)
    for _ in range(RESIDENTS):
        sender = f"counted {next(_senders)}"
        for number, text in enumerate(SAID):
            talk(send(one, sender, text, str(number)), send(two, sender, text, str(number)))
    after = counted(engine)
    assert added(before, after, Figure.CONVERSATIONS) == RESIDENTS
    for figure in (Figure.MESSAGES, Figure.OUTCOME, Figure.HOUR, Figure.SECONDS):
        assert added(before, after, figure) == RESIDENTS * len(SAID), figure
    # Each is left at one question, whoever wrote the turns before.
    assert added(before, after, Figure.LEFT) == RESIDENTS
    assert after[Figure.LEFT]["court"] - before[Figure.LEFT].get("court", 0) == RESIDENTS


def test_different_messages_to_both_workers_are_all_counted(workers: list[Any]) -> None:
    one, two = workers
    engine = one.tracker_store.database.engine
    before = counted(engine)

    async def all_at_once() -> None:
        senders = [f"crowd {next(_senders)}" for _ in range(RESIDENTS)]
        await asyncio.gather(
            *(
                send(worker, sender, text, text)
                for sender in senders
                for worker, text in ((one, "bonjour"), (two, "combien ça coûte ?"))
            )
        )

    asyncio.run(all_at_once())
    after = counted(engine)
    assert added(before, after, Figure.CONVERSATIONS) == RESIDENTS
    assert added(before, after, Figure.MESSAGES) == 2 * RESIDENTS


def test_erasing_on_another_worker_keeps_the_counts(workers: list[Any]) -> None:
    one, two = workers
    engine, sender = one.tracker_store.database.engine, f"erased {next(_senders)}"
    before = counted(engine)
    talk(send(one, sender, STORY, "1"))
    talk(two.tracker_store.erase(sender))
    after = counted(engine)
    assert added(before, after, Figure.MESSAGES) == 1
    assert added(before, after, Figure.LEFT) == 1


def test_killed_workers_neither_lose_nor_double_a_count(store_url: str) -> None:
    def converse(url: str, sender: str) -> None:
        resident = Resident(url, sender)
        for text in SAID:
            resident.say(text)

    for running in start_server(STORE_URL=store_url, WORKERS="2"):
        engine = sa.create_engine(store_url, future=True)
        before = counted(engine)

        def worker(pid: int = running.process.pid) -> None:
            for victim in random.sample(children(pid), k=1):
                os.kill(victim, signal.SIGKILL)

        # A worker that dies is replaced after a second: one of the two is always there.
        with killing(2.5, [worker]) as kills, ThreadPoolExecutor(4) as at_once:
            senders: list[str] = []
            # However fast the machine: until one was killed.
            while not senders or not kills["worker"]:
                batch = [f"killed {next(_senders)}" for _ in range(2 * RESIDENTS)]
                list(at_once.map(partial(converse, running.url), batch))
                senders += batch
        after = counted(engine)
        engine.dispose()
    assert kills["worker"] > 0
    assert added(before, after, Figure.CONVERSATIONS) == len(senders)
    assert added(before, after, Figure.MESSAGES) == len(senders) * len(SAID)
    assert added(before, after, Figure.LEFT) == len(senders)


def age(engine: sa.engine.Engine) -> None:
    with engine.connect() as connection:
        connection.execute(sa.text("UPDATE conversations SET updated_at = 1"))


def kept(engine: sa.engine.Engine) -> list[tuple[str, str]]:
    with engine.connect() as connection:
        return unheard.read(connection)


def test_what_is_not_understood_is_kept_only_with_consent_and_once_forgotten(
    workers: list[Any],
) -> None:
    one, _ = workers
    store, engine = one.tracker_store, one.tracker_store.database.engine
    told = "zblrt kfjz"
    talk(send(one, f"unheard {next(_senders)}", told, "1"))
    age(engine)
    talk(store.erase_silent())
    assert kept(engine) == []

    store.database.run_here(lambda connection: unheard.consent(connection, today()))
    talk(store.erase_silent())
    assert store.keeps_unheard
    erased, stays = (f"unheard {next(_senders)}" for _ in range(2))
    for sender in (erased, stays):
        talk(send(one, sender, told, "1"))
        talk(send(one, sender, "combien ça coûte ?", "2"))
    # Not before the conversation is forgotten, and never what its resident erased.
    assert kept(engine) == []
    talk(store.erase(erased))
    age(engine)
    talk(store.erase_silent())
    [(day, text)] = kept(engine)
    assert day == "2026-11-23"
    assert text == "[…]"

    store.database.run_here(lambda found: unheard.forget_old(found, date(2026, 12, 23)))
    assert len(kept(engine)) == 1
    store.database.run_here(lambda found: unheard.forget_old(found, date(2026, 12, 24)))
    assert kept(engine) == []


def test_without_consent_any_more_what_was_kept_is_erased(workers: list[Any]) -> None:
    one, _ = workers
    store, engine = one.tracker_store, one.tracker_store.database.engine
    store.database.run_here(lambda connection: unheard.consent(connection, today()))
    talk(store.erase_silent())
    for _ in range(2):
        talk(send(one, f"unheard {next(_senders)}", "zblrt kfjz", "1"))
        age(engine)
    talk(store.erase_silent())
    assert kept(engine)
    talk(send(one, f"unheard {next(_senders)}", "zblrt kfjz", "1"))
    assert store.database.run_here(unheard.withdraw) > 0
    age(engine)
    talk(store.erase_silent())
    assert kept(engine) == []
    assert not store.keeps_unheard

"""Deliveries: taken once whoever receives them, answered by one process, and nothing readable."""

import asyncio
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.channels.inbox import HELD_SECONDS, REMEMBERED_SECONDS, RENEWED_EVERY_SECONDS, Inbox
from bot.channels.message import Incoming, MessageKind
from bot.channels.reading import grouped
from bot.channels.secrets import conversation_key
from bot.database import Database
from tests.faults.postgres import Postgres, programs, start_postgres
from tests.stored import everything_stored

PHONE = "+33612345678"
ME = "telegram"
_databases = count()


class Now:
    """A clock that the test sets."""

    time = 1_800_000_000.0

    def __call__(self) -> float:
        return self.time


@pytest.fixture
def now() -> Now:
    return Now()


@pytest.fixture(scope="module")
def postgres() -> Iterator[Postgres]:
    found = programs()
    if found is None:
        pytest.skip("PostgreSQL n'est pas installé (paquet Debian « postgresql »)")
    yield from start_postgres(found)


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path, secret_key: str) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'inbox.db'}"
    server: Postgres = request.getfixturevalue("postgres")
    name = f"inbox_{next(_databases)}"
    with sa.create_engine(server.url, isolation_level="AUTOCOMMIT").connect() as connection:
        connection.execute(sa.text(f"CREATE DATABASE {name}"))
    return f"{server.url.rpartition('/')[0]}/{name}"


def message(delivery: str, text: str = "horaires de la mairie") -> Incoming:
    return Incoming(delivery, PHONE, PHONE, MessageKind.TEXT, text, 0.0)


def test_a_delivery_is_taken_once_by_any_process_and_after_a_restart(url: str, now: Now) -> None:
    async def story() -> None:
        first, second = Inbox(Database(url), now), Inbox(Database(url), now)
        (me,) = await first.keep(ME, [message("1"), message("2")])
        await second.keep(ME, [message("1"), message("3"), message("3")])
        waiting = await first.waiting(me)
        assert len(waiting) == 3
        assert waiting == sorted(waiting, key=lambda each: each.number)
        left = await first.done(me, waiting[:2])
        assert left == waiting[2:]
        assert await first.done(me, left) == []
        now.time += REMEMBERED_SECONDS - 1
        restarted = Inbox(Database(url), now)
        await restarted.forget_old()
        await restarted.keep(ME, [message("1"), message("2"), message("3")])
        assert await restarted.waiting(me) == []

    asyncio.run(story())


def test_one_process_answers_until_it_is_done_or_dead(url: str, now: Now) -> None:
    async def story() -> None:
        first, second = Inbox(Database(url), now), Inbox(Database(url), now)
        (me,) = await first.keep(ME, [message("1")])
        assert await second.hold(me) is None
        now.time += HELD_SECONDS - 1
        await first.renew(me)
        now.time += HELD_SECONDS - 1
        assert await second.hold(me) is None
        assert await second.left_behind() == []
        # The first one dies.
        now.time += HELD_SECONDS
        assert await second.left_behind() == [me]
        waiting = await second.hold(me)
        assert waiting is not None
        assert [each.message.text for each in waiting] == ["horaires de la mairie"]

    asyncio.run(story())


@pytest.mark.parametrize("jump", [-3600, -24 * 3600])
def test_a_clock_set_back_leaves_nobody_without_an_answer(url: str, now: Now, jump: int) -> None:
    async def story() -> None:
        first, second = Inbox(Database(url), now), Inbox(Database(url), now)
        (me,) = await first.keep(ME, [message("1")])
        now.time += jump
        waiting = await first.waiting(me)
        # The next half is waited for no longer than ever.
        assert grouped(waiting, now.time, 2.0) == (waiting, 2.0)
        # Whoever holds it may live, and then says so.
        await second.forget_old()
        now.time += RENEWED_EVERY_SECONDS
        await first.renew(me)
        now.time += HELD_SECONDS - 1
        assert await second.left_behind() == []
        # It dies.
        now.time += HELD_SECONDS
        assert await second.left_behind() == [me]
        assert await second.hold(me) == waiting

    asyncio.run(story())


def test_who_they_are_and_what_they_wrote_cannot_be_read_in_the_database(
    url: str, now: Now
) -> None:
    async def story() -> None:
        inbox = Inbox(Database(url), now)
        (me,) = await inbox.keep(ME, [message("wamid.abc", "chrysanthème")])
        held = everything_stored(url)
        assert me in held
        for secret in (PHONE, "33612345678", "chrysanth", "wamid.abc"):
            assert secret not in held
        waiting = await inbox.waiting(me)
        assert waiting[0].message.address == PHONE
        await inbox.done(me, waiting)
        assert "gAAAA" not in everything_stored(url)

    asyncio.run(story())


def test_the_key_of_a_conversation_depends_on_the_town_and_on_the_channel(
    monkeypatch: pytest.MonkeyPatch, secret_key: str
) -> None:
    mine = conversation_key(ME, PHONE)
    assert mine != conversation_key("sms", PHONE)
    assert conversation_key("a", "bc") != conversation_key("ab", "c")
    monkeypatch.setenv("LINK_KEY", secret_key + " d'une autre commune")
    assert conversation_key(ME, PHONE) != mine


def test_what_was_sealed_with_another_secret_is_given_up_without_an_error(
    url: str, now: Now, monkeypatch: pytest.MonkeyPatch, secret_key: str
) -> None:
    async def story() -> None:
        (me,) = await Inbox(Database(url), now).keep(ME, [message("1")])
        monkeypatch.setenv("LINK_KEY", secret_key + " changée")
        waiting = await Inbox(Database(url), now).waiting(me)
        assert waiting[0].message.address == ""

    asyncio.run(story())


def test_halves_are_waited_for_and_a_tap_is_not(url: str, now: Now) -> None:
    async def story() -> None:
        inbox = Inbox(Database(url), now)
        (me,) = await inbox.keep(ME, [message("1", "j'ai écrit à Free")])
        now.time += 1.5
        await inbox.keep(ME, [message("2", "le 3 mars")])
        waiting = await inbox.waiting(me)
        halves, wait = grouped(waiting, now.time, 2.0)
        assert [each.message.text for each in halves] == ["j'ai écrit à Free", "le 3 mars"]
        assert wait == 2.0
        assert grouped(waiting, now.time + 2, 2.0)[1] == 0
        tap = Incoming("3", PHONE, PHONE, MessageKind.TAP, "/ask_steps", 0.0)
        await inbox.keep(ME, [tap])
        waiting = await inbox.waiting(me)
        assert grouped(waiting, now.time, 2.0) == (halves, 0.0)
        assert grouped(waiting[2:], now.time, 2.0) == (waiting[2:], 0.0)

    asyncio.run(story())


def test_whoever_goes_on_writing_is_answered_after_six_seconds(url: str, now: Now) -> None:
    async def story() -> None:
        inbox, me = Inbox(Database(url), now), ""
        began = now.time
        for n in range(5):
            (me,) = await inbox.keep(ME, [message(str(n), f"mot {n}")])
            now.time += 1.5
        waiting = await inbox.waiting(me)
        assert grouped(waiting, began + 5, 2.0)[1] == 1.0
        assert grouped(waiting, began + 6, 2.0)[1] == 0

    asyncio.run(story())


def test_a_thousand_messages_of_one_delivery_are_all_kept(url: str, now: Now) -> None:
    async def story() -> None:
        inbox = Inbox(Database(url), now)
        people = [
            Incoming(str(n), f"person {n}", "x", MessageKind.TEXT, "bonjour", 0.0)
            for n in range(1000)
        ]
        assert len(await inbox.keep(ME, people)) == 1000
        assert len(set(await inbox.keep(ME, people))) == 1000
        with sa.create_engine(url).connect() as connection:
            assert connection.scalar(sa.text("SELECT count(*) FROM deliveries")) == 1000

    asyncio.run(story())

"""How often one client may send, by a clock that the test moves."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.database import Database
from bot.rate_limit import CLIENTS_KEPT, RateLimit, SharedRateLimit

KEY = b"k" * 32
Limited = Callable[..., int]


class Clock:
    """Seconds, as the test sets them."""

    now = 1_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def database(tmp_path: Path) -> Database:
    return Database(f"sqlite:///{tmp_path / 'limits.db'}")


@pytest.fixture(params=["one worker", "several"])
def limited(request: pytest.FixtureRequest, clock: Clock) -> Callable[[int], Limited]:
    """Makes a limit, held in memory or in the database."""

    def make(per_minute: int) -> Limited:
        limit: RateLimit | SharedRateLimit = RateLimit(per_minute, clock)
        if request.param == "several":
            database = request.getfixturevalue("database")
            limit = SharedRateLimit(per_minute, database, KEY, clock)
        return lambda client: asyncio.run(limit.wait(client))

    return make


@pytest.fixture
def clock() -> Clock:
    return Clock()


def test_a_burst_is_allowed_then_told_how_long_to_wait(
    limited: Callable[[int], Limited],
) -> None:
    wait = limited(3)
    assert [wait("a") for _ in range(4)] == [0, 0, 0, 20]


@pytest.mark.parametrize("per_minute", [1, 7, 11, 29, 59, 61, 77, 999])
@pytest.mark.parametrize("now", [1_000.0, 1_795_828_357.675944])
def test_as_many_as_were_set_are_let_through(
    limited: Callable[[int], Limited], clock: Clock, per_minute: int, now: float
) -> None:
    clock.now = now
    wait = limited(per_minute)
    assert [wait("a") for _ in range(per_minute + 3)].count(0) == per_minute


def test_the_wait_told_is_enough_and_not_too_long(
    limited: Callable[[int], Limited], clock: Clock
) -> None:
    wait = limited(3)
    for _ in range(3):
        wait("a")
    clock.now += wait("a")
    assert wait("a") == 0
    clock.now += 19
    assert 0 < wait("a") <= 2


def test_asking_again_does_not_make_the_wait_longer(limited: Callable[[int], Limited]) -> None:
    wait = limited(3)
    assert [wait("a") for _ in range(50)][-1] == 20


def test_one_client_does_not_hinder_another(limited: Callable[[int], Limited]) -> None:
    wait = limited(1)
    assert [wait("a"), wait("a"), wait("b")] == [0, 60, 0]


def test_the_limit_holds_across_workers(database: Database, clock: Clock) -> None:
    workers = [SharedRateLimit(60, database, KEY, clock) for _ in range(2)]

    async def send_150() -> int:
        waits = await asyncio.gather(
            *(workers[number % 2].wait("192.0.2.1") for number in range(150))
        )
        return waits.count(0)

    assert asyncio.run(send_150()) == 60


@pytest.mark.parametrize("jump", [-3600, -24 * 3600, 3600, 24 * 3600])
def test_a_clock_that_jumps_refuses_nobody_for_longer(
    database: Database, clock: Clock, jump: int
) -> None:
    limit = SharedRateLimit(3, database, KEY, clock)
    clock.now = 1_795_828_357.0
    assert [asyncio.run(limit.wait("a")) for _ in range(4)] == [0, 0, 0, 20]
    clock.now += jump
    assert [asyncio.run(limit.wait("a")) for _ in range(4)] == [0, 0, 0, 20]
    clock.now += 20
    assert [asyncio.run(limit.wait("a")) for _ in range(2)] == [0, 20]


def test_no_address_can_be_read_in_the_database(database: Database, clock: Clock) -> None:
    limit = SharedRateLimit(60, database, KEY, clock)
    asyncio.run(limit.wait("192.0.2.1"))
    with database.engine.connect() as connection:
        assert "192.0.2.1" not in str(connection.execute(sa.text("SELECT * FROM clients")).all())
    clock.now += 60
    asyncio.run(limit.forget_silent())
    with database.engine.connect() as connection:
        assert connection.execute(sa.text("SELECT * FROM clients")).all() == []


def test_a_silent_client_is_forgotten_after_a_minute() -> None:
    clock = Clock()
    limit = RateLimit(5, clock)
    for client in ("a", "b", "c"):
        asyncio.run(limit.wait(client))
    assert limit.clients == 3
    clock.now += 60
    assert asyncio.run(limit.wait("d")) == 0
    assert limit.clients == 1


def test_a_flood_of_addresses_does_not_fill_the_memory() -> None:
    limit = RateLimit(5, Clock())

    async def flood() -> None:
        for client in range(CLIENTS_KEPT + 500):
            await limit.wait(str(client))

    asyncio.run(flood())
    assert limit.clients == CLIENTS_KEPT

"""How often one client may send, by a clock that the test moves."""

from bot.rate_limit import CLIENTS_KEPT, RateLimit


class Clock:
    """Seconds, as the test sets them."""

    now = 1_000.0

    def __call__(self) -> float:
        return self.now


def test_a_burst_is_allowed_then_told_how_long_to_wait() -> None:
    clock = Clock()
    limit = RateLimit(3, clock)
    assert [limit.wait("a") for _ in range(4)] == [0, 0, 0, 20]


def test_the_wait_told_is_enough_and_not_too_long() -> None:
    clock = Clock()
    limit = RateLimit(3, clock)
    for _ in range(3):
        limit.wait("a")
    clock.now += limit.wait("a")
    assert limit.wait("a") == 0
    clock.now += 19
    assert 0 < limit.wait("a") <= 2


def test_asking_again_does_not_make_the_wait_longer() -> None:
    clock = Clock()
    limit = RateLimit(3, clock)
    assert [limit.wait("a") for _ in range(50)][-1] == 20


def test_one_client_does_not_hinder_another() -> None:
    limit = RateLimit(1, Clock())
    assert [limit.wait("a"), limit.wait("a"), limit.wait("b")] == [0, 60, 0]


def test_a_silent_client_is_forgotten_after_a_minute() -> None:
    clock = Clock()
    limit = RateLimit(5, clock)
    for client in ("a", "b", "c"):
        limit.wait(client)
    assert limit.clients == 3
    clock.now += 60
    assert limit.wait("d") == 0
    assert limit.clients == 1


def test_a_flood_of_addresses_does_not_fill_the_memory() -> None:
    limit = RateLimit(5, Clock())
    for client in range(CLIENTS_KEPT + 500):
        limit.wait(str(client))
    assert limit.clients == CLIENTS_KEPT

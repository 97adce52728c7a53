"""What is erased by its age, by clocks that the test moves."""

from bot.commands.rasa_setting import quiet_rasa

quiet_rasa()

from bot.rasa.retention import Clock, Retention  # noqa: E402

DAY = 24 * 3600.0


class Machine:
    """A clock on the wall that may be set, and time that really goes by."""

    wall = 1_800_000_000.0
    steady = 0.0

    def wait(self, seconds: float) -> None:
        self.wall += seconds
        self.steady += seconds


def kept_since(machine: Machine) -> Retention:
    clock = Clock(lambda: machine.wall, lambda: machine.steady)
    return Retention(None, None, DAY, clock)  # type: ignore[arg-type]


def test_a_conversation_is_kept_for_a_day() -> None:
    machine = Machine()
    retention, said_at = kept_since(machine), machine.wall
    machine.wait(DAY - 60)
    assert retention.oldest_kept() < said_at
    machine.wait(120)
    assert retention.oldest_kept() > said_at


def test_a_clock_set_forward_erases_nothing_too_early() -> None:
    for jump in (3600, DAY, 30 * DAY):
        machine = Machine()
        retention, said_at = kept_since(machine), machine.wall
        machine.wall += jump
        for _ in range(23):
            machine.wait(3600)
            assert retention.oldest_kept() < said_at
        machine.wait(2 * 3600)
        assert retention.oldest_kept() > said_at


def test_a_clock_set_back_erases_nothing_too_early() -> None:
    machine = Machine()
    retention, said_at = kept_since(machine), machine.wall
    machine.wall -= DAY
    machine.wait(3600)
    assert retention.oldest_kept() < said_at


def test_the_small_steps_of_a_clock_kept_right_are_no_jump() -> None:
    machine = Machine()
    retention, said_at = kept_since(machine), machine.wall
    for _ in range(24):
        machine.wait(3600)
        machine.wall += 1
        retention.oldest_kept()
    assert said_at <= retention.oldest_kept() < said_at + 60

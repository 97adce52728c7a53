"""What the counts cost a turn, and what masking leaves.

python -m bench.figures [--postgres postgresql://…]

Each turn is written with its counts and without, one after the other, in the same database, in the
thread that asks; CPU time, so that a busy machine matters less.
"""

import argparse
import re
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

from bot.commands.rasa_setting import quiet_rasa

quiet_rasa()
from rasa.shared.core.events import (  # noqa: E402
    ActionExecuted,
    BotUttered,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.slots import AnySlot  # noqa: E402

from bench.understanding import DEVELOPMENT, held_out  # noqa: E402
from bot.clock import now  # noqa: E402
from bot.database import Database  # noqa: E402
from bot.figures.counting import Counts, count  # noqa: E402
from bot.figures.masking import mask  # noqa: E402
from bot.rasa.conversations_table import write  # noqa: E402
from bot.rasa.stored_tracker import StoredTracker  # noqa: E402
from bot.rasa.turns import last_turn  # noqa: E402
from tests.figures.test_masking import DEVELOPMENT_SET, VERDICT_SET, pieces, told  # noqa: E402

TIMES = 3_000
WORDS = re.compile(r"[^\W\d_]+")


def conversation() -> StoredTracker:
    """Four turns of the guided path, each as a turn leaves it."""
    slots = [AnySlot(name, mappings=[{}]) for name in ("asked", "case", "ended", "helped")]
    tracker = StoredTracker("bench", slots)
    for question in ("written", "customer_reply", "letter_sent", "court"):
        for event in (
            ActionExecuted("action_listen"),
            UserUttered("non", {"name": "tell_case", "confidence": 1.0}, input_channel="rest"),
            ActionExecuted("action_guide"),
            BotUttered("J'ai noté.", metadata={"utter_action": "utter_noted"}),
            BotUttered("Et ensuite ?", metadata={"utter_action": "utter_ask"}),
            SlotSet("case", {"operator": "Orange", "written": True}),
            SlotSet("asked", question),
        ):
            tracker.update(event)
    return tracker


def cost(work: Callable[[], object], clock: Callable[[], float]) -> float:
    """Milliseconds of one call."""
    began = clock()
    work()
    return (clock() - began) * 1000


def counting() -> float:
    """Milliseconds to work out what a turn adds, the median."""
    tracker, before = conversation(), Counts((), ("2026-11", "letter_sent"))

    def work() -> str:
        turn = last_turn(tracker, 0.01)
        assert turn is not None
        return count(turn, before, now()).to_json()

    return median(cost(work, time.thread_time) for _ in range(TIMES))


def writing(url: str, clock: Callable[[], float]) -> tuple[float, float]:
    """Milliseconds to write a turn without its counts and with them, the medians."""
    database = Database(url)
    turn = last_turn(conversation(), 0.01)
    assert turn is not None
    counts = [
        count(turn, Counts((), ("2026-11", left)), now()).to_json() for left in ("written", "court")
    ]
    row: dict[str, Any] = {
        "sender_id": "bench",
        "updated_at": time.time(),
        "events": "x" * 6_000,
        "answers": "x" * 2_000,
        "unheard": "",
    }
    taken: tuple[list[float], list[float]] = ([], [])
    for number in range(1, 2 * TIMES + 1):
        counted = number % 2
        now_row = {**row, "turn": number, "counts": counts[number // 2 % 2] if counted else ""}
        work = partial(write, row=now_row)
        taken[counted].append(cost(partial(database.run_here, work), clock))
    return median(taken[0]), median(taken[1])


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--postgres", metavar="URL", help="an empty database")
    given = parser.parse_args()
    print(f"| what | ms | |\n| --- | --- | --- |\n| working out the counts | {counting():.3f} | |")
    with tempfile.TemporaryDirectory() as folder:
        for name, clock in (("CPU", time.thread_time), ("clock", time.perf_counter)):
            without, with_counts = writing(f"sqlite:///{Path(folder) / name}.db", clock)
            _print(f"SQLite, {name}", without, with_counts)
    if given.postgres:
        _print("PostgreSQL, clock", *writing(given.postgres, time.perf_counter))
    print("\n| masking | |\n| --- | --- |")
    for name in (DEVELOPMENT_SET, VERDICT_SET):
        private = list(told(name))
        left = sum(bool(each.telling & pieces(mask(each.text))) for each in private)
        messages = len({each.text for each in private})
        print(f"| {name}: {messages} messages, {len(private)} private parts | {left} left |")
    texts = [text for _, _, text in held_out(DEVELOPMENT)]
    words = sum(len(WORDS.findall(text)) for text in texts)
    kept = sum(len(WORDS.findall(mask(text))) for text in texts)
    print(f"| words kept of {len(texts)} ordinary messages | {kept / words:.1%} |")
    taken = median(cost(partial(mask, text), time.thread_time) for text in texts)
    print(f"| one message masked | {taken:.2f} ms |")


def _print(name: str, without: float, with_counts: float) -> None:
    print(f"| a turn written, {name}: without, with counts | {without:.3f} | {with_counts:.3f} |")


if __name__ == "__main__":
    main()

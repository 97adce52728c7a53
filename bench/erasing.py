"""``python -m bench.erasing``: what the others notice while 100 000 silent conversations go."""

import asyncio
import tempfile
import time
from collections.abc import Awaitable
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from bot.commands.rasa_setting import quiet_rasa

CONVERSATIONS = 100_000
# A conversation of a dozen turns keeps about that many characters.
CHARACTERS = 8_000
TICK_SECONDS = 0.002
REFERENCE_SECONDS = 30.0


def main() -> None:
    """Print the longest pause of the loop, the time of a turn's write, and the size of the file."""
    quiet_rasa()
    from rasa.shared.core.domain import Domain

    from bot.rasa.conversations_table import CONVERSATIONS as TABLE
    from bot.rasa.tracker_store import ConversationStore

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "conversations.db"
        store = ConversationStore(Domain.empty(), host=f"sqlite:///{file}")
        words = "x" * CHARACTERS
        with store.database.engine.connect() as connection:
            connection.exec_driver_sql("BEGIN")
            for number in range(CONVERSATIONS):
                row = {"sender_id": str(number), "turn": 1, "updated_at": 1.0}
                connection.execute(TABLE.insert(), {**row, "events": words, "answers": ""})
            connection.exec_driver_sql("COMMIT")
            store.database.erase_from_log(connection)
        before = file.stat().st_size
        alone, _, _ = asyncio.run(_watch(store, asyncio.sleep(REFERENCE_SECONDS)))
        longest, writes, seconds = asyncio.run(_watch(store, store.erase_silent()))
        with store.database.engine.connect() as connection:
            left = connection.scalar(sa.select(sa.func.count()).select_from(TABLE))
        print("| figure | value |\n| --- | --- |")
        print(f"| conversations erased, left | {CONVERSATIONS}, {left} |")
        print(f"| time | {seconds:.0f} s |")
        print(f"| longest pause of the loop, idle before | {_ms(longest)}, {_ms(alone)} |")
        writes.sort()
        print(f"| a write: median, longest | {_ms(writes[len(writes) // 2])}, {_ms(writes[-1])} |")
        print(f"| file | {before / 2**20:.0f} MB, then {file.stat().st_size / 2**20:.1f} MB |")


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.0f} ms"


async def _watch(store: Any, work: Awaitable[Any]) -> tuple[float, list[float], float]:
    """The longest pause of the loop, the times of some writes, and how long the work took."""
    writes: list[float] = []
    working = asyncio.ensure_future(work)

    async def write() -> None:
        while not working.done():
            began = time.perf_counter()
            await store.probe()
            writes.append(time.perf_counter() - began)
            await asyncio.sleep(0.05)

    writing = asyncio.ensure_future(write())
    began, longest, last = time.perf_counter(), 0.0, time.perf_counter()
    while not working.done():
        await asyncio.sleep(TICK_SECONDS)
        now = time.perf_counter()
        longest, last = max(longest, now - last - TICK_SECONDS), now
    await writing
    return longest, writes, time.perf_counter() - began


if __name__ == "__main__":
    main()

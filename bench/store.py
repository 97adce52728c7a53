"""What the store costs a turn: PostgreSQL beside SQLite, near and far; the memory of four workers.

    python -m bench.store             a turn by SQLite, by PostgreSQL, and 5 ms away from it
    python -m bench.store --workers   memory of one and of four workers, at their start and warm

PostgreSQL is Debian's, started for the measure. The distance is a relay that holds back what it
passes on.
"""

import argparse
import asyncio
import re
import tempfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median

from tests.faults.postgres import programs, start_postgres
from tests.running import Resident, RunningServer, free_port, start_server

QUESTIONS = ("combien ça coûte le médiateur", "horaires de la mairie", "merci beaucoup")
AWAY_SECONDS = 0.005
ROUNDS = 5
TURNS = 60
PEOPLE = 20
WARM_TURNS = 15_000
CLIENTS = 8


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--workers", action="store_true")
    if parser.parse_args().workers:
        for workers in (1, 4):
            _memory(workers)
    else:
        _turns()


def _turns() -> None:
    found = programs()
    assert found, "il faut le paquet Debian « postgresql »"
    with ExitStack() as until, tempfile.TemporaryDirectory() as folder:
        near = until.enter_context(contextmanager(start_postgres)(found)).url
        port = int(re.findall(r":(\d+)/", near)[0])
        far = near.replace(f":{port}/", f":{until.enter_context(_relay(port))}/")
        urls = {"SQLite": f"sqlite:///{folder}/c.db", "PostgreSQL": near, "5 ms away": far}
        running = {
            name: until.enter_context(contextmanager(start_server)(STORE_URL=url))
            for name, url in urls.items()
        }
        alone: dict[str, list[float]] = {name: [] for name in urls}
        for number in range(ROUNDS):
            for name, served in running.items():
                alone[name] += _talk(served, f"{number}", TURNS)
        print("| store | a turn, median | beside SQLite | median of 20 people at once |")
        print("| --- | --- | --- | --- |")
        for name, served in running.items():
            together = median(_together(served, PEOPLE, PEOPLE, 10))
            own = median(alone[name])
            print(
                f"| {name} | {own * 1000:.1f} ms | {own / median(alone['SQLite']):.2f} | "
                f"{together * 1000:.1f} ms |"
            )


def _together(served: RunningServer, clients: int, people: int, turns: int) -> list[float]:
    """Seconds of each turn of so many people, so many of them at once."""
    with ThreadPoolExecutor(clients) as pool:
        talks = pool.map(lambda who: _talk(served, f"together {who}", turns), range(people))
        return [each for talk in talks for each in talk]


def _talk(served: RunningServer, who: str, turns: int) -> list[float]:
    """Seconds of each turn of one person, after the first ones."""
    resident, times = Resident(served.url, who), []
    resident.say("bonjour")
    for turn in range(turns):
        began = time.perf_counter()
        resident.say(QUESTIONS[turn % len(QUESTIONS)])
        times.append(time.perf_counter() - began)
    return times


@contextmanager
def _relay(port: int) -> Iterator[int]:
    """A port that leads to another, half of the way there and half of it back."""
    here, loop = free_port(), asyncio.new_event_loop()

    async def carry(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
        while part := await source.read(65536):
            # What came meanwhile is not held up by what came before it.
            loop.call_later(AWAY_SECONDS / 2, target.write, part)
        loop.call_later(AWAY_SECONDS, target.close)

    async def meet(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        back, forth = await asyncio.open_connection("127.0.0.1", port)
        await asyncio.gather(carry(reader, forth), carry(back, writer), return_exceptions=True)

    loop.run_until_complete(asyncio.start_server(meet, "127.0.0.1", here))
    threading.Thread(target=loop.run_forever, daemon=True).start()
    yield here
    loop.call_soon_threadsafe(loop.stop)


def _memory(workers: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = f"sqlite:///{folder}/c.db"
        for served in start_server(STORE_URL=store, WORKERS=str(workers)):
            for client in range(4 * workers):
                Resident(served.url, f"first {client}").say("bonjour")
            start = _held(served)
            _together(served, CLIENTS, WARM_TURNS // 100, 99)
            warm = _held(served)
    print(f"{workers} workers: {start:.0f} MB at the start, {warm:.0f} MB warm (PSS, together)")


def _held(served: RunningServer) -> float:
    """MB of a server and its workers; what they share is counted once."""
    pids = [served.process.pid]
    children = Path(f"/proc/{pids[0]}/task/{pids[0]}/children").read_text()
    pids += map(int, children.split())
    told = (Path(f"/proc/{pid}/smaps_rollup").read_text() for pid in pids)
    return sum(int(re.findall(r"^Pss:\s+(\d+) kB", each, re.M)[0]) for each in told) / 1024


if __name__ == "__main__":
    main()

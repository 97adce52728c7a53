"""Races of residents over several workers, while workers and the database are killed.

``python -m tests.faults.soak --races 10000 --workers 4`` (``make soak``) prints the figures;
``test_kills.py`` runs a few of them.
"""

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa

from tests.faults.postgres import Postgres, programs, start_postgres
from tests.running import RunningServer, post, start_server
from tests.stored import stored

OPERATORS = ("Free", "Orange", "SFR", "Bouygues Telecom")
STORY = "j'ai écrit à Orange le 3 septembre 2026, aucune réponse"
SECRET = "quidamsecret"
FAULTS = ("facts lost", "answered otherwise", "taken twice", "words left")
RACES_IN_A_CONVERSATION = 10
RESIDENTS = 12
# A resident goes on sending a message that was not answered.
PATIENCE_SECONDS = 120.0


class Resident:
    """Sends each message with its own number, again and again until it is answered."""

    def __init__(self, url: str, sender: str) -> None:
        self.url, self.sender, self.sent = url, sender, 0

    def say(self, text: str) -> object:
        """The answer to a new message."""
        self.sent += 1
        return self.resend(text, str(self.sent))

    def resend(self, text: str, number: str) -> object:
        """The answer to a message, however often it must be sent."""
        sent = {"message": text, "metadata": {"message_id": number}}
        return self._insist("webhook", **sent)

    def erase(self) -> None:
        """Have the conversation erased, until that is confirmed."""
        self._insist("erase")

    def _insist(self, path: str, **more: object) -> object:
        body = json.dumps({"sender": self.sender, **more}).encode()
        until = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < until:
            try:
                status, answer = post(f"{self.url}/webhooks/rest/{path}", body)
            except (OSError, urllib.error.URLError, ValueError):
                continue
            if status == 200 and not any("incident" in m.get("text", "") for m in answer):
                return answer
        raise AssertionError(f"{path} : pas de réponse en {PATIENCE_SECONDS} s")


def converse(url: str, engine: sa.engine.Engine, sender: str) -> Counter[str]:
    """One conversation of races; what went wrong, by kind."""
    found: Counter[str] = Counter()
    resident = Resident(url, sender)
    resident.say(STORY)
    for race in range(RACES_IN_A_CONVERSATION):
        operator, day = OPERATORS[race % len(OPERATORS)], 5 + race
        texts = [
            f"je me suis trompé, mon opérateur c'est {operator}",
            f"non, j'ai écrit au service consommateurs le {day} octobre 2026",
        ]
        answers = _at_once(resident, texts)
        case, _ = _stored(engine, sender)
        found["races"] += 1
        told = f'"{operator}"' in case and f'"2026-10-{day:02d}"' in case
        found["facts lost"] += not told
        again = resident.resend(texts[1], str(resident.sent))
        found["answered otherwise"] += again != answers[1]
        events, _ = _stored(engine, sender)
        found["taken twice"] += _times_taken(events, texts[1]) > 1
    with ThreadPoolExecutor(2) as both:
        late = both.submit(resident.say, f"{STORY} {SECRET}")
        both.submit(resident.erase).result()
        late.result()
    resident.erase()
    found["erasures"] += 1
    found["words left"] += SECRET in "".join(_stored(engine, sender))
    return found


def _at_once(resident: Resident, texts: list[str]) -> list[object]:
    numbers = []
    for _ in texts:
        resident.sent += 1
        numbers.append(str(resident.sent))
    with ThreadPoolExecutor(len(texts)) as both:
        return list(both.map(resident.resend, texts, numbers))


def _stored(engine: sa.engine.Engine, sender: str) -> tuple[str, str]:
    """As :func:`tests.stored.stored`, also while the database comes back."""
    for _ in range(100):
        try:
            return stored(engine, sender)
        except sa.exc.OperationalError:
            # The database was just killed.
            time.sleep(0.1)
    raise AssertionError("la base ne revient pas")


def _times_taken(events: str, text: str) -> int:
    said = json.loads(events or "[]")
    return sum(each.get("event") == "user" and each.get("text") == text for each in said)


def children(pid: int) -> list[int]:
    """The workers of a server."""
    found = subprocess.run(["pgrep", "-P", str(pid)], capture_output=True, text=True)
    return [int(each) for each in found.stdout.split()]


@contextmanager
def killing(every: float, kill: list[Callable[[], None]]) -> Iterator[Counter[str]]:
    """Kill something now and then, in turn, and count it."""
    done, kills = threading.Event(), Counter[str]()

    def run() -> None:
        turn = 0
        while not done.wait(every * random.uniform(0.5, 1.5)):
            victim = kill[turn % len(kill)]
            victim()
            kills[victim.__name__] += 1
            turn += 1

    thread = threading.Thread(target=run)
    thread.start()
    try:
        yield kills
    finally:
        done.set()
        thread.join()


def soak(
    running: RunningServer, store_url: str, races: int, every: float, postgres: Postgres | None
) -> Counter[str]:
    """Run the races; the counts of what was done and of what went wrong."""
    engine = sa.create_engine(store_url, future=True, pool_pre_ping=True)

    def worker() -> None:
        os.kill(random.choice(children(running.process.pid)), signal.SIGKILL)

    def database() -> None:
        assert postgres is not None
        postgres.crash()

    victims = [worker] * 4 + ([database] if postgres else [])
    total: Counter[str] = Counter()
    conversations = -(-races // RACES_IN_A_CONVERSATION)
    with killing(every, victims) as kills, ThreadPoolExecutor(RESIDENTS) as residents:
        work = [
            residents.submit(converse, running.url, engine, f"soak {number}")
            for number in range(conversations)
        ]
        for each in work:
            total += each.result()
            if total["races"] % 500 == 0:
                print(dict(total), dict(kills), file=sys.stderr, flush=True)
    total.update({f"kills of a {name}": count for name, count in kills.items()})
    engine.dispose()
    return total


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--races", type=int, default=10_000)
    parser.add_argument("--workers", type=int, default=4)
    parser.add_argument("--every", type=float, default=8.0, help="secondes entre deux morts")
    given = parser.parse_args()
    found = programs()
    with tempfile.TemporaryDirectory() as folder:
        databases = start_postgres(found) if found else iter([None])
        postgres = next(databases)
        url = postgres.url if postgres else f"sqlite:///{Path(folder) / 'soak.db'}"
        servers = start_server(STORE_URL=url, WORKERS=str(given.workers))
        running = next(servers)
        began = time.monotonic()
        counts = soak(running, url, given.races, given.every, postgres)
        print(f"| base | {url.partition(':')[0]}, {given.workers} processus |\n| --- | --- |")
        print(f"| durée | {time.monotonic() - began:.0f} s |")
        for name in dict.fromkeys([*FAULTS, *counts]):
            print(f"| {name} | {counts[name]} |")
        servers.close()
        databases.close() if postgres else None


if __name__ == "__main__":
    main()

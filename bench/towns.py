"""What 35 000 towns cost one process: its start, its memory, a turn.

python -m bench.towns

Two servers, with the towns and without, are asked in turn, so that a busy machine slows both down.
"""

import http.client
import json
import re
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from itertools import count
from pathlib import Path
from statistics import median
from urllib.parse import urlsplit

from bot.knowledge import FOLDER
from tests.running import RunningServer, start_server

TOWNS = 35_000
STARTS = 3
TURNS = 2_000
# As many as are talked to in the same quarter of an hour, say.
AT_ONCE = 300
TALK = (
    "bonjour",
    "J'ai écrit à Orange le 3 septembre, aucune réponse",
    "horaires de la mairie",
    "combien ça coûte ?",
)
_senders = count()


def make_towns(folder: Path) -> None:
    """A file for each, which differ by what they say."""
    text = (FOLDER / "towns" / "argences.yml").read_text(encoding="utf-8")
    for number in range(TOWNS):
        own = text.replace("name: Argences", f"name: Ville {number}")
        own = own.replace("09:00-12:00", f"09:00-12:{number % 60:02d}", 1)
        phone = f"02 {number // 1000:02d} {number // 10 % 100:02d} {number % 10:02d} 00"
        own = own.replace("02 31 27 90 60", phone)
        (folder / f"ville-{number}.yml").write_text(own, encoding="utf-8")


@contextmanager
def serving(store: Path, **environment: str) -> Iterator[tuple[RunningServer, float]]:
    """A server, and the seconds until its first answer."""
    began = time.perf_counter()
    for served in start_server(None, None, STORE_URL=f"sqlite:///{store}", **environment):
        Talk(served).turn("")
        yield served, time.perf_counter() - began


class Talk:
    """Residents who talk to a server on one connection."""

    def __init__(self, served: RunningServer) -> None:
        self._connection = http.client.HTTPConnection("localhost", urlsplit(served.url).port)
        self._said = 0
        self._sender = ""

    def turn(self, town: str) -> float:
        """The milliseconds of one turn with a town; another resident every few turns."""
        number = self._said % len(TALK)
        self._said += 1
        if number == 0:
            self._sender = f"bench {next(_senders)}"
        body = json.dumps({"sender": self._sender, "message": TALK[number]})
        path = f"/ville/{town}/webhooks/rest/webhook" if town else "/webhooks/rest/webhook"
        began = time.perf_counter()
        self._connection.request("POST", path, body, {"Content-Type": "application/json"})
        answer = self._connection.getresponse()
        said = answer.read()
        assert answer.status == 200, said
        return (time.perf_counter() - began) * 1000

    def close(self) -> None:
        """Hang up."""
        self._connection.close()


def megabytes(served: RunningServer) -> float:
    """What the process holds."""
    status = Path(f"/proc/{served.process.pid}/status").read_text()
    held = re.search(r"VmRSS:\s+(\d+) kB", status)
    assert held
    return int(held[1]) / 1024


def compared(
    alone: RunningServer, many: RunningServer, town: Callable[[int], str]
) -> tuple[float, float]:
    """The milliseconds of a turn without the towns and with them, the medians."""
    taken: tuple[list[float], list[float]] = ([], [])
    with closing(Talk(alone)) as one, closing(Talk(many)) as other:
        for number in range(TURNS):
            # Four turns of a resident are with one town.
            asked = town(number // len(TALK))
            taken[0].append(one.turn(""))
            taken[1].append(other.turn(asked))
    return median(taken[0]), median(taken[1])


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "towns"
        folder.mkdir()
        make_towns(folder)
        starts: tuple[list[float], list[float]] = ([], [])
        for number in range(STARTS):
            for kind, given in enumerate(({}, {"TOWNS": str(folder), "TOWN": "argences"})):
                with serving(Path(place) / f"{number}-{kind}.db", **given) as (_, seconds):
                    starts[kind].append(seconds)
        print(f"| | without | with {TOWNS} towns | |\n| --- | --- | --- | --- |")
        _print("start to first answer, s", median(starts[0]), median(starts[1]), "{:.2f}")
        with (
            serving(Path(place) / "alone.db") as (alone, _),
            serving(Path(place) / "many.db", TOWNS=str(folder), TOWN="argences") as (many, _),
        ):
            kinds: dict[str, Callable[[int], str]] = {
                "the town of TOWN": lambda _number: "",
                "one town": lambda _number: "ville-7",
                f"{AT_ONCE} towns": lambda number: f"ville-{number % AT_ONCE}",
                "each resident another town": lambda number: f"ville-{AT_ONCE + number}",
            }
            compared(alone, many, kinds["one town"])
            for name, town in kinds.items():
                _print(f"a turn, {name}, ms", *compared(alone, many, town), "{:.2f}")
            before = megabytes(many)
            with closing(Talk(many)) as talk:
                for number in range(TOWNS):
                    talk.turn(f"ville-{number}")
            # As many turns at one town: what conversations hold is not counted.
            with closing(Talk(alone)) as talk:
                for _ in range(TOWNS):
                    talk.turn("")
            print(f"| memory before, MB | | {before:.0f} | |")
            _print(f"after {TOWNS} turns, MB", megabytes(alone), megabytes(many), "{:.0f}")


def _print(name: str, without: float, with_towns: float, form: str) -> None:
    more = f"{with_towns / without - 1:+.1%}"
    print(f"| {name} | {form.format(without)} | {form.format(with_towns)} | {more} |", flush=True)


if __name__ == "__main__":
    main()

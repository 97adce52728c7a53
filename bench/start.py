"""From the start of the server to its first answer, and the memory it then holds.

python -m bench.start
"""

import re
import tempfile
import time
from pathlib import Path
from statistics import median

from tests.running import Resident, start_server

ROUNDS = 5
TALK = ("bonjour", "J'ai écrit à Orange le 3 septembre, aucune réponse", "horaires de la mairie")


def measure() -> tuple[float, float]:
    """Seconds to the first answer, and MB held after a few turns."""
    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        for served in start_server(STORE_URL=f"sqlite:///{folder}/c.db"):
            resident = Resident(served.url, "bench")
            assert resident.say(TALK[0]).messages
            seconds = time.perf_counter() - began
            for message in TALK[1:]:
                resident.say(message)
            status = Path(f"/proc/{served.process.pid}/status").read_text()
    held = re.search(r"VmRSS:\s+(\d+) kB", status)
    assert held
    return seconds, int(held[1]) / 1024


def main() -> None:
    """Print the medians."""
    rounds = [measure() for _ in range(ROUNDS)]
    seconds, megabytes = (median(column) for column in zip(*rounds, strict=True))
    print(f"| start to first answer | {seconds:.1f} s |\n| memory | {megabytes:.0f} MB |")


if __name__ == "__main__":
    main()

"""Workers killed while residents talk: no fact lost, no message taken twice, no word left."""

from pathlib import Path

from tests.faults.soak import FAULTS, soak
from tests.running import start_server


def test_residents_notice_nothing_when_workers_are_killed(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'conversations.db'}"
    for running in start_server(STORE_URL=url, WORKERS="2"):
        counts = soak(running, url, races=100, every=1.5, postgres=None)
    assert counts["races"] == 100
    assert counts["kills of a worker"] > 0
    for fault in FAULTS:
        assert counts[fault] == 0, (fault, counts)

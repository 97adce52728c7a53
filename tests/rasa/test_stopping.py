"""Told to stop, the server stops, even when Sanic forgets the first time."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.running import Resident, RunningServer, free_port, start_server

FORGETFUL = """
import sys
from sanic import Sanic
from bot.__main__ import main
stop, told = Sanic.stop, []
def forget_once(app):
    told.append(app)
    if len(told) == 1:
        app.is_stopping = True
    else:
        stop(app)
Sanic.stop = forget_once
sys.exit(main(["run", "--port", "{port}"]))
"""


def started_by(script: str, folder: Path) -> Iterator[RunningServer]:
    """The assistant, started by a script that names its port « {port} »."""
    port = free_port()
    store = f"sqlite:///{folder}/conversations.db"
    yield from start_server(port, script.replace("{port}", str(port)), STORE_URL=store)


def test_a_stop_that_is_forgotten_is_told_again(tmp_path: Path) -> None:
    for server in started_by(FORGETFUL, tmp_path):
        began = time.monotonic()
        server.stop()
        assert server.process.returncode == 0
        # Not at once: the first time was forgotten.
        assert time.monotonic() - began > 1


# Sanic starts its loop a second time there: what uvloop is told between the two is lost.
BETWEEN = """
import os, signal, sys
from sanic.server import runners
from bot.__main__ import main
said = runners.logger.info
def info(text, *given):
    if text.startswith("Starting worker"):
        os.kill(os.getpid(), signal.SIGTERM)
    said(text, *given)
runners.logger.info = info
sys.exit(main(["run", "--port", "{port}"]))
"""


def test_a_stop_that_comes_while_the_server_starts_is_not_lost(tmp_path: Path) -> None:
    for server in started_by(BETWEEN, tmp_path):
        # Nobody tells it to stop once more.
        assert server.process.wait(timeout=20) == 0


@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_stop_leaves_no_error_in_the_log(tmp_path: Path, workers: str) -> None:
    store = f"sqlite:///{tmp_path}/conversations.db"
    for server in start_server(STORE_URL=store, WORKERS=workers):
        Resident(server.url, "before").say("bonjour")
        server.stop()
        assert server.process.returncode == 0
        server.reading.join()
        assert server.log == [f"L'assistant répond sur {server.url}\n"]

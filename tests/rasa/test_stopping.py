"""Told to stop, the server stops, even when Sanic forgets the first time."""

import time
from pathlib import Path

from tests.running import free_port, start_server

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


def test_a_stop_that_is_forgotten_is_told_again(tmp_path: Path) -> None:
    port = free_port()
    script = FORGETFUL.replace("{port}", str(port))
    store = f"sqlite:///{tmp_path}/conversations.db"
    for server in start_server(port, script, STORE_URL=store):
        began = time.monotonic()
        server.stop()
        assert server.process.returncode == 0
        # Not at once: the first time was forgotten.
        assert time.monotonic() - began > 1

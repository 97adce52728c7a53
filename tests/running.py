"""A running assistant, people who talk to it, and what a test may be skipped for."""

import json
import os
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from email.message import Message as Headers
from pathlib import Path
from typing import Any, NamedTuple

import pytest

ROOT = Path(__file__).parents[1]
# A Monday morning on which the town hall is open.
NOW = "2026-11-23T10:00"
START_SECONDS = 120
# For a line of the log to come.
LOG_SECONDS = 8.0
# Another time zone than France's, and hundreds of demands a minute from one address.
USUAL = {
    "BOT_NOW": NOW,
    "TZ": "America/Los_Angeles",
    "MESSAGES_PER_MINUTE": "100000",
    "DOCUMENTS_PER_MINUTE": "100000",
}


def need(present: object, what: str) -> None:
    """Skip a test whose machine lacks something; under REQUIRE_ALL that is a failure."""
    if not present:
        if os.environ.get("REQUIRE_ALL"):
            pytest.fail(f"{what} est nécessaire (REQUIRE_ALL)")
        pytest.skip(f"{what} n'est pas installé")


@dataclass(frozen=True)
class Reply:
    """What the assistant said in one turn; no-break spaces are made plain to compare words."""

    messages: list[dict[str, Any]]

    @property
    def text(self) -> str:
        """All the texts, one after the other."""
        return "\n".join(m.get("text", "") for m in self.messages).replace(
            "\N{NO-BREAK SPACE}", " "
        )

    @property
    def files(self) -> list[dict[str, Any]]:
        """The files offered: name, type, size in bytes, address."""
        payloads = [message["custom"] for message in self.messages if "custom" in message]
        return [payload for payload in payloads if payload["type"] == "file"]

    @property
    def buttons(self) -> dict[str, str]:
        """Payload by title."""
        return {
            button["title"].replace("\N{NO-BREAK SPACE}", " "): button["payload"]
            for message in self.messages
            for button in message.get("buttons", [])
        }


class Answer(NamedTuple):
    """What the server gives for one request."""

    status: int
    headers: Headers
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


def call(url: str, body: object = None, method: str | None = None, **headers: str) -> Answer:
    """One request, with a JSON body or none; headers are written with underscores."""
    named = {} if body is None else {"Content-Type": "application/json"}
    named |= {name.replace("_", "-"): value for name, value in headers.items()}
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data, named, method=method)
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return Answer(answer.status, answer.headers, answer.read())
    except urllib.error.HTTPError as error:
        return Answer(error.code, error.headers, error.read())


def post(url: str, body: bytes) -> tuple[int, Any]:
    """Post JSON; the status and the body."""
    request = urllib.request.Request(url, body, {"Content-Type": "application/json"})
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.status, json.loads(answer.read())
    except urllib.error.HTTPError as error:
        return error.code, json.loads(error.read())


class Resident:
    """One person talking to a running assistant."""

    def __init__(self, server: str, sender: str) -> None:
        self.webhook = f"{server}/webhooks/rest/webhook"
        self.sender = sender

    def say(self, text: str) -> Reply:
        """Send a message and return the answer."""
        body = json.dumps({"sender": self.sender, "message": text}).encode()
        status, messages = post(self.webhook, body)
        assert status == 200, messages
        return Reply(messages)


@dataclass
class RunningServer:
    """A server of its own process, its address, and what it logged, whole once it was read."""

    url: str
    log: list[str]
    process: "subprocess.Popen[str]"
    reading: threading.Thread

    def stop(self) -> None:
        """Stop it, as a machine that is shut down."""
        self.process.terminate()
        self.process.wait(timeout=20)

    def wait_for(self, words: str, since: int = 0) -> None:
        """Until its log has some words: they come by a pipe, which the answer may outrun.

        Args:
            words: what is in one line.
            since: how many lines are too old.
        """
        until = time.monotonic() + LOG_SECONDS
        while not any(words in line for line in self.log[since:]):
            assert time.monotonic() < until, self.log


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as free:
        free.bind(("localhost", 0))
        port: int = free.getsockname()[1]
        return port


def start_server(
    port: int | None = None, script: str | None = None, **environment: str
) -> Iterator[RunningServer]:
    """Serve the assistant until the generator is closed, by a script instead of « make run »."""
    port = port or free_port()
    program = ["-c", script] if script else ["-m", "bot", "run", "--port", str(port)]
    yield from run_until_closed(program, "répond sur", port, environment)


def run_until_closed(
    program: list[str], ready: str, port: int, environment: Mapping[str, str]
) -> Iterator[RunningServer]:
    """Run a server of Python until the generator is closed, once it has logged that it is ready."""
    process = subprocess.Popen(
        [sys.executable, "-W", "ignore", *program],
        cwd=ROOT,
        env={**os.environ, **USUAL, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert process.stdout
    watchdog = threading.Timer(START_SECONDS, process.kill)
    watchdog.start()
    log: list[str] = []
    for line in process.stdout:
        log.append(line)
        if ready in line:
            break
    watchdog.cancel()
    assert ready in "".join(log[-1:]), "".join(log)
    reading = threading.Thread(target=lambda: log.extend(process.stdout or ()), daemon=True)
    reading.start()
    running = RunningServer(f"http://localhost:{port}", log, process, reading)
    try:
        yield running
    finally:
        running.stop()

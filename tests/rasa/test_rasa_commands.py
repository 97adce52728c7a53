"""Rasa's own commands, for who knows Rasa: the same answers as our one process gives."""

import os
import pty
import select
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import yaml

from tests.running import (
    ROOT,
    START_SECONDS,
    USUAL,
    Resident,
    free_port,
    run_until_closed,
    start_server,
)

CONVERSATIONS = ROOT / "tests" / "rasa" / "path_conversations.yml"
HOW_MANY = 10
# Links are signed: the same in both need the same key.
SAME = {"LINK_KEY": "une clé d'essai, la même des deux côtés", "PUBLIC_URL": "https://ville.fr"}
QUIET = {
    "RASA_TELEMETRY_ENABLED": "false",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
}


@contextmanager
def rasa(port: int, *words: str, **environment: str) -> Iterator[str]:
    """The address of one of Rasa's servers, which answers for as long as the block lasts."""
    program = ["-m", "rasa", *words, "--port", str(port)]
    given = {**QUIET, **SAME, **environment}
    for running in run_until_closed(program, "up and running", port, given):
        yield running.url


@pytest.fixture(scope="module")
def rasa_run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """``rasa run`` beside ``rasa run actions``, as endpoints.yml and credentials.yml name them."""
    folder = tmp_path_factory.mktemp("rasa")
    actions = free_port()
    endpoints = yaml.safe_load((ROOT / "endpoints.yml").read_text(encoding="utf-8"))
    assert endpoints["action_endpoint"]["url"] == "http://localhost:5055/webhook"
    endpoints["action_endpoint"]["url"] = f"http://localhost:{actions}/webhook"
    (folder / "endpoints.yml").write_text(yaml.safe_dump(endpoints), encoding="utf-8")
    model = ["--model", "models/assistant.tar.gz", "--endpoints", str(folder / "endpoints.yml")]
    store = f"sqlite:///{folder}/conversations.db"
    with (
        rasa(actions, "run", "actions"),
        rasa(free_port(), "run", *model, STORE_URL=store) as address,
    ):
        yield address


def test_rasa_run_answers_as_make_run(rasa_run: str, tmp_path: Path) -> None:
    conversations = yaml.safe_load(CONVERSATIONS.read_text(encoding="utf-8"))[:HOW_MANY]
    assert len(conversations) == HOW_MANY
    store = f"sqlite:///{tmp_path}/conversations.db"
    for ours in start_server(STORE_URL=store, **SAME):
        for conversation in conversations:
            name = conversation["name"]
            here, there = Resident(ours.url, name), Resident(rasa_run, name)
            offered: dict[str, str] = {}
            for turn in conversation["turns"]:
                said = turn.get("say") or next(
                    payload for title, payload in offered.items() if turn["press"] in title
                )
                answer, same = here.say(said), there.say(said)
                assert answer.text
                assert answer.messages == same.messages, (name, said)
                offered = answer.buttons


def test_erased_by_rasa_run_too(rasa_run: str) -> None:
    resident = Resident(rasa_run, "erased")
    assert "Orange" in resident.say("J'ai écrit à Orange le 3 septembre, aucune réponse.").text
    assert "effacé" in resident.say("efface ma conversation").text
    after = resident.say("récapitulatif de mon dossier").text
    assert "je suis un robot" in after
    assert "Orange" not in after


def test_rasa_test_follows_ten_conversations(tmp_path: Path) -> None:
    done = subprocess.run(
        [
            *(sys.executable, "-W", "ignore", "-m", "rasa", "test", "core", "--e2e"),
            *("--stories", "tests/rasa", "--model", "models/assistant.tar.gz"),
            *("--out", str(tmp_path), "--no-plot"),
        ],
        cwd=ROOT,
        env={**os.environ, **USUAL, **QUIET},
        capture_output=True,
        text=True,
        check=True,
    )
    assert f"{HOW_MANY} / {HOW_MANY}" in done.stderr
    failed = (tmp_path / "failed_test_stories.yml").read_text(encoding="utf-8")
    assert failed == "# None of the test stories failed - all good!"


def test_rasa_shell_answers_in_the_terminal(tmp_path: Path) -> None:
    screen, keyboard = pty.openpty()
    shell = subprocess.Popen(
        [
            *(sys.executable, "-W", "ignore", "-m", "rasa", "shell"),
            *("--model", "models/assistant.tar.gz", "--port", str(free_port())),
        ],
        cwd=ROOT,
        env={
            **os.environ,
            **USUAL,
            **QUIET,
            "STORE_URL": f"sqlite:///{tmp_path}/conversations.db",
            "TERM": "xterm",
        },
        stdin=keyboard,
        stdout=keyboard,
        stderr=keyboard,
    )
    try:
        read_until(screen, "Your input")
        os.write(screen, "combien coûte le médiateur ?\r".encode())
        assert "incident" not in read_until(screen, "gratuite pour vous")
    finally:
        shell.terminate()
        shell.wait(timeout=20)
        os.close(screen)
        os.close(keyboard)


def read_until(screen: int, words: str) -> str:
    """What a terminal shows until some words come."""
    shown, until = b"", time.monotonic() + START_SECONDS
    while words not in shown.decode(errors="ignore"):
        left = until - time.monotonic()
        ready, _, _ = select.select([screen], [], [], max(0.0, left))
        assert ready, shown.decode(errors="ignore")[-2000:]
        shown += os.read(screen, 4096)
    return shown.decode(errors="ignore")

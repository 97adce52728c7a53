"""Rasa's own checks of the rules; of the data, it makes them each time it trains (Makefile)."""

import os
import subprocess
import sys
from pathlib import Path

from bot.rasa.assistant import Assistant
from tests.running import ROOT


def rasa(*words: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "rasa", *words],
        cwd=ROOT,
        env={**os.environ, "RASA_TELEMETRY_ENABLED": "false", "PYTHONWARNINGS": "ignore"},
        capture_output=True,
        text=True,
        timeout=400,
    )


def test_the_stories_are_followed(tmp_path: Path) -> None:
    done = rasa(
        "test",
        "core",
        "--stories",
        "data/stories",
        "--fail-on-prediction-errors",
        "--out",
        str(tmp_path),
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]


def test_the_domain_that_is_served_is_the_one_that_rasa_reads(assistant: Assistant) -> None:
    from rasa.shared.core.domain import Domain

    assert assistant.domain.as_dict() == Domain.from_path(ROOT / "domain.yml").as_dict()

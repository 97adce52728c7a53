"""Rasa's own checks of the data and the rules."""

import os
import subprocess
import sys
from pathlib import Path

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


def test_the_data_is_valid() -> None:
    done = rasa("data", "validate", "--fail-on-warnings")
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]


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

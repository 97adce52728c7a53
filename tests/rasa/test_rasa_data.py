"""Rasa's own checks of the data and the rules."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.running import ROOT

EXAMPLES_OF_A_BLOCK = 20


def rasa(*words: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "rasa", *words],
        cwd=ROOT,
        env={**os.environ, "RASA_TELEMETRY_ENABLED": "false", "PYTHONWARNINGS": "ignore"},
        capture_output=True,
        text=True,
        timeout=400,
    )


def test_the_data_is_valid(tmp_path: Path) -> None:
    """With the first examples of each block: all are read by the training, in a minute."""
    shutil.copytree(ROOT / "data", tmp_path / "data")
    for file in (tmp_path / "data" / "nlu").glob("*.yml"):
        file.write_text(shortened(file.read_text(encoding="utf-8")), encoding="utf-8")
    done = rasa("data", "validate", "--fail-on-warnings", "--data", str(tmp_path / "data"))
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]


def shortened(nlu: str) -> str:
    """The same intents and blocks, with fewer examples."""
    kept, examples = [], 0
    for line in nlu.splitlines(keepends=True):
        examples = examples + 1 if line.startswith("      - ") else 0
        if examples <= EXAMPLES_OF_A_BLOCK:
            kept.append(line)
    return "".join(kept)


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

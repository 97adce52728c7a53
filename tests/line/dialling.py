"""Calls placed by the SIP phone of ``caller.py``."""

import json
import os
import subprocess
from pathlib import Path
from typing import Any

from tests.line.asterisk import MENU, Asterisk

CALLER = Path(__file__).with_name("caller.py")
ROOT = os.environ.get("ASTERISK_ROOT")
PYTHON = os.environ.get("PJSUA2_PYTHON")
# A dispute with SFR: complained, the day, in writing, no answer, no letter, no court.
KEYS = ("1", "2", "1", "03092026", "1", "1", "2", "1")


def dial(
    asterisk: Asterisk, recording: Path, *steps: str, to: str = MENU, shown: str = ""
) -> dict[str, Any]:
    """One call; what the caller tells of it.

    Args:
        asterisk: who answers.
        recording: the file for what is heard.
        steps: see ``caller.py``.
        to: whom to call.
        shown: the number of the caller, withheld when empty.
    """
    done = subprocess.run(
        [str(PYTHON), str(CALLER), asterisk.uri(to), str(recording), *steps],
        capture_output=True,
        text=True,
        timeout=300,
        env={**os.environ, "CALLER": shown},
    )
    assert done.returncode == 0, done.stderr
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    assert told["answered"], asterisk.log[-2000:]
    return told

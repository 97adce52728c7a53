"""The sentences that understanding learns from: ``data/nlu``, by intent."""

from functools import cache
from pathlib import Path

import yaml

FOLDER = Path(__file__).parents[1] / "data" / "nlu"


@cache
def examples() -> dict[str, list[str]]:
    """The training messages of every intent; it must not be changed by who reads it."""
    found: dict[str, list[str]] = {}
    for file in sorted(FOLDER.glob("*.yml")):
        # The C loader: thousands of examples.
        for block in yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)["nlu"]:
            lines = (line.strip(" -") for line in block["examples"].splitlines())
            found.setdefault(block["intent"], []).extend(line for line in lines if line)
    return found

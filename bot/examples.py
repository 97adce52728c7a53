"""The sentences that understanding learns from: ``data/nlu``, by intent."""

import re
from functools import cache
from pathlib import Path

import yaml

FOLDER = Path(__file__).parents[1] / "data" / "nlu"
# Their YAML takes seconds to read; this line is all that tells of a point.
_POINT = re.compile(r"^    metadata: \{point: (utter_\w+)\}$", re.MULTILINE)


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


@cache
def points() -> dict[str, list[str]]:
    """The responses that answer the exact points of each intent that has some."""
    texts = {file.stem: file.read_text(encoding="utf-8") for file in sorted(FOLDER.glob("*.yml"))}
    found = {intent: _POINT.findall(text) for intent, text in texts.items()}
    return {intent: responses for intent, responses in found.items() if responses}

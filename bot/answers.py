"""What the rules say to each intent, for the questions that a message asks besides the first."""

from functools import lru_cache
from pathlib import Path

import yaml

RULES = Path(__file__).parents[1] / "data" / "rules"


@lru_cache(maxsize=1)
def answers() -> dict[str, list[str]]:
    """The actions and responses that answer an intent, by intent."""
    found: dict[str, list[str]] = {}
    for file in sorted(RULES.glob("*.yml")):
        rules = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)["rules"]
        for rule in rules:
            intents = [step["intent"] for step in rule["steps"] if "intent" in step]
            actions = [step["action"] for step in rule["steps"] if "action" in step]
            if len(intents) == 1:
                found[intents[0]] = actions
    return found

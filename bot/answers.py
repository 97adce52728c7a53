"""What the rules say to each intent, for the questions that a message asks besides the first."""

from functools import lru_cache
from pathlib import Path

import yaml

RULES = Path(__file__).parents[1] / "data" / "rules"


@lru_cache(maxsize=1)
def answers() -> dict[str, list[str]]:
    """The actions and responses that answer an intent, by intent.

    Of the rules that are one intent and its answers, whatever came before.
    """
    found: dict[str, list[str]] = {}
    for file in sorted(RULES.glob("*.yml")):
        rules = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)["rules"]
        for rule in rules:
            first, *others = rule["steps"]
            kinds = [set(rule), set(first), *map(set, others)]
            if kinds == [{"rule", "steps"}, {"intent"}, *({"action"} for _ in others)]:
                found[first["intent"]] = [step["action"] for step in others]
    return found

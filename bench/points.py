"""How often the exact point of a question is answered first: ``make nlu`` prints it.

The messages of ``tests/nlu/points.jsonl`` were written by people who had read the names of the
points and nothing else; they are scored, never learnt.
"""

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from bot.examples import points
from bot.understanding.decision import decide, understand
from bot.understanding.model import INTENTS, Model
from bot.understanding.points import Points
from bot.understanding.questions import intents_asked

MESSAGES = Path(__file__).parents[1] / "tests" / "nlu" / "points.jsonl"


def outcomes() -> Counter[str]:
    """What became of the messages: ``exact``, ``general``, ``other point``, ``other question``."""
    return Counter(outcome for _, outcome in each_outcome())


def each_outcome() -> Iterator[tuple[str, str]]:
    """The point that each message asks, and what became of it."""
    model, known = Model.load(INTENTS), Points.load(INTENTS)
    intent_of = {point: intent for intent, its in points().items() for point in its}
    for line in MESSAGES.read_text(encoding="utf-8").splitlines():
        told = json.loads(line)
        yield told["point"], _outcome(model, known, told, intent_of[told["point"]])


def _outcome(model: Model, known: Points, told: dict[str, str], meant: str) -> str:
    text = told["text"]
    ranking = understand(model, text)
    asked = {decide(ranking).intent, *intents_asked(model, text, ranking)}
    said = known.asked(asked, text)
    if told["point"] in said.values():
        return "exact"
    if meant not in asked:
        return "other question"
    return "other point" if said else "general"


def main() -> None:
    """Print the counts."""
    found = outcomes()
    for outcome, count in found.most_common():
        print(f"{outcome}: {count} of {found.total()} ({count / found.total():.1%})")


if __name__ == "__main__":
    main()

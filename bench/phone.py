"""The phone line in figures: the voice, the searches, a call's answer, twenty calls at once.

python -m bench.phone
"""

import base64
import hashlib
import hmac
import re
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import partial
from pathlib import Path
from statistics import median, quantiles
from urllib.parse import urlencode
from urllib.request import Request, urlopen
from xml.etree import ElementTree

import yaml

from bench.path import milliseconds
from bot.clock import parse_moment
from bot.french.spoken import seconds_aloud
from bot.french.text import fold
from bot.knowledge import knowledge
from bot.phone.callers_words import callers_words
from bot.phone.desk import find
from bot.phone.menu import recorded_menu
from bot.phone.script import make_script
from bot.phone.script_files import script_csv, script_html, script_pdf
from bot.phone.topics import asked_questions
from bot.phone.voice import seconds_of, wav
from tests.phone.asterisk_double import WITHHELD, Line
from tests.running import ROOT, Resident, free_port, start_server

NOW = parse_moment("2026-11-23T10:00", "bench")
TODAY = date(2026, 11, 23)
TOKEN = "0123456789abcdef0123456789abcdef"
CALLS = 20
# A whole case: one sentence, then keys. Callers listen to what is said, for longer than this.
SPOKEN = {"SpeechResult": "j'ai un litige avec mon opérateur"}
KEYS = ("2", "1", "03092026", "1", "1", "2", "1")
TURNS = 2 + len(KEYS)
PAUSE = 4.0
FIRST_SHOWN = 5


def p95(times: list[float]) -> float:
    """The time that one in twenty exceeds."""
    return quantiles(times, n=20)[-1]


def voice() -> None:
    """How fast Pico's French voice speaks the menu, against what is told."""
    prompts = recorded_menu(knowledge(), TODAY).prompts
    said = [prompt.said for prompt in prompts]
    seconds = [seconds_of(wav(text)) for text in said]
    # The silence before and after counts for much in the shortest.
    pairs = [(text, took) for text, took in zip(said, seconds, strict=True) if took > 4]
    rates = [len(text) / took for text, took in pairs]
    over = max(took / seconds_aloud(text) for text, took in pairs)
    print(f"| voice, characters a second | {min(rates):.1f} to {max(rates):.1f} |")
    print(f"| longest prompt, told at 20 s at most | {max(seconds):.1f} s |")
    print(f"| a prompt of 4 s and more, real over told | {over:.2f} at most |")


def held_out() -> list[tuple[str, str]]:
    """Sentences never trained on, with their question, of those that have a sheet."""
    return [
        (intent, message)
        for folder in ("tests/nlu/development", "tests/nlu/around/development")
        for file in sorted((ROOT / folder).glob("*.yml"))
        for intent, messages in yaml.safe_load(file.read_text(encoding="utf-8")).items()
        if intent in asked_questions()
        for message in messages
    ]


def offline(text: str) -> list[str]:
    """The sheets that the page without network finds."""
    words = set(re.findall(r"[^\W\d_]+", fold(text)))
    score = {
        name: sum(known.weights.get(word, 0.0) for word in words)
        for name, known in callers_words().items()
    }
    return sorted((name for name in score if score[name] > 0), key=lambda name: -score[name])


def searches() -> None:
    """How often the sheet is first, or among the first five, and in how long."""
    sentences = held_out()
    for name, search in (
        ("/accueil", lambda text: find(text, NOW)["topics"]),
        ("offline", offline),
    ):
        search("bonjour")
        times, first, among = [], 0, 0
        for intent, text in sentences:
            began = time.perf_counter()
            found = search(text)
            times.append((time.perf_counter() - began) * 1000)
            first += found[:1] == [intent]
            among += intent in found[:FIRST_SHOWN]
        count = len(sentences)
        print(f"| {name}: sheet first / among five, {count} sentences ", end="")
        print(f"| {first / count:.1%} / {among / count:.1%} |")
        print(f"| {name}: one search, median / p95 | {median(times):.2f} / {p95(times):.2f} ms |")


def script() -> None:
    """What the script costs."""
    made = make_script(NOW)
    for name, make in (("pdf", script_pdf), ("html", script_html), ("csv", script_csv)):
        took = milliseconds(partial(make, made), times=3)
        print(f"| script, {name} | {len(make(made)) / 1024:.0f} kB, {took:.0f} ms |")


def signed(url: str, fields: dict[str, str]) -> Request:
    """A request as the carrier signs it."""
    text = url + "".join(name + fields[name] for name in sorted(fields))
    digest = hmac.new(TOKEN.encode(), text.encode(), hashlib.sha1).digest()
    headers = {"X-Twilio-Signature": base64.b64encode(digest).decode()}
    return Request(url, urlencode(fields).encode(), headers)


def ask(url: str, fields: dict[str, str]) -> tuple[ElementTree.Element, float]:
    """One turn of a call: the document, and its milliseconds."""
    request = signed(url, fields)
    began = time.perf_counter()
    with urlopen(request) as answer:
        body = answer.read()
    return ElementTree.fromstring(body), (time.perf_counter() - began) * 1000


def call(server: str, number: int, pause: float = 0.0) -> list[float]:
    """A case told by keys; the milliseconds of each turn.

    Args:
        server: its address.
        number: which call.
        pause: the seconds that the caller listens before each key.
    """
    sid = {"CallSid": f"CA{number}-{time.monotonic_ns()}"}
    document, took = ask(f"{server}/telephone/parole", sid)
    times = [took]
    for said in (SPOKEN, *({"Digits": digits} for digits in KEYS)):
        gather = document.find("Gather")
        assert gather is not None, "the call ended early"
        time.sleep(pause)
        document, took = ask(gather.attrib["action"], {**sid, **said})
        times.append(took)
    with urlopen(signed(f"{server}/telephone/fin", {**sid, "CallStatus": "completed"})):
        return times


def website(server: str, busy: Callable[[], bool]) -> list[float]:
    """The milliseconds of a resident's turns on the website while something goes on."""
    resident = Resident(server, f"bench-{time.monotonic_ns()}")
    times: list[float] = []
    while busy() or len(times) < 100:
        began = time.perf_counter()
        resident.say("combien coûte le médiateur ?")
        times.append((time.perf_counter() - began) * 1000)
        # A resident's turn takes longer than this too.
        time.sleep(0.05)
    return times


def served() -> None:
    """One call alone, twenty at once, and the website meanwhile, on one worker."""
    with tempfile.TemporaryDirectory() as folder:
        store = f"sqlite:///{Path(folder) / 'bench.db'}"
        for running in start_server(STORE_URL=store, TWILIO_AUTH_TOKEN=TOKEN):
            call(running.url, 0)
            one_by_one(running.url)
            together("Twilio", TURNS, running.url, partial(call, running.url))


def one_by_one(server: str) -> None:
    """The turns of a call, and the keys of the menu, alone."""
    turns = [took for number in range(5) for took in call(server, number)]
    print(f"| a call's turn, alone, median / p95 | {median(turns):.0f} / {p95(turns):.0f} ms |")
    keys = []
    for _ in range(50):
        began = time.perf_counter()
        with urlopen(f"{server}/telephone/touche?place=choix&turn=1", b"Digits=4"):
            keys.append((time.perf_counter() - began) * 1000)
    print(f"| a key of the menu, median / p95 | {median(keys):.1f} / {p95(keys):.1f} ms |")


def together(
    carrier: str, turns: int, server: str, one: Callable[[int, float], list[float]]
) -> None:
    """Twenty calls at once, and the website beside them.

    Args:
        carrier: who carries the calls.
        turns: how many a call has.
        server: its address.
        one: makes a call, given its number and the seconds that its caller listens.
    """
    quiet = p95(website(server, lambda: False))
    with ThreadPoolExecutor(CALLS) as threads:
        calls = [threads.submit(one, number, PAUSE) for number in range(CALLS)]
        meanwhile = p95(website(server, lambda: not all(each.done() for each in calls)))
        told = [took for each in calls for took in each.result()]
    print(f"| {carrier}: {CALLS} calls at once, answered turns | {len(told)} of {CALLS * turns} |")
    print(f"| {carrier}: {CALLS} calls at once, a turn, median / p95 ", end="")
    print(f"| {median(told):.0f} / {p95(told):.0f} ms |")
    print(f"| {carrier}: website's p95 meanwhile, over alone | {meanwhile / quiet:.2f} |")


def by_asterisk(port: int, pause: float = 0.0) -> list[float]:
    """The same case handed over by an Asterisk; the milliseconds from each key to its first sound.

    Args:
        port: where the assistant takes calls.
        pause: the seconds that the caller listens to each piece, if it is as long.
    """
    line, times = Line(port, shown=WITHHELD), []
    sound = line.playing()
    for keys in ("1", *KEYS):
        # To its end: every piece of it is made.
        line.hear_out(sound, keys, pause)
        began = time.perf_counter()
        sound = line.playing()
        times.append((time.perf_counter() - began) * 1000)
    line.hang_up()
    return times


def handed_over() -> None:
    """Calls of an Asterisk: alone, and twenty at once, on one worker, sounds made."""
    port = free_port()
    with tempfile.TemporaryDirectory() as folder:
        for running in start_server(
            STORE_URL=f"sqlite:///{folder}/bench.db",
            FASTAGI=f"127.0.0.1:{port}",
            FASTAGI_SOUNDS=f"{folder}/sounds",
        ):
            by_asterisk(port)
            alone = [took for _ in range(5) for took in by_asterisk(port)]
            print("| FastAGI, from a key to its first sound, alone, median / p95 ", end="")
            print(f"| {median(alone):.0f} / {p95(alone):.0f} ms |")
            # The opening is not waited for after a key.
            together("FastAGI", TURNS - 1, running.url, lambda _, pause: by_asterisk(port, pause))


def main() -> None:
    """Print the figures."""
    print("| figure | value |\n| --- | --- |")
    voice()
    searches()
    script()
    served()
    handed_over()


if __name__ == "__main__":
    main()

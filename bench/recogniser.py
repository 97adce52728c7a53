"""What a recogniser hears of the phone's words, voiced and carried at 8 kHz: compares, no grade.

The loop cannot tell the voice's faults from the recogniser's. Nothing is fetched.

make recogniser
"""

import audioop
import json
import os
import random
import re
import subprocess
from collections.abc import Callable, Mapping, Sequence
from datetime import date, time, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import yaml

from bot.french.say import say_date, say_day, say_time
from bot.french.spoken import spoken
from bot.french.text import fold
from bot.phone.voice import SAMPLE_BYTES, as_wav, wav
from tests.french.said_back import digits_heard, digits_written

TEXTS = Path(__file__).with_name("recogniser.yml")
HEARS = Path(__file__).with_name("recogniser_hears.py")
SEED = 13
VALUES = 40
_HEADER_BYTES = 44
# How a text is voiced, by the name of the column.
Wordings = Mapping[str, Callable[[str], str]]
WORDINGS: Wordings = {"as written": str, "as spoken": spoken}


def carried(said: str) -> bytes:
    """A text by the voice, as a telephone line carries it: A-law, 8 kHz."""
    samples = wav(said)[_HEADER_BYTES:]
    line = audioop.lin2alaw(samples, SAMPLE_BYTES)
    return as_wav(audioop.alaw2lin(line, SAMPLE_BYTES))


def heard(texts: Sequence[str]) -> list[str]:
    """What the recogniser hears of each text."""
    with TemporaryDirectory() as folder:
        for number, text in enumerate(texts):
            (Path(folder) / f"{number:05}.wav").write_bytes(carried(text))
        done = subprocess.run(
            [os.environ["RECOGNISER_PYTHON"], str(HEARS), folder],
            capture_output=True,
            text=True,
            check=True,
        )
    by_name: dict[str, str] = json.loads(done.stdout)
    return [by_name[name] for name in sorted(by_name)]


def kept(fact: str, text: str) -> bool:
    """Whether a fact is in what was heard, however its numbers are written there."""
    # « 0-3-37 », « 30 et 1 »
    plain = re.sub(r"(?<=\d)[-.](?=\d)", " ", text)
    if re.fullmatch(r"[\d ]+", fact):
        return digits_written(fact) in digits_heard(spoken(plain))
    return _words(fact) in _words(plain)


def _words(text: str) -> str:
    return " ".join(re.findall(r"[a-z]+", fold(spoken(text))))


def texts() -> None:
    """Each text, as written and as spoken: what was heard, and how many of its facts."""
    told = yaml.safe_load(TEXTS.read_text(encoding="utf-8"))["texts"]
    voiced = [say(each["written"]) for each in told for say in WORDINGS.values()]
    back = iter(heard(voiced))
    print("| text | wording | heard | facts kept |\n| --- | --- | --- | --- |")
    sums = dict.fromkeys(WORDINGS, 0)
    for each in told:
        for name in WORDINGS:
            words, facts = next(back), each["facts"]
            count = sum(kept(fact, words) for fact in facts)
            sums[name] += count
            print(f"| {each['written']} | {name} | {words} | {count} of {len(facts)} |")
    count = sum(len(each["facts"]) for each in told)
    print(f"| all | | | {', '.join(f'{n}: {s} of {count}' for n, s in sums.items())} |\n")


def values() -> None:
    """Many values of each kind in one sentence: how often the value is heard, by wording."""
    drawn = random.Random(SEED)
    days = [date(2026, 1, 1) + timedelta(days=drawn.randrange(730)) for _ in range(VALUES)]
    hours = [time(drawn.randint(8, 19), drawn.choice((0, 15, 30, 45))) for _ in range(VALUES)]
    pairs = [[drawn.randint(0, 99) for _ in range(4)] for _ in range(VALUES)]
    phones = [f"0{drawn.randint(1, 7)} " + " ".join(f"{n:02}" for n in four) for four in pairs]
    codes = [f"{drawn.randint(1000, 95999):05}" for _ in range(VALUES)]
    lengths = [f"{drawn.randint(2, 59)} min" for _ in range(VALUES)]
    print("| kind | values | " + " | ".join(WORDINGS) + " |\n| --- | --- | --- | --- |")
    _kind("a phone number", "Appelez le {}.", [(each, each) for each in phones])
    _kind("a postcode", "Écrivez au {} Argences.", [(each, each) for each in codes])
    dates = [(say_day(day), day) for day in days]
    _kind("a day: all of it", "Dernier jour : {}.", [(said, say_date(day)) for said, day in dates])
    _kind("a day: its year", "Dernier jour : {}.", [(said, str(day.year)) for said, day in dates])
    _kind("an hour", "Elle ouvre à {}.", [(say_time(each), say_time(each)) for each in hours])
    _kind("minutes", "Il y a {} d'attente.", [(each, each) for each in lengths])


def _kind(name: str, sentence: str, of: Sequence[tuple[str, str]]) -> None:
    """One row: values as they are written in a sentence, each with the fact to find."""
    told = [
        sum(
            kept(fact, words)
            for (_, fact), words in zip(
                of, heard([say(sentence.format(written)) for written, _ in of]), strict=True
            )
        )
        for say in WORDINGS.values()
    ]
    print(f"| {name} | {len(of)} | {' | '.join(map(str, told))} |", flush=True)


if __name__ == "__main__":
    texts()
    values()

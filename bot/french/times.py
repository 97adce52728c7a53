"""Hours of the day in a question about opening: « à 17h30 », « à dix-sept heures », « à midi »."""

import re
from datetime import time

from bot.french.numbers import read_number
from bot.french.text import fold

_CLOCK = re.compile(r"\b(\d{1,2}) ?(?:h(?:eures?)?|:)(?: ?(\d{2})\b|\b)")
_NOON = re.compile(r"\ba midi\b")
# « dans 2 heures », « depuis 3 h », « 48 heures » are lengths of time.
_LENGTH = re.compile(r"\b(?:dans|depuis|pendant|sous|en|toutes les) $")
_MINUTES = {"et demie": 30, "et demi": 30, "et quart": 15}


def find_time(text: str) -> time | None:
    """The first hour of the day that a question names, None when it names none."""
    folded = fold(text)
    if found := _CLOCK.search(folded):
        before = folded[: found.start()]
        return None if _LENGTH.search(before) else _time(int(found[1]), int(found[2] or 0))
    if _NOON.search(folded):
        return time(12)
    return _in_words(re.split(r"[ -]+", folded))


def _in_words(words: list[str]) -> time | None:
    for place, word in enumerate(words):
        if word not in ("heure", "heures"):
            continue
        for start in range(max(0, place - 4), place):
            hour = read_number(words, start)
            before = " ".join(words[max(0, start - 2) : start])
            if hour and hour[1] == place and not _LENGTH.search(f"{before} "):
                return _time(hour[0], _minutes(words, place + 1))
    return None


def _minutes(words: list[str], start: int) -> int:
    spoken = _MINUTES.get(" ".join(words[start : start + 2]))
    if spoken is not None:
        return spoken
    number = read_number(words, start) if start < len(words) else None
    return number[0] if number else 0


def _time(hour: int, minute: int) -> time | None:
    return time(hour, minute) if hour < 24 and minute < 60 else None

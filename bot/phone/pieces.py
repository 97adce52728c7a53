"""« Open until… », « opens… » from recorded pieces: a menu that plays sounds tells the time too.

The pieces of one moment, one after the other, say the very sentence of the response.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from bot.french.say import DAYS, MONTHS, say_time
from bot.french.spoken import spoken
from bot.french.text import fold
from bot.knowledge import knowledge
from bot.knowledge.hours import Span
from bot.knowledge.town_hall import TownHall
from bot.phone.menu import Prompt
from bot.phone.wording import phone_text
from bot.townhall import State, Status, hours_on, words_beside
from bot.townhall_words import NOW, TO_ALL, say_moment, say_now
from bot.wording import fact_values, fill

# How far ahead the hours and reasons that may have to be said are looked for.
_AHEAD = timedelta(days=366)
_RESPONSES = (
    "utter_open_now",
    "utter_by_appointment",
    "utter_restricted",
    "utter_closed_now",
    "utter_closed_now_because",
    "utter_closed_for_long",
)
_HOLE = re.compile(r"\{([a-z_]+)\}")
_GIVEN = re.compile(r"(\{[a-z_]+\})")
# What parts have between them, and no sound of its own.
_BETWEEN = " ().,:«»\N{NO-BREAK SPACE}"
_LONGEST_NAME = 80
_DIGEST = 8


def status_in_pieces(status: Status, now: datetime) -> list[str]:
    """The names of the sounds that tell who is received, and until or from when."""
    response, _ = say_now(status, now)
    said = [text for part in _parts(response) for text in _filled(part, status, now)]
    return [_name(text) for text in said]


def pieces(town_hall: TownHall, today: date) -> tuple[Prompt, ...]:
    """Every sound that the moments of the coming year can need, each once."""
    texts = [
        part for response in _RESPONSES for part in _parts(response) if not _HOLE.fullmatch(part)
    ]
    days = [hours_on(town_hall, today + timedelta(days=n)) for n in range(_AHEAD.days)]
    spans = {span for day in days for span in day.spans}
    hours = sorted({hour for span in spans for hour in (span.start, span.end)})
    texts += ["aujourd'hui", "demain", "le", "à", *DAYS, *MONTHS, "1er", *map(str, range(2, 32))]
    texts += [say_time(hour) for hour in hours]
    texts += [NOW, TO_ALL]
    reasons = {day.reason for day in days if day.reason}
    texts += sorted(reasons | set(_notes(spans, town_hall)))
    return tuple({_name(text): Prompt(_name(text), spoken(text)) for text in texts}.values())


def _notes(spans: Iterable[Span], town_hall: TownHall) -> Iterator[str]:
    """The words that may have to be said of hours, under way or to come."""
    for span in spans:
        for under_way in (True, False):
            note = words_beside(span, town_hall, under_way)
            if note:
                yield note


def _parts(response: str) -> list[str]:
    """A response cut at what is given: its fixed words are one sound each."""
    values = fact_values(knowledge())
    cut = _GIVEN.split(phone_text(response))
    parts = [part if _HOLE.fullmatch(part) else fill(part, values, {}) for part in cut]
    return [part for part in (part.strip(_BETWEEN) for part in parts) if part]


def _filled(part: str, status: Status, now: datetime) -> list[str]:
    """What is said for one part: itself, or what fills it, in the order of ``townhall_words``."""
    hole = _HOLE.fullmatch(part)
    if not hole:
        return [part]
    moment = _moment(status.opens_to_all, now)
    to_all = [TO_ALL, *moment] if moment else []
    # The words beside restricted hours have a place of their own.
    note = None if status.state is State.RESTRICTED else status.note
    closes = say_time(status.closes.time()) if status.closes else None
    filled: dict[str, list[str | None]] = {
        "when": [NOW],
        "closes": [closes, status.reason, note],
        "note": [status.note],
        "to_all": [*to_all],
        "opens": [*_moment(status.opens, now), note, *to_all],
        "reason": [status.reason],
    }
    return [text for text in filled[hole[1]] if text]


def _moment(moment: datetime | None, now: datetime) -> list[str]:
    """Day, date and hour apart."""
    return _MOMENT.findall(say_moment(moment, now)) if moment else []


_MOMENT = re.compile(
    rf"aujourd'hui|demain|\ble\b|\bà\b|{'|'.join(DAYS)}|{'|'.join(MONTHS)}"
    r"|\d{1,2} h(?: \d\d)?|midi|minuit|1er|\d{1,2}"
)


def _name(text: str) -> str:
    """A file name: the words said, folded, in ASCII; long ones cut, and told apart."""
    words = re.sub(r"[^a-z0-9]+", "-", _ascii(fold(spoken(text)))).strip("-")
    if len(words) > _LONGEST_NAME:
        digest = hashlib.sha256(words.encode()).hexdigest()[:_DIGEST]
        words = f"{words[: _LONGEST_NAME - _DIGEST - 1].rstrip('-')}-{digest}"
    return f"p-{words}"


def _ascii(text: str) -> str:
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()

"""« Open until… », « opens… » from recorded pieces: a menu that plays sounds tells the time too.

The pieces of one moment, one after the other, say the very sentence of the response.
"""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from bot.french.say import DAYS, MONTHS, say_time
from bot.french.spoken import spoken
from bot.french.text import fold
from bot.knowledge import knowledge
from bot.knowledge.hours import Span
from bot.knowledge.town_hall import TownHall
from bot.phone.menu import Prompt
from bot.phone.wording import phone_text
from bot.townhall import Status, hours_on
from bot.townhall_words import say_change, say_now
from bot.wording import fact_values, fill

# How far ahead the hours and reasons that may have to be said are looked for.
_AHEAD = timedelta(days=366)
_RESPONSES = (
    "utter_open_now",
    "utter_closed_now",
    "utter_closed_now_because",
    "utter_closed_for_long",
)
_HOLE = re.compile(r"\{([a-z]+)\}")
_GIVEN = re.compile(r"(\{[a-z]+\})")
_LONGEST_NAME = 80


def status_in_pieces(status: Status, now: datetime) -> list[str]:
    """The names of the sounds that tell whether it is open, and until or from when."""
    response, given = say_now(status, now)
    values = {**say_change(status, now), **given}
    return [name for part in _parts(response) for name in _names(part, values)]


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
    texts += sorted({reason for day in days for reason in _reasons(day.reason, day.spans)})
    return tuple({_name(text): Prompt(_name(text), _said(text)) for text in texts}.values())


def _reasons(reason: str | None, spans: tuple[Span, ...]) -> Iterator[str]:
    """What may stand between brackets beside an hour or a closure."""
    if reason:
        yield reason
    for span in spans:
        if span.note:
            yield from (span.note, ", ".join(filter(None, (reason, span.note))))


def _parts(response: str) -> list[str]:
    """A response cut at what is given: its fixed words are one sound each."""
    values = fact_values(knowledge())
    cut = _GIVEN.split(phone_text(response))
    parts = [part if _HOLE.fullmatch(part) else fill(part, values, {}) for part in cut]
    return [part for part in (part.strip(" ().") for part in parts) if part]


def _names(part: str, values: dict[str, str]) -> Iterator[str]:
    """The sounds of one part; a moment is said day, date and hour apart."""
    hole = _HOLE.fullmatch(part)
    if not hole:
        yield _name(part)
        return
    value, _, reason = values[hole[1]].rstrip(")").partition(" (")
    for text in re.findall(_MOMENT, value) if hole[1] == "opens" else [value]:
        yield _name(text)
    if reason:
        yield _name(reason)


_MOMENT = re.compile(
    rf"aujourd'hui|demain|\ble\b|\bà\b|{'|'.join(DAYS)}|{'|'.join(MONTHS)}"
    r"|\d{1,2} h(?: \d\d)?|midi|minuit|1er|\d{1,2}"
)


def _name(text: str) -> str:
    """A file name: the words said, folded, in ASCII."""
    words = re.sub(r"[^a-z0-9]+", "-", _ascii(fold(_said(text)))).strip("-")
    return f"p-{words[:_LONGEST_NAME].rstrip('-')}"


def _ascii(text: str) -> str:
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()


def _said(text: str) -> str:
    return spoken(text)

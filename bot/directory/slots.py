"""The lines of hours of a record, as one slot for each day and stretch of hours."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.directory.notice import Notice
from bot.directory.record import Record
from bot.french.say import DAYS
from bot.french.text import fold

LUNCH = "13:00"
_HOUR = re.compile(r"(\d\d:\d\d)(?::00)?")
_DAY_PLACES = {name: place for place, name in enumerate(DAYS)}


@dataclass(frozen=True)
class Slot:
    """A stretch of hours on one day of the week, as the record has it.

    Attributes:
        day: 0 for Monday.
        start, end: ``09:00``, in order; else as written, and refused later with its remedy.
    """

    day: int
    start: str
    end: str

    @property
    def hours(self) -> str:
        """``09:00-12:00``."""
        return f"{self.start}-{self.end}"

    @property
    def in_the_morning(self) -> bool:
        """Whether it is over when lunch is."""
        return self.end <= LUNCH


@dataclass(frozen=True)
class Line:
    """One line of hours of a record: its days, its slots on each, and the comment beside."""

    days: tuple[int, ...]
    slots: tuple[Slot, ...]
    comment: str


@dataclass(frozen=True)
class Lines:
    """The lines of a record.

    Attributes:
        read: those whose days are known.
        refused: hours whose days are not, as written: the town file will not pass with them.
    """

    read: tuple[Line, ...]
    refused: tuple[str, ...]


def read_lines(record: Record, notices: list[Notice]) -> Lines:
    """The lines of hours of a record, in its order."""
    read, refused = [], []
    for written in record.objects("plage_ouverture"):
        stretches = list(_stretches(written))
        comment = told(written.get("commentaire", ""))
        names = [written.get("nom_jour_debut", ""), written.get("nom_jour_fin", "")]
        days = _days(*names)
        if days:
            named = " à ".join(dict.fromkeys(filter(None, names)))
            kept = _without_empty(stretches, named, notices)
            slots = tuple(Slot(day, *hours) for day in days for hours in kept)
            read.append(Line(days, slots, comment))
            continue
        hours = ["-".join(stretch) for stretch in stretches]
        raw = " ".join([*names, *hours, comment, written.get("valeur", "")])
        if told(raw):
            refused.append(" ".join(re.sub(r'[;"|]', " ", raw).split()))
    return Lines(tuple(read), tuple(refused))


def told(comment: str) -> str:
    """A comment, empty when it has no word."""
    return comment if any(character.isalnum() for character in comment) else ""


def _days(first: str, last: str) -> tuple[int, ...]:
    """The days of a line, Monday as 0; none when they are not known or not in order."""
    start, end = (_DAY_PLACES.get(fold(name)) for name in (first, last or first))
    if start is None or end is None:
        return ()
    return tuple(range(start, end + 1))


def _stretches(written: dict[str, str]) -> Iterator[tuple[str, str]]:
    for number in (1, 2):
        ends = [written.get(f"valeur_heure_{end}_{number}", "") for end in ("debut", "fin")]
        if any(ends):
            start, end = (_hour(text) for text in ends)
            yield start, end


def _hour(text: str) -> str:
    found = _HOUR.fullmatch(text)
    return found[1] if found else re.sub(r'[;,"|]', " ", text).strip() or "?"


def _without_empty(
    stretches: list[tuple[str, str]], days: str, notices: list[Notice]
) -> list[tuple[str, str]]:
    """Stretches that last some time: « 18:00-18:00 » would be read as a whole day."""
    for start, end in stretches:
        if start == end:
            notices.append(Notice("horaires", f"{days} {start}-{end} ne dure pas : enlevé."))
    return [hours for hours in stretches if hours[0] != hours[1]]

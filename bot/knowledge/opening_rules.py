"""One rule of the opening hours of a town file: the days it names and the hours of these days.

``[dates] [week] [days] hours ["words"]``; a second stretch of the same days, with words of its own,
follows after a comma: ``Tu 09:00-12:00, Tu 17:00-18:30 "sur rendez-vous"``. What OpenStreetMap's
syntax has besides is refused with a remedy, since its readers differ on it.
"""

import re
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from functools import cached_property
from itertools import pairwise

from opening_hours import OpeningHours

DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
HOLIDAYS = "PH"
EXAMPLE = "exemple : Mo-Fr 09:00-12:00,14:00-17:00; Sa,Su off; PH off"
EVEN_WEEKS, ODD_WEEKS = "week 2-52/2", "week 1-53/2"
LAST_OF_MONTH = -1

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
# Any year without a 29 February, which no yearly date may name.
_COMMON_YEAR = 2001
# Never at night: a clock that changes skips or repeats an hour then, and 01:00 is 13:00 mistyped.
_HOUR = r"(?:0?[6-9]|1\d|2[0-3]):[0-5]\d"
_SPANS = rf"{_HOUR}-{_HOUR}(?:,{_HOUR}-{_HOUR})*"
_MONTH = rf"(?:{'|'.join(MONTHS)})"
_DATE = rf"{_MONTH} \d\d?"
_PERIOD = rf"(?:{_DATE}(?:-{_DATE})?|{_MONTH}(?:-{_MONTH})?)"
_WEEKS = r"week (?:0?2-52|0?1-53)/2"
_DAY = rf"(?:{'|'.join(DAYS)})"
_NUMBER = r"(?:[1-5]|-1)"
_DAY_RANGE = rf"(?:{_DAY}\[{_NUMBER}(?:,{_NUMBER})*\]|{_DAY}(?:-{_DAY})?|{HOLIDAYS})"
_STRETCH = re.compile(
    rf"(?P<selector>(?:(?P<dates>{_PERIOD}(?:,{_PERIOD})*) )?(?:(?P<weeks>{_WEEKS}) )?"
    rf"(?:(?P<days>{_DAY_RANGE}(?:,{_DAY_RANGE})*) )?)"
    rf'(?:(?P<spans>{_SPANS})|off|closed)(?: ?"(?P<words>[^"]*\w[^"]*)")?'
)
_QUOTED = re.compile(r'("[^"]*"?)')
# Commas between days, not those between the brackets of Sa[2,4].
_BETWEEN_DAYS = re.compile(r",(?![^\[]*\])")
# What people write that is not read, and what to write instead; the first that is found is said.
_REMEDIES = (
    (r"\|\|", "« || » n'est pas lu : donnez les heures de chaque jour, une règle après « ; »"),
    (r"\bSH\b", "les vacances scolaires (SH) ne sont pas lues : mettez leurs dates en exceptions"),
    (r"\b20\d\d\b", "les dates d'une seule année vont dans exceptions"),
    (r"\bweek\b", f"les semaines s'écrivent {EVEN_WEEKS} (paires) ou {ODD_WEEKS} (impaires)"),
    (r"\[", "un jour du mois s'écrit Sa[1], Sa[2,4] ou, le dernier, Sa[-1]"),
    (r"\d, *[A-Z]", "« , » ne sépare pas deux règles : mettez « ; »"),
    (r"24/7|24:00|\b0?[0-5]:\d\d", "une mairie ouvre entre 06:00 et 23:59, sans passer minuit"),
    (r"^\s*$", "enlevez le « ; » en trop"),
    (r"^[^\d]*$", "sans heures, un jour ouvrirait jour et nuit : ajoutez-les, ou off"),
    ("", f"corrigez-le, {EXAMPLE}"),
)
_BY_APPOINTMENT = re.compile(
    r"(?:uniquement |seulement )?sur (?:rendez-vous|rdv)(?: uniquement| seulement)?", re.IGNORECASE
)


@dataclass(frozen=True)
class Span:
    """One stretch of opening inside a day, local wall-clock times, and the words beside it."""

    start: time
    end: time
    note: str | None = None

    @property
    def by_appointment(self) -> bool:
        """Whether one is received by appointment only."""
        return bool(self.note and _BY_APPOINTMENT.fullmatch(self.note))


@dataclass(frozen=True)
class Rule:
    """The hours of some days.

    Attributes:
        selector: the days, as written: ``Jul-Aug week 2-52/2 Sa[1]``; empty for every day.
        dates: the part of the year, empty for the whole of it.
        weeks: ``EVEN_WEEKS``, ``ODD_WEEKS``, or empty.
        days: the parts of its days, ``Mo-Fr``, ``Sa[2,4]`` or ``PH``; none for every day.
        spans: its hours, empty when closed.
        reason: why it is closed, if known.
        text: the rule as it is quoted to who wrote it.
    """

    selector: str
    dates: str
    weeks: str
    days: tuple[str, ...]
    spans: tuple[Span, ...]
    reason: str | None
    text: str = field(compare=False)

    def names(self, day: date) -> bool:
        """Whether it gives the hours of a day, no public holiday."""
        return bool(self._reader.is_open(datetime.combine(day, time(12, 30))))

    @cached_property
    def _reader(self) -> OpeningHours:
        # Only the days are asked of the library: hours of an hour, for any rule, « off » included.
        return OpeningHours(f"{self.selector}12:00-13:00")

    @property
    def comes_back(self) -> bool:
        """Whether it names some weeks or some days of the month only."""
        return bool(self.weeks or self.numbers)

    @property
    def numbers(self) -> tuple[int, ...]:
        """Which ones of the month its days are, ``LAST_OF_MONTH`` for the last; empty for all."""
        numbers = {number for _, number in self.named_days if number}
        return tuple(sorted(numbers, key=lambda number: (number == LAST_OF_MONTH, number)))

    @cached_property
    def named_days(self) -> frozenset[tuple[str, int]]:
        """Its week days, each with its number in the month, 0 for all: all days when none."""
        named = {pair for part in self.days for pair in _read_days(part)}
        return frozenset(named or {(day, 0) for day in DAYS})

    def without_holidays(self) -> "Rule | None":
        """What is left of a rule that names the public holidays, None when nothing is."""
        days = tuple(day for day in self.days if day != HOLIDAYS)
        if not days:
            return None
        named, left = ",".join(self.days), ",".join(days)
        selector, text = (part.replace(named, left) for part in (self.selector, self.text))
        return replace(self, selector=selector, days=days, text=text)


def read_rule(text: str) -> Rule:
    """Read one rule.

    Raises:
        ValueError: it is not read, in French with the remedy.
    """
    tidy = _tidy(text)
    stretches = list(_stretches(tidy))
    if not stretches or len({found["selector"] for found in stretches}) > 1:
        raise ValueError(
            f"« {text.strip()} » n'est pas un horaire OpenStreetMap lu ici : {_remedy(text)}"
        )
    first = stretches[0]
    for month, day in re.findall(rf"({_MONTH}) (\d\d?)", first["dates"] or ""):
        _check_date(month, int(day))
    spans = tuple(
        replace(span, note=found["words"])
        for found in stretches
        if found["spans"]
        for span in read_spans(found["spans"])
    )
    if any(_overlap(one, other) for one, other in pairwise(spans)):
        raise ValueError(f"« {tidy} » : chaque heure doit être après celle d'avant")
    return Rule(
        selector=first["selector"],
        dates=first["dates"] or "",
        weeks=_weeks(first["weeks"]),
        days=tuple(_BETWEEN_DAYS.split(first["days"])) if first["days"] else (),
        spans=spans,
        reason=None if spans else first["words"],
        text=tidy,
    )


def _overlap(one: Span, other: Span) -> bool:
    """Whether two stretches in order share some time, or touch with nothing to tell them apart."""
    return one.end > other.start or (one.end == other.start and one.note == other.note)


def _weeks(written: str | None) -> str:
    return written.replace("week 0", "week ") if written else ""


def _stretches(tidy: str) -> list["re.Match[str]"]:
    """The parts of a rule; none when it is not read to its end, or closed and open at once."""
    found, place = [], 0
    while stretch := _STRETCH.match(tidy, place):
        found.append(stretch)
        if stretch.end() == len(tidy):
            closed = [part for part in found if not part["spans"]]
            return found if len(found) == 1 or not closed else []
        if tidy[stretch.end()] != ",":
            return []
        place = stretch.end() + 1
    return []


def read_spans(text: str) -> tuple[Span, ...]:
    """Read hours alone, such as those of an exception: ``09:00-10:00,14:00-15:00``.

    Raises:
        ValueError: they are not hours in order, in French with the remedy.
    """
    tidy = _tidy(text)
    if not re.fullmatch(_SPANS, tidy):
        raise ValueError(
            f"« {text} » : écrivez seulement des heures, entre 06:00 et 23:59 et séparées par "
            "« , », par exemple 09:00-10:00,14:00-15:00, ou null si la mairie est fermée"
        )
    hours = [[_time(hour) for hour in span.split("-")] for span in tidy.split(",")]
    in_order = [hour for span in hours for hour in span]
    if any(before >= after for before, after in pairwise(in_order)):
        raise ValueError(f"« {text} » : chaque heure doit être après celle d'avant")
    return tuple(Span(start, end) for start, end in hours)


def _tidy(text: str) -> str:
    """One space between words and, but in quotes, none around commas and dashes."""
    parts = _QUOTED.split(" ".join(text.split()))
    parts[::2] = [re.sub(r" ?([,-]) ?", r"\1", part) for part in parts[::2]]
    return "".join(parts)


def _remedy(text: str) -> str:
    return next(told for trap, told in _REMEDIES if re.search(trap, text))


def _check_date(month: str, day: int) -> None:
    try:
        date(_COMMON_YEAR, MONTHS.index(month) + 1, day)
    except ValueError:
        raise ValueError(
            f"« {month} {day} » n'est pas un jour de chaque année : corrigez-le"
        ) from None


def _time(text: str) -> time:
    hour, minute = text.split(":")
    return time(int(hour), int(minute))


def _read_days(text: str) -> list[tuple[str, int]]:
    """The days of ``Mo``, ``Mo-Fr``, ``Sa-Mo`` or ``Sa[2,4]``; none for the public holidays."""
    if text == HOLIDAYS:
        return []
    days, _, numbers = text.partition("[")
    first, _, last = days.partition("-")
    start = DAYS.index(first)
    length = (DAYS.index(last or first) - start) % len(DAYS)
    named = [DAYS[(start + offset) % len(DAYS)] for offset in range(length + 1)]
    counted = [int(number) for number in numbers.rstrip("]").split(",")] if numbers else [0]
    return [(day, number) for day in named for number in counted]

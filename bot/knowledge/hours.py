"""The opening hours of a town file: what of OpenStreetMap's syntax is read, and how.

A rule is ``[dates] [days] hours ["comment"]``; ``;`` sets rules apart, and the last one that names
a day settles that whole day. ``PH``, the public holidays, is named once, in the last rule. All the
rest of the syntax is refused with a remedy: its readers differ on it (``||``), or the hours of one
week could not be told as those of any other (``Sa[1]``).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import cached_property, lru_cache
from itertools import combinations, pairwise

from opening_hours import OpeningHours

DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
HOLIDAYS = "PH"
PUBLIC_HOLIDAY = "jour férié"
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
# Any year without a 29 February, which no yearly date may name.
_COMMON_YEAR = 2001

# Never at night: a clock that changes skips or repeats an hour then, and 01:00 is 13:00 mistyped.
_HOUR = r"(?:0?[6-9]|1\d|2[0-3]):[0-5]\d"
_SPANS = rf"{_HOUR}-{_HOUR}(?:,{_HOUR}-{_HOUR})*"
_MONTH = rf"(?:{'|'.join(_MONTHS)})"
_DATE = rf"{_MONTH} \d\d?"
_PERIOD = rf"(?:{_DATE}(?:-{_DATE})?|{_MONTH}(?:-{_MONTH})?)"
_DAY = rf"(?:{'|'.join(DAYS)})"
_DAY_RANGE = rf"(?:{_DAY}(?:-{_DAY})?|{HOLIDAYS})"
_RULE = re.compile(
    rf"(?:(?P<dates>{_PERIOD}(?:,{_PERIOD})*) )?(?:(?P<days>{_DAY_RANGE}(?:,{_DAY_RANGE})*) )?"
    rf'(?:(?P<spans>{_SPANS})|off|closed)(?: ?"(?P<comment>[^"]*\w[^"]*)")?'
)
_EXAMPLE = "exemple : Mo-Fr 09:00-12:00,14:00-17:00; Sa,Su off; PH off"
# What people write that is not read, and what to write instead; the first that is found is said.
_REMEDIES = (
    (r"\|\|", "« || » n'est pas lu : donnez les heures de chaque jour, une règle après « ; »"),
    (r"\bSH\b", "les vacances scolaires (SH) ne sont pas lues : mettez leurs dates en exceptions"),
    (r"\b20\d\d\b", "les dates d'une seule année vont dans exceptions"),
    (r"\[|\bweek\b", "un jour par mois ou par quinzaine : mettez ses dates dans exceptions"),
    (r"\d, *[A-Z]", "« , » ne sépare pas deux règles : mettez « ; »"),
    (r"24/7|24:00|\b0?[0-5]:\d\d", "une mairie ouvre entre 06:00 et 23:59, sans passer minuit"),
    (r"^\s*$", "enlevez le « ; » en trop"),
    (r"^[^\d]*$", "sans heures, un jour ouvrirait jour et nuit : ajoutez-les, ou off"),
    ("", f"corrigez-le, {_EXAMPLE}"),
)


@dataclass(frozen=True)
class Span:
    """One stretch of opening inside a day, local wall-clock times, and the words beside it."""

    start: time
    end: time
    note: str | None = None


@dataclass(frozen=True)
class Hours:
    """The hours of some day: its spans, empty when closed, and the reason if one is known."""

    spans: tuple[Span, ...]
    reason: str | None


@dataclass(frozen=True)
class WrittenHours:
    """Opening hours that were read.

    Attributes:
        usual: the rules of the days that are no public holiday, in OpenStreetMap's syntax.
        holidays: the hours of every public holiday.
    """

    usual: str
    holidays: Hours

    def on(self, day: date) -> Hours:
        """The hours of a day that is no public holiday."""
        start = datetime.combine(day, time())
        spans, reason = [], None
        for begin, end, state, comment in self._reader.intervals(start, start + timedelta(days=1)):
            if str(state) == "open":
                spans.append(Span(begin.time(), end.time(), comment or None))
            else:
                reason = comment or None
        return Hours(tuple(spans), None if spans else reason)

    @cached_property
    def _reader(self) -> OpeningHours:
        return OpeningHours(self.usual)


@dataclass(frozen=True)
class _Rule:
    dates: str
    days: tuple[str, ...]
    spans: tuple[Span, ...]
    comment: str | None
    text: str

    @property
    def every_day(self) -> set[str]:
        """The week days it names, all of them when it names none."""
        return {day for part in self.days for day in _day_range(part)} or set(DAYS)


@lru_cache(maxsize=8)
def read_hours(text: str) -> WrittenHours:
    """Read the opening hours of a town.

    Raises:
        ValueError: they are not read, in French with the remedy.
    """
    *before, last = [_read_rule(rule) for rule in text.split(";")]
    if any(HOLIDAYS in rule.days for rule in before):
        raise ValueError(f"PH se donne une fois, dans la dernière règle, {_EXAMPLE}")
    if HOLIDAYS not in last.days:
        raise ValueError(
            "rien n'y dit les jours fériés : ajoutez à la fin « ; PH off », "
            "ou leurs heures, par exemple « ; PH 10:00-11:00 »"
        )
    if last.dates:
        raise ValueError("PH vaut toute l'année : donnez-lui sa propre règle, sans dates")
    rules = [*before, *_without_holidays(last)]
    if not any(rule.spans for rule in rules):
        raise ValueError(f"aucun jour n'y est ouvert, {_EXAMPLE}")
    _check_nothing_is_lost(rules)
    usual = "; ".join(rule.text for rule in rules)
    return WrittenHours(usual, _on_holidays(last))


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


def _read_rule(text: str) -> _Rule:
    head, quote, comment = text.partition('"')
    tidy = _tidy(head) + (f" {quote}{' '.join(comment.split())}" if quote else "")
    found = _RULE.fullmatch(tidy)
    if not found:
        raise ValueError(
            f"« {text.strip()} » n'est pas un horaire OpenStreetMap lu ici : {_remedy(text)}"
        )
    for month, day in re.findall(rf"({_MONTH}) (\d\d?)", found["dates"] or ""):
        _check_date(month, int(day))
    spans = read_spans(found["spans"]) if found["spans"] else ()
    days = tuple(found["days"].split(",")) if found["days"] else ()
    return _Rule(found["dates"] or "", days, spans, found["comment"], tidy)


def _tidy(text: str) -> str:
    """One space between words and none around commas and dashes, where readers differ on them."""
    return re.sub(r" ?([,-]) ?", r"\1", " ".join(text.split()))


def _remedy(text: str) -> str:
    return next(told for trap, told in _REMEDIES if re.search(trap, text))


def _check_date(month: str, day: int) -> None:
    try:
        date(_COMMON_YEAR, _MONTHS.index(month) + 1, day)
    except ValueError:
        raise ValueError(
            f"« {month} {day} » n'est pas un jour de chaque année : corrigez-le"
        ) from None


def _time(text: str) -> time:
    hour, minute = text.split(":")
    return time(int(hour), int(minute))


def _day_range(text: str) -> Iterator[str]:
    """The days of ``Mo``, ``Mo-Fr`` or ``Sa-Mo``; none for the public holidays."""
    if text == HOLIDAYS:
        return
    first, _, last = text.partition("-")
    start = DAYS.index(first)
    length = (DAYS.index(last or first) - start) % len(DAYS)
    yield from (DAYS[(start + offset) % len(DAYS)] for offset in range(length + 1))


def _on_holidays(rule: _Rule) -> Hours:
    if not rule.spans:
        return Hours((), rule.comment or PUBLIC_HOLIDAY)
    spans = tuple(replace(span, note=rule.comment) for span in rule.spans)
    return Hours(spans, PUBLIC_HOLIDAY)


def _without_holidays(rule: _Rule) -> list[_Rule]:
    """What is left of the rule that names the public holidays: nothing, or its week days."""
    days = tuple(day for day in rule.days if day != HOLIDAYS)
    if not days:
        return []
    text = rule.text.replace(",".join(rule.days), ",".join(days), 1)
    return [_Rule(rule.dates, days, rule.spans, rule.comment, text)]


def _check_nothing_is_lost(rules: list[_Rule]) -> None:
    """Refuse ``Mo 09:00-12:00; Mo 14:00-17:00``, whose morning the last rule takes away."""
    for one, other in combinations(rules, 2):
        if other.dates not in ("", one.dates):
            continue
        erased = one.every_day <= other.every_day
        if erased or (one.days and one.every_day & other.every_day and _apart(one, other)):
            raise ValueError(
                f"« {one.text} » serait effacé par « {other.text} » : donnez les heures d'un jour "
                "en une fois (09:00-12:00,14:00-17:00), et les règles avec des dates à la fin"
            )


def _apart(one: _Rule, other: _Rule) -> bool:
    """Whether two rules open at quite other hours: both were surely meant to count."""
    if not (one.spans and other.spans):
        return False
    return all(a.end <= b.start or b.end <= a.start for a in one.spans for b in other.spans)

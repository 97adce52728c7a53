"""Slots of hours, each on some days only, written as the rules of a town file.

In a town file the last rule that names a day settles the whole of it: the hours of a day are thus
written together, once for each way its conditions can meet.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, groupby

from bot.directory.comments import When
from bot.knowledge.hours import first_lost
from bot.knowledge.opening_rules import DAYS, read_rule

# A day with more of them is told in words.
_MOST_CONDITIONS = 3

Condition = frozenset[When]
# The days, and their stretches of hours with the words beside.
DayRule = tuple[When, tuple[str, ...]]
_CLOSED = ("off",)


class TooManyConditionsError(ValueError):
    """The conditions of a day that no few rules tell: they go with the hours as words."""

    def __init__(self, day: int) -> None:
        super().__init__(DAYS[day])
        self.day = day


@dataclass(frozen=True)
class Timed:
    """A stretch of hours on one day of the week.

    Attributes:
        day: 0 for Monday.
        start, end: ``09:00``.
        note: the words beside these hours.
        only: conditions that are all met on the days it holds.
        never: conditions none of which is.
        comments: what its conditions were read from, word for word.
    """

    day: int
    start: str
    end: str
    note: str | None = None
    only: Condition = frozenset()
    never: Condition = frozenset()
    comments: tuple[str, ...] = ()

    def holds(self, met: Condition) -> bool:
        """Whether it holds on a day where these conditions are met, and no other."""
        return self.only <= met and not self.never & met


def write_rules(slots: list[Timed]) -> list[str]:
    """The rules, those without conditions first.

    Raises:
        TooManyConditionsError: some day would need too many.
    """
    days: dict[DayRule, list[int]] = {}
    for day in range(len(DAYS)):
        rules = list(_day_rules(day, [slot for slot in slots if slot.day == day]))
        if _takes_hours_away(day, rules):
            raise TooManyConditionsError(day)
        for rule in rules:
            days.setdefault(rule, []).append(day)
    # A sort that is stable: the rules without conditions stay in the order of their days.
    in_order = sorted(days, key=lambda rule: _rank(rule[0]))
    return [_rule(_selector(when, days[when, hours]), hours) for when, hours in in_order]


def _rank(when: When) -> tuple[int, str]:
    """Special rules come after general ones, and those of all days in one same order."""
    return sum(map(bool, (when.months, when.weeks, when.numbers))), repr(when)


def _rule(selector: str, stretches: tuple[str, ...]) -> str:
    return ", ".join(f"{selector} {hours}" for hours in stretches)


def _day_rules(day: int, slots: list[Timed]) -> Iterator[DayRule]:
    """The rules of one day, as conditions and hours, from the most general to the most special."""
    conditions = {each for slot in slots for each in slot.only | slot.never}
    if len(conditions) > _MOST_CONDITIONS or _cross(conditions):
        raise TooManyConditionsError(day)
    counts = range(len(conditions) + 1)
    meetings = [frozenset(met) for count in counts for met in combinations(conditions, count)]
    possible = [(when, met) for met in meetings if (when := _together(met))]
    settled: list[tuple[Condition, list[Timed]]] = []
    for when, met in sorted(possible, key=lambda pair: _rank(pair[0])):
        held = [slot for slot in slots if slot.holds(met)]
        before = next((told for known, told in reversed(settled) if known <= met), [])
        if _hours(held) == _hours(before):
            continue
        settled.append((met, held))
        yield when, _hours(held)


def _takes_hours_away(day: int, rules: list[DayRule]) -> bool:
    """Whether a town file would refuse them: hours that take the place of quite other ones."""
    written = [_rule(_selector(when, [day]), hours) for when, hours in rules]
    try:
        read = tuple(read_rule(rule) for rule in written)
    except ValueError:
        # Hours that nobody can read are told with their remedy by who checks the whole file.
        return False
    return first_lost(read) is not None


def _cross(conditions: set[When]) -> bool:
    """Whether two conditions are about months or about numbers: their meeting is hard to tell."""
    months = {each.months for each in conditions} - {""}
    numbers = {each.numbers for each in conditions} - {()}
    return len(months) > 1 or len(numbers) > 1


def _together(met: Condition) -> When | None:
    """All the conditions as one; None when no day meets them."""
    weeks = {each.weeks for each in met} - {""}
    if len(weeks) > 1:
        return None
    months = next((each.months for each in met if each.months), "")
    numbers = next((each.numbers for each in met if each.numbers), ())
    return When(months, next(iter(weeks), ""), numbers)


def _hours(slots: list[Timed]) -> tuple[str, ...]:
    """Their hours in order, joined where they touch, those with the same words together."""
    joined: list[Timed] = []
    for slot in sorted(set(slots), key=lambda each: (each.start, each.end, each.note or "")):
        last = joined[-1] if joined else None
        if last and (last.start, last.end, last.note) == (slot.start, slot.end, slot.note):
            continue
        if last and (last.end, last.note) == (slot.start, slot.note) and slot.start < slot.end:
            joined[-1] = Timed(slot.day, last.start, slot.end, slot.note)
        else:
            joined.append(slot)
    stretches = []
    for note, run in groupby(joined, key=lambda each: each.note):
        hours = ",".join(f"{each.start}-{each.end}" for each in run)
        stretches.append(f'{hours} "{_quotable(note)}"' if note else hours)
    return tuple(stretches) or _CLOSED


def _quotable(note: str) -> str:
    """The words as they are, but for the quotes that would end them."""
    parts = note.split('"')
    opened = ["« " if place % 2 == 0 else " »" for place in range(len(parts) - 1)]
    return "".join(part + mark for part, mark in zip(parts, [*opened, ""], strict=True))


def _selector(when: When, days: list[int]) -> str:
    if when.numbers:
        numbers = ",".join(str(number) for number in when.numbers)
        named = ",".join(f"{DAYS[day]}[{numbers}]" for day in days)
    else:
        named = ",".join(_runs(days))
    return " ".join(filter(None, (when.months, when.weeks, named)))


def _runs(days: list[int]) -> Iterator[str]:
    """``Mo-We``, ``Fr``."""
    for _, run in groupby(enumerate(days), key=lambda pair: pair[1] - pair[0]):
        names = [DAYS[day] for _, day in run]
        if len(names) < 3:
            yield from names
        else:
            yield f"{names[0]}-{names[-1]}"

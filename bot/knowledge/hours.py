"""The opening hours of a town file: rules set apart by ``;``, and what they say of a day.

The last rule that names a day settles that whole day. ``PH``, the public holidays, is named once,
in the last rule. What one rule may be is told in ``opening_rules.py``.
"""

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import combinations

from bot.knowledge.opening_rules import EXAMPLE, HOLIDAYS, Rule, Span, read_rule, read_spans
from bot.limits import TOWNS_HELD

__all__ = ["Hours", "Rule", "Span", "WrittenHours", "read_hours", "read_spans"]

PUBLIC_HOLIDAY = "jour férié"
# A semicolon with as many quotes after it as can be paired: not one of the words beside hours.
_BETWEEN_RULES = re.compile(r';(?=(?:[^"]*"[^"]*")*[^"]*$)')


@dataclass(frozen=True)
class Hours:
    """The hours of some day: its spans, empty when closed, and the reason if one is known."""

    spans: tuple[Span, ...]
    reason: str | None


@dataclass(frozen=True)
class WrittenHours:
    """Opening hours that were read.

    Attributes:
        rules: the rules of the days that are no public holiday.
        holidays: the hours of every public holiday.
    """

    rules: tuple[Rule, ...]
    holidays: Hours

    def on(self, day: date) -> Hours:
        """The hours of a day that is no public holiday."""
        return _hours(self.rule_on(day))

    def usually_on(self, day: date) -> Hours:
        """Its hours, but for the rules of some weeks or some days of the month only."""
        return _hours(_last_that_names(day, [r for r in self.rules if not r.comes_back]))

    def rule_on(self, day: date) -> Rule | None:
        """The rule that settles a day, None when it is closed because no rule names it."""
        return _last_that_names(day, self.rules)


def _hours(rule: Rule | None) -> Hours:
    return Hours(rule.spans, rule.reason) if rule else Hours((), None)


def _last_that_names(day: date, rules: "list[Rule] | tuple[Rule, ...]") -> Rule | None:
    return next((rule for rule in reversed(rules) if rule.names(day)), None)


@lru_cache(maxsize=TOWNS_HELD)
def read_hours(text: str) -> WrittenHours:
    """Read the opening hours of a town.

    Raises:
        ValueError: they are not read, in French with the remedy.
    """
    *before, last = [read_rule(rule) for rule in _BETWEEN_RULES.split(text)]
    if any(HOLIDAYS in rule.days for rule in before):
        raise ValueError(f"PH se donne une fois, dans la dernière règle, {EXAMPLE}")
    if HOLIDAYS not in last.days:
        raise ValueError(
            "rien n'y dit les jours fériés : ajoutez à la fin « ; PH off », "
            "ou leurs heures, par exemple « ; PH 10:00-11:00 »"
        )
    if last.dates or last.comes_back:
        raise ValueError("PH vaut toute l'année : donnez-lui sa propre règle, sans dates")
    rest = last.without_holidays()
    rules = (*before, rest) if rest else tuple(before)
    if not any(rule.spans for rule in rules):
        raise ValueError(f"aucun jour n'y est ouvert, {EXAMPLE}")
    if pair := first_lost(rules):
        one, other = pair
        raise ValueError(
            f"« {one.text} » serait effacé par « {other.text} » : donnez les heures d'un jour "
            "en une fois (09:00-12:00,14:00-17:00), et les règles avec des dates à la fin"
        )
    return WrittenHours(rules, _on_holidays(last))


def _on_holidays(rule: Rule) -> Hours:
    if not rule.spans:
        return Hours((), rule.reason or PUBLIC_HOLIDAY)
    return Hours(rule.spans, PUBLIC_HOLIDAY)


def first_lost(rules: tuple[Rule, ...]) -> tuple[Rule, Rule] | None:
    """A rule whose hours a later one takes away, and that one; None when nothing is lost.

    ``Mo 09:00-12:00; Mo 14:00-17:00``: the last rule takes the morning away.
    """
    for one, other in combinations(rules, 2):
        if other.dates not in ("", one.dates):
            continue
        meet = bool(one.named_days & _all_numbers(other) or _all_numbers(one) & other.named_days)
        if _erased(one, other) or (one.days and meet and _apart(one, other)):
            return one, other
    return None


def _all_numbers(rule: Rule) -> set[tuple[str, int]]:
    """Its days, and each of them in whatever week of the month."""
    return set(rule.named_days) | {(day, 0) for day, _ in rule.named_days}


def _erased(one: Rule, other: Rule) -> bool:
    """Whether every day that one rule names is settled by the other."""
    if other.weeks not in ("", one.weeks):
        return False
    return all(
        pair in other.named_days or (pair[0], 0) in other.named_days for pair in one.named_days
    )


def _apart(one: Rule, other: Rule) -> bool:
    """Whether two rules open at quite other hours: both were surely meant to count."""
    if not (one.spans and other.spans) or (one.weeks and other.weeks and one.weeks != other.weeks):
        return False
    return all(a.end <= b.start or b.end <= a.start for a in one.spans for b in other.spans)

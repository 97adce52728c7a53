"""How long ago the facts were checked against their sources, and which are due again."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from dateutil.relativedelta import relativedelta

from bot.knowledge import all_facts
from bot.knowledge.fact import Fact, Source
from bot.knowledge.model import Knowledge

# A fact that nobody has checked for longer is said with a caution.
CHECK_EVERY = relativedelta(years=1)


def is_due(checked_on: date, today: date, every: relativedelta = CHECK_EVERY) -> bool:
    """Whether a check was made more than that long ago."""
    return checked_on + every < today


def due(facts: Knowledge, today: date, every: relativedelta = CHECK_EVERY) -> dict[str, date]:
    """The facts to check again, by key, with the day they were last checked; oldest first."""
    checks = {key: fact.checked_on for key, fact in all_facts(facts).items()}
    found = {key: day for key, day in checks.items() if is_due(day, today, every)}
    return dict(sorted(found.items(), key=lambda item: item[1]))


def checks_of(facts: Knowledge, behind: Iterable[Fact[Any]]) -> list[tuple[Source, date]]:
    """The sources behind some facts, each once, with the day it was last checked for them all."""
    checks: dict[str, date] = {}
    for fact in behind:
        for key in fact.source:
            checks[key] = min(checks.get(key, fact.checked_on), fact.checked_on)
    return [(facts.sources[key], day) for key, day in checks.items()]

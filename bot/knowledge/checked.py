"""How long ago the facts were checked against their sources, and which are due again."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from dateutil.relativedelta import relativedelta

from bot.knowledge import all_facts
from bot.knowledge.fact import Fact
from bot.knowledge.model import Knowledge

# A fact that nobody has checked for longer is said with a caution.
CHECK_EVERY = relativedelta(years=1)


def is_due(fact: Fact[Any], today: date, every: relativedelta = CHECK_EVERY) -> bool:
    """Whether a fact was last checked more than that long ago."""
    return fact.checked_on + every < today


def due(facts: Knowledge, today: date, every: relativedelta = CHECK_EVERY) -> dict[str, date]:
    """The facts to check again, by key, with the day they were last checked; oldest first."""
    found = {k: f.checked_on for k, f in all_facts(facts).items() if is_due(f, today, every)}
    return dict(sorted(found.items(), key=lambda item: item[1]))


def oldest_check(behind: Iterable[Fact[Any]]) -> date:
    """The day by which all of some facts had been checked."""
    return min(fact.checked_on for fact in behind)

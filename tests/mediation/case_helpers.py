"""Short ways to tell a case in the tests of the engine."""

from datetime import date
from typing import Any

from bot.french.date_range import DateRange
from bot.knowledge import knowledge
from bot.mediation import Assessment, Case, Reply, assess

NONE, BAD, GOOD = Reply.NONE, Reply.UNSATISFACTORY, Reply.SATISFACTORY


def on(first: str, last: str | None = None) -> DateRange:
    """One day, or every day from one to another."""
    return DateRange(date.fromisoformat(first), date.fromisoformat(last or first))


def bilan(today: str, **told: Any) -> Assessment:
    """The assessment of a case told in keywords."""
    return assess(Case(**told), date.fromisoformat(today), knowledge())


def dates(assessment: Assessment) -> dict[str, str]:
    """The milestones by name, in the order given."""
    found: dict[str, str] = assessment.as_json()["milestones"]
    return found


def rules(assessment: Assessment) -> set[str]:
    """The rules of the warnings."""
    return {warning.rule for warning in assessment.warnings}


def plain(text: str) -> str:
    """The text with ordinary spaces."""
    return text.replace("\N{NO-BREAK SPACE}", " ")

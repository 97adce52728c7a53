"""The ``steps`` payload: the dates of a case in order, each with where it stands, in words."""

from datetime import date
from typing import Any

from bot.documents.words import MILESTONE_TITLES
from bot.french.say import say_day
from bot.mediation import Assessment, Milestone, MilestoneName, Step
from bot.path.conclusion import counting, dates_shown

_OPENS = (MilestoneName.WRITE_FROM, MilestoneName.REFER_DIRECTLY_FROM, MilestoneName.REFER_FROM)


def steps_message(found: Assessment, today: date) -> dict[str, Any]:
    """The dates that still matter at the step, for a screen; ``utter_end_dates`` is their text."""
    steps = [
        {
            "label": MILESTONE_TITLES[milestone.name],
            "date": say_day(milestone.date),
            "state": _state(milestone, found.step, today),
            "detail": counting(milestone.explanation),
        }
        for milestone in dates_shown(found)
    ]
    return {"type": "steps", "steps": steps}


def _state(milestone: Milestone, step: Step, today: date) -> str:
    days = (milestone.date - today).days
    if milestone.name in _OPENS and days <= 0 and step is not Step.TOO_LATE:
        return "c'est ouvert"
    if days < 0:
        return "passé"
    return {0: "aujourd'hui", 1: "demain"}.get(days, f"dans {days} jours")

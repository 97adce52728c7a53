"""The ``steps`` payload: a case as a timeline, each day with where it stands, in words."""

from datetime import date
from typing import Any

from bot.documents.words import MILESTONE_TITLES, events, standing
from bot.french.say import say_day
from bot.mediation import Assessment, Case
from bot.path.conclusion import counting, dates_shown


def steps_message(case: Case, found: Assessment, today: date) -> dict[str, Any]:
    """What happened, then the dates that still matter; ``utter_end_dates`` is the text of these.

    ``kind`` names a shape of the timeline: ``done``, or one of ``standing``.
    """
    happened = [
        {"label": title, "date": day, "state": "fait", "kind": "done"}
        for title, day in events(case)
    ]
    steps = []
    for milestone in dates_shown(found):
        kind, state = standing(milestone, found.step, today)
        step = {
            "label": MILESTONE_TITLES[milestone.name],
            "date": say_day(milestone.date),
            "state": state,
            "kind": kind,
            "detail": counting(milestone.explanation),
        }
        steps.append(step)
    return {"type": "steps", "steps": [*happened, *steps]}

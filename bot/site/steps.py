"""The ``steps`` payload: a case as a timeline, each day with where it stands, in words.

``kind`` names a shape of the timeline: ``done``, or one of ``standing``.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from bot.documents.words import events, standing, title
from bot.french.say import say_day
from bot.mediation import Assessment, Case, Milestone, Step
from bot.path.conclusion import dates_shown, dates_to_come, first_sentence


def dates_message(found: Assessment, today: date) -> dict[str, Any]:
    """The dates to come, as ``utter_end_dates`` says them."""
    steps = [_step(each, found.step, today) for each in dates_to_come(found, today)]
    return {"type": "steps", "steps": steps}


def case_message(case: Case, found: Assessment, today: date) -> dict[str, Any]:
    """What happened, then every date and how it is counted, as ``utter_own_dates`` says."""
    happened = [
        {"label": label, "date": day, "state": "fait", "kind": "done"}
        for label, day in events(case)
    ]
    return {"type": "steps", "steps": [*happened, *counted(dates_shown(found), found.step, today)]}


def counted(milestones: Sequence[Milestone], step: Step, today: date) -> list[dict[str, str]]:
    """Days with where they stand at a step, and how each is counted: ``detail``."""
    return [
        {**_step(each, step, today), "detail": first_sentence(each.explanation)}
        for each in milestones
    ]


def _step(milestone: Milestone, step: Step, today: date) -> dict[str, str]:
    kind, state = standing(milestone, step, today)
    day = say_day(milestone.date)
    return {"label": title(milestone), "date": day, "state": state, "kind": kind}

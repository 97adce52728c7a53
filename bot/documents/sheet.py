"""What the summary sheet says of a case: the step, what to do, the dates, the sources."""

from datetime import date
from typing import Any

from bot.documents.request import Request
from bot.documents.sources import SourceNotes
from bot.documents.words import (
    DISPUTE_NAMES,
    EVENT_TITLES,
    LAST_DAY_TITLE,
    MANNERS,
    counted,
    standing,
    title,
    when,
)
from bot.french.say import say_date, say_day
from bot.knowledge.checked import is_due
from bot.knowledge.model import Knowledge
from bot.knowledge.town_hall import TownHall
from bot.mediation import Assessment, Case, Milestone, MilestoneName, Reply, Step, assess
from bot.townhall_words import say_hours

# The facts that each part of the sheet states by itself.
_REFERRAL_FACTS = ("referral.online", "referral.form_found_on", "mediator.address", "referral.cost")
_DOCUMENT_FACTS = ("referral.documents",)
_OPINION_FACTS = ("opinion.legal_delay", "opinion.binding", "opinion.answer_delay")
_LAST_DAY_FACTS = ("referral.time_limit",)
_TOWN_HALL_FACTS = ("town_hall.address", "town_hall.phone", "town_hall.opening_hours")

_REPLIES = {
    Reply.NONE: "aucune réponse",
    Reply.UNSATISFACTORY: "réponse non satisfaisante",
    Reply.SATISFACTORY: "réponse satisfaisante",
}


def sheet_data(request: Request, facts: Knowledge) -> dict[str, Any]:
    """What ``sheet.typ`` shows; None stands for a blank to fill in by hand.

    Raises:
        CaseError: the dates of the case cannot all be true.
    """
    today = request.made_at.date()
    assessment = assess(request.case, today, facts)
    notes = SourceNotes(facts)
    return {
        "made_on": say_day(today),
        "told": _told(request, assessment.step.before_referral),
        "step": {
            "reason": assessment.reason,
            "next_action": assessment.next_action,
            "other_way": assessment.other_way,
            "notes": notes.numbers(assessment.basis),
        },
        "dates": _dates(assessment, today, notes),
        "warnings": [
            {"text": warning.explanation, "notes": notes.numbers(warning.basis)}
            for warning in assessment.warnings
        ],
        "referral": _referral(assessment, notes),
        "town_hall": _town_hall(facts.town_hall, today, notes),
        "sources": notes.titles,
        "checked_on": say_date(notes.checked_on),
        "checked_long_ago": is_due(notes.checked_on, today),
    }


def _told(request: Request, to_complete: bool) -> list[dict[str, Any]]:
    """What the resident said; operator, dispute and complaint also as blanks to complete."""
    case = request.case
    replied = when(case.consumer_replied)
    lines = [
        _line("Opérateur", case.operator),
        _line("Litige sur", DISPUTE_NAMES[request.dispute] if request.dispute else None),
        _line(
            EVENT_TITLES["complaint"],
            when(case.complaint),
            MANNERS.get(case.complaint_written),
            _said(case.customer_reply),
        ),
    ]
    if not to_complete:
        lines = [line for line in lines if line["said"] != [None]]
    if case.letter or case.consumer_reply:
        lines.append(
            _line(
                EVENT_TITLES["letter"],
                when(case.letter),
                _said(case.consumer_reply),
                f"reçue {replied}" if replied else None,
            )
        )
    return lines + _later(case)


def _later(case: Case) -> list[dict[str, Any]]:
    later = ("referred", "notified", "opinion")
    dates = [(EVENT_TITLES[field], getattr(case, field)) for field in later]
    lines = [_line(label, when(days)) for label, days in dates if days]
    if case.court:
        lines.append(_line("Tribunal ou autre médiateur", "a déjà le dossier"))
    return lines


def _line(label: str, first: str | None, *others: str | None) -> dict[str, Any]:
    """A label and what was said; the first part may be a blank, the others are left out."""
    return {"label": label, "said": [first, *filter(None, others)]}


def _said(reply: Reply | None) -> str | None:
    return _REPLIES[reply] if reply else None


def _dates(assessment: Assessment, today: date, notes: SourceNotes) -> list[dict[str, Any]]:
    """The milestones in date order; before the referral the last day is always there."""
    dates = [_date(milestone, assessment.step, today, notes) for milestone in assessment.milestones]
    known = any(m.name is MilestoneName.REFER_BY for m in assessment.milestones)
    if assessment.step.before_referral and not known:
        dates.append(
            {
                "day": None,
                "title": LAST_DAY_TITLE,
                "explanation": None,
                "shape": "last",
                "state": None,
                "last_day": True,
                "notes": notes.numbers(_LAST_DAY_FACTS),
            }
        )
    return dates


def _date(milestone: Milestone, step: Step, today: date, notes: SourceNotes) -> dict[str, Any]:
    shape, state = standing(milestone, step, today)
    return {
        "day": say_day(milestone.date),
        "title": title(milestone),
        "explanation": counted(milestone),
        "shape": shape,
        # How many days are left is true on screen only.
        "state": state if milestone.date < today or shape == "open" else None,
        "last_day": milestone.name is MilestoneName.REFER_BY,
        "notes": notes.numbers(milestone.basis),
    }


def _referral(assessment: Assessment, notes: SourceNotes) -> dict[str, Any] | None:
    """The way to the mediator and the notes of its parts, None when there is none to take."""
    if not assessment.step.before_referral:
        return None
    return {
        "now": assessment.step is Step.REFER,
        "way_notes": notes.numbers(_REFERRAL_FACTS),
        "document_notes": notes.numbers(_DOCUMENT_FACTS),
        "opinion_notes": notes.numbers(_OPINION_FACTS),
    }


def _town_hall(town_hall: TownHall, day: date, notes: SourceNotes) -> dict[str, Any]:
    hours = [line.removeprefix("- ") for line in say_hours(town_hall, day).splitlines()]
    return {"hours": hours, "notes": notes.numbers(_TOWN_HALL_FACTS)}

"""Dates, milestones and disputes in the words of the documents."""

from datetime import date

from bot.documents.request import Dispute
from bot.french.date_range import DateRange
from bot.french.say import say_date, say_day
from bot.mediation import Case, Milestone, MilestoneName, Step
from bot.mediation.words import say_range

LAST_DAY_TITLE = "Dernier jour pour saisir le médiateur"
_MILESTONE_TITLES = {
    "customer_service_wait": "Sans réponse, écrivez au service consommateurs",
    "direct_referral_wait": "Sans réponse, vous pouvez saisir le médiateur",
    "consumer_service_wait": "Sans réponse, vous pouvez saisir le médiateur",
    "consumer_service_reply": "Vous pouvez saisir le médiateur",
    "referral_limit": LAST_DAY_TITLE,
    "opinion_term": "Le médiateur doit avoir donné son avis",
    "opinion_answer_limit": "Dernier jour pour répondre à l'avis",
}

# What has happened already, by field of the case, in the order of a dispute.
EVENT_TITLES = {
    "complaint": "Réclamation au service clients",
    "letter": "Courrier au service consommateurs",
    "referred": "Saisine du médiateur",
    "notified": "Dossier annoncé complet",
    "opinion": "Avis reçu",
}
_LAST_DAYS = (MilestoneName.REFER_BY, MilestoneName.ANSWER_OPINION_BY)

DISPUTE_NAMES = {
    Dispute.BILLING: "la facturation",
    Dispute.FAULT: "une panne ou un mauvais fonctionnement",
    Dispute.TERMINATION: "la résiliation du contrat",
    Dispute.OTHER: "un autre sujet",
}

MANNERS: dict[bool | None, str] = {True: "par écrit", False: "par téléphone"}


def title(milestone: Milestone) -> str:
    """What a date is for, with what it depends on."""
    return _MILESTONE_TITLES[milestone.rule]


def when(days: DateRange | None) -> str | None:
    """``le 3 mars 2026``, ``entre le … et le …``; None when a blank is to be filled in by hand."""
    if days is None or days.earliest == date.min or days.latest == date.max:
        return None
    return f"le {say_date(days.earliest)}" if days.exact else say_range(days)


def events(case: Case) -> list[tuple[str, str]]:
    """What happened on days that are known: its name, and its day or days in words."""
    days = {title: getattr(case, field) for field, title in EVENT_TITLES.items()}
    return [
        (title, say_day(span.earliest) if span.exact else said)
        for title, span in days.items()
        if (said := when(span))
    ]


def standing(milestone: Milestone, step: Step, today: date) -> tuple[str, str]:
    """Where a milestone stands on a day: the name of its shape, and words.

    The shapes: ``open`` a way that may be taken, ``coming`` a day to come, ``last`` the last day of
    a limit, ``over`` what can no longer be done.
    """
    days = (milestone.date - today).days
    opens = milestone.name.value.endswith("_from")
    if opens and days <= 0 and step is not Step.TOO_LATE:
        return "open", "c'est ouvert"
    if milestone.span.latest < today or (opens and days < 0):
        return "over", "passé"
    shape = "last" if milestone.name in _LAST_DAYS else "coming"
    if days < 0:
        return shape, "peut-être passé"
    return shape, {0: "aujourd'hui", 1: "demain"}.get(days, f"dans {days} jours")


def counted(milestone: Milestone) -> str:
    """How a milestone is counted, as a sentence of its own."""
    return milestone.explanation[0].upper() + milestone.explanation[1:]

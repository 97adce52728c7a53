"""Dates, milestones and disputes in the words of the documents."""

from datetime import date

from bot.documents.request import Dispute
from bot.french.date_range import DateRange
from bot.french.say import say_date
from bot.mediation import Milestone, MilestoneName
from bot.mediation.words import say_range

MILESTONE_TITLES = {
    MilestoneName.WRITE_FROM: "Vous pouvez écrire au service consommateurs",
    MilestoneName.REFER_DIRECTLY_FROM: "Vous pouvez saisir directement le médiateur",
    MilestoneName.REFER_FROM: "Vous pouvez saisir le médiateur",
    MilestoneName.REFER_BY: "Dernier jour pour saisir le médiateur",
    MilestoneName.OPINION_BY: "Le médiateur doit avoir donné son avis",
    MilestoneName.ANSWER_OPINION_BY: "Dernier jour pour répondre à l'avis",
}

DISPUTE_NAMES = {
    Dispute.BILLING: "la facturation",
    Dispute.FAULT: "une panne ou un mauvais fonctionnement",
    Dispute.TERMINATION: "la résiliation du contrat",
    Dispute.OTHER: "un autre sujet",
}

MANNERS: dict[bool | None, str] = {True: "par écrit", False: "par téléphone"}


def when(days: DateRange | None) -> str | None:
    """``le 3 mars 2026``, ``entre le … et le …``; None when a blank is to be filled in by hand."""
    if days is None or days.earliest == date.min or days.latest == date.max:
        return None
    return f"le {say_date(days.earliest)}" if days.exact else say_range(days)


def counted(milestone: Milestone) -> str:
    """How a milestone is counted, as a sentence of its own."""
    return milestone.explanation[0].upper() + milestone.explanation[1:]

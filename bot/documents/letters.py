"""What the letter to the consumer service and the cover letter to the mediator say of a case."""

from datetime import date
from typing import Any

from bot.documents.request import Dispute, Request
from bot.documents.words import MANNERS, when
from bot.french.date_range import DateRange
from bot.french.say import say_date
from bot.knowledge.model import Knowledge
from bot.mediation import MilestoneName, Reply
from bot.mediation.consistency import settle
from bot.mediation.milestones import spans
from bot.mediation.situation import Situation
from bot.wording import fact_values

# The facts' list of documents speaks to the resident; here the resident speaks.
ENCLOSURES = (
    "mes courriers à l'opérateur",
    "ses réponses",
    "mon contrat ou l'offre souscrite",
    "les factures contestées",
    "les preuves de ma perte",
)


def letter_data(request: Request, facts: Knowledge) -> dict[str, Any]:
    """What ``letter.typ`` shows; None stands for a blank to fill in by hand.

    Raises:
        CaseError: the dates of the case cannot all be true.
    """
    case = request.case
    return {
        **_heading(request),
        "member": case.member is True,
        "manner": MANNERS.get(case.complaint_written),
        "complaint": when(case.complaint),
        "reply": case.customer_reply.value if case.customer_reply else None,
        "silent_too_long": _situation(request, facts).open(MilestoneName.WRITE_FROM),
    }


def cover_letter_data(request: Request, facts: Knowledge) -> dict[str, Any]:
    """What ``cover_letter.typ`` shows; None stands for a blank to fill in by hand.

    Raises:
        CaseError: the dates of the case cannot all be true.
    """
    now = _situation(request, facts)
    return {
        **_heading(request),
        "steps_taken": _steps_taken(request, now),
        "no_court": request.case.court is False,
        "enclosures": list(ENCLOSURES),
        **_last_day(request, now),
    }


def _heading(request: Request) -> dict[str, Any]:
    return {
        "operator": request.case.operator,
        "dispute": (request.dispute or Dispute.OTHER).value,
    }


def _situation(request: Request, facts: Knowledge) -> Situation:
    values, today = fact_values(facts), request.made_at.date()
    settled = settle(request.case, today)
    return Situation(settled, today, values, spans(settled, values))


def _steps_taken(request: Request, now: Situation) -> list[dict[str, str | None]]:
    case = request.case
    manner = MANNERS.get(case.complaint_written)
    complaint = {
        "title": "réclamation " + (f"{manner} " if manner else "") + "au service clients",
        "day": when(case.complaint),
        "outcome": _outcome(case.customer_reply, None, _silence_of_customer_service(now)),
    }
    referred_directly = now.case.letter is None and now.open(MilestoneName.REFER_DIRECTLY_FROM)
    if referred_directly:
        return [complaint]
    letter = {
        "title": "courrier au service consommateurs",
        "day": when(case.letter),
        "outcome": _outcome(
            case.consumer_reply, case.consumer_replied, _silence_of_consumer_service(now)
        ),
    }
    return [complaint, letter]


def _outcome(reply: Reply | None, received: DateRange | None, silence: str) -> str | None:
    if reply is Reply.NONE:
        return f"aucune réponse{silence}"
    if reply is Reply.UNSATISFACTORY:
        day = when(received)
        return "réponse non satisfaisante" + (f", reçue {day}" if day else "")
    return None


def _silence_of_customer_service(now: Situation) -> str:
    if now.open(MilestoneName.REFER_DIRECTLY_FROM):
        return f" depuis plus de {now.facts['referral.direct_delay']}"
    return ""


def _silence_of_consumer_service(now: Situation) -> str:
    if now.open(MilestoneName.REFER_FROM):
        return f" depuis plus de {now.facts['complaint.consumer_service_delay']}"
    return ""


def _last_day(request: Request, now: Situation) -> dict[str, Any]:
    start, limit = now.case.first_written, now.spans.get(MilestoneName.REFER_BY)
    if start is None or limit is None or start.earliest == date.min or limit.earliest < now.today:
        return {"refer_by": None}
    certain = limit.exact and request.case.complaint_written is True
    return {"refer_by": say_date(limit.earliest), "refer_by_certain": certain}

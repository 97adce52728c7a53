"""What the letter to the consumer service and the cover letter to the mediator say of a case."""

from datetime import date
from typing import Any

from bot.documents.request import Request
from bot.documents.words import when
from bot.french.date_range import DateRange
from bot.french.say import say_date
from bot.knowledge.model import Knowledge
from bot.mediation import Case, MilestoneName, Reply
from bot.mediation.consistency import settle
from bot.mediation.milestones import spans
from bot.mediation.situation import Situation
from bot.wording import fact_values

_MANNERS = {True: "par écrit", False: "par téléphone", None: ""}

# The facts' list of documents speaks to the resident; here the resident speaks.
ENCLOSURES = (
    "mes courriers à l'opérateur",
    "ses réponses",
    "mon contrat ou l'offre souscrite",
    "les factures contestées",
    "les preuves de ma perte",
)


def letter_data(request: Request, facts: Knowledge) -> dict[str, Any]:
    """What ``letter.typ`` shows.

    Raises:
        CaseError: the dates of the case cannot all be true.
    """
    case = request.case
    now = _situation(request, facts)
    return {
        **_matter(request),
        "manner": _MANNERS[case.complaint_written],
        "complaint": when(case.complaint),
        "reply": case.customer_reply.value if case.customer_reply else None,
        "silent_too_long": now.open(MilestoneName.WRITE_FROM),
    }

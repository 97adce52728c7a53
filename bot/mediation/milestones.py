"""The table of the dates of a case: what each is counted from, for how long, and on what basis.

Counting (art. 641 CPC, and the prudent reading where no text settles it): a wait must be over,
so the way opens the day after its last day; a limit ends on its last day and is never pushed to
a working day. Of an uncertain day, waits take the latest and limits the earliest.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from typing import Any, NamedTuple

from dateutil.relativedelta import relativedelta

from bot.french.date_range import DateRange
from bot.french.say import say_date, typeset
from bot.knowledge.model import Delay
from bot.mediation.assessment import Milestone, MilestoneName
from bot.mediation.case import Case, Reply
from bot.mediation.words import say_counting
from bot.wording import fill

# The value of every fact by its key, as ``bot.wording.fact_values`` gives them.
Facts = Mapping[str, Any]


class Counting(Enum):
    """How a delay gives a date."""

    WAIT = "opens the day after the last day; from the latest day"
    TERM = "ends on the last day; from the latest day, for the resident waits for it"
    LIMIT = "ends on the last day; from the earliest day"


@dataclass(frozen=True)
class MilestoneRule:
    """One row of the table.

    Attributes:
        id: identifier of the rule.
        name: the milestone it gives.
        start: the day it is counted from, None when the rule does not apply.
        delay: key of the fact that holds the length, None when the way opens at once.
        counting: how the delay gives the date.
        basis: keys of the facts it rests on.
        conclusion: what the date means; ``{day}`` is the date, ``{can}`` and ``{must}`` are
            verbs in the present, or in the past once the date is over.
    """

    id: str
    name: MilestoneName
    start: Callable[[Case], DateRange | None]
    delay: str | None
    counting: Counting
    basis: tuple[str, ...]
    conclusion: str

    def length(self, facts: Facts) -> Delay | None:
        """The length of time it counts."""
        return None if self.delay is None else facts[self.delay]

    def span(self, start: DateRange, facts: Facts) -> DateRange:
        """Every day the milestone can be, given every day it can be counted from."""
        delay = self.length(facts)
        delta = delay.delta if delay else relativedelta()
        opening = timedelta(days=1 if self.counting is Counting.WAIT else 0)
        # One after the other: the last day is found first, the way opens on the next one.
        first = start.earliest + delta + opening
        return DateRange(first, first if start.exact else start.latest + delta + opening)

    def prudent(self, days: DateRange) -> date:
        """The day to count from, or to announce, when it is uncertain."""
        return days.earliest if self.counting is Counting.LIMIT else days.latest


MILESTONES = (
    MilestoneRule(
        id="customer_service_wait",
        name=MilestoneName.WRITE_FROM,
        start=lambda case: (
            case.complaint if case.customer_service_silent and case.letter is None else None
        ),
        delay="complaint.customer_service_delay",
        counting=Counting.WAIT,
        basis=("complaint.customer_service_delay", "complaint.counted_from"),
        conclusion="vous pouvez écrire à partir du {day} au service consommateurs, si le service "
        "clients ne répond pas. L'attente est comptée depuis {complaint.counted_from}.",
    ),
    MilestoneRule(
        id="direct_referral_wait",
        name=MilestoneName.REFER_DIRECTLY_FROM,
        # A phone call opens no direct way: the mediator asks for a written complaint (L612-2 1°).
        start=lambda case: (
            case.complaint
            if case.customer_service_silent and case.complaint_written is not False
            else None
        ),
        delay="referral.direct_delay",
        counting=Counting.WAIT,
        basis=("referral.direct_delay", "complaint.counted_from"),
        conclusion="vous pouvez saisir directement le médiateur à partir du {day}, si le service "
        "clients ne répond pas. L'attente est comptée depuis {complaint.counted_from}.",
    ),
    MilestoneRule(
        id="consumer_service_wait",
        name=MilestoneName.REFER_FROM,
        start=lambda case: case.letter if case.consumer_service_silent else None,
        delay="complaint.consumer_service_delay",
        counting=Counting.WAIT,
        basis=("complaint.consumer_service_delay", "complaint.counted_from"),
        conclusion="vous pouvez saisir le médiateur à partir du {day}, si le service "
        "consommateurs ne répond pas. L'attente est comptée depuis {complaint.counted_from}.",
    ),
    MilestoneRule(
        id="consumer_service_reply",
        name=MilestoneName.REFER_FROM,
        start=lambda case: (
            case.consumer_replied if case.consumer_reply is Reply.UNSATISFACTORY else None
        ),
        delay=None,
        counting=Counting.TERM,
        basis=("complaint.consumer_service_delay",),
        conclusion="vous pouvez saisir le médiateur à partir du {day}, puisque la réponse du "
        "service consommateurs ne vous satisfait pas.",
    ),
    MilestoneRule(
        id="referral_limit",
        name=MilestoneName.REFER_BY,
        start=lambda case: case.first_written,
        delay="referral.time_limit",
        counting=Counting.LIMIT,
        basis=("referral.time_limit", "complaint.written_proof", "complaint.counted_from"),
        conclusion="vous {can} saisir le médiateur jusqu'au {day} inclus. Le délai est compté "
        "depuis {complaint.counted_from}.",
    ),
    MilestoneRule(
        id="opinion_term",
        name=MilestoneName.OPINION_BY,
        start=lambda case: case.notified,
        delay="opinion.legal_delay",
        counting=Counting.TERM,
        basis=("opinion.legal_delay",),
        conclusion="le médiateur {must} donner son avis au plus tard le {day}, ou "
        "plus tard si le dossier est complexe. Le délai est compté depuis l'annonce que votre "
        "dossier est complet.",
    ),
    MilestoneRule(
        id="opinion_answer_limit",
        name=MilestoneName.ANSWER_OPINION_BY,
        start=lambda case: case.opinion,
        delay="opinion.answer_delay",
        counting=Counting.LIMIT,
        basis=("opinion.answer_delay", "opinion.binding"),
        conclusion="vous {can} dire si vous suivez l'avis jusqu'au {day} inclus. Le délai est "
        "compté depuis le jour où vous avez reçu l'avis.",
    ),
)


def spans(case: Case, facts: Facts) -> dict[MilestoneName, DateRange]:
    """Every day that each milestone of a settled case can be."""
    starts = ((rule, rule.start(case)) for rule in MILESTONES)
    return {rule.name: rule.span(start, facts) for rule, start in starts if start is not None}


class Counted(NamedTuple):
    """A milestone, from the days it is counted from: all it can be, and the prudent one."""

    rule: MilestoneRule
    start: DateRange
    span: DateRange
    day: date


def counted(case: Case, shown: tuple[MilestoneName, ...], facts: Facts) -> list[Counted]:
    """The milestones of a settled case among those shown, in date order.

    A limit counted from a day of which nothing is known is left out.
    """
    found = []
    for rule in MILESTONES:
        start = rule.start(case) if rule.name in shown else None
        if start is not None and rule.prudent(start) != date.min:
            span = rule.span(start, facts)
            found.append(Counted(rule, start, span, rule.prudent(span)))
    return sorted(found, key=lambda each: each.day)


def milestones(
    case: Case,
    today: date,
    shown: tuple[MilestoneName, ...],
    facts: Facts,
) -> tuple[Milestone, ...]:
    """The milestones of a settled case among those shown, in date order, explained in words.

    Args:
        case: a case with its dates settled.
        today: tells the dates that are over.
        shown: the milestones that matter at the step.
        facts: every fact by its key.
    """
    return tuple(_milestone(each, today, facts) for each in counted(case, shown, facts))


def _milestone(counted: Counted, today: date, facts: Facts) -> Milestone:
    rule, start, span, day = counted
    over, maybe_over = span.latest < today, day < today
    given = {
        "day": say_date(day),
        "can": "pouviez" if over else "pouviez sans risque" if maybe_over else "pouvez",
        "must": "devait" if over else "doit",
    }
    explanation = (
        f"{_counting(rule, start, rule.length(facts))} : {fill(rule.conclusion, facts, given)}"
    )
    return Milestone(rule.name, day, span, rule.id, rule.basis, typeset(explanation))


def _counting(rule: MilestoneRule, start: DateRange, delay: Delay | None) -> str:
    doubt = ""
    if not start.exact:
        doubt = " au plus tôt" if rule.counting is Counting.LIMIT else " au plus tard"
    if delay is None:
        return f"réponse reçue{doubt} le {say_date(rule.prudent(start))}"
    return say_counting(rule.prudent(start), delay, doubt)

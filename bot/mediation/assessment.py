"""What today allows: the step, its dates, its reasons."""

from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any

from bot.french.date_range import DateRange


class Step(str, Enum):
    """Where a case stands."""

    CONTACT_CUSTOMER_SERVICE = "contact_customer_service"
    WAIT_CUSTOMER_SERVICE = "wait_customer_service"
    WRITE_CONSUMER_SERVICE = "write_consumer_service"
    WAIT_CONSUMER_SERVICE = "wait_consumer_service"
    REFER = "refer"
    TOO_LATE = "too_late"
    BARRED = "barred"
    NOT_COVERED = "not_covered"
    SOLVED = "solved"
    AWAIT_OPINION = "await_opinion"
    ANSWER_OPINION = "answer_opinion"
    FINISHED = "finished"

    @property
    def label(self) -> str:
        """The step in a few French words."""
        return _LABELS[self]

    @property
    def before_referral(self) -> bool:
        """Whether the mediator does not have the case yet, and may still have it."""
        return self in _BEFORE_REFERRAL


_BEFORE_REFERRAL = {
    Step.CONTACT_CUSTOMER_SERVICE,
    Step.WAIT_CUSTOMER_SERVICE,
    Step.WRITE_CONSUMER_SERVICE,
    Step.WAIT_CONSUMER_SERVICE,
    Step.REFER,
}
_LABELS = {
    Step.CONTACT_CUSTOMER_SERVICE: "réclamer au service clients",
    Step.WAIT_CUSTOMER_SERVICE: "attendre le service clients",
    Step.WRITE_CONSUMER_SERVICE: "écrire au service consommateurs",
    Step.WAIT_CONSUMER_SERVICE: "attendre le service consommateurs",
    Step.REFER: "saisir le médiateur",
    Step.TOO_LATE: "trop tard pour saisir le médiateur",
    Step.BARRED: "dossier déjà devant un tribunal ou un autre médiateur",
    Step.NOT_COVERED: "hors du champ de ce médiateur",
    Step.SOLVED: "litige réglé",
    Step.AWAIT_OPINION: "attendre l'avis du médiateur",
    Step.ANSWER_OPINION: "répondre à l'avis du médiateur",
    Step.FINISHED: "médiation terminée",
}


class MilestoneName(str, Enum):
    """The dates a case can have: ``*_from`` opens that day, ``*_by`` ends after that day."""

    WRITE_FROM = "write_from"
    REFER_DIRECTLY_FROM = "refer_directly_from"
    REFER_FROM = "refer_from"
    REFER_BY = "refer_by"
    OPINION_BY = "opinion_by"
    ANSWER_OPINION_BY = "answer_opinion_by"


@dataclass(frozen=True)
class Milestone:
    """One date of the assessment.

    Attributes:
        name: what the date is for.
        date: the prudent day: the last possible one of a wait, the first possible one of a limit.
        span: every day it can be, given how surely the dates of the case are known.
        rule: identifier of the rule it comes from.
        basis: keys of the facts it rests on.
        explanation: the counting in French words.
    """

    name: MilestoneName
    date: date
    span: DateRange
    rule: str
    basis: tuple[str, ...]
    explanation: str


@dataclass(frozen=True)
class CaseWarning:
    """Something the resident must watch.

    Attributes:
        rule: identifier of the rule it comes from, ``written_proof`` for example.
        basis: keys of the facts it rests on; empty when it only questions what was told.
        explanation: the warning in French words.
    """

    rule: str
    basis: tuple[str, ...]
    explanation: str


@dataclass(frozen=True)
class Outlook:
    """What an assessment comes to, without its words: enough to compare two cases.

    Attributes:
        step: where the case stands today.
        rule: identifier of the rule that gave the step.
        dates: the milestones and their days, in date order.
        warnings: the identifiers of the rules that warn.
    """

    step: Step
    rule: str
    dates: tuple[tuple[MilestoneName, date], ...]
    warnings: frozenset[str]


@dataclass(frozen=True)
class Assessment:
    """The answer to « que puis-je faire aujourd'hui, et à partir de quand ? ».

    Attributes:
        step: where the case stands today.
        rule: identifier of the rule that gave the step.
        basis: keys of the facts the step rests on.
        reason: why this step, in one French sentence.
        next_action: the one thing to do now, in French.
        other_way: another thing that may be done instead, in French.
        milestones: in date order.
        warnings: in the order of the table of rules.
    """

    step: Step
    rule: str
    basis: tuple[str, ...]
    reason: str
    next_action: str
    other_way: str | None
    milestones: tuple[Milestone, ...]
    warnings: tuple[CaseWarning, ...]

    def as_json(self) -> dict[str, Any]:
        """The assessment as ``python -m bot assess --json`` prints it."""
        explanations = {"step": self.reason}
        if self.other_way:
            explanations["other_way"] = self.other_way
        explanations |= {m.name.value: m.explanation for m in self.milestones}
        explanations |= {w.rule: w.explanation for w in self.warnings}
        return {
            "step": self.step.value,
            "next_action": self.next_action,
            "milestones": {m.name.value: m.date.isoformat() for m in self.milestones},
            "warnings": [w.rule for w in self.warnings],
            "explanations": explanations,
        }

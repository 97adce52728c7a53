"""The engine: settle the dates, find the step, then its milestones and warnings."""

from datetime import date

from bot.french.say import say_date
from bot.knowledge.model import Knowledge
from bot.mediation.assessment import Assessment, Outlook
from bot.mediation.case import Case
from bot.mediation.consistency import settle
from bot.mediation.milestones import counted, milestones, spans
from bot.mediation.situation import Situation
from bot.mediation.steps import HURRIED, StepRule, hurries, step_of
from bot.mediation.warnings import apply, warnings
from bot.wording import fact_values, fill


def assess(case: Case, today: date, knowledge: Knowledge) -> Assessment:
    """Tell what a case allows on a day, from which dates, and why.

    Args:
        case: what the resident has told.
        today: the day of the assessment.
        knowledge: the facts, among them every delay (art. L612-2 and R612-5 of the code de la
            consommation, official sheet F14373).

    Raises:
        CaseError: a date is in the future, or two dates are in an impossible order.
    """
    situation = _situation(case, today, knowledge)
    rule, facts = step_of(situation), situation.facts
    return Assessment(
        step=rule.step,
        rule=rule.id,
        basis=rule.basis,
        reason=fill(rule.reason, facts, {}),
        next_action=_next_action(situation, rule),
        other_way=fill(rule.other_way, facts, {}) if rule.other_way else None,
        milestones=milestones(situation.case, today, rule.shows, facts),
        warnings=warnings(situation, rule),
    )


def outlook(case: Case, today: date, knowledge: Knowledge) -> Outlook:
    """As :func:`assess`, without finding the words: a turn compares a dozen cases."""
    situation = _situation(case, today, knowledge)
    rule = step_of(situation)
    shown = counted(situation.case, rule.shows, situation.facts)
    return Outlook(
        step=rule.step,
        rule=rule.id,
        dates=tuple((each.rule.name, each.day) for each in shown),
        warnings=frozenset(warning.id for warning in apply(situation, rule)),
    )


def _situation(case: Case, today: date, knowledge: Knowledge) -> Situation:
    facts, settled = fact_values(knowledge), settle(case, today)
    return Situation(settled, today, facts, spans(settled, facts))


def _next_action(now: Situation, rule: StepRule) -> str:
    """The one thing to do now; a last day that comes before the end of the wait goes first."""
    hurried = hurries(now, rule)
    given = {"refer_by": say_date(now.limit)} if hurried and now.limit else {}
    return fill(HURRIED if hurried else rule.next_action, now.facts, given)

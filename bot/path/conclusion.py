"""The end of the path, in a few lines: what to do today, the dates; the rest when asked."""

from datetime import date

from bot.documents.words import title
from bot.french.say import say_day
from bot.knowledge.model import Knowledge
from bot.mediation import Assessment, Milestone, MilestoneName, Step, assess
from bot.path.saying import Saying
from bot.path.state import OTHER_OPERATOR, Told, case
from bot.path.words import warned
from bot.wording import fact_values, fill

_BEFORE_LETTER = (Step.WAIT_CUSTOMER_SERVICE, Step.WRITE_CONSUMER_SERVICE)
_DOORS = {
    Step.TOO_LATE: "utter_doors_too_late",
    Step.NOT_COVERED: "utter_doors_not_covered",
    Step.BARRED: "utter_doors_barred",
    Step.SOLVED: "utter_doors_solved",
    Step.FINISHED: "utter_doors_finished",
}
_ONE_OF_THE_DATES = ("utter_end_last_day", "utter_end_last_day_from_call")
_SAID_WITH_LAST_DAY = "maybe_too_late"
_URGENT = ("limit_before_way_opens", "maybe_too_late_to_answer")
_SUPPOSED = (
    (
        "customer_reply",
        ("customer_reply_unsatisfactory", "customer_service_silent"),
        "Le délai de {complaint.customer_service_delay} du service clients est passé : que sa "
        "réponse manque ou ne vous convienne pas, vous pouvez écrire au service consommateurs. Par "
        "prudence, je ne compte pas sur un silence de {referral.direct_delay}, qui permettrait de "
        "saisir directement le médiateur.",
    ),
    (
        "consumer_reply",
        ("consumer_service_silent",),
        "Le délai de {complaint.consumer_service_delay} du service consommateurs est passé : que "
        "sa réponse manque ou ne vous convienne pas, vous pouvez saisir le médiateur.",
    ),
)
_FORGOTTEN = {
    "written": "utter_forgotten_way",
    "customer_reply": "utter_forgotten_reply",
    "consumer_reply": "utter_forgotten_reply",
    "court": "utter_forgotten_court",
}


def conclusion(told: Told, today: date, knowledge: Knowledge) -> list[Saying]:
    """What to say when nothing more is to be asked, one short message each.

    Up to the referral, what to do says the step, and ``own_dates`` why, unless that is supposed.

    Args:
        told: the case; its dates do not contradict each other.
        today: the day it is said.
        knowledge: the facts.

    Raises:
        CaseError: two dates of the case contradict each other.
    """
    found = assess(case(told, today, knowledge), today, knowledge)
    dates = _dates(found, today)
    last_day = _last_day(told, found, today)
    told_by_action = found.step.before_referral and not _supposed(told, found)
    return [
        *_urgent(found),
        Saying("utter_end_today", {"action": _lowered(first_sentence(found.next_action))}),
        *([] if told_by_action else [_step(told, found, knowledge)]),
        *(each for each in last_day if not (dates and each.response in _ONE_OF_THE_DATES)),
        *dates,
        *_warnings(told, found),
        *_more(found),
    ]


def own_dates(told: Told, today: date, knowledge: Knowledge) -> list[Saying]:
    """What answers « quand ? » and « comment est-ce compté ? »; nothing when there is no date.

    Args and raises as ``conclusion``.
    """
    found = assess(case(told, today, knowledge), today, knowledge)
    shown = dates_shown(found)
    if not shown:
        return []
    lines = [f"- {say_day(each.date)} : {first_sentence(each.explanation)}" for each in shown]
    return [
        _step(told, found, knowledge),
        Saying("utter_own_dates", {"dates": "\n".join(lines)}),
        *_last_day(told, found, today),
    ]


def what_follows(told: Told, today: date, knowledge: Knowledge) -> list[Saying]:
    """What answers « et après ? »: what to do today, the other way, and what comes next.

    Args and raises as ``conclusion``.
    """
    found = assess(case(told, today, knowledge), today, knowledge)
    return [
        Saying("utter_end_today", {"action": _lowered(found.next_action)}),
        _step(told, found, knowledge),
        *_other_way(found),
        *_after(found),
    ]


def _step(told: Told, found: Assessment, knowledge: Knowledge) -> Saying:
    """The step and why; where a reply is forgotten, neither silence nor refusal is claimed."""
    supposed = _supposed(told, found)
    reason = fill(supposed, fact_values(knowledge), {}) if supposed else found.reason
    return Saying("utter_end_step", {"step": found.step.label, "reason": reason})


def _supposed(told: Told, found: Assessment) -> str | None:
    """Why the step holds though a reply is forgotten; None when nothing is supposed."""
    reasons = (
        reason
        for forgotten, rules, reason in _SUPPOSED
        if forgotten in told.closed and found.rule in rules
    )
    return next(reasons, None)


def _urgent(found: Assessment) -> list[Saying]:
    """What changes what to do today comes before it."""
    return [warned(each) for each in found.warnings if each.rule in _URGENT]


def _other_way(found: Assessment) -> list[Saying]:
    return [Saying("utter_end_other_way", {"way": found.other_way})] if found.other_way else []


def dates_shown(found: Assessment) -> list[Milestone]:
    """The milestones that still matter at the step."""
    hidden = () if found.step in _BEFORE_LETTER else (MilestoneName.WRITE_FROM,)
    last = next((m.date for m in found.milestones if m.name is MilestoneName.REFER_BY), date.max)
    return [m for m in found.milestones if m.name not in hidden and m.date <= last]


def dates_to_come(found: Assessment, today: date) -> list[Milestone]:
    """Those shown, without the ways that are open, or that come after the next one."""
    later = (MilestoneName.REFER_DIRECTLY_FROM,) if found.step is Step.WAIT_CUSTOMER_SERVICE else ()
    return [
        each
        for each in dates_shown(found)
        if each.name not in later and (each.date > today or not each.name.value.endswith("_from"))
    ]


def _dates(found: Assessment, today: date) -> list[Saying]:
    shown = dates_to_come(found, today)
    lines = [f"- {say_day(each.date)} : {_lowered(title(each))}" for each in shown]
    return [Saying("utter_end_dates", {"dates": "\n".join(lines)})] if lines else []


def _lowered(sentence: str) -> str:
    """After a colon."""
    return sentence[0].lower() + sentence[1:]


def first_sentence(text: str) -> str:
    """What to do, or how a date is counted; what follows is said for who asks."""
    return text.split(". ")[0].rstrip(".") + "."


def _last_day(told: Told, found: Assessment, today: date) -> list[Saying]:
    for milestone in found.milestones:
        if milestone.name is MilestoneName.REFER_BY and found.step is not Step.SOLVED:
            first, last = milestone.span.earliest, milestone.span.latest
            if first < today <= last:
                days = {"first": say_day(first), "last": say_day(last)}
                return [Saying("utter_end_last_day_maybe", days)]
            called = told.written is False and not told.letter_sent
            still = "utter_end_last_day_from_call" if called else "utter_end_last_day"
            name = "utter_end_last_day_over" if last < today else still
            return [Saying(name, {"day": say_day(milestone.date)})]
    if found.step is Step.CONTACT_CUSTOMER_SERVICE:
        return [Saying("utter_end_last_day_rule")]
    return []


def _warnings(told: Told, found: Assessment) -> list[Saying]:
    sayings = [
        warned(each) for each in found.warnings if each.rule not in (_SAID_WITH_LAST_DAY, *_URGENT)
    ]
    before = found.step.before_referral
    if before and told.operator == OTHER_OPERATOR:
        sayings.append(Saying("utter_operator_to_check"))
    if before:
        responses = dict.fromkeys(_FORGOTTEN[name] for name in told.closed if name in _FORGOTTEN)
        sayings += [Saying(name) for name in responses]
    return sayings


def _more(found: Assessment) -> list[Saying]:
    if found.step is Step.REFER:
        return [Saying("utter_end_more_to_refer")]
    if found.step in (Step.CONTACT_CUSTOMER_SERVICE, Step.WRITE_CONSUMER_SERVICE):
        return [Saying("utter_end_more_to_write")]
    if found.step.before_referral:
        return [Saying("utter_end_more")]
    return _after(found)


def _after(found: Assessment) -> list[Saying]:
    if found.step is Step.REFER:
        return [Saying("utter_end_cost"), Saying("utter_end_after")]
    if found.step.before_referral:
        return [Saying("utter_end_ways_later"), Saying("utter_end_after")]
    if found.step is Step.AWAIT_OPINION:
        return [Saying("utter_end_after_referral")]
    if found.step is Step.ANSWER_OPINION:
        return [Saying("utter_end_after_opinion")]
    return [Saying(_DOORS[found.step])]

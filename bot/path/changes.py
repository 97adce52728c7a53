"""What a correction changes: the fact, then the step and the dates that follow from it."""

from dataclasses import dataclass
from datetime import date

from bot.knowledge.model import Knowledge
from bot.mediation import SOME_DAY, assess
from bot.path.questions import next_question
from bot.path.saying import Saying
from bot.path.state import Answer, Told, case
from bot.path.words import say_changes, say_fact, say_told, warned

# Told again without being a correction: bookkeeping, and a day that was only flagged.
_NOT_FACTS = {
    *("closed", "recent", "doubtful", "unplaced", "undecided", "refused", "words", "failures"),
    "dispute",
}


@dataclass(frozen=True)
class Change:
    """One fact corrected.

    Attributes:
        name: the field of ``Told``.
        was: the fact before, in words.
        now: the fact after, in words.
    """

    name: str
    was: str
    now: str


def changes_between(before: Told, after: Told) -> tuple[Change, ...]:
    """The facts that had another value before; what is only added is no correction."""
    return tuple(
        Change(name, say_fact(name, before), say_fact(name, after))
        for name in before.__dataclass_fields__
        if name not in _NOT_FACTS
        and name not in before.closed
        and _corrected(getattr(before, name), getattr(after, name))
    )


def _corrected(was: object, now: object) -> bool:
    # A forgotten day found again, a reply said more precisely: news, not a correction.
    return was not in (None, SOME_DAY, Answer.REPLIED) and now is not None and was != now


def _written_now(before: Told, after: Told) -> bool:
    """After a phone call, another complaint, in writing."""
    return (
        before.written is False
        and after.written is True
        and None not in (before.complaint_day, after.complaint_day)
        and before.complaint_day != after.complaint_day
    )


def say_what_changes(
    before: Told, after: Told, changed: tuple[Change, ...], today: date, knowledge: Knowledge
) -> list[Saying]:
    """The correction, and what it does to the step and to the dates.

    Before the last question the step is not settled, so only the dates are compared.
    """
    now = " ; ".join(say_told(after, [change.name for change in changed]))
    was = " ; ".join(say_told(before, [change.name for change in changed]))
    corrected = "utter_written_counts" if _written_now(before, after) else "utter_corrected"
    sayings = [Saying(corrected, {"now": now, "was": was})]
    old, new = (assess(case(told, today, knowledge), today, knowledge) for told in (before, after))
    finished = all(next_question(told, today, knowledge) is None for told in (before, after))
    dates = say_changes(old, new, after)
    if finished and old.step is not new.step:
        steps = {"was": old.step.label, "now": new.step.label}
        sayings.append(Saying("utter_step_changes", steps))
    if dates:
        lines = "\n".join(f"- {line}" for line in dates)
        sayings.append(Saying("utter_dates_change", {"dates": lines}))
    known = {warning.rule for warning in old.warnings}
    sayings += [
        warned(warning) for warning in new.warnings if finished and warning.rule not in known
    ]
    if finished and len(sayings) == 1:
        sayings.append(Saying("utter_nothing_changes"))
    elif len(sayings) == 1:
        sayings.append(Saying("utter_nothing_changes_yet"))
    return sayings

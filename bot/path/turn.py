"""One turn of the path: what a message tells, what it changes, what to say, what to ask next."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from bot.knowledge.model import Knowledge
from bot.mediation import CaseError, outlook, settle
from bot.path.changes import Change, changes_between, say_what_changes
from bot.path.conclusion import conclusion
from bot.path.fields import DAYS, FIELDS
from bot.path.heard import Heard
from bot.path.progress import gone_on
from bot.path.questions import BY_NAME, QUESTIONS, Question, next_question
from bot.path.saying import Problem, Saying
from bot.path.state import Told, case
from bot.path.words import EVENTS, say_days, say_told

FAILURES_BEFORE_A_PERSON = 2

# Fields of the case that an impossible order of dates names.
_DAY_OF = {field.in_case: field.name for field in FIELDS if field.in_case}
# Forgotten replies, and how the case is then counted (see bot.path.told.case).
_SUPPOSED = {
    "customer_reply": "utter_supposed_customer_reply",
    "consumer_reply": "utter_supposed_consumer_reply",
}
_FORGETTABLE = ("written", "customer_reply", "consumer_reply", "court")


@dataclass(frozen=True)
class Turn:
    """What a turn gives.

    Attributes:
        told: everything told, this message included.
        asked: the name of the pending question; None when the path is finished.
        sayings: the responses to say, in order.
        changed: what a correction changed.
    """

    told: Told
    asked: str | None
    sayings: tuple[Saying, ...]
    changed: tuple[Change, ...] = ()


def take_turn(
    told: Told, asked: str | None, heard: Heard, today: date, knowledge: Knowledge
) -> Turn:
    """Take what was heard in one message into account.

    Args:
        told: what was told before.
        asked: the name of the pending question, None when there is none.
        heard: what the message was heard to say, or what a button says.
        today: the day of the message.
        knowledge: the facts.
    """
    turn = _taken(told, asked, heard, today, knowledge)
    if heard.changes:
        return turn
    return replace(turn, told=gone_on(turn.told, asked, turn.asked))


def _taken(told: Told, asked: str | None, heard: Heard, today: date, knowledge: Knowledge) -> Turn:
    if heard.changes:
        name = heard.changes
        return Turn(replace(told, failures=0), name, (ask(name, told),))
    if not heard.something:
        if heard.questions and asked and not heard.corrects:
            # What it asks is answered, and the question comes again: nothing failed.
            return Turn(told, asked, (ask(asked, told),))
        return _not_heard(told, asked, heard.corrects, today, knowledge)
    after, contradictions = _merged(told, heard, asked, today, knowledge)
    problems = _one_question((*contradictions, *heard.problems))
    return _answered(told, after, asked, problems, heard, today, knowledge)


def ask(name: str, told: Told) -> Saying:
    """The response that asks a question."""
    if name == "which_service" and told.unplaced:
        return Saying(BY_NAME[name].ask, {"day": say_days(told.unplaced)})
    if name == "date_of_what" and told.undecided:
        return Saying(BY_NAME[name].ask, {"day": say_days(told.undecided)})
    if name == "confirm_date" and told.doubtful:
        event, days = told.doubtful
        return Saying(BY_NAME[name].ask, {"what": EVENTS[event], "day": say_days(days)})
    return Saying(BY_NAME[name].ask)


def _one_question(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """The first problem that asks something, and those that only say something."""
    first = next((problem for problem in problems if problem.asks), None)
    return tuple(problem for problem in problems if problem is first or not problem.asks)


def _merged(
    told: Told, heard: Heard, asked: str | None, today: date, knowledge: Knowledge
) -> tuple[Told, list[Problem]]:
    """The case with what was heard, without the days that contradict it."""
    facts = dict(heard.facts)
    if told.doubtful and told.doubtful[0] in facts:
        facts.setdefault("doubtful", None)
    for pending in ("unplaced", "undecided"):
        if getattr(told, pending) and facts.keys() & {"complaint_day", "letter_day"}:
            facts.setdefault(pending, None)
    problems: list[Problem] = []
    while True:
        after = replace(told, **facts)
        try:
            settle(case(after, today, knowledge), today)
        except CaseError as error:
            days = [_DAY_OF[name] for name in error.fields]
            wrong = [name for name in days if name in facts]
            if not wrong:
                raise
            others = [name for name in days if name not in facts]
            if others and told.refused == facts[wrong[-1]]:
                # Told again: then the other day is the one to ask.
                facts |= {**dict.fromkeys(others), "refused": None}
                wrong = others
            else:
                facts["refused"] = facts[wrong[-1]]
                for name in wrong:
                    del facts[name]
            question = _asking(wrong[-1])
            saying = Saying("utter_contradiction", {"explanation": str(error)})
            problems.append(Problem(saying, question))
        else:
            return _closed(told, after, facts, heard, asked), problems


def _closed(
    told: Told, after: Told, facts: Mapping[str, Any], heard: Heard, asked: str | None
) -> Told:
    new = tuple(name for name in facts if getattr(told, name) != getattr(after, name))
    reopened = tuple(name for name in told.closed if name not in facts)
    closes = (asked,) if heard.closes and asked in _FORGETTABLE else heard.closed
    return replace(
        after,
        closed=tuple(dict.fromkeys((*reopened, *(name for name in closes if name)))),
        recent=new or told.recent,
        words={**told.words, **heard.words},
    )


def _asking(day: str) -> str | None:
    return next((q.name for q in QUESTIONS if q.asks_day and q.day == day), None)


def _answered(
    before: Told,
    after: Told,
    asked: str | None,
    problems: tuple[Problem, ...],
    heard: Heard,
    today: date,
    knowledge: Knowledge,
) -> Turn:
    changed = changes_between(before, after)
    corrected = {change.name for change in changed}
    names = [
        name
        for name in (*after.recent, "written")
        if getattr(before, name) != getattr(after, name) and name not in corrected
    ]
    sayings = _noted(before, after, names, heard.closes)
    if changed:
        sayings += say_what_changes(before, after, changed, today, knowledge)
    sayings += [problem.saying for problem in problems]
    question = next_question(after, today, knowledge)
    if problems:
        return _unclear(before, after, asked, problems, sayings, question, changed)
    after = replace(after, failures=0)
    if question is not None:
        return Turn(after, question.name, (*sayings, ask(question.name, after)), changed)
    if _worth_concluding(before, after, asked, changed, today, knowledge):
        # A button has said what it notes: at the end, each line counts.
        sayings = [each for each in sayings if heard.words or each.response != "utter_noted"]
        sayings += conclusion(after, today, knowledge)
    return Turn(after, None, tuple(sayings), changed)


def _noted(before: Told, after: Told, names: list[str], forgotten: bool) -> list[Saying]:
    """What is noted, or supposed by caution where it is forgotten."""
    supposed = [name for name in _SUPPOSED if name in set(after.closed) - set(before.closed)]
    noted = say_told(after, [name for name in names if name not in supposed])
    sayings = [Saying(_SUPPOSED[name]) for name in supposed]
    if noted:
        name = "utter_noted_by_caution" if forgotten and not supposed else "utter_noted"
        sayings.append(Saying(name, {"told": " ; ".join(noted)}))
    return sayings or ([Saying("utter_goes_on")] if forgotten else [])


def _unclear(
    before: Told,
    after: Told,
    asked_before: str | None,
    problems: tuple[Problem, ...],
    sayings: list[Saying],
    question: Question | None,
    changed: tuple[Change, ...],
) -> Turn:
    named = next((problem.question for problem in problems if problem.question), None)
    asked = named or (question.name if question else None)
    asks = any(problem.asks for problem in problems)
    if _tells_more(before, after) or not asks:
        after = replace(after, failures=0)
    else:
        after = replace(after, failures=before.failures + 1 if asked == asked_before else 1)
    if after.failures >= FAILURES_BEFORE_A_PERSON:
        sayings.append(Saying("utter_offer_person_in_path"))
    if not asks and question is not None:
        sayings.append(ask(question.name, after))
    return Turn(after, asked, tuple(sayings), changed)


def _tells_more(before: Told, after: Told) -> bool:
    aside: dict[str, Any] = {"recent": (), "failures": 0, "words": {}}
    return replace(before, **aside) != replace(after, **aside)


def _not_heard(
    told: Told,
    asked: str | None,
    corrects: bool,
    today: date,
    knowledge: Knowledge,
) -> Turn:
    """Nothing usable: the path starts, or the question is asked differently, then a person."""
    if corrects and told != Told() and not told.failures:
        return _asks_what_to_correct(replace(told, failures=1), asked)
    if asked is None:
        question = next_question(told, today, knowledge)
        if question is None:
            return Turn(told, None, tuple(conclusion(told, today, knowledge)))
        return Turn(told, question.name, (ask(question.name, told),))
    failures = told.failures + 1
    after = replace(told, failures=failures)
    if failures % FAILURES_BEFORE_A_PERSON:
        given = ask(asked, told).given
        return Turn(after, asked, (Saying(BY_NAME[asked].again, given),))
    return Turn(after, asked, (Saying("utter_offer_person_in_path"), ask(asked, told)))


def _asks_what_to_correct(told: Told, asked: str | None) -> Turn:
    days = [name for name in told.recent if name in DAYS]
    question = _asking(days[0]) if len(days) == 1 else None
    if question:
        return Turn(told, question, (ask(question, told),))
    return Turn(told, asked, (Saying("utter_which_correction"),))


def _worth_concluding(
    before: Told,
    after: Told,
    asked: str | None,
    changed: tuple[Change, ...],
    today: date,
    knowledge: Knowledge,
) -> bool:
    """At the end of the path, and again when something told later moves the step."""
    if next_question(before, today, knowledge) is not None or not changed:
        return True
    was, now = (
        outlook(case(told, today, knowledge), today, knowledge).step for told in (before, after)
    )
    return was is not now

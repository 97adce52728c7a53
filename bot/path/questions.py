"""The questions of the path, in the order they are asked: the one table to read."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from bot.french.date_range import DateRange
from bot.knowledge.model import Knowledge
from bot.mediation import SOME_DAY, CaseError, MilestoneName, Outlook, Step, outlook
from bot.path.fields import DAYS
from bot.path.state import OTHER_OPERATOR, Answer, Told, case

Facts = Mapping[str, Any]

# The questions, and the facts, of what each service answered.
REPLIES = frozenset({"customer_reply", "consumer_reply"})


@dataclass(frozen=True)
class Question:
    """One question.

    Attributes:
        name: its name, and the key of its buttons' payloads.
        missing: whether it is still to be asked, as far as what was told says.
        choices: what each answer means, by the value a button's payload carries; an empty
            meaning only closes the question.
        day: the field of the day it asks for, or that an answer may add.
        asks_day: whether it asks for that day itself.
        after_referral: whether it matters once the mediator has the case, instead of before.
    """

    name: str
    missing: Callable[[Told], bool]
    choices: Mapping[str, Facts] = field(default_factory=dict)
    day: str | None = None
    asks_day: bool = False
    after_referral: bool = False

    @property
    def ask(self) -> str:
        """The response that asks it."""
        return f"utter_ask_{self.name}"

    @property
    def why(self) -> str:
        """The response that explains why it is asked."""
        return f"utter_why_{self.name}"

    @property
    def again(self) -> str:
        """The response that asks it differently."""
        return f"utter_again_{self.name}"


def _yes_no(name: str) -> Mapping[str, Facts]:
    return {"yes": {name: True}, "no": {name: False}}


def _replies(name: str) -> Mapping[str, Facts]:
    return {
        "none": {name: Answer.NONE},
        "no": {name: Answer.NONE},
        "yes": {name: Answer.REPLIED},
        "unsatisfactory": {name: Answer.UNSATISFACTORY},
        "satisfactory": {name: Answer.SATISFACTORY},
        "unknown": {name: Answer.NONE},
    }


def _satisfied(name: str) -> Mapping[str, Facts]:
    return {
        "yes": {name: Answer.SATISFACTORY},
        "no": {name: Answer.UNSATISFACTORY},
        # Not knowing whether a reply suits is not being satisfied by it.
        "unknown": {name: Answer.UNSATISFACTORY},
        "none": {name: Answer.NONE},
        "unsatisfactory": {name: Answer.UNSATISFACTORY},
        "satisfactory": {name: Answer.SATISFACTORY},
    }


def _day(
    name: str, day: str, missing: Callable[[Told], bool], after_referral: bool = False
) -> Question:
    # « that_day »: the day told before the question was asked (see bot.path.placing).
    told_before: dict[str, Facts] = (
        {"that_day": {}} if name in ("complaint_date", "letter_date") else {}
    )
    # « non, pas encore »: it did not happen after all.
    choices: Mapping[str, Facts] = {
        "unknown": {day: SOME_DAY},
        "no": {DAYS[day]: False},
        **told_before,
    }
    return Question(name, missing, choices, day, True, after_referral)


QUESTIONS = (
    Question(
        "confirm_date",
        lambda told: told.doubtful is not None,
        {"yes": {}, "no": {}, "unknown": {}},
    ),
    Question(
        "which_service",
        lambda told: told.unplaced is not None,
        {"no": {"unplaced": None}, "elsewhere": {"unplaced": None}, "unknown": {"unplaced": None}},
    ),
    Question(
        "date_of_what",
        lambda told: told.undecided is not None,
        {
            "elsewhere": {"undecided": None},
            "reply": {"undecided": None},
            "unknown": {"undecided": None},
        },
    ),
    Question(
        "operator",
        lambda told: told.operator is None,
        {"other": {"operator": OTHER_OPERATOR}, "unknown": {"operator": OTHER_OPERATOR}},
    ),
    Question(
        "complained",
        lambda told: told.complained is None,
        # Not knowing is as good as not having done it: nothing is lost by writing now.
        {**_yes_no("complained"), "unknown": {"complained": False}},
        "complaint_day",
    ),
    _day(
        "complaint_date",
        "complaint_day",
        lambda told: bool(told.complained) and told.complaint_day is None,
    ),
    Question(
        "written",
        lambda told: bool(told.complained) and told.written is None,
        {"yes": {"written": True}, "no": {"written": False}, "unknown": {}},
    ),
    Question(
        "customer_reply",
        lambda told: bool(told.complained) and told.customer_reply is None,
        _replies("customer_reply"),
    ),
    Question(
        "customer_satisfied",
        lambda told: bool(told.complained) and told.customer_reply is Answer.REPLIED,
        _satisfied("customer_reply"),
    ),
    Question(
        "letter_sent",
        lambda told: (
            bool(told.complained)
            and told.letter_sent is None
            and told.customer_reply is not Answer.SATISFACTORY
        ),
        {**_yes_no("letter_sent"), "unknown": {"letter_sent": False}},
        "letter_day",
    ),
    _day(
        "letter_date",
        "letter_day",
        lambda told: bool(told.letter_sent) and told.letter_day is None,
    ),
    Question(
        "consumer_reply",
        lambda told: bool(told.letter_sent) and told.consumer_reply is None,
        _replies("consumer_reply"),
        "consumer_replied_day",
    ),
    Question(
        "consumer_satisfied",
        lambda told: bool(told.letter_sent) and told.consumer_reply is Answer.REPLIED,
        _satisfied("consumer_reply"),
        "consumer_replied_day",
    ),
    Question(
        "court",
        lambda told: bool(told.complained or told.letter_sent) and told.court is None,
        {**_yes_no("court"), "unknown": {}},
    ),
    Question(
        "notified",
        lambda told: bool(told.referred) and not told.opinion_received and told.notified is None,
        {**_yes_no("notified"), "unknown": {"notified": False}},
        "notified_day",
        after_referral=True,
    ),
    _day(
        "notified_date",
        "notified_day",
        lambda told: bool(told.notified) and told.notified_day is None,
        after_referral=True,
    ),
    _day(
        "opinion_date",
        "opinion_day",
        lambda told: bool(told.opinion_received) and told.opinion_day is None,
        after_referral=True,
    ),
)
BY_NAME = {question.name: question for question in QUESTIONS}

# Steps that more answers about the same steps cannot make more useful.
_ENDS = {Step.SOLVED, Step.TOO_LATE, Step.BARRED, Step.NOT_COVERED}
_SAMPLE_AGES = (0, 20, 45, 75, 300, 400)


def next_question(told: Told, today: date, facts: Knowledge) -> Question | None:
    """The first question that is missing and whose answer can still change the step or a date."""
    if told.doubtful is not None:
        return BY_NAME["confirm_date"]
    if told.unplaced is not None:
        return BY_NAME["which_service"]
    if told.undecided is not None:
        return BY_NAME["date_of_what"]
    missing = [
        question
        for question in QUESTIONS
        if question.after_referral == told.after_referral
        and question.name not in told.closed
        and question.missing(told)
    ]
    if not missing:
        return None
    now = _outlook(told, today, facts)
    return next((each for each in missing if _matters(each, told, now, today, facts)), None)


def _matters(
    question: Question, told: Told, now: Outlook | None, today: date, facts: Knowledge
) -> bool:
    """Whether two possible answers lead to different outlooks; ``now`` is the one without any."""
    answered = (replace(told, **answer) for answer in _possible(question, today))
    # One by one: the first that differs is enough.
    outlooks = (each for would_be in answered if (each := _outlook(would_be, today, facts)))
    if now is not None and now.step in _ENDS:
        return any(each.step not in _ENDS for each in outlooks)
    reference = now or next(outlooks, None)
    return any(each != reference for each in outlooks)


def _possible(question: Question, today: date) -> list[Facts]:
    if question.name == "operator":
        return [{"operator": OTHER_OPERATOR}, {"operator": "?"}]
    if question.asks_day:
        days = [today - timedelta(days=age) for age in _SAMPLE_AGES]
        ranges = [SOME_DAY, *(DateRange(day, day) for day in days)]
        return [{str(question.day): days} for days in ranges]
    return [meaning for value, meaning in question.choices.items() if value != "satisfactory"]


def _outlook(told: Told, today: date, facts: Knowledge) -> Outlook | None:
    """What the case comes to; at the referral only the last day still matters."""
    try:
        found = outlook(case(told, today, facts), today, facts)
    except CaseError:
        return None
    if found.step is not Step.REFER:
        return found
    last = tuple(each for each in found.dates if each[0] is MilestoneName.REFER_BY)
    return replace(found, dates=last)

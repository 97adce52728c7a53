"""Everything the resident has told so far, as it is kept between two messages."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from enum import Enum
from typing import Any

from bot.french.date_range import DateRange
from bot.knowledge.model import Knowledge
from bot.mediation import SOME_DAY, Case, MilestoneName, Reply, Step, outlook
from bot.path.fields import DAYS, FIELDS, FactKind

# The operator when its name is not one we know: no free text is kept.
OTHER_OPERATOR = "autre"
FORGOTTEN = "forgotten"


class Answer(str, Enum):
    """What a service of the operator answered, as far as it was said."""

    NONE = "none"
    REPLIED = "replied"
    """It answered; whether that suits the resident is still to be asked."""
    UNSATISFACTORY = "unsatisfactory"
    SATISFACTORY = "satisfactory"


@dataclass(frozen=True)
class Told:
    """What was told; None means not told yet. A day that is forgotten is ``SOME_DAY``.

    Attributes:
        operator: a name of ``bot.knowledge``, or ``OTHER_OPERATOR``.
        complained: whether customer service received a complaint.
        complaint_day: the day it was sent.
        written: True in writing, False by phone only.
        customer_reply: customer service's reply.
        letter_sent: whether a letter went to consumer service.
        letter_day: the day it was sent.
        consumer_reply: consumer service's reply.
        consumer_replied_day: the day of that reply.
        court: whether a court or another mediator has the case.
        referred: whether the mediator was asked.
        referred_day: the day he was.
        notified: whether he said that the file is complete.
        notified_day: the day he did.
        opinion_received: whether his opinion was received.
        opinion_day: the day it was.
        dispute: billing, fault, termination or other.
        closed: questions answered « je ne sais plus » that hold no day.
        recent: the fields of the last message that told something.
        doubtful: a field and a day told for it that must be confirmed before it counts.
        unplaced: a day something was sent, without saying to which service.
        undecided: a day told without saying of what.
        refused: a day not noted, because it contradicts another.
        words: the resident's words that each fact was read from, by field.
        failures: messages in a row that did not answer the pending question.
        trail: the questions that were asked and are behind, in order.
    """

    operator: str | None = None
    complained: bool | None = None
    complaint_day: DateRange | None = None
    written: bool | None = None
    customer_reply: Answer | None = None
    letter_sent: bool | None = None
    letter_day: DateRange | None = None
    consumer_reply: Answer | None = None
    consumer_replied_day: DateRange | None = None
    court: bool | None = None
    referred: bool | None = None
    referred_day: DateRange | None = None
    notified: bool | None = None
    notified_day: DateRange | None = None
    opinion_received: bool | None = None
    opinion_day: DateRange | None = None
    dispute: str | None = None
    closed: tuple[str, ...] = ()
    recent: tuple[str, ...] = ()
    doubtful: tuple[str, DateRange] | None = None
    unplaced: DateRange | None = None
    undecided: DateRange | None = None
    refused: DateRange | None = None
    words: Mapping[str, str] = field(default_factory=dict)
    failures: int = 0
    trail: tuple[str, ...] = ()

    @property
    def after_referral(self) -> bool:
        """Whether the mediator has the case, so that the steps before no longer matter."""
        return bool(self.referred or self.notified or self.opinion_received)

    @property
    def known_days(self) -> list[str]:
        """The fields whose day is told and not forgotten."""
        return [name for name in DAYS if getattr(self, name) not in (None, SOME_DAY)]

    def to_json(self) -> dict[str, Any]:
        """The same as plain JSON, without what was not told."""
        data = {name: to_plain(getattr(self, name)) for name in _FIELDS}
        return {
            name: value
            for name, value in data.items()
            if value not in (None, [], {}, 0) or (value is False)
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any] | None) -> "Told":
        """Read what ``to_json`` gave; what is unknown or unusable is left out."""
        usable: dict[str, Any] = {
            name: from_plain(name, value) for name, value in (data or {}).items()
        }
        return cls(**{name: value for name, value in usable.items() if value is not None})


_FIELDS = tuple(field.name for field in fields(Told))
DISPUTES = ("billing", "fault", "termination")


def case(told: Told, today: date, facts: Knowledge) -> Case:
    """The case to assess; prudent where something is forgotten.

    « Je ne sais plus s'il a répondu » counts as silence, except that silence alone then does not
    open the direct way to the mediator (F14373: two months of silence, and silence only).
    """
    whole = _as_case(told, facts)
    if "customer_reply" not in told.closed:
        return whole
    answered = replace(whole, customer_reply=Reply.UNSATISFACTORY)
    with_silence, without = outlook(whole, today, facts), outlook(answered, today, facts)
    direct = Step.REFER in {with_silence.step} - {without.step}
    shown = {name for name, _ in with_silence.dates}
    return answered if direct and MilestoneName.REFER_DIRECTLY_FROM in shown else whole


def _as_case(told: Told, facts: Knowledge) -> Case:
    return Case(
        operator=None if told.operator == OTHER_OPERATOR else told.operator,
        member=_member(told.operator, facts),
        complained=told.complained,
        complaint=_day(told.complained, told.complaint_day),
        complaint_written=told.written if told.complained else None,
        customer_reply=_reply(told.customer_reply) if told.complained else None,
        letter=_day(told.letter_sent, told.letter_day),
        consumer_reply=_reply(told.consumer_reply) if told.letter_sent else None,
        consumer_replied=told.consumer_replied_day if told.letter_sent else None,
        court=told.court,
        referred=_day(told.referred, told.referred_day),
        notified=_day(told.notified, told.notified_day),
        opinion=_day(told.opinion_received, told.opinion_day),
    )


def _day(happened: bool | None, told: DateRange | None) -> DateRange | None:
    return (told or SOME_DAY) if happened else None


def _reply(answer: Answer | None) -> Reply | None:
    if answer is None:
        return None
    # Until asked whether it suits, a reply opens no way that silence opens.
    return Reply.UNSATISFACTORY if answer is Answer.REPLIED else Reply(answer.value)


def _member(name: str | None, facts: Knowledge) -> bool | None:
    for operator in facts.operators:
        if name in (operator.name, *operator.brands):
            return operator.member.value if operator.member else None
    return None


def to_plain(value: Any) -> Any:
    """A value of ``Told`` as plain JSON."""
    if isinstance(value, DateRange):
        if value == SOME_DAY:
            return FORGOTTEN
        return [value.earliest.isoformat(), value.latest.isoformat()]
    if isinstance(value, tuple):
        return [to_plain(item) for item in value]
    if isinstance(value, Mapping):
        return dict(value)
    return value.value if isinstance(value, Enum) else value


def _read_day(value: Any) -> DateRange | None:
    if value == FORGOTTEN:
        return SOME_DAY
    try:
        return DateRange(*(date.fromisoformat(day) for day in value))
    except (TypeError, ValueError):
        return None


def _read_bool(value: Any) -> bool | None:
    return value if isinstance(value, bool) else None


def _read_text(value: Any) -> str | None:
    return value if isinstance(value, str) and value else None


def _read_dispute(value: Any) -> str | None:
    return value if value in DISPUTES else None


def _read_answer(value: Any) -> Answer | None:
    try:
        return Answer(value)
    except ValueError:
        return None


def _read_names(value: Any) -> tuple[str, ...] | None:
    if not isinstance(value, list | tuple):
        return None
    return tuple(name for name in value if isinstance(name, str))


def _read_doubtful(value: Any) -> tuple[str, DateRange] | None:
    if not isinstance(value, list | tuple) or len(value) != 2 or value[0] not in DAYS:
        return None
    day = _read_day(value[1])
    return (value[0], day) if day else None


def _read_count(value: Any) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else None


def _read_words(value: Any) -> Mapping[str, str] | None:
    if not isinstance(value, Mapping):
        return None
    return {str(name): words for name, words in value.items() if isinstance(words, str)}


_READER_OF_KIND: dict[FactKind, Callable[[Any], Any]] = {
    FactKind.OPERATOR: _read_text,
    FactKind.YES_NO: _read_bool,
    FactKind.DAY: _read_day,
    FactKind.REPLY: _read_answer,
    FactKind.DISPUTE: _read_dispute,
}
_READERS: dict[str, Callable[[Any], Any]] = {
    **{each.name: _READER_OF_KIND[each.kind] for each in FIELDS},
    "closed": _read_names,
    "recent": _read_names,
    "doubtful": _read_doubtful,
    "unplaced": _read_day,
    "undecided": _read_day,
    "refused": _read_day,
    "words": _read_words,
    "failures": _read_count,
    "trail": _read_names,
}


def from_plain(name: str, value: Any) -> Any:
    """A value of ``Told`` from plain JSON; None when it is unknown or unusable."""
    return _READERS[name](value) if name in _READERS else None

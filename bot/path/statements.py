"""What the clauses of a message state, as far as the model and the words agree."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.path import vocabulary
from bot.path.models import Shares
from bot.path.plain_words import (
    is_plain_complaint,
    is_plain_refusal,
    is_plain_silence,
    is_solved,
)
from bot.path.reading import Reading
from bot.path.state import Answer, Told

CUSTOMER, CONSUMER = "customer_reply", "consumer_reply"


@dataclass(frozen=True)
class Rule:
    """The words without which a statement is not believed, whatever the model says.

    Attributes:
        needs: groups of the vocabulary, one of which must stand in the clause; none for what
            is told in too many ways to list.
        never: groups of which none may.
        share: the share of the model from which it is believed.
    """

    needs: tuple[str, ...]
    never: tuple[str, ...] = ()
    share: float = 0.5


# Chosen on tests/stories/development, see bench/RESULTS.md.
RULES = {
    "complained_customer": Rule(
        ("contact",),
        (
            "consumer_service",
            "mediator",
            "someone_else",
            "addressed_to_others",
            "supposes",
            "bought",
            "to_come",
            "unreachable",
            "printed",
        ),
        0.4,
    ),
    "wrote_consumer_service": Rule(("consumer_service",), ("denied", "intends", "by_phone"), 0.25),
    "not_complained": Rule(("contact",), ("mediator", "court"), 0.6),
    "no_answer": Rule(("silence",), ("refusal_told", "supposes"), 0.7),
    "refused": Rule((), ("supposes", "wont_answer"), 0.6),
    "satisfied": Rule(("satisfied",), ("denied",), 0.5),
    "referred_mediator": Rule(
        ("mediator",), ("intends", "other_mediator", "someone_else", "denied"), 0.5
    ),
    "opinion_received": Rule(("opinion",), ("intends", "someone_else", "denied"), 0.35),
    "court_or_other_mediator": Rule(
        ("court",), ("intends", "denied", "someone_else", "conciliator"), 0.35
    ),
}
_SELDOM = (
    "wrote_consumer_service",
    "referred_mediator",
    "opinion_received",
    "court_or_other_mediator",
)
_OF_A_MEDIATOR = ("referred_mediator", "opinion_received", "court_or_other_mediator")
# « pas par écrit », « jamais écrit »: what is denied stands so few words after.
_DENIES_WITHIN = 3
_DENIAL = 10
_REPLIES = {
    "no_answer": Answer.NONE,
    "refused": Answer.UNSATISFACTORY,
    "satisfied": Answer.SATISFACTORY,
}


@dataclass(frozen=True)
class Statement:
    """What a clause states.

    Attributes:
        label: one of ``RULES``.
        clause: the index of the clause.
        words: the clause as it was written.
    """

    label: str
    clause: int
    words: str


def statements(reading: Reading, stated: Sequence[Shares], least: float = 0.0) -> list[Statement]:
    """The statements of a message, in order; a clause that states nothing gives none.

    Args:
        reading: the message.
        stated: what the model makes of each clause.
        least: the share below which nothing is believed, whatever its rule says.
    """
    found = []
    for index, (first, last) in enumerate(reading.clauses):
        label = _stated(stated[index], reading, first, last, least)
        if label:
            found.append(Statement(label, index, reading.quote(first, last)))
    return found


def _stated(
    shares: Mapping[str, float], reading: Reading, first: int, last: int, least: float
) -> str | None:
    """The likeliest label, when it is a rule's, sure enough, and its words are there.

    A refusal and a promise not kept are the same fact: their shares add up.
    """
    if is_plain_silence(reading, first, last):
        return "no_answer"
    if is_plain_complaint(reading, first, last):
        return "complained_customer"
    if is_plain_refusal(reading, first, last):
        return "refused"
    summed = dict(shares)
    summed["refused"] = shares.get("refused", 0.0) + summed.pop("promised_or_partial", 0.0)
    label = max(summed, key=lambda name: summed[name])
    for seldom in _SELDOM:
        # Seldom told, so that the model is never sure: their words say it.
        if shares.get(seldom, 0.0) >= RULES[seldom].share:
            label = seldom
    rule = RULES.get(label)
    if rule is None or summed[label] < max(rule.share, least):
        return None
    if label == "refused" and is_solved(reading, first, last):
        return None
    if rule.needs and not any(vocabulary.has(group, reading, first, last) for group in rule.needs):
        return None
    if label in _OF_A_MEDIATOR and reading.asks(last):
        # « le médiateur, on peut le prendre directement ? »
        return None
    if any(vocabulary.has(group, reading, first, last) for group in rule.never):
        return None
    return label


def facts_of(
    found: list[Statement], reading: Reading, told: Told
) -> tuple[dict[str, Any], dict[str, str]]:
    """The facts that statements tell, by field of ``Told``, and the words of each."""
    facts: dict[str, Any] = {}
    words: dict[str, str] = {}

    def note(name: str, value: Any, statement: Statement) -> None:
        if name not in facts:
            words[name] = statement.words
        facts[name] = value

    for statement in found:
        if statement.label == "not_complained" and _denies_little(statement, reading):
            continue
        if statement.label == "complained_customer":
            note("complained", True, statement)
        elif statement.label == "wrote_consumer_service":
            note("letter_sent", True, statement)
        elif statement.label == "referred_mediator":
            note("referred", True, statement)
        elif statement.label == "opinion_received":
            if knows_a_mediator(reading, told):
                note("opinion_received", True, statement)
        elif statement.label == "court_or_other_mediator":
            note("court", True, statement)
        elif statement.label == "not_complained" and "complained" not in facts:
            note("complained", False, statement)
        elif statement.label in _REPLIES:
            service = service_of(reading, *reading.clauses[statement.clause], facts, told)
            reply = _reply(statement, reading)
            if service and facts.get(service) is Answer.UNSATISFACTORY:
                # Refused once is refused, however silent they are since; refused, then
                # refunded: whether it suits is asked.
                reply = Answer.REPLIED if reply is Answer.SATISFACTORY else Answer.UNSATISFACTORY
            if service:
                note(service, reply, statement)
    for first, last in reading.clauses:
        facts |= _denied(reading, first, last, facts)
        complete = vocabulary.has("complete_file", reading, first, last)
        if (
            complete
            and knows_a_mediator(reading, told)
            and not reading.is_question
            and not vocabulary.has("denied", reading, first, last)
        ):
            facts["notified"] = True
    labels = {statement.label for statement in found}
    if "not_complained" in labels and labels & {"complained_customer", *_REPLIES}:
        # Told, or answered, and denied: it is asked.
        facts.pop("complained", None)
    spans = [reading.clauses[s.clause] for s in found if s.label == "complained_customer"]
    way = way_of(reading, spans)
    if way is False and way_of(reading, list(reading.clauses)) is not False:
        # Something written is named elsewhere: how the complaint was sent is asked.
        way = None
    if facts.get("complained") and way is not None:
        facts["written"] = way
        words["written"] = words["complained"]
    return facts, words


def knows_a_mediator(reading: Reading, told: Told) -> bool:
    """Whether « l'avis » or « notifié » may be a mediator's, and not that of a price that rises."""
    return told.after_referral or vocabulary.has("mediator", reading)


def _denied(reading: Reading, first: int, last: int, facts: Mapping[str, Any]) -> dict[str, Any]:
    """« pas écrit au service consommateurs », « pas de tribunal »."""

    def has(group: str) -> bool:
        return vocabulary.has(group, reading, first, last)

    if (
        not has("denied")
        or any(map(has, ("supposes", "intends", "duty")))
        or last - first > _DENIAL
    ):
        return {}
    if has("consumer_service") and not facts.get("letter_sent"):
        sent = vocabulary.find("in_writing", reading, first, last)
        if any(_is_denied(reading, first, at) for at, _ in sent):
            return {"letter_sent": False}
    # « saisir mes meubles sans jugement », « sans jugement de tutelle »: of another matter.
    is_of_this = has("court") and not has("no_judgment")
    return {"court": False} if is_of_this and not facts.get("court") else {}


def _denies_little(statement: Statement, reading: Reading) -> bool:
    """« pas écrit, juste appelé », « pas écrit le 3, mais le 13 »: no complaint is not told."""
    span = reading.clauses[statement.clause]
    if any(span[0] <= said.at < span[1] for said in reading.dates):
        return True
    if not vocabulary.has("denied", reading, *span):
        # « j'ai seulement téléphoné », « comment demander mes données ? »
        return True
    others = (clause for clause in reading.clauses if clause != span)
    return any(way_of(reading, [clause]) is not None for clause in others)


def _reply(statement: Statement, reading: Reading) -> Answer:
    """« ils m'ont répondu », and no more: whether it suits is still to be asked."""
    span = reading.clauses[statement.clause]
    if statement.label == "refused" and vocabulary.has("replied", reading, *span):
        told_more = ("refusal", "refusal_told", "promise", "in_part", "denied")
        if not any(vocabulary.has(group, reading, *span) for group in told_more):
            return Answer.REPLIED
    return _REPLIES[statement.label]


def service_of(
    reading: Reading, first: int, last: int, facts: Mapping[str, Any], told: Told
) -> str | None:
    """Whose reply a clause tells: the service named, else the last one written to before."""

    def has(group: str) -> bool:
        return vocabulary.has(group, reading, first, last)

    names_consumer = has("consumer_service") and not (has("denied") and has("in_writing"))
    if has("customer_service") and not names_consumer:
        return CUSTOMER
    if names_consumer or facts.get("letter_sent") or told.letter_sent:
        return CONSUMER
    return CUSTOMER if facts.get("complained") or told.complained else None


def _is_denied(reading: Reading, first: int, at: int) -> bool:
    """Whether a word of a clause stands after « pas », « jamais »."""
    return vocabulary.has("denied", reading, max(first, at - _DENIES_WITHIN), at)


def way_of(reading: Reading, spans: list[tuple[int, int]]) -> bool | None:
    """In writing or by phone, when some stretches of words say so."""
    ways = {
        name
        for name in ("in_writing", "by_phone", "by_chat")
        for first, last in spans
        for start, _ in vocabulary.find(name, reading, first, last)
        if not _is_denied(reading, first, start)
    }
    if "in_writing" in ways:
        return True
    return False if ways == {"by_phone"} else None

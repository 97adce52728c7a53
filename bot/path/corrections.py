"""Whether a message corrects what was told, and what it takes back."""

from datetime import date
from typing import Any

from bot.french.date_range import DateRange
from bot.french.tense import Doubt
from bot.knowledge import knowledge
from bot.mediation import CaseError, outlook
from bot.path import vocabulary
from bot.path.questions import Question
from bot.path.reading import DateSaid, Reading
from bot.path.state import Answer, Told, case
from bot.path.statements import service_of, way_of
from bot.understanding.questions import ASKING

# Words in a message that still holds one thing only, and in one that hardly says more than no.
SHORT, BRIEF = 8, 4
_ASKS_A_WAY = {"complained", "written", "letter_sent"}


def corrects(
    reading: Reading, told: Told, question: Question | None, intent: str, today: date
) -> bool:
    """Whether the message says that something told before was wrong.

    Args:
        reading: the message.
        told: the case so far; there must be something to correct.
        question: the pending question.
        intent: what the classifier made of the message.
        today: the day of the message.
    """
    if told == Told():
        return False
    if intent == "correct_answer" or vocabulary.has("corrects", reading):
        return True
    if question is None and (_asks(reading, intent) or _was_computed(reading, told, today)):
        return False
    return _corrects_a_day(reading, told, question) or _corrects_operator(reading)


def _asks(reading: Reading, intent: str) -> bool:
    """« pourquoi le 9 novembre ? », at the end: of a date the assistant gave, or one to come."""
    to_come = any(said.doubt is Doubt.NOT_PAST for said in reading.dates)
    return to_come or intent.startswith(ASKING) or any("?" in word.plain for word in reading.words)


def _was_computed(reading: Reading, told: Told, today: date) -> bool:
    """« vous êtes sûr du 9 novembre », at the end: one of the dates that the assistant gave."""
    if not reading.dates or vocabulary.has("it_was", reading):
        return False
    try:
        found = outlook(case(told, today, knowledge()), today, knowledge())
    except CaseError:
        return False
    given = {DateRange(day, day) for _, day in found.dates}
    return any(said.days in given for said in reading.dates)


def _corrects_a_day(reading: Reading, told: Told, question: Question | None) -> bool:
    """« non le 4 », « oui mais c'était le 13 », where no day is asked; a lone date at the end."""
    if _asks_day(question) or not told.known_days or not reading.dates:
        return False
    if any(_insists_on(reading, said) for said in reading.dates):
        return True
    told_of = any(
        vocabulary.has(group, reading) for group in ("contact", "replied", "refusal_told")
    )
    if len(reading.words) > SHORT or told_of:
        return False
    if question is None:
        return True
    followed = {reading.plain(said.at + 1, said.at + 2) for said in reading.dates}
    if followed & {"pas", "non"} or len(reading.dates) > 1:
        return True
    return vocabulary.has("it_was", reading) or vocabulary.has("refusing", reading, 0, 2)


def _insists_on(reading: Reading, said: DateSaid) -> bool:
    """« c'est le 15 octobre que j'ai écrit »."""
    before = reading.plain(max(0, said.at - 2), said.at)
    return before == "c est" and reading.plain(said.at + 1, said.at + 2) == "que"


def _corrects_operator(reading: Reading) -> bool:
    """« pas Orange, Sosh », « enfin chez SFR », « non, Sosh »."""
    if not reading.companies or len(reading.words) > SHORT:
        return False
    opens = ("refusing", "not_this_one", "after_all")
    return any(vocabulary.has(group, reading, 0, 2) for group in opens)


def repeats_a_day(reading: Reading, told: Told, question: Question | None) -> bool:
    """« oui c'est bien le 3 octobre » says nothing of what is asked."""
    if _asks_day(question) or len(reading.words) > SHORT:
        return False
    known = [getattr(told, name) for name in told.known_days]
    return any(said.days in known for said in reading.dates)


def corrected_way(
    reading: Reading, told: Told, question: Question | None, corrected: bool
) -> bool | None:
    """« non, par téléphone », where the way was told before and something else is asked."""
    asks_way = question is not None and question.name in _ASKS_A_WAY
    if told.written is None or (asks_way and not corrected):
        return None
    brief = len(reading.words) <= BRIEF and vocabulary.has("refusing", reading, 0, 2)
    if not (brief or (corrected and len(reading.words) <= 2 * SHORT)):
        return None
    return way_of(reading, [(0, len(reading.words))])


def taken_back(reading: Reading, told: Told) -> dict[str, Any]:
    """« je n'ai pas saisi le tribunal », « si, ils ont répondu »: what was told otherwise."""
    facts: dict[str, Any] = {}
    for first, last in reading.clauses:
        denied = vocabulary.has("denied", reading, first, last)
        if told.court and denied and vocabulary.has("court", reading, first, last):
            facts["court"] = False
        service = service_of(reading, first, last, {}, told)
        refused = vocabulary.has("refusal_told", reading, first, last)
        if service and refused and getattr(told, service) in (Answer.NONE, Answer.REPLIED):
            facts[service] = Answer.UNSATISFACTORY
        replied = vocabulary.has("replied", reading, first, last) and not denied
        if replied and told.customer_reply is Answer.NONE and not told.letter_sent:
            facts["customer_reply"] = Answer.REPLIED
    return facts


def _asks_day(question: Question | None) -> bool:
    return question is not None and question.asks_day

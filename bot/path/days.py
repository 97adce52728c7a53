"""What each date of a message is the date of: said by its words, and by the model."""

from collections.abc import Sequence, Set
from dataclasses import dataclass

from bot.path import vocabulary
from bot.path.lessons import EVENT_OF_CLAUSE
from bot.path.models import Models, Shares
from bot.path.plain_words import is_plain_complaint
from bot.path.reading import SENTENCE_ENDS, DateSaid, Reading

COMPLAINT, LETTER, REPLY, REFERRAL, OPINION = "complaint", "letter", "reply", "referral", "opinion"
OTHER, NOTIFIED = "other", "notified"

# From these shares on, chosen on tests/stories/development: noted where the words agree, asked
# where they do not; below, the date is of another event.
NOTED, ASKED = 0.5, 0.6
# How much of the share comes from what the clause states, the rest from the date's own words.
_CLAUSE_WEIGHT = 0.7
# A date, what leads to it and a comma.
DATE_ALONE = 3
# « j'ai signalé la panne »: what an act is about, where it follows its verb at once.
_DETERMINERS = {
    "le",
    "la",
    "l",
    "les",
    "un",
    "une",
    "ce",
    "cet",
    "cette",
    "ces",
    "mon",
    "ma",
    "mes",
}
# Beside these, an act is another's, another mediator's, or only supposed.
_NOBODYS = ("someone_else", "addressed_to_others", "other_mediator", "supposes")
# Named, these decide; of the others, the nearest does.
_SELDOM = (
    ("complete_file", NOTIFIED),
    ("opinion", OPINION),
    ("mediator", REFERRAL),
    ("consumer_service", LETTER),
)
_EVENTS = (
    ("to_others", OTHER),
    ("by_them", REPLY),
    ("contact", COMPLAINT),
    ("other_act", OTHER),
)


@dataclass(frozen=True)
class Dated:
    """A date and what it is the date of.

    Attributes:
        said: the date.
        event: one of the events above, as the models have it.
        share: how sure they are, 0 to 1.
        by_words: the event that the words of its clause tell; None when they tell none.
    """

    said: DateSaid
    event: str
    share: float
    by_words: str | None

    @property
    def agreed(self) -> bool:
        """Whether models and words say the same, surely enough to note it."""
        if self.said.since:
            return False
        # Told of the mediator's answer alone, which no story has enough examples of.
        same = self.event == self.by_words != OTHER and self.share >= NOTED
        return same or self.by_words == NOTIFIED


def dated_events(reading: Reading, models: Models, stated: Sequence[Shares]) -> list[Dated]:
    """Each date of the message with its event, in order.

    Args:
        reading: the message.
        models: the trained models.
        stated: what they make of each clause.
    """
    found = []
    for said in reading.dates:
        shares = _shares(models.date(reading, said), _clause_shares(reading, said, stated))
        event = max(shares, key=lambda name: shares[name])
        found.append(Dated(said, event, shares[event], event_by_words(reading, said)))
    return found


def _clause_shares(reading: Reading, said: DateSaid, stated: Sequence[Shares]) -> Shares:
    """What the date's clause states; of a date alone, « 30 septembre, … », what the next does."""
    clause = reading.clause_of(said.at)
    first, last = reading.clauses[clause]
    dated = {reading.clause_of(other.at) for other in reading.dates}
    follows = clause + 1 < len(stated) and clause + 1 not in dated and not _ends(reading, clause)
    of_a_bill = vocabulary.has("billing", reading, first, last)
    if is_plain_complaint(reading, first, last) and not of_a_bill:
        return {"complained_customer": 1.0}
    return stated[clause + 1] if last - first <= DATE_ALONE and follows else stated[clause]


def _shares(by_date: Shares, by_clause: Shares) -> dict[str, float]:
    """The events by what the date's own words and its clause make of them."""
    shares = {event: (1 - _CLAUSE_WEIGHT) * share for event, share in by_date.items()}
    for label, share in by_clause.items():
        event = EVENT_OF_CLAUSE.get(label, OTHER)
        shares[event] = shares.get(event, 0.0) + _CLAUSE_WEIGHT * share
    return shares


def event_by_words(reading: Reading, said: DateSaid) -> str | None:
    """The event of the nearest words that tell one: in the date's clause, else beside it.

    « Depuis » and « ça fait » date what lasts, never an act.
    """
    if said.since:
        return OTHER
    if any(
        vocabulary.has(group, reading, *reading.clauses[reading.clause_of(said.at)])
        for group in _NOBODYS
    ):
        return OTHER
    clause = reading.clause_of(said.at)
    for span in (reading.clauses[clause], _beside(reading, clause)):
        if seldom := _nearest(reading, said, *span, _SELDOM):
            replied = any(
                vocabulary.has(name, reading, *span) for name in ("replied", "refusal_told")
            )
            own = vocabulary.has("in_writing", reading, *span)
            return REPLY if seldom == LETTER and replied and not own else seldom
        if event := _nearest(reading, said, *span):
            return event
    return None


def _nearest(
    reading: Reading,
    said: DateSaid,
    first: int,
    last: int,
    events: Sequence[tuple[str, str]] = _EVENTS,
) -> str | None:
    theirs = {end for _, end in vocabulary.find("by_them", reading, first, last)}
    told = {end for _, end in vocabulary.find("contact", reading, first, last)}
    nearest: tuple[int, int] | None = None
    event = None
    for rank, (group, named) in enumerate(events):
        for start, end in vocabulary.find(group, reading, first, last):
            if named == OTHER and _is_object(reading, start, told, said):
                continue
            if group == "contact" and start in theirs:
                # « ils m'ont contacté »
                continue
            if group == "contact" and vocabulary.has(
                "denied", reading, max(first, start - 2), start
            ):
                # « je n'ai pas écrit le 3 »
                return OTHER
            # Words that follow a date tell less of it than those before.
            distance = start - said.at + 1 if start > said.at else said.at - end + 1
            if nearest is None or (distance, rank) < nearest:
                nearest, event = (distance, rank), named
    return event


def _is_object(reading: Reading, start: int, told: Set[int], said: DateSaid) -> bool:
    """« signalé la panne le 3 »: the date is of the verb; « la panne du 3 »: of the panne."""
    follows = start - 1 in told and reading.words[start - 1].plain in _DETERMINERS
    return follows and not said.text.startswith(("d'", "du ", "de "))


def _beside(reading: Reading, clause: int) -> tuple[int, int]:
    """The clause with its neighbours of the same sentence that hold no date of their own."""
    dated = {reading.clause_of(said.at) for said in reading.dates}
    first = last = clause
    if last + 1 < len(reading.clauses) and last + 1 not in dated and not _ends(reading, last):
        last += 1
    if first > 0 and first - 1 not in dated and not _ends(reading, first - 1):
        first -= 1
    return reading.clauses[first][0], reading.clauses[last][1]


def _ends(reading: Reading, clause: int) -> bool:
    """Whether a clause ends its sentence."""
    return reading.words[reading.clauses[clause][1] - 1].plain[0] in SENTENCE_ENDS

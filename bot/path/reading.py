"""A message read once: its words, the clauses they form, its dates and the companies it names."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import pairwise

from bot.french.date_range import DateRange
from bot.french.dates import FoundDate, RefusedDate, read_dates
from bot.french.private_marks import DATE, NUMBER, OPERATOR, SHORT_NUMBER
from bot.french.sequence import lean_on_earlier
from bot.french.tense import Doubt
from bot.french.text import Folded, fold, fold_aligned
from bot.limits import MOST_CLAUSES, MOST_DATES
from bot.operators import Mention, operator_mentions
from bot.path import vocabulary
from bot.understanding.features import spell_out

_LEXEMES = re.compile(r"[a-z]+|\d+|[.,;:!?()…]+")
# « le 3900 », « 1023 », « le 3244 »: what French operators are called by.
_SHORT_NUMBERS = re.compile(r"(?:10|30|31|32|36|39)\d\d")
_TWO_NUMBERS = re.compile(
    r"^\s*(?:le )?(\d{1,2})[ .,-](\d{1,2})(?:[ .,-](?=\d))?((?:\d\d){0,2})\s*\.?\s*$"
)
_YEAR_ALONE = re.compile(r"^\s*((?:non|nan)[\s,]+)((?:19|20)\d\d)\s*\.?\s*$", re.IGNORECASE)
_SAYS_YEAR = re.compile(
    r"(?:19|20)\d\d|/\d\d$|mille|derni|ann[ée]e|ans?\b|il y a|hier|fait|ce matin"
)
_COUNTS_BACK = re.compile(r"(?:il )?y ?a\b")
# « les deux » is no second day of a month.
_PLURAL = re.compile(r"[ld]es\b", re.IGNORECASE)
_SINCE = re.compile(r"(?:depuis|(?:ca|cela) (?:fait|va faire)|voila|bientot)\b")
# A clause may begin before these, once the one under way is long enough to stand alone.
_BEGINNINGS = frozenset(
    {("j", "ai"), ("ils", "m"), ("on", "m"), ("il", "m"), ("je",), ("et",), ("mais",), ("puis",)}
    | {("donc",), ("alors",), ("sauf",), ("or",), ("depuis",), ("du", "coup"), ("sinon",)}
    | {("resultat",), ("ensuite",), ("apres",), ("pourtant",), ("sans",), ("ils",)}
    | {
        ("toujours", "rien"),
        ("toujours", "pas"),
        ("toujour", "rien"),
        ("aucune",),
        ("aucun",),
        ("pas", "de"),
    }
    | {("jamais", "de"), ("que", "dalle"), ("silence",), ("personne", "ne"), ("zero",)}
)
_PARTS_OF_A_DAY = frozenset({"matin", "midi", "aprem", "apres", "soir", "soiree", "matinee"})
SENTENCE_ENDS = ".!?…"
_LEADS = frozenset({"et", "mais", "que", "qu", "qui", "quand", "si", "puis", "donc", "alors", "ou"})
_SHORTEST_CLAUSE = 4


@dataclass(frozen=True)
class Word:
    """A word, a number, a date, a company or a punctuation mark of the message.

    Attributes:
        plain: folded and spelt out; a mark of ``bot.french.private_marks`` for what is no word.
        start, end: its span in the message, ``end`` excluded.
    """

    plain: str
    start: int
    end: int

    @property
    def is_stop(self) -> bool:
        """Whether it is punctuation."""
        return not self.plain[0].isalnum() and self.plain[0] in ".,;:!?()…"


@dataclass(frozen=True)
class DateSaid:
    """A date of the message; ``days`` or ``doubt``, never both.

    Attributes:
        days: what it means.
        doubt: why it is not read.
        text: as it was written.
        at: the index of its word.
        since: whether the words say « depuis », « ça fait »: how long something has lasted.
    """

    days: DateRange | None
    doubt: Doubt | None
    text: str
    at: int
    since: bool

    @property
    def counts_back(self) -> bool:
        """Whether it is told from today: « il y a un an »."""
        return bool(_COUNTS_BACK.match(fold(self.text)))

    @property
    def says_year(self) -> bool:
        """Whether the words leave no doubt about the year."""
        return bool(_SAYS_YEAR.search(self.text.lower()))


@dataclass(frozen=True)
class CompanySaid:
    """An operator named in the message, and the index of its word."""

    mention: Mention
    at: int


@dataclass(frozen=True)
class Reading:
    """The message.

    Attributes:
        message: as it was written.
        words: in order.
        clauses: first and last word of each, ``last`` excluded, in order and without a gap.
        dates: in order.
        companies: the operators named, in order.
        left_out: whether there are more dates than are read.
    """

    message: str
    words: tuple[Word, ...]
    clauses: tuple[tuple[int, int], ...]
    dates: tuple[DateSaid, ...]
    companies: tuple[CompanySaid, ...]
    left_out: bool = False

    @cached_property
    def sounds(self) -> tuple[str, ...]:
        """The words as they sound; marks as they are."""
        return vocabulary.heard([word.plain for word in self.words])

    @cached_property
    def groups(self) -> vocabulary.Found:
        """Where the groups of the vocabulary stand."""
        return vocabulary.groups_in([word.plain for word in self.words], self.sounds)

    @cached_property
    def line(self) -> str:
        """The plain words in a row."""
        return " ".join(word.plain for word in self.words)

    @property
    def is_question(self) -> bool:
        """Whether it ends as a question."""
        return self.message.rstrip(" .!…").endswith("?")

    def asks(self, last: int) -> bool:
        """Whether the sentence in which a stretch of words ends is a question."""
        ends = (word.plain[0] for word in self.words[last - 1 :] if word.plain[0] in SENTENCE_ENDS)
        return next(ends, "") == "?"

    def clause_of(self, word: int) -> int:
        """The index of the clause that holds a word."""
        return bisect_right(self._ends, word)

    @cached_property
    def _ends(self) -> list[int]:
        return [last for _, last in self.clauses]

    @property
    def is_a_day(self) -> bool:
        """« le 3 mars », « oui samedi matin », and nothing else."""
        hours = sum(word.plain in _PARTS_OF_A_DAY for word in self.words)
        more = len(self.words) - len(self.dates) - hours
        answers = vocabulary.has("agreement", self, 0, 1) or vocabulary.has("refusing", self, 0, 1)
        return bool(self.dates) and (more == 0 or (more == 1 and answers))

    def plain(self, first: int, last: int) -> str:
        """The plain words from ``first`` to ``last`` excluded, in a row."""
        return " ".join(word.plain for word in self.words[first:last])

    def quote(self, first: int, last: int) -> str:
        """The message from one word to another, as it was written."""
        return self.message[self.words[first].start : self.words[last - 1].end].strip(" ,;:")


def read(message: str, today: date, asks_day: bool = False) -> Reading:
    """Read a message.

    Args:
        message: what the resident wrote or dictated.
        today: the day it was written.
        asks_day: whether a day was just asked for, so that « 12.10 » is one.
    """
    message = _YEAR_ALONE.sub(r"\1en \2", message)
    if asks_day:
        message = _TWO_NUMBERS.sub(_in_figures, message)
    folded = fold_aligned(message)
    found = [span for span in read_dates(message, today) if not _is_plural(span)]
    spans = lean_on_earlier(message, found, today, MOST_DATES + 1)
    left_out = len(spans) > MOST_DATES
    spans = spans[:MOST_DATES]
    words, companies = _name_companies(_words(folded, spans))
    dates = _dates(words, spans)
    return Reading(message, tuple(words), _clauses(words), dates, companies, left_out)


def _in_figures(found: re.Match[str]) -> str:
    """« 12 10 » and « 3.10.26 » as « le 12/10 » and « le 3/10/26 »."""
    return "le " + "/".join(part for part in found.groups() if part)


def _is_plural(span: FoundDate | RefusedDate) -> bool:
    return isinstance(span, RefusedDate) and bool(_PLURAL.match(span.text))


def _words(folded: Folded, spans: list[FoundDate | RefusedDate]) -> list[Word]:
    words: list[Word] = []
    waiting = iter(spans)
    span = next(waiting, None)
    dated_until = -1
    for found in _LEXEMES.finditer(folded.text):
        start, end = folded.origins[found.start()], folded.origins[found.end() - 1] + 1
        while span and start >= span.end:
            span = next(waiting, None)
        if start < dated_until:
            continue
        if span and start >= span.start:
            words.append(Word(DATE, span.start, span.end))
            dated_until = span.end
        elif found.group().isdigit():
            short = _SHORT_NUMBERS.fullmatch(found.group())
            words.append(Word(SHORT_NUMBER if short else NUMBER, start, end))
        else:
            spelt = spell_out(found.group(), len(words))
            words.extend(Word(plain, start, end) for plain in spelt)
    return words


def _name_companies(words: list[Word]) -> tuple[list[Word], tuple[CompanySaid, ...]]:
    named: list[Word] = []
    companies: list[CompanySaid] = []
    last = 0
    for start, end, mention in operator_mentions([word.plain for word in words]):
        named += words[last:start]
        companies.append(CompanySaid(mention, len(named)))
        named.append(Word(OPERATOR, words[start].start, words[end - 1].end))
        last = end
    return named + words[last:], tuple(companies)


def _clauses(words: list[Word]) -> tuple[tuple[int, int], ...]:
    cuts = [0]
    holds_date = False
    for index in range(1, len(words)):
        holds_date = holds_date or words[index - 1].plain == DATE
        ends = words[index - 1].is_stop and not words[index].is_stop
        stands_alone = holds_date or index - cuts[-1] >= _SHORTEST_CLAUSE
        if ends or (stands_alone and _begins(words, index)):
            cuts.append(index)
            holds_date = False
        if len(cuts) == MOST_CLAUSES:
            break
    cuts.append(len(words))
    clauses: list[tuple[int, int]] = []
    for first, last in pairwise(cuts):
        if clauses and all(word.is_stop for word in words[first:last]):
            clauses[-1] = (clauses[-1][0], last)
        elif last > first:
            clauses.append((first, last))
    return tuple(clauses)


def _begins(words: list[Word], index: int) -> bool:
    one, two = (words[index].plain,), tuple(word.plain for word in words[index : index + 2])
    return (one in _BEGINNINGS or two in _BEGINNINGS) and words[index - 1].plain not in _LEADS


def _dates(words: list[Word], spans: list[FoundDate | RefusedDate]) -> tuple[DateSaid, ...]:
    at = [index for index, word in enumerate(words) if word.plain == DATE]
    return tuple(
        DateSaid(
            span.days if isinstance(span, FoundDate) else None,
            span.doubt if isinstance(span, RefusedDate) else None,
            span.text,
            index,
            _says_since(words, index, span.text),
        )
        for index, span in zip(at, spans, strict=True)
    )


def _says_since(words: list[Word], at: int, text: str) -> bool:
    before = " ".join(word.plain for word in words[max(0, at - 3) : at])
    return bool(_SINCE.match(fold(text)) or re.search(rf"{_SINCE.pattern}$", before))

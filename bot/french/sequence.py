"""Dates that lean on the one told before: « le 22 octobre … le 26 », « le lendemain »."""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from itertools import islice

from dateutil.relativedelta import relativedelta

from bot.french.date_range import DateRange
from bot.french.dates import FoundDate, RefusedDate
from bot.french.resolve import day_or_none
from bot.french.sentence import read_sentence
from bot.french.spelling import WEEKDAY_NUMBERS
from bot.french.tense import Doubt
from bot.french.text import fold, fold_aligned

_NEXT_TO = re.compile(
    r"\b(?:(?P<same>(?:le|ce) (?:jour meme|meme jour))|(?P<after>le lendemain(?: matin| soir)?)"
    r"|(?P<later>le surlendemain)|(?P<before>la veille))(?! (?:de|du|des|d')\b| d')\b"
)
_SHIFTS = {"same": 0, "after": 1, "later": 2, "before": -1}
_DAY_NUMBER = re.compile(r"(?<!\S)(?P<day>\d{1,2}|1er)(?!\S)")
_WEEKDAY_ALONE = re.compile(
    rf"(?:le |ce |et |puis )*(?P<name>{'|'.join(WEEKDAY_NUMBERS)})(?: (?:matin|soir|midi|aprem))*"
)
_OF = re.compile(r"d[ue]\b")
_WEEK = 7
_LONGEST_SEQUENCE = relativedelta(months=2)

Span = FoundDate | RefusedDate


def lean_on_earlier(text: str, spans: Iterable[Span], today: date, most: int) -> list[Span]:
    """The dates of a message, those that lean on an earlier one made whole.

    « le 26 » after « le 22 octobre » is the 26th of October; « le lendemain » the 23rd. A weekday
    alone after a date may be the one after it or the last one before today: when these differ, it
    is in doubt.

    Args:
        text: the message.
        spans: its dates, in order.
        today: the day it was written.
        most: how many dates to give, the first ones.
    """
    told: list[Span] = []
    anchor: date | None = None
    given = list(islice(spans, most))
    for span in sorted([*given, *_next_to(text, given)], key=lambda span: span.start):
        if len(told) == most:
            break
        whole = _made_whole(span, anchor, today)
        if whole is None:
            continue
        told.append(whole)
        if isinstance(whole, FoundDate) and whole.days.latest <= today:
            anchor = whole.days.earliest
    return told


def _next_to(text: str, spans: list[Span]) -> list[RefusedDate]:
    if not _NEXT_TO.search(fold(text)):
        return []
    folded = fold_aligned(text)
    found = []
    for match in _NEXT_TO.finditer(folded.text):
        start, end = folded.origins[match.start()], folded.origins[match.end() - 1] + 1
        if not any(span.start < end and start < span.end for span in spans):
            found.append(RefusedDate(Doubt.INCOMPLETE, start, end, text[start:end]))
    return found


def _made_whole(span: Span, anchor: date | None, today: date) -> Span | None:
    folded = fold(span.text)
    shift = _NEXT_TO.fullmatch(folded)
    if shift:
        return (
            _found(span, anchor + timedelta(days=_SHIFTS[str(shift.lastgroup)])) if anchor else None
        )
    if anchor is None:
        return span
    if isinstance(span, FoundDate):
        return _weekday_after(span, anchor, today)
    if span.doubt is not Doubt.INCOMPLETE:
        return span
    number = _DAY_NUMBER.search(read_sentence(span.text).line)
    if number is None or "premier" in folded:
        return span
    wanted = int(number["day"].removesuffix("er"))
    if _OF.match(folded) and wanted < anchor.day:
        # « ils ont répondu le 20 octobre à ma lettre du 6 »: before it as well as after it.
        return span
    day = _day_after(wanted, anchor)
    return _found(span, day) if day and anchor <= day <= today else span


def _day_after(number: int, anchor: date) -> date | None:
    """The first day of that number from a date on, within the next months."""
    for months in range(_LONGEST_SEQUENCE.months + 1):
        month = anchor + relativedelta(months=months, day=1)
        day = day_or_none(month.year, month.month, number)
        if day and day >= anchor:
            return day
    return None


def _weekday_after(span: FoundDate, anchor: date, today: date) -> Span:
    """A weekday alone, in doubt when it may also be that of the week after the date before."""
    named = _WEEKDAY_ALONE.fullmatch(read_sentence(span.text).line)
    if named is None or not span.days.exact or anchor >= today:
        return span
    ahead = (WEEKDAY_NUMBERS[named["name"]] - anchor.weekday()) % _WEEK or _WEEK
    following = anchor + timedelta(days=ahead)
    if following == span.days.earliest or anchor + timedelta(days=3 * _WEEK) < today:
        return span
    return RefusedDate(Doubt.AMBIGUOUS, span.start, span.end, span.text)


def _found(span: Span, day: date) -> FoundDate:
    return FoundDate(DateRange(day, day), span.start, span.end, span.text)

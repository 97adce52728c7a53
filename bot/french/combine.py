"""Several dates in one sentence: lists, spans, alternatives, corrections, unclear years."""

import re
from dataclasses import replace
from datetime import date
from itertools import accumulate, pairwise

from dateutil.relativedelta import relativedelta

from bot.french.date_range import DateRange
from bot.french.lexer import TokenKind
from bot.french.reading import Form, Reading
from bot.french.resolve import Parts, Scope, in_year, resolve
from bot.french.sentence import Sentence
from bot.french.tense import Doubt, Tense

_LINKS = frozenset({"ou", "et", ",", "-", "/", "ou bien", "ou alors", "ou peut etre", "et puis"})
_EITHER = frozenset({"ou", "ou bien", "ou alors", "ou peut etre", "/", "-"})
_UNTIL = frozenset({"au", "a"})
_SPAN_LEADS = frozenset({"du", "de", "d", "entre", "depuis"})
_FARTHEST_ALTERNATIVES = 62
_LONGEST_SPAN = 800
_YEAR_AGO = 300
_NO_DAY = DateRange(date.max, date.max)
_CORRECTION = re.compile(
    r"(?:[,.] )*(?:(?:euh|heu|ah|oh|enfin) )*(?:(?:non|nan|pardon|oups|erreur|rectification|plutot"
    r"|ou plutot|je veux dire|je voulais dire|je me trompe|me suis trompee?|mince)"
    r"(?: |$))(?:(?:[,.]|non|pardon|plutot|je|me|suis|trompee?|c|ce|cetait|est|etait|veux|dire"
    r"|voulais|euh|mais|en|fait)(?: |$))*(?:le)?"
)
# « samedi matin au marché, non pardon, vendredi »: said so plainly, after a few words more.
_PLAIN_CORRECTION = re.compile(
    r"(?:[^\s.!?]+ ){0,5}(?:, )?(?:(?:ah |euh )?non pardon|pardon non|enfin non|oups non"
    r"|(?:non )?je me trompe|me suis trompee?)"
    r"(?: (?:,|non|c|ce|est|etait|cetait|plutot|le|du))*"
)
# « j'ai dit septembre mais c'était en octobre »
_QUOTED_BEFORE = re.compile(r"(?:^| )(?:dit|mis|note|indique|compris|tape|ecrit ici)$")
_IN_FACT = re.compile(
    r"(?:(?:mais|et|,|en|fait|non|plutot|c|ce|est|etait|cest|cetait)(?: |$)){1,6}"
)


def complete_days(sentence: Sentence, readings: list[Reading], scope: Scope) -> list[Reading]:
    """Give « le 3 » in « le 3 ou le 4 mars » the month that follows it."""
    completed: list[Reading] = []
    for reading in reversed(readings):
        later = completed[-1] if completed else None
        if reading.form is Form.BARE_DAY and later and _lends_month(sentence, reading, later):
            reading = _with_month_of(reading, later, scope)
        completed.append(reading)
    return completed[::-1]


def _lends_month(sentence: Sentence, bare: Reading, later: Reading) -> bool:
    link = sentence.between(bare.last, later.first)
    is_linked = link in _LINKS or (link == "" and sentence.tokens[later.first].text in _UNTIL)
    # « le premier, le 3 mars » is a first letter, « le 3, le 12/09 » two dates.
    is_count = link == "," and sentence.tokens[bare.last - 1].text == "1er"
    is_named = sentence.tokens[later.last - 1].kind is not TokenKind.CHAIN
    can_lend = later.form is Form.DAY and later.parts is not None and is_named
    return can_lend and is_linked and not is_count


def _with_month_of(bare: Reading, later: Reading, scope: Scope) -> Reading:
    assert bare.parts is not None
    assert later.parts is not None
    bare_day, later_day = bare.parts.day or 0, later.parts.day or 0
    if not isinstance(later.value, DateRange):
        return replace(bare, form=Form.DAY, value=later.value)
    if bare_day >= later_day:
        return replace(bare, form=Form.DAY, value=Doubt.AMBIGUOUS)
    parts = Parts(
        month=later.parts.month,
        day=bare_day,
        year=later.value.earliest.year,
        weekday=bare.parts.weekday,
    )
    return replace(
        bare,
        form=Form.DAY,
        value=resolve(parts, scope),
        parts=parts,
        lacks_year=later.lacks_year,
    )


def join_spans(sentence: Sentence, readings: list[Reading], scope: Scope) -> list[Reading]:
    """Make one range of « du 3 au 5 mars », « entre mars et mai », « lundi ou mardi »."""
    joined: list[Reading] = []
    for reading in readings:
        earlier = joined[-1] if joined else None
        if earlier and _readable(earlier) and _readable(reading):
            earlier, reading = _share_year(sentence, earlier, reading, scope)
            earlier = _doubt_week(sentence, earlier, reading)
            earlier, reading = _doubt_order(sentence, earlier, reading)
            joined[-1] = earlier
            if span := _span(sentence, earlier, reading):
                joined[-1] = span
                continue
        joined.append(reading)
    return joined


def _readable(reading: Reading) -> bool:
    return reading.form not in {Form.NOTHING, Form.BARE_DAY} and reading.value is not None


def _share_year(
    sentence: Sentence, earlier: Reading, later: Reading, scope: Scope
) -> tuple[Reading, Reading]:
    """« du 3 mars au 5 avril 2025 »: the year said once holds for both."""
    link = sentence.between(earlier.last, later.first)
    is_until = link == "" and sentence.tokens[later.first].text in _UNTIL
    if not (link in _LINKS or is_until) or earlier.parts is None or later.parts is None:
        return earlier, later
    first_year, last_year = earlier.parts.year, later.parts.year
    if earlier.lacks_year and last_year and isinstance(later.value, DateRange):
        value = in_year(earlier.parts, last_year, scope)
        is_before = isinstance(value, DateRange) and value.earliest <= later.value.earliest
        if is_until and not is_before:
            value = in_year(earlier.parts, last_year - 1, scope)
        earlier = replace(earlier, value=value, lacks_year=False)
    elif later.lacks_year and first_year and is_until:
        value = in_year(later.parts, first_year, scope)
        later = replace(later, value=value, lacks_year=False)
    return earlier, later


def _doubt_week(sentence: Sentence, earlier: Reading, later: Reading) -> Reading:
    """« lundi et mardi de la semaine dernière »: the week said once may hold for both."""
    is_linked = sentence.between(earlier.last, later.first) in _LINKS
    names_week = "semaine" in sentence.between(later.first, later.last).split()
    if earlier.form is Form.WEEKDAY and is_linked and names_week:
        return earlier.meaning(Doubt.AMBIGUOUS)
    return earlier


def _doubt_order(sentence: Sentence, earlier: Reading, later: Reading) -> tuple[Reading, Reading]:
    """« samedi et dimanche » said on a Sunday: of which week? « lundi et mardi prochains »?"""
    if sentence.between(earlier.last, later.first) not in _LINKS or not earlier.is_loose:
        return earlier, later
    if later.value in {Doubt.NOT_PAST, Doubt.NOT_FUTURE}:
        return earlier.meaning(Doubt.AMBIGUOUS), later
    if earlier.form is later.form is Form.WEEKDAY and _is_after(earlier, later):
        return earlier.meaning(Doubt.AMBIGUOUS), later.meaning(Doubt.AMBIGUOUS)
    return earlier, later


def _is_after(one: Reading, other: Reading) -> bool:
    if not (isinstance(one.value, DateRange) and isinstance(other.value, DateRange)):
        return False
    return one.value.earliest > other.value.earliest


def _span(sentence: Sentence, earlier: Reading, later: Reading) -> Reading | None:
    link = sentence.between(earlier.last, later.first)
    lead = sentence.tokens[earlier.first].text
    is_between = link == "et" and (
        lead == "entre" or sentence.before(earlier.first).endswith("entre")
    )
    is_until = (
        link in {"", "jusqu"}
        and lead in _SPAN_LEADS
        and sentence.tokens[later.first].text in _UNTIL
    ) or (link == "a" and lead in _SPAN_LEADS)
    is_either = link in _EITHER or (link == "" and earlier.form is later.form is Form.PERIOD)
    if not (is_between or is_until or is_either):
        return None
    limit = _FARTHEST_ALTERNATIVES if is_either else _LONGEST_SPAN
    first = earlier.first - (is_between and lead != "entre")
    return Reading(
        form=later.form,
        value=_hull(earlier, later, limit, in_order=not is_either),
        first=first,
        last=later.last,
        lacks_year=earlier.lacks_year or later.lacks_year,
    )


def _hull(earlier: Reading, later: Reading, limit: int, in_order: bool) -> DateRange | Doubt:
    for reading in (earlier, later):
        if isinstance(reading.value, Doubt):
            return reading.value
    assert isinstance(earlier.value, DateRange)
    assert isinstance(later.value, DateRange)
    if in_order and earlier.value.earliest > later.value.earliest:
        return Doubt.AMBIGUOUS
    hull = DateRange(
        min(earlier.value.earliest, later.value.earliest),
        max(earlier.value.latest, later.value.latest),
    )
    # « le 6 janvier ou février » leaves the second day unsaid.
    is_uneven = not in_order and earlier.value.exact != later.value.exact
    is_far = (hull.latest - hull.earliest).days > limit
    return Doubt.AMBIGUOUS if is_uneven or is_far else hull


def drop_corrected(sentence: Sentence, readings: list[Reading]) -> list[Reading]:
    """« le 3 mars, non, le 4 mars »: the first date is taken back."""
    kept = list(readings)
    for index, (earlier, later) in enumerate(pairwise(readings)):
        if _readable(earlier) and later.value is not None:
            link = sentence.between(earlier.last, later.first)
            is_quoted = _QUOTED_BEFORE.search(sentence.before(earlier.first))
            corrects = _CORRECTION.fullmatch(link) or _PLAIN_CORRECTION.fullmatch(link)
            if (link and corrects) or (is_quoted and _IN_FACT.fullmatch(link)):
                kept[index] = earlier.meaning(None)
    return kept


def drop_contradictions(sentence: Sentence, readings: list[Reading]) -> list[Reading]:
    """« hier mardi » on a Sunday, « lundi, il y a 15 jours »: neither is read."""
    kept = list(readings)
    for index, (earlier, later) in enumerate(pairwise(readings)):
        link = sentence.between(earlier.last, later.first)
        if link in {"", ","} and _contradict(earlier, later, is_touching=link == ""):
            kept[index] = earlier.meaning(Doubt.AMBIGUOUS)
            kept[index + 1] = later.meaning(Doubt.AMBIGUOUS)
    return kept


def _contradict(earlier: Reading, later: Reading, is_touching: bool) -> bool:
    if not {earlier.form, later.form} & {Form.WEEKDAY, Form.RELATIVE}:
        return False
    first, second = earlier.value, later.value
    if isinstance(first, DateRange) and isinstance(second, DateRange):
        return first.latest < second.earliest or second.latest < first.earliest
    return is_touching and first is not None and second is not None


def drop_unclear_years(readings: list[Reading], scope: Scope) -> list[Reading]:
    """A date without a year beside one of an older year may belong to that year: not read.

    « mon contrat du 12 mai 2024, j'ai écrit le 3 juin »: 3 June 2024, 2025 or 2026?
    """
    if scope.tense is Tense.FUTURE:
        return readings
    with_year = [_with_year(reading, scope) for reading in readings]
    earliest = list(accumulate((days.earliest for days in with_year), min, initial=date.max))
    latest = list(accumulate((days.latest for days in with_year[::-1]), min, initial=date.max))
    kept = []
    for index, reading in enumerate(readings):
        if reading.lacks_year and isinstance(reading.value, DateRange):
            first = reading.value.earliest
            told_before, told_after = earliest[index], latest[len(readings) - index - 1]
            is_unclear = first - relativedelta(years=1) >= told_before or first > told_after
            reading = reading.meaning(Doubt.AMBIGUOUS) if is_unclear else reading
        kept.append(reading)
    return kept


def _with_year(reading: Reading, scope: Scope) -> DateRange:
    """The days of a date whose year is sure; the end of time for any other."""
    value, is_sure = reading.value, not reading.lacks_year
    if not isinstance(value, DateRange) or not is_sure:
        return _NO_DAY
    is_near = reading.form in {Form.RELATIVE, Form.WEEKDAY, Form.BARE_DAY}
    return _NO_DAY if is_near and (scope.today - value.latest).days <= _YEAR_AGO else value

"""Rules for months, parts of months and years: « début mars », « en décembre », « fin 2025 »."""

import re

from bot.french.date_range import DateRange
from bot.french.fragments import (
    AGO,
    ANY_MONTH,
    LAST,
    MONTH,
    NEXT,
    ROUGHLY_BEFORE,
    YEAR_AFTER,
    YEAR_BEFORE,
)
from bot.french.reading import NOTHING, Form, Reading, rule
from bot.french.resolve import Part, Parts, Scope, clip, month_days, resolve, year_days
from bot.french.rules_days import adjective_doubt, year_said
from bot.french.spelling import MONTH_NUMBERS
from bot.french.tense import Doubt, Tense
from bot.french.text import just_before

_PARTS = {
    "debut": Part.START,
    "tout debut": Part.START,
    "les 1er jour": Part.START,
    "1er semaine": Part.START,
    "mi": Part.MIDDLE,
    "milieu": Part.MIDDLE,
    "fin": Part.END,
    "toute fin": Part.END,
    "les dernier jour": Part.END,
    "dernier semaine": Part.END,
    "courant": Part.WHOLE,
    "1er quinzaine": Part.FIRST_HALF,
    "deuxieme quinzaine": Part.SECOND_HALF,
    "seconde quinzaine": Part.SECOND_HALF,
}
_PART = rf"(?P<part>{'|'.join(_PARTS)})"
_LEAD = (
    r"(?:en|a|au|a la|dans|dans l[ae]|dans les|des|des le|sur|depuis|depuis l[ae]|pendant"
    r"|pendant la|durant|au cours|au cours de la|au cours du|la|le|les|de|du|de la"
    r"|vers|vers l[ae]|vers les) "
)
_OF_MONTH = r"(?:(?:du|de|d|au) )?(?:mois )?(?:(?:de|d) )?"
_MONTH_LEAD = (
    r"(?P<lead>(?:(?:en|a|de|d|des|depuis|pendant|durant|dans|courant|pour|le|du|au|au cours"
    r"|dans le|au cours du|ce|depuis le|pendant le|durant le|dans le courant du|courant du) )?"
    r"(?:mois (?:de |d )?)?)"
)
_YEAR_GROUPS = (
    "year",
    "last_year",
    "this_year",
    "last_year_before",
    "this_year_before",
    "last",
    "next",
)
# Alone in a sentence these two are a typing slip (« mais ») or an ordinary word.
_NEEDS_LEAD = frozenset({"mai", "mars"})


def _read_part(found: re.Match[str], scope: Scope) -> Reading:
    return _read_parts(found, _PARTS[found["part"]], scope)


def _read_parts(found: re.Match[str], part: Part, scope: Scope) -> Reading:
    year = year_said(found, scope)
    if isinstance(year, Doubt):
        return Reading(Form.PERIOD, year)
    strictly = bool(found["last"] or found["next"])
    parts = Parts(MONTH_NUMBERS[found["month"]], part=part, year=year, strictly=strictly)
    value = adjective_doubt(found, scope) or resolve(parts, scope)
    return Reading(Form.PERIOD, value, parts, lacks_year=year is None)


def _read_month(found: re.Match[str], scope: Scope) -> Reading | None:
    before = just_before(found.string, found.start())
    lead = found["lead"].strip() or ROUGHLY_BEFORE.search(before)
    is_whole = found.start() == 0 and found.end() == len(found.string)
    if not lead and (before[-1:].isdigit() or before.endswith("#")):
        return Reading(Form.NOTHING, Doubt.AMBIGUOUS)
    if lead in {"le", "du", "au", "pour", "ce"}:
        return NOTHING
    has_year = any(found[name] for name in _YEAR_GROUPS)
    if found["short_year"] and not lead:
        return Reading(Form.NOTHING, Doubt.AMBIGUOUS)
    if not (lead or has_year or is_whole) and found["month"] in _NEEDS_LEAD:
        return NOTHING
    return _read_parts(found, Part.WHOLE, scope)


def _read_month_span(found: re.Match[str], scope: Scope) -> Reading:
    """« entre mars et mai », « fin juin début juillet » are read apart and joined later."""
    later = _read_parts(found, Part.WHOLE, scope)
    if not isinstance(later.value, DateRange):
        return later
    first, last = MONTH_NUMBERS[found["from"]], MONTH_NUMBERS[found["month"]]
    year = later.value.earliest.year - (first > last)
    if first == last or (last - first) % 12 > 6:
        return Reading(Form.PERIOD, Doubt.AMBIGUOUS)
    days = DateRange(month_days(year, first).earliest, later.value.latest)
    return Reading(Form.PERIOD, clip(days, scope), lacks_year=later.lacks_year)


def _read_year(found: re.Match[str], scope: Scope) -> Reading:
    part = _PARTS.get(found["part"] or "", Part.WHOLE)
    return Reading(Form.YEAR, clip(year_days(int(found["year"]), part), scope))


def _read_near_year(found: re.Match[str], scope: Scope) -> Reading:
    """« l'année dernière », « début de l'année », « fin de l'an dernier »."""
    said = found.groupdict()
    part = _PARTS.get(said["part"] or "", Part.WHOLE)
    if said.get("last_year"):
        return Reading(Form.YEAR, clip(year_days(scope.today.year - 1, part), scope))
    days = clip(year_days(scope.today.year, part), scope)
    if scope.tense is Tense.PAST and part in {Part.MIDDLE, Part.END}:
        days = Doubt.AMBIGUOUS
    return Reading(Form.YEAR, days)


def _read_near_month(found: re.Match[str], scope: Scope) -> Reading:
    """« le mois dernier », « début du mois dernier », « ce mois-ci », « le mois prochain »."""
    said = found.groupdict()
    part = _PARTS.get(said["part"] or "", Part.WHOLE)
    shift = -1 if said.get("previous") else 1 if said.get("coming") else 0
    index = scope.today.year * 12 + scope.today.month - 1 + shift
    days = clip(month_days(index // 12, index % 12 + 1, part), scope)
    is_open = shift == 0 and part not in {Part.WHOLE, Part.START}
    return Reading(Form.RELATIVE, Doubt.AMBIGUOUS if is_open else days)


_YEARS_AGO = rf"(?:(?: ,)? (?:d )?{AGO} \d+ (?:an|annee))"

PERIOD_RULES = (
    rule(rf"{YEAR_BEFORE}(?:{_LEAD})?{_PART} {_OF_MONTH}{MONTH}{YEAR_AFTER}", _read_part),
    rule(rf"{YEAR_BEFORE}{_MONTH_LEAD}{MONTH}{YEAR_AFTER}", _read_month),
    rule(
        rf"(?:entre|de|d|du mois de) (?P<from>{ANY_MONTH}) (?:et|a|au mois de) {MONTH}{YEAR_AFTER}",
        _read_month_span,
    ),
    rule(
        rf"(?:(?:de|en|a|des|d) )?(?P<from>{ANY_MONTH}) ?(?: ou|/|-| ou en) ?{MONTH}{YEAR_AFTER}",
        _read_month_span,
    ),
    # Seasons have no first day that everybody agrees on.
    rule(
        r"(?:(?:cet|l|en|depuis l|depuis cet|pendant l|durant l) ete|(?:cet|l|en|depuis l) (?:hiver"
        rf"|automne)|(?:au|ce|le|depuis le) printemps)(?: {LAST})?",
        lambda found, scope: Reading(Form.NOTHING, Doubt.VAGUE),
    ),
    # A number of years turns the date beside it into another year's: neither is read.
    rule(
        rf"(?:le |en |au mois de |a )?(?:(?:1er|\d{{1,2}}) )?{ANY_MONTH}{_YEARS_AGO}",
        lambda found, scope: Reading(Form.NOTHING, Doubt.AMBIGUOUS),
    ),
    rule(
        rf"(?:{_LEAD})?(?:(?P<part>debut|mi|milieu|fin|courant)|en|annee|l annee|depuis|des) "
        r"(?:(?:de|d|en) )?(?:l )?(?:annee |an )?(?P<year>(?:19|20)\d\d)",
        _read_year,
    ),
    rule(
        rf"(?:{_LEAD})?(?:(?P<part>debut|mi|milieu|fin|courant) )?(?:(?:de|d) )?(?:l )?"
        rf"(?:(?P<last_year>(?:annee|an) {LAST})|cette annee)",
        _read_near_year,
    ),
    rule(
        rf"(?:{_LEAD})?(?P<part>debut|mi|milieu|fin) (?:(?:de|d) )?(?:l )?annee",
        _read_near_year,
    ),
    rule(
        rf"(?:{_LEAD})?(?:(?P<part>debut|mi|milieu|fin|courant) (?:(?:du|de) )?)?(?:le )?"
        rf"(?:(?P<previous>mois {LAST})|(?P<coming>mois {NEXT})|ce mois(?: ci)?|mois ci)",
        _read_near_month,
    ),
    rule(
        rf"(?:{_LEAD})?(?P<part>debut|mi|milieu|fin) (?:du |de )?mois",
        _read_near_month,
    ),
)

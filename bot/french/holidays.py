"""Public holidays and feasts by their names, fixed and movable."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from dateutil.easter import easter

from bot.french.date_range import DateRange
from bot.french.fragments import LAST, YEAR_BEFORE
from bot.french.reading import Form, Reading, rule
from bot.french.resolve import Scope, nth_weekday, single
from bot.french.tense import Doubt, Tense
from bot.french.text import just_before


def _fixed(month: int, day: int) -> Callable[[int], date]:
    return lambda year: date(year, month, day)


def _after_easter(days: int) -> Callable[[int], date]:
    return lambda year: easter(year) + timedelta(days=days)


def _mothers_day(year: int) -> date:
    """The last Sunday of May, or the first of June when that one is Whitsun (art. D215-1 CASF)."""
    last = nth_weekday(5, _SUNDAY, -1)(year)
    return nth_weekday(6, _SUNDAY, 1)(year) if last == easter(year) + timedelta(days=49) else last


_THURSDAY, _SUNDAY = 3, 6

_HOLIDAYS: dict[str, Callable[[int], date]] = {
    "jour de l an": _fixed(1, 1),
    "jour de an": _fixed(1, 1),
    "nouvel an": _fixed(1, 1),
    "1er de an": _fixed(1, 1),
    "1er de l an": _fixed(1, 1),
    "dimanche de paques": _after_easter(0),
    "paques": _after_easter(0),
    "lundi de paques": _after_easter(1),
    "fete du travail": _fixed(5, 1),
    "jeudi de l ascension": _after_easter(39),
    "jeudi de ascension": _after_easter(39),
    "ascension": _after_easter(39),
    "dimanche de pentecote": _after_easter(49),
    "lundi de pentecote": _after_easter(50),
    "lundi de la pentecote": _after_easter(50),
    "pentecote": _after_easter(49),
    "fete nationale": _fixed(7, 14),
    "assomption": _fixed(8, 15),
    "toussaint": _fixed(11, 1),
    "noel": _fixed(12, 25),
    "reveillon de noel": _fixed(12, 24),
    "reveillon du nouvel an": _fixed(12, 31),
    "reveillon du jour de l an": _fixed(12, 31),
    "saint sylvestre": _fixed(12, 31),
    "chandeleur": _fixed(2, 2),
    "saint valentin": _fixed(2, 14),
    "mardi gras": _after_easter(-47),
    "mercredi des cendres": _after_easter(-46),
    "dimanche des rameaux": _after_easter(-7),
    "vendredi saint": _after_easter(-2),
    "fete des mere": _mothers_day,
    "fete des meres": _mothers_day,
    "fete des pere": nth_weekday(6, _SUNDAY, 3),
    "fete des peres": nth_weekday(6, _SUNDAY, 3),
    "fete de la musique": _fixed(6, 21),
    "la saint jean": _fixed(6, 24),
    "la saint michel": _fixed(9, 29),
    "passage a l heure d hiver": nth_weekday(10, _SUNDAY, -1),
    "passage a l heure d ete": nth_weekday(3, _SUNDAY, -1),
    "halloween": _fixed(10, 31),
    "jour des morts": _fixed(11, 2),
    "fete des morts": _fixed(11, 2),
    "armistice": _fixed(11, 11),
    "la saint martin": _fixed(11, 11),
    "beaujolais nouveau": nth_weekday(11, _THURSDAY, 3),
    "la sainte catherine": _fixed(11, 25),
    "la saint nicolas": _fixed(12, 6),
}
_NAMES = "|".join(sorted(_HOLIDAYS, key=len, reverse=True))
# « les vacances de Noël », « le pont de l'Ascension » last longer than the day itself.
_SOMETHING_ELSE = re.compile(
    r"(?:^| )(?:vacances?|vacs?|marche|cadeaux?|sapin|pere|mere|offres?|promos?|promotions?|pont"
    r"|week end|weekend|soldes|forfait|ile|oeufs?|periode|fetes|repas|colis|carte|chants?"
    r"|conges?|semaine)"
    r"(?: (?:scolaires? )?(?:de|d|du|des|pour)(?: (?:la|l|le))?)?$"
)
_YEAR_GROUPS = ("year", "last_year", "this_year", "last_year_before", "this_year_before")
# These are also names of people and streets.
_NEEDS_LEAD = frozenset(
    {
        *("noel", "ascension", "paques", "armistice", "saint valentin", "halloween"),
        *("la saint jean", "la saint michel", "la saint martin", "la saint nicolas"),
    }
)


def _read_holiday(found: re.Match[str], scope: Scope) -> Reading | None:
    before = just_before(found.string, found.start())
    if _SOMETHING_ELSE.search(before):
        return Reading(Form.NOTHING, None)
    is_whole = found.start() == 0 and found.end() == len(found.string)
    is_marked = (
        found["lead"].strip() not in {"", "de", "d", "de l", "de la"}
        or found["year"]
        or found["last"]
        or is_whole
        or before.endswith(("vers", "entre", "veille", "lendemain"))
    )
    if scope.tense is Tense.PAST and found["name"] in _NEEDS_LEAD and not is_marked:
        return Reading(Form.NOTHING, None)
    has_year = any(found[name] for name in _YEAR_GROUPS)
    value = _resolve(found, _HOLIDAYS[found["name"]], scope)
    return Reading(Form.HOLIDAY, value, lacks_year=not has_year)


def _resolve(
    found: re.Match[str], holiday: Callable[[int], date], scope: Scope
) -> DateRange | Doubt:
    year = scope.today.year
    if found["year"]:
        return single(holiday(int(found["year"])), scope)
    if found["last_year"] or found["last_year_before"]:
        return single(holiday(year - 1), scope)
    if found["this_year"] or found["this_year_before"]:
        return single(holiday(year), scope)
    if scope.tense is Tense.FUTURE:
        is_over = holiday(year) < scope.today
        return Doubt.NOT_FUTURE if found["last"] else single(holiday(year + is_over), scope)
    is_ahead = holiday(year) > scope.today or (found["last"] and holiday(year) == scope.today)
    return single(holiday(year - bool(is_ahead)), scope)


_LEAD = (
    r"(?P<lead>(?:(?:a|de|d|depuis|des|pour|(?:le )?(?:jour|soir) (?:de|d)|au|le|du) )?"
    r"(?:(?:la|l|le|les) )?)"
)

HOLIDAY_RULES = (
    rule(
        rf"{YEAR_BEFORE}{_LEAD}(?P<name>{_NAMES})"
        r"(?:(?: (?:de|en))? (?P<year>(?:19|20)\d\d)"
        rf"|(?: de)? (?P<last_year>(?:l )?(?:annee|an) {LAST})|(?: de)? (?P<this_year>cette annee)"
        rf"|(?P<last> {LAST}))?",
        _read_holiday,
    ),
)

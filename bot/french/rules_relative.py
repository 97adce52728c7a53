"""Rules counted from today: « hier », « il y a 3 semaines », « lundi dernier », « demain »."""

import re
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from bot.french.date_range import DateRange
from bot.french.fragments import ABOUT, AGO, ROUGHLY_AFTER, UNIT
from bot.french.reading import NOTHING, Form, Reading, rule
from bot.french.resolve import Scope, clip, single, widen
from bot.french.tense import Doubt
from bot.french.text import just_before

_NEAR_DAYS = {
    "avant avant hier": -3,
    "avant hier": -2,
    "avanthier": -2,
    "avan hier": -2,
    "avt hier": -2,
    "hier": -1,
    "aujourdhui": 0,
    "aujourd hui": 0,
    "demain": 1,
    "apres demain": 2,
    "apredemain": 2,
    "apresdemain": 2,
}
# « aujourd'hui toujours rien » speaks of the situation, not of the day something was done.
_STILL = re.compile(
    r"(?: ,)?(?: (?:je|j|n|ai|il|ils|on|me|m|y|a|c|est|encore|suis|nous|avons|et)){0,4} "
    r"(?:toujours|tjrs|tjr|tj|rien|aucun|aucune|sans|pas|plus|personne|jamais|encore)(?!\S)"
)
_APPROXIMATE = {
    "huitaine": 8,
    "dizaine": 10,
    "douzaine": 12,
    "quinzaine": 15,
    "vingtaine": 20,
    "trentaine": 30,
    "quarantaine": 40,
    "cinquantaine": 50,
}
_LONGEST = {"jour": 999, "semaine": 150, "mois": 60, "an": 10, "annee": 10}
# Half of one unit, as (days at the least, days at the most).
_HALVES = {"semaine": (3, 4), "mois": (15, 15)}
_MARGINS = {"jour": 3, "semaine": 3, "mois": 10, "an": 10, "annee": 10}
# « il y a 3 mois de retard », « ça fait 2 mois que je suis client » count something else.
_COUNTS_SOMETHING = re.compile(
    r" (?:(?:de |d )(?!(?:ca|cela|la|suite)(?!\S))|offert|gratuit|restant|minimum|impaye|a payer"
    r"|en trop|prepaye|supplementaire|plein(?!\S)|complet)"
)
# « service clients » is not a customer.
_CUSTOMER = re.compile(
    r"(?:^| )(?:(?:suis|sommes|etais|reste|on est)(?: \S+)? (?:chez|cliente?s?)"
    r"|(?<!service )(?<!services )(?<!espace )(?<!sav )(?<!mon )cliente?s?(?: \S+){0,2}$"
    r"|abonnee?s?|engagee?s?|fidele|mariee?s?|retraitee?s?|habite|habitons|souscrit|veuve|veuf)(?!\S)"
)
_CLAUSE_NEAR = 60
_CLAUSE = re.compile(r" (?:[.,;(]|et|mais)(?!\S)")


def _read_near_day(found: re.Match[str], scope: Scope) -> Reading | None:
    shift = _NEAR_DAYS[found["name"]]
    if shift == 0 and _STILL.match(found.string, found.end()):
        return NOTHING
    return Reading(Form.RELATIVE, single(scope.today + timedelta(days=shift), scope))


def _read_part_of_today(found: re.Match[str], scope: Scope) -> Reading:
    return Reading(Form.RELATIVE, single(scope.today, scope))


def _read_ago(found: re.Match[str], scope: Scope) -> Reading | None:
    """« il y a N mois », exact; « environ », « une quinzaine » or « N ou M » make a range."""
    if _counts_something(found):
        return NOTHING
    said = found.groupdict()
    unit = said["unit"]
    most = _count(said["count"])
    least = _count(said["from"]) if said.get("from") else most
    if not 0 < least <= most <= _LONGEST[unit] or most - least > max(3, least):
        return Reading(Form.RELATIVE, Doubt.VAGUE)
    direction = 1 if said.get("ahead") else -1
    spans = [_span(count, unit, bool(said.get("half")), direction) for count in (least, most)]
    extra = _extra(said, direction)
    if None in spans or extra is None:
        return Reading(Form.RELATIVE, Doubt.VAGUE)
    days = [scope.today + delta + extra for span in spans if span for delta in span]
    range_ = DateRange(min(days), max(days))
    is_rough = said.get("about") or said.get("about_after") or said["count"] in _APPROXIMATE
    is_rough = is_rough or said.get("going")
    value = widen(range_, _MARGINS[unit], scope) if is_rough else clip(range_, scope)
    return Reading(Form.RELATIVE, value)


def _read_elided_ago(found: re.Match[str], scope: Scope) -> Reading | None:
    """« quinze jours que j'ai écrit », with « ça fait » left out."""
    before = just_before(found.string, found.start())
    # « un jour que je n'ai pas noté » counts nothing.
    is_some_day = found["count"] in {"un", "une"} and found["unit"] == "jour"
    return _read_ago(found, scope) if not is_some_day and before[-1:] in ("", *".,(") else None


def _count(text: str) -> int:
    if text in {"un", "une"}:
        return 1
    return _APPROXIMATE.get(text) or int(text)


def _span(
    count: int, unit: str, half: bool, direction: int
) -> tuple[relativedelta, relativedelta] | None:
    whole = _delta(count, unit, direction)
    if not half:
        return whole, whole
    if unit in {"an", "annee"}:
        more = relativedelta(months=6 * direction)
        return whole + more, whole + more
    if unit not in _HALVES:
        return None
    low, high = _HALVES[unit]
    return whole + relativedelta(days=low * direction), whole + relativedelta(days=high * direction)


def _delta(count: int, unit: str, direction: int) -> relativedelta:
    count *= direction
    if unit == "jour":
        return relativedelta(days=count)
    if unit == "semaine":
        return relativedelta(weeks=count)
    return relativedelta(months=count) if unit == "mois" else relativedelta(years=count)


def _extra(said: dict[str, str | None], direction: int) -> relativedelta | None:
    """« et 3 jours » after a larger unit."""
    more, unit = said.get("more"), said.get("more_unit")
    if not more or not unit:
        return relativedelta()
    is_smaller = list(_MARGINS).index(unit) < list(_MARGINS).index(said["unit"] or "jour")
    return _delta(_count(more), unit, direction) if is_smaller else None


def _counts_something(found: re.Match[str]) -> bool:
    if _COUNTS_SOMETHING.match(found.string, found.end()):
        return True
    after = found.string[found.end() :][:_CLAUSE_NEAR]
    before = just_before(found.string, found.start())
    boundary = _CLAUSE.search(after)
    clause_after = after[: boundary.start()] if boundary else after
    clause_before = re.split(r" (?:[.,(]|et|mais) ", f" {before} ")[-1]
    is_since = found.groupdict().get("since")
    if is_since and found["unit"] in {"an", "annee"}:
        return True
    return bool(_CUSTOMER.search(clause_before.rstrip()) or _CUSTOMER.search(clause_after))


def last_day_of(weekday: int, today: date) -> date:
    """The last such weekday strictly before today."""
    return today - timedelta(days=(today.weekday() - weekday - 1) % 7 + 1)


_COUNT = r"(?P<count>\d{1,3}|un|une)"
_ROUND = rf"(?:une |1 )?(?P<count>{'|'.join(_APPROXIMATE)})"
_MORE = r"(?: (?P<half>et demie?)| et (?P<more>\d{1,2}|un|une) (?P<more_unit>jour|semaine|mois))?"
_OPENING = (
    rf"(?:{AGO}|(?:ca|sa|cela|c) (?:fait|fai|fais|fe|(?P<going>va faire|doit faire|dois faire))"
    r"|voila|voici|(?P<since>depuis))(?: deja| maintenant"
    r"| (?:tout )?juste| (?:tres )?exactement| pile)?"
)
# « il y a trois semaines aujourd'hui »
_TO_THE_DAY = (
    r"(?: (?:aujourdhui|aujourd hui|ce jour|jour pour jour|(?:tout |tt )?(?:pile|juste)|exactement)"
    r"(?!\S))*"
)
_ABOUT = rf"(?: (?P<about>{ABOUT}))?"
_BETWEEN = r"(?:(?:entre )?(?P<from>\d{1,2}|un|une)(?: (?:ou|a|et|-|/)(?: peut etre)?)? (?=\d|un))?"
_ABOUT_AFTER = rf"(?P<about_after>{ROUGHLY_AFTER})?"
_THAT = r"(?: deja)?(?: jour pour jour)?(?= (?:que|qu|ke|k)(?!\S))"

RELATIVE_RULES = (
    rule(rf"(?P<name>{'|'.join(_NEAR_DAYS)})(?: (?:matin|soir|apres midi|aprem))?", _read_near_day),
    rule(
        r"(?:ce matin|cet(?:te)? (?:apres midi|aprem)|ce midi)(?: meme)?|(?:tout|tt) a l heure"
        r"|ce jour d hui",
        _read_part_of_today,
    ),
    rule(
        rf"{_OPENING}{_ABOUT} {_BETWEEN}{_COUNT} {UNIT}{_MORE}{_ABOUT_AFTER}{_TO_THE_DAY}",
        _read_ago,
    ),
    rule(rf"{_COUNT} {UNIT} jour pour jour", _read_elided_ago),
    rule(rf"{_OPENING}{_ABOUT} {_ROUND}(?: de| d)? {UNIT}{_ABOUT_AFTER}", _read_ago),
    rule(
        rf"{_OPENING}{_ABOUT} (?P<from>\d{{1,2}})[-/](?P<count>\d{{1,2}}) {UNIT}{_ABOUT_AFTER}",
        _read_ago,
    ),
    rule(rf"(?:(?P<about>{ABOUT}) )?{_COUNT} {UNIT}{_MORE}{_THAT}", _read_elided_ago),
    rule(rf"(?:(?P<about>{ABOUT}) )?{_ROUND}(?: de| d)? {UNIT}{_THAT}", _read_elided_ago),
    rule(rf"(?P<ahead>dans){_ABOUT} {_COUNT} {UNIT}{_MORE}{_ABOUT_AFTER}", _read_ago),
    rule(
        r"(?:avant )+(?:avant hier|veille)|surlendemain|lendemain|la veille|cette nuit",
        lambda found, scope: NOTHING,
    ),
)

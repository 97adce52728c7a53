"""Rules for a day and a month: « le 3 mars », « mardi 3 mars 2026 », « le 3 ou 4 mars »."""

import re
from dataclasses import replace

from dateutil.relativedelta import relativedelta

from bot.french.date_range import DateRange
from bot.french.fragments import ANY_MONTH, EDGE, MONTH, WEEKDAY, YEAR_AFTER, YEAR_BEFORE
from bot.french.reading import Form, Reading, rule
from bot.french.resolve import Parts, Scope, day_or_none, full_year, resolve, single
from bot.french.spelling import MONTH_NUMBERS, WEEKDAY_NUMBERS
from bot.french.tense import Doubt, Tense
from bot.french.text import just_before

# « le lundi 12 » is of one of the last months, or it is a mistake.
_MONTHS_BACK = 3
_ARTICLE = r"(?:(?:le|du|au|ce|les|depuis le) )?"
_WEEKDAY = rf"(?:{WEEKDAY}(?: ,)? (?:le )?)?"
_NUMBER = r"(?:1er|\d{1,2}|(?<=le )un|(?<=du )un)"
_OF = r"(?:de |d |du mois de |du mois d )?"
_YEARS_AROUND = (-5, 1)


def year_said(found: re.Match[str], scope: Scope) -> int | Doubt | None:
    """The year said before or after a month, a doubt about it, or None when none was."""
    said = found.groupdict()
    if said.get("year"):
        return int(said["year"])
    if said.get("last_year") or said.get("last_year_before"):
        return scope.today.year - 1
    if said.get("this_year") or said.get("this_year_before"):
        return scope.today.year
    if said.get("short_year"):
        year = full_year(int(said["short_year"]), scope.today)
        low, high = _YEARS_AROUND
        is_near = scope.today.year + low <= year <= scope.today.year + high
        return year if is_near else Doubt.AMBIGUOUS
    return None


def adjective_doubt(found: re.Match[str], scope: Scope) -> Doubt | None:
    """« dernier » when a coming day is meant, « prochain » when a past one is."""
    if found["next"] and scope.tense is Tense.PAST:
        return Doubt.NOT_PAST
    if found["last"] and scope.tense is Tense.FUTURE:
        return Doubt.NOT_FUTURE
    return None


def _day_number(text: str) -> int:
    return 1 if text in {"1er", "un"} else int(text)


def _weekday(found: re.Match[str]) -> int | None:
    return WEEKDAY_NUMBERS[found["weekday"]] if found["weekday"] else None


def _read_day(found: re.Match[str], scope: Scope) -> Reading:
    year = year_said(found, scope)
    if isinstance(year, Doubt):
        return Reading(Form.DAY, year)
    parts = Parts(
        month=MONTH_NUMBERS[found["month"]],
        day=_day_number(found["day"]),
        year=year,
        weekday=_weekday(found),
        strictly=bool(found["last"] or found["next"]),
    )
    value = adjective_doubt(found, scope) or resolve(parts, scope)
    return Reading(Form.DAY, value, parts, lacks_year=year is None)


def _read_either_day(found: re.Match[str], scope: Scope) -> Reading | None:
    """« le 3/4 mars »: one of two neighbouring days."""
    later = _read_day(found, scope)
    if not isinstance(later.value, DateRange) or later.parts is None:
        return later
    gap = _day_number(found["day"]) - int(found["earlier"])
    if not 0 < gap <= 5:
        return Reading(Form.DAY, Doubt.AMBIGUOUS)
    first = day_or_none(later.value.earliest.year, later.parts.month, int(found["earlier"]))
    earlier = single(first, scope) if first else Doubt.IMPOSSIBLE
    if isinstance(earlier, Doubt):
        return Reading(Form.DAY, earlier)
    days = DateRange(earlier.earliest, later.value.latest)
    return Reading(Form.DAY, days, lacks_year=later.lacks_year)


def _read_bare_day(found: re.Match[str], scope: Scope) -> Reading | None:
    """« le 12 »: kept aside, for a month said after it; « vendredi 20 » may stand alone."""
    number = _day_number(found["day"])
    if number > 31:
        return None
    parts = Parts(month=scope.today.month, day=number, weekday=_weekday(found))
    alone = _nearest_day(number, scope)
    if scope.tense is Tense.PAST and parts.weekday is None:
        return Reading(Form.BARE_DAY, Doubt.INCOMPLETE, parts, lacks_year=True)
    if isinstance(alone, DateRange) and parts.weekday is not None:
        agrees = alone.earliest.weekday() == parts.weekday
        value = alone if agrees else _last_such_day(parts.weekday, number, scope)
        return Reading(Form.BARE_DAY, value, parts, lacks_year=True)
    return Reading(Form.BARE_DAY, alone, parts, lacks_year=True)


def _last_such_day(weekday: int, number: int, scope: Scope) -> DateRange | Doubt:
    """« le lundi 12 », said when the last 12th was a Thursday: the last Monday that was one."""
    if scope.tense is not Tense.PAST:
        return Doubt.CONFLICT
    months = (scope.today - relativedelta(months=back) for back in range(_MONTHS_BACK))
    days = (day_or_none(month.year, month.month, number) for month in months)
    told = (day for day in days if day and day <= scope.today and day.weekday() == weekday)
    found = next(told, None)
    return DateRange(found, found) if found else Doubt.CONFLICT


def _read_agreeing_day(found: re.Match[str], scope: Scope) -> Reading | None:
    reading = _read_bare_day(found, scope)
    return reading if reading and isinstance(reading.value, DateRange) else None


def _read_last_day(found: re.Match[str], scope: Scope) -> Reading:
    """« le dernier jour de septembre »."""
    year = year_said(found, scope)
    if isinstance(year, Doubt):
        return Reading(Form.DAY, year)
    days = resolve(Parts(MONTH_NUMBERS[found["month"]], year=year), scope)
    value = single(days.latest, scope) if isinstance(days, DateRange) else days
    return Reading(Form.DAY, value, lacks_year=year is None)


def _read_listed_day(found: re.Match[str], scope: Scope) -> Reading | None:
    """« 4 » in « les 3, 4 et 5 mars »; in « 2+2, le 3 mars » it is no day."""
    is_comma = found.string.startswith(" ,", found.end())
    is_listed = re.search(r"\d ,$", just_before(found.string, found.start()))
    return None if is_comma and not is_listed else _read_bare_day(found, scope)


def _nearest_day(number: int, scope: Scope) -> DateRange | Doubt:
    """The day of that number in this month or the neighbouring one on the meant side."""
    this_month = resolve(Parts(scope.today.month, number, year=scope.today.year), scope)
    if isinstance(this_month, DateRange):
        return this_month
    step = -1 if scope.tense is Tense.PAST else 1
    index = scope.today.year * 12 + scope.today.month - 1 + step
    return resolve(Parts(index % 12 + 1, number, year=index // 12), scope)


def _read_of_month(found: re.Match[str], scope: Scope) -> Reading:
    """« le 15 du mois dernier », « le 3 de ce mois »."""
    shift = -1 if found["previous"] else 0
    index = scope.today.year * 12 + scope.today.month - 1 + shift
    parts = Parts(index % 12 + 1, _day_number(found["day"]), year=index // 12)
    return Reading(Form.RELATIVE, resolve(replace(parts, weekday=_weekday(found)), scope))


_CONNECTED = (
    rf"(?= (?:ou|et|,|-|/|au|a)(?: (?:le|les))? (?:1er|\d{{1,2}})"
    rf"(?: (?:ou|et|,|-|/)(?: le)? (?:1er|\d{{1,2}})){{0,3}} {ANY_MONTH}(?!\S))"
)

DAY_RULES = (
    rule(
        rf"{YEAR_BEFORE}{_ARTICLE}{_WEEKDAY}(?P<day>{_NUMBER}) {_OF}{MONTH}{YEAR_AFTER}", _read_day
    ),
    rule(
        rf"{YEAR_BEFORE}{_ARTICLE}{_WEEKDAY}(?P<earlier>\d{{1,2}})[-/](?P<day>\d{{1,2}}) "
        rf"{MONTH}{YEAR_AFTER}",
        _read_either_day,
    ),
    rule(rf"(?:le |les |du |au |ce |entre le ){_WEEKDAY}(?P<day>{_NUMBER}){EDGE}", _read_bare_day),
    rule(rf"(?:depuis |de )?{WEEKDAY} (?:le )?(?P<day>{_NUMBER}){EDGE}", _read_bare_day),
    rule(rf"{_WEEKDAY}(?P<day>1er|\d{{1,2}}){_CONNECTED}", _read_listed_day),
    rule(
        rf"(?:le |du ){_WEEKDAY}(?P<day>{_NUMBER}) (?:du |le |de )?"
        r"(?:(?P<previous>mois (?:dernier|passe|d avant|precedent))|ce mois(?: ci)?"
        r"|(?:mois )?courant)",
        _read_of_month,
    ),
    # « mercredi 18 j'étais chez le médecin »: the day of the week agrees.
    rule(
        rf"(?:le |depuis )?{WEEKDAY} (?:le )?(?P<day>{_NUMBER})"
        r"(?! (?:\d|h|heures?|e|eme|euros?|fois|minutes?|min|mn|mois|an|annee|jour|semaine)(?!\S))",
        _read_agreeing_day,
    ),
    rule(
        rf"(?:le )?dernier jour (?:du mois )?(?:de|d) (?:mois (?:de|d) )?{MONTH}{YEAR_AFTER}",
        _read_last_day,
    ),
)

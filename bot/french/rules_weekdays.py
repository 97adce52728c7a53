"""Rules for days of the week, weeks and week-ends: « lundi dernier », « la semaine prochaine »."""

import re
from datetime import timedelta

from bot.french.date_range import DateRange
from bot.french.fragments import AGO, ANY_MONTH, ANY_WEEKDAY, LAST, MONTH, NEXT, WEEKDAY
from bot.french.reading import NOTHING, Form, Reading, rule
from bot.french.resolve import Scope, clip, nth_weekday, single, week_of
from bot.french.rules_relative import last_day_of
from bot.french.spelling import MONTH_NUMBERS, WEEKDAY_NUMBERS
from bot.french.tense import Doubt, Tense
from bot.french.text import just_before

_HABIT_BEFORE = re.compile(
    r"(?:^| )(?:tous les|chaque|les|des|(?<!quelqu )un|une|l autre|certains|quel|quelque)$"
)
# After a weekday these say that it is another one than the nearest.
_OTHER_AFTER = re.compile(
    r" (?:en (?:8|15)|suivante?|precedente?|d apres|d avant|gras|noir|saint|des cendres|prochain"
    rf"|(?:ou|a|et|-) {ANY_WEEKDAY} (?:suivant|d apres)|(?:, )?(?:d )?{AGO} (?:\d+|un|une)"
    rf"|(?:de|du|d) (?!aujourdhui)\S+|\d\S*|1er|##|{ANY_MONTH}|[a-z]+ \d{{4}})(?!\S)"
)
_WEEKEND_WISH = re.compile(r"(?:^| )(?:bon|bons|tous les|chaque|les|un|le)$")
_SATURDAY = 5


def _read_weekday(found: re.Match[str], scope: Scope) -> Reading | None:
    number = WEEKDAY_NUMBERS[found["weekday"]]
    lead = found["lead"] or ""
    before = just_before(found.string, found.start())
    if _HABIT_BEFORE.search(before) or _OTHER_AFTER.match(found.string, found.end()):
        return Reading(Form.NOTHING, Doubt.AMBIGUOUS)
    if scope.tense is Tense.PAST:
        return _past_weekday(number, lead, found, scope)
    if found["last"]:
        return Reading(Form.WEEKDAY, Doubt.NOT_FUTURE)
    ahead = (number - scope.today.weekday()) % 7
    if found["next"] and ahead == 0:
        ahead = 7
    return Reading(Form.WEEKDAY, single(scope.today + timedelta(days=ahead), scope))


def _past_weekday(number: int, lead: str, found: re.Match[str], scope: Scope) -> Reading:
    if found["next"]:
        return Reading(Form.WEEKDAY, Doubt.NOT_PAST)
    is_today = number == scope.today.weekday()
    # « le lundi » is a habit or follows another date; « ce lundi » on a Monday may be today.
    if lead.strip() in {"le", "du", "au", "a", "pour", "des"} and not found["last"]:
        return Reading(Form.NOTHING, Doubt.AMBIGUOUS)
    if lead.strip() == "ce" and is_today:
        return Reading(Form.NOTHING, Doubt.AMBIGUOUS)
    return Reading(Form.WEEKDAY, single(last_day_of(number, scope.today), scope))


def _read_week(found: re.Match[str], scope: Scope) -> Reading:
    """« la semaine dernière », « cette semaine », and one day of that week if it is named."""
    said = found.groupdict()
    shift = -7 if said["previous"] else 7 if said["coming"] else 0
    week = week_of(scope.today + timedelta(days=shift))
    name = said.get("weekday") or said.get("weekday_after")
    if name:
        day = week.earliest + timedelta(days=WEEKDAY_NUMBERS[name])
        return Reading(Form.RELATIVE, single(day, scope))
    return Reading(Form.RELATIVE, clip(week, scope))


def _read_weekend(found: re.Match[str], scope: Scope) -> Reading:
    if found["other"]:
        return Reading(Form.NOTHING, Doubt.AMBIGUOUS)
    is_pointed = found["lead"] in {"ce", "du", "depuis le", "pendant le"} or found["previous"]
    if _WEEKEND_WISH.search(just_before(found.string, found.start())) or not (
        is_pointed or scope.tense is Tense.FUTURE
    ):
        return NOTHING
    saturday = week_of(scope.today).earliest + timedelta(days=_SATURDAY)
    if found["previous"] or (scope.tense is Tense.PAST and scope.today < saturday):
        saturday -= timedelta(days=7)
    return Reading(Form.RELATIVE, clip(DateRange(saturday, saturday + timedelta(days=1)), scope))


_WEEK = rf"(?:(?P<previous>semaine {LAST})|(?P<coming>semaine {NEXT})|cette semaine|semaine ci)"
_PART_OF_WEEK = r"(?:(?:en |au )?(?:debut|milieu|fin|courant) (?:de )?)?"
_DAY_IN_FRONT = rf"(?:(?:le |du |de )?{WEEKDAY}(?: ,)? (?:de )?)?"
_DAY_BEHIND = rf"(?:(?: ,)? (?:le )?(?P<weekday_after>{ANY_WEEKDAY}))?"

_NTH = {
    "1er": 1,
    "deuxieme": 2,
    "second": 2,
    "2eme": 2,
    "2e": 2,
    "troisieme": 3,
    "3eme": 3,
    "3e": 3,
    "quatrieme": 4,
    "4eme": 4,
    "dernier": -1,
}


def _read_nth_weekday(found: re.Match[str], scope: Scope) -> Reading:
    """« le premier lundi d'octobre », « le dernier vendredi de mai 2026 »."""
    day_of = nth_weekday(
        MONTH_NUMBERS[found["month"]], WEEKDAY_NUMBERS[found["weekday"]], _NTH[found["nth"]]
    )
    if found["year"]:
        return Reading(Form.DAY, single(day_of(int(found["year"])), scope))
    years = (0, -1) if scope.tense is Tense.PAST else (0, 1)
    days = (single(day_of(scope.today.year + offset), scope) for offset in years)
    value = next((day for day in days if isinstance(day, DateRange)), Doubt.AMBIGUOUS)
    return Reading(Form.DAY, value, lacks_year=True)


WEEKDAY_RULES = (
    rule(
        rf"(?:le )?(?P<nth>{'|'.join(_NTH)}) {WEEKDAY} (?:du mois )?(?:de|d) {MONTH}"
        r"(?: (?P<year>(?:19|20)\d\d))?",
        _read_nth_weekday,
    ),
    rule(
        rf"(?P<lead>(?:le|ce|de|du|d|au|a|depuis|pour|des) )?{WEEKDAY}"
        rf"(?:(?P<last> {LAST})|(?P<next> {NEXT}))?",
        _read_weekday,
    ),
    rule(rf"{_DAY_IN_FRONT}{_PART_OF_WEEK}(?:la )?{_WEEK}", _read_week),
    rule(rf"{_PART_OF_WEEK}(?:la )?{_WEEK}{_DAY_BEHIND}", _read_week),
    rule(
        rf"(?:(?P<lead>ce|le|du|depuis le|pendant le|au) )?(?:week end|weekend|we)"
        rf"(?: (?P<previous>{LAST})| (?P<other>{NEXT}|suivant|precedent|d avant|d apres|du|de|d))?",
        _read_weekend,
    ),
    # « du lundi au vendredi », « lundi-mardi » are habits.
    rule(
        rf"(?:(?:du|de|le) )?{ANY_WEEKDAY} (?:au|a|-|jusqu au) {ANY_WEEKDAY}",
        lambda found, scope: Reading(Form.NOTHING, Doubt.AMBIGUOUS),
    ),
    rule(
        r"(?:l )?avant (?:derniere?) semaine|semaine (?:d avant|d apres|suivante|precedente|avant)"
        r"|(?:la )?semaine \d{1,2}",
        lambda found, scope: NOTHING,
    ),
)

"""Rules for dates in figures: « 3/9 », « 12/09/26 », « 03.09.2026 », « 2026-09-03 »."""

import re

from bot.french.fragments import EDGE, WEEKDAY
from bot.french.reading import NOTHING, Form, Reading, rule
from bot.french.resolve import Parts, Scope, day_or_none, full_year, resolve
from bot.french.spelling import WEEKDAY_NUMBERS
from bot.french.tense import Doubt
from bot.french.text import just_before

# Words that may stand around a date given as a whole answer.
_ANSWER = re.compile(
    r"(?:(?:oui|non|euh|heu|ben|bah|bonjour|alors|c|ce|etait|est|cetait|cest|ct|je|crois|pense|que|:"
    r"|date|du|le|merci|svp|voila|ok|j ai|[.,(])(?: |$))*"
)
_NOT_A_DATE_BEFORE = re.compile(
    r"(?:^| )(?:n|no|nr|num|numero|ref|reference|dossier|contrat|ticket|commande|version|v|ios"
    r"|android|client|siret|code|article|art|page|chapitre|etape|note|notes|ip|firmware|modele"
    r"|format|ratio|taux|sur|les|aux|un|une|la)(?: (?:est|le|de|[.]))?$"
)
_NOT_A_DATE_AFTER = re.compile(
    r" (?:de|des|du|d|fois|e|eme|journees?|heures?|heure|tarif|etoiles?|points?|personnes?|jour"
    r"|semaine|mois|an|annee|mensualites?|factures?|prix|part|parts|litres?|appels?|courriers?"
    r"|mails?|tours?|versements?|echeances?|box|lignes?|temps|finale|pages?)(?!\S)"
)
_ENDS = re.compile(rf"(?: (?:tjrs?|tj|reponse|rep)(?!\S))|{EDGE}")
_SCREEN_RATIOS = frozenset({(16, 9), (4, 3), (24, 7)})


def _read_figures(found: re.Match[str], scope: Scope) -> Reading | None:
    numbers = re.split(r"[./-]", found["figures"])
    signs = set(re.findall(r"[./-]", found["figures"]))
    lead, before = found["lead"] or found["weekday"], just_before(found.string, found.start())
    if len(signs) != 1 or _NOT_A_DATE_BEFORE.search(before):
        return NOTHING
    sign = signs.pop()
    if len(numbers) == 3:
        return _read_three(numbers, sign, found, scope)
    if len(numbers) == 2 and len(numbers[1]) == 4:
        return _read_month_year(numbers, scope)
    if len(numbers) == 2 and max(map(len, numbers)) <= 2:
        is_said = bool(lead) or (sign in "/." and _is_whole_answer(found))
        return _read_two(numbers, sign, is_said, found, scope)
    return NOTHING


def _read_three(numbers: list[str], sign: str, found: re.Match[str], scope: Scope) -> Reading:
    if len(numbers[0]) == 4 and sign == "-" and all(len(part) == 2 for part in numbers[1:]):
        numbers = numbers[::-1]
    day, month, year = numbers
    if max(len(day), len(month)) > 2 or len(year) not in {2, 4}:
        return Reading(Form.NOTHING, Doubt.AMBIGUOUS if sign == "/" else None)
    is_padded = len(day) == len(month) == 2
    if (
        len(year) == 2
        and sign == "."
        and not (is_padded or found["lead"] or _is_whole_answer(found))
    ):
        # « 4.1.12 » amid a sentence is a version; alone it answers « quel jour ? ».
        return NOTHING
    parts = Parts(
        month=int(month),
        day=int(day),
        year=full_year(int(year), scope.today) if len(year) == 2 else int(year),
        weekday=_weekday(found),
    )
    if day_or_none(parts.year or 0, parts.month, int(day)) is None:
        return Reading(Form.DAY, Doubt.IMPOSSIBLE)
    return Reading(Form.DAY, resolve(parts, scope), parts)


def _read_month_year(numbers: list[str], scope: Scope) -> Reading:
    month, year = numbers
    if len(month) > 2 or not 1 <= int(month) <= 12 or year[:2] not in {"19", "20"}:
        return NOTHING
    parts = Parts(month=int(month), year=int(year))
    return Reading(Form.PERIOD, resolve(parts, scope), parts)


def _read_two(
    numbers: list[str], sign: str, is_said: bool, found: re.Match[str], scope: Scope
) -> Reading:
    day, month = map(int, numbers)
    has_two_figures = len(numbers[0]) == len(numbers[1]) == 2
    is_padded = has_two_figures and "0" in {numbers[0][0], numbers[1][0]}
    if sign == "-" and not (is_padded and found["lead"]):
        return NOTHING
    is_answer = has_two_figures and _is_whole_answer(found)
    if sign == "." and not found["lead"] and not is_answer:
        return NOTHING
    # « 04/11 appel » is a line of a log, « 3/4 appels » a share.
    after = _NOT_A_DATE_AFTER.match(found.string, found.end())
    if after and not is_padded and not (found["lead"] and after.group() == " e"):
        return NOTHING
    if not is_said and not is_padded:
        if sign != "/" or not _is_no_fraction(day, month):
            return NOTHING
        if found.start() and not _ENDS.match(found.string, found.end()):
            return Reading(Form.NOTHING, Doubt.AMBIGUOUS)
    if day_or_none(2028, month, day) is None:
        return Reading(Form.DAY, Doubt.IMPOSSIBLE) if is_said and month else NOTHING
    parts = Parts(month=month, day=day, weekday=_weekday(found))
    return Reading(Form.DAY, resolve(parts, scope), parts, lacks_year=True)


def _is_no_fraction(day: int, month: int) -> bool:
    """Whether nobody would write this as a fraction, a mark out of ten or a count."""
    if (day, month) in _SCREEN_RATIOS or month > 12:
        return False
    return (day > month and day > 4) or (day < month and month in {9, 11})


def _is_whole_answer(found: re.Match[str]) -> bool:
    before, after = found.string[: found.start()], found.string[found.end() :].lstrip()
    return bool(_ANSWER.fullmatch(before) and _ANSWER.fullmatch(after))


def _weekday(found: re.Match[str]) -> int | None:
    return WEEKDAY_NUMBERS[found["weekday"]] if found["weekday"] else None


_LEAD = r"(?:(?P<lead>le|du|au|depuis le|ce) )?"
_FIGURES = r"(?P<figures>\d+(?:[./-]\d+)+)"

NUMERIC_RULES = (
    rule(rf"{_LEAD}(?:{WEEKDAY}(?: ,)? (?:le )?)?{_FIGURES}", _read_figures),
    # « le 12 09 2026 », as dictation and telephone keyboards write it.
    rule(
        r"(?P<lead>le |du |depuis le )?(?P<day>\d{1,2}) (?P<month>0?\d|1[0-2]) (?P<year>20\d\d)",
        lambda found, scope: _read_spaced(found, scope),
    ),
    # « le trois onze », « le quinze du neuf », « 14 10 26 », as people say them.
    rule(
        r"(?P<lead>le )(?P<day>\d{1,2}) (?:du )?(?P<month>\d{1,2})(?: (?P<year>\d\d))?",
        lambda found, scope: _read_said(found, scope),
    ),
    rule(
        r"(?P<lead>)(?P<day>\d{1,2}) (?P<month>\d{1,2}) (?P<year>\d\d)",
        lambda found, scope: _read_said(found, scope),
    ),
)


def _read_said(found: re.Match[str], scope: Scope) -> Reading | None:
    day, month = int(found["day"]), int(found["month"])
    if not _is_whole_answer(found) or day_or_none(2028, month, day) is None:
        return None
    if not found["year"] and month == day + 1:
        # « le huit neuf »: the 8th of September, or the 8th or 9th?
        return Reading(Form.NOTHING, Doubt.AMBIGUOUS)
    year = full_year(int(found["year"]), scope.today) if found["year"] else None
    parts = Parts(month, day, year=year)
    return Reading(Form.DAY, resolve(parts, scope), parts, lacks_year=year is None)


def _read_spaced(found: re.Match[str], scope: Scope) -> Reading | None:
    is_alone = not just_before(found.string, found.start())[-1:].isdigit()
    is_followed = re.match(r" \d", found.string[found.end() :])
    is_first = found.start() == 0 and len(found["day"]) == len(found["month"]) == 2
    is_said = found["lead"] or is_first or _is_whole_answer(found)
    if not is_said or not is_alone or is_followed:
        return Reading(Form.NOTHING, Doubt.AMBIGUOUS)
    parts = Parts(int(found["month"]), int(found["day"]), year=int(found["year"]))
    return Reading(Form.DAY, resolve(parts, scope), parts)

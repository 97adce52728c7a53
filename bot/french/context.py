"""What the words around a date do to it: negation, « avant », « vers », an address, a future."""

import re
from dataclasses import replace
from datetime import timedelta

from bot.french.cues import speaks_of_future
from bot.french.date_range import DateRange
from bot.french.fragments import AGO, ROUGHLY_AFTER, ROUGHLY_BEFORE, VAGUE_AFTER
from bot.french.reading import Form, Reading
from bot.french.resolve import Part, Scope, clip, week_of, widen
from bot.french.sentence import Sentence
from bot.french.tense import Doubt, Tense

_START = r"(?:^| )"
_NOT_A_DATE_BEFORE = re.compile(
    _START
    + r"(?:(?:rue|place|pl|avenue|av|ave|boulevard|bd|bld|bvd|quai|square|impasse|allee|route"
    r"|chemin|cours|cite|residence|lotissement|pont|rond point|ecole|college|lycee|stade|salle"
    r"|gymnase|parking|metro|arret|station|quartier|caserne|esplanade|passage|faubourg|villa|parvis)"
    r"(?: (?:du|de la|de l|des|de))?"
    r"|(?:loi|decret|arrete|ordonnance|directive|reglement|article|circulaire)(?: \S+){0,3}"
    r"|(?:ne|nee|nes|nees|naissance|anniversaire)(?: le| en| :| est| c est)?"
    r"|date de naissance(?: \S+)?)$"
)
_NEGATED_BEFORE = re.compile(
    _START + r"(?:pas|et non|non pas|ni|plutot que|plutot qu|au lieu|sauf|hormis)"
    r"(?: (?:du|de|le|en|la|a|au|d|l))?$"
)
_SHIFT_BEFORE = re.compile(
    _START
    + r"(?P<name>avant veille|veille|lendemain|surlendemain)(?: (?:du|de|d))?(?: (?:la|l|le))?$"
)
_SHIFTS = {"avant veille": -2, "veille": -1, "lendemain": 1, "surlendemain": 2}
# « trois jours après le dégât des eaux, le 19 octobre »: another day than the one named.
_COUNTED_FROM_EVENT_BEFORE = re.compile(
    _START + r"(?:\d+|une?) (?:jour|semaine|mois) (?:apres|avant)"
    r" (?:le|la|l|les|une?|mon|ma|mes|son|sa|notre|leur|ce|cette|qu|que)"
    r" (?:[^\s.!?]+ ){0,8}[^\s.!?]+$"
)
# « il y a eu huit jours mardi »: of the week before that Tuesday.
_COUNTED_TO_WEEKDAY_BEFORE = re.compile(
    r"(?:^| )(?:(?:il )?y a|ya|ca (?:a )?fait|cela (?:a )?fait)(?: eu)? \d+ jour$"
)
_WEEK_BEFORE = re.compile(_START + r"semaine$")
_UNBOUNDED_BEFORE = re.compile(
    _START
    + r"(?:entre|avant|apres|jusqu|jusque|d ici|ici|au dela|posterieur|anterieur|week ?end|we"
    r"|vacances?|conges?|passe(?= le$))(?: (?:a|au|la|le|l|en|du|de|de la|de l|d))*$"
)
_FORWARD_BEFORE = re.compile(
    _START + r"(?:pour|a partir|a compter|des|effet|effective?|reporte|repousse|decale|valable)"
    r"(?: (?:au|le|du|de|en|la|a))?$"
)
_FORWARD_LEADS = {
    Form.DAY: frozenset({"au"}),
    Form.BARE_DAY: frozenset({"au"}),
    Form.HOLIDAY: frozenset({"pour", "des"}),
    Form.WEEKDAY: frozenset({"au", "pour", "des"}),
}
_BETWEEN_BEFORE = re.compile(_START + r"entre (?:\S+ ){1,6}et$")
_SPOILT_YEAR_AFTER = re.compile(
    r" (?:##|\d{3,4}(?!\S)|\d+[./-]\S+"
    r"|\d\d(?! (?:jour|semaine|mois|an|annee|fois|heures?|minutes?|appels?|mails?|courriers?|#))"
    r"(?!\S))"
)
_OTHER_YEAR_AFTER = re.compile(
    r"(?: ,)?(?: (?:de|d))? (?:l (?:annee|an) (?:d avant|avant|precedente?|suivante?)"
    rf"|(?:la )?meme annee|{AGO} (?:\d+|un|une) (?:an|annee))"
)
_YEAR_BEFORE = re.compile(r"(?:^| )(?P<year>(?:19|20)\d\d)(?: [.,(-])?$")
_YEAR_NEAR_AFTER = re.compile(r"(?: [^\s.,]+){0,3} (?P<year>(?:19|20)\d\d)(?!\S)")
_COMING_AFTER = re.compile(r" (?:prochain|a venir|qui vient)(?!\S)")
_OTHER_EVENT_BEFORE = re.compile(
    _START + r"(?:avant veille|veille|lendemain|surlendemain) (?:de|du|d) (?:\S+ ){0,2}\S+$"
)
_BARE_YEAR_AFTER = re.compile(r" (?:19|20)\d\d(?!\S)")
_OTHER_YEARS_AFTER = re.compile(r" (?:ou|et|a|/|-) (?:en )?(?:19|20)\d\d(?!\S)")
_OTHER_COUNT_AFTER = re.compile(
    r" (?:(?:et )?(?:\d+[/-]\d+|##)|ou (?:\d|une? |plus|moins)"
    r"|(?:, )?(?:\d+|un|une) (?:jour|semaine|mois))"
)
_VAGUE_AFTER = re.compile(VAGUE_AFTER)
_ROUGHLY_AFTER = re.compile(ROUGHLY_AFTER)
_WEEK_LENGTH = 7
_MONTH_LENGTH = 28


def in_context(sentence: Sentence, reading: Reading, scope: Scope) -> Reading:
    """The reading as the words before and after it leave it."""
    if reading.value is None or reading.form is Form.NOTHING:
        return reading
    before, after = sentence.before(reading.first), sentence.after(reading.last)
    after = f" {after}" if after else ""
    if _NOT_A_DATE_BEFORE.search(before) or _NEGATED_BEFORE.search(before):
        return reading.meaning(None)
    if not isinstance(reading.value, DateRange):
        return reading
    doubt = _doubt_before(sentence, reading, before, scope) or _doubt_after(reading, after, scope)
    if doubt is None and reading.is_loose and speaks_of_future(sentence, reading, scope):
        doubt = Doubt.NOT_PAST
    if doubt is not None:
        return reading.meaning(doubt)
    return _moved(sentence, reading, before, after, scope)


def _doubt_before(sentence: Sentence, reading: Reading, before: str, scope: Scope) -> Doubt | None:
    if _UNBOUNDED_BEFORE.search(before) or _BETWEEN_BEFORE.search(before):
        return Doubt.VAGUE
    if _COUNTED_FROM_EVENT_BEFORE.search(before):
        return Doubt.VAGUE
    if reading.form is Form.WEEKDAY and _COUNTED_TO_WEEKDAY_BEFORE.search(before):
        return Doubt.VAGUE
    if reading.form is Form.PERIOD and before.endswith(" jour"):
        return Doubt.VAGUE
    if _OTHER_EVENT_BEFORE.search(before) and not _SHIFT_BEFORE.search(before):
        return Doubt.VAGUE
    if reading.lacks_year and _says_other_year(_YEAR_BEFORE.search(before), reading):
        return Doubt.AMBIGUOUS
    if _follows_number(sentence, reading, before):
        return Doubt.AMBIGUOUS
    if scope.tense is Tense.FUTURE or not reading.is_loose:
        return None
    leads = _FORWARD_LEADS.get(reading.form, frozenset())
    leads_on = sentence.tokens[reading.first].text in leads
    return Doubt.AMBIGUOUS if leads_on or _FORWARD_BEFORE.search(before) else None


def _doubt_after(reading: Reading, after: str, scope: Scope) -> Doubt | None:
    if _VAGUE_AFTER.match(after):
        return Doubt.VAGUE
    if _COMING_AFTER.match(after) and scope.tense is Tense.PAST:
        return Doubt.NOT_PAST
    if reading.form is Form.RELATIVE and _OTHER_COUNT_AFTER.match(after):
        return Doubt.VAGUE
    if reading.form is Form.YEAR and _OTHER_YEARS_AFTER.match(after):
        return Doubt.AMBIGUOUS
    if reading.form in {Form.DAY, Form.PERIOD} and _BARE_YEAR_AFTER.match(after):
        return Doubt.AMBIGUOUS
    is_spoilt = reading.lacks_year and (
        _SPOILT_YEAR_AFTER.match(after)
        or _OTHER_YEAR_AFTER.match(after)
        or _says_other_year(_YEAR_NEAR_AFTER.match(after), reading)
    )
    return Doubt.AMBIGUOUS if is_spoilt else None


def _says_other_year(said: re.Match[str] | None, reading: Reading) -> bool:
    assert isinstance(reading.value, DateRange)
    return said is not None and int(said["year"]) != reading.value.earliest.year


def _follows_number(sentence: Sentence, reading: Reading, before: str) -> bool:
    """« le 7 8 juin », « le 31 mi 2023 »: the number in front may belong to the date."""
    first = sentence.tokens[reading.first].text
    is_bare = first[:1].isdigit() and reading.lacks_year
    is_part = first in {"debut", "mi", "milieu", "fin", "courant"}
    return (is_bare or is_part) and before[-1:].isdigit()


def _moved(sentence: Sentence, reading: Reading, before: str, after: str, scope: Scope) -> Reading:
    """« la veille de », « la semaine du », « vers »: other days than those named."""
    days = reading.value
    assert isinstance(days, DateRange)
    if shift := _SHIFT_BEFORE.search(before):
        if not days.exact:
            return reading.meaning(Doubt.VAGUE)
        delta = timedelta(days=_SHIFTS[shift["name"]])
        moved = clip(DateRange(days.earliest + delta, days.latest + delta), scope)
        first = _token_at(reading, before, shift.start("name"))
        return replace(reading, value=moved, first=first)
    is_of = sentence.tokens[reading.first].text in {"du", "de", "d"}
    if is_of and days.exact and (week := _WEEK_BEFORE.search(before)):
        first = _token_at(reading, before, week.start())
        return replace(reading, value=clip(week_of(days.earliest), scope), first=first)
    if rough := ROUGHLY_BEFORE.search(before):
        first = _token_at(reading, before, rough.start())
        return replace(
            reading, value=widen(days, _margin(reading, days, scope), scope), first=first
        )
    if _ROUGHLY_AFTER.match(after):
        return reading.meaning(widen(days, _margin(reading, days, scope), scope))
    return reading


def _token_at(reading: Reading, before: str, position: int) -> int:
    """The token at a position of the words before a date."""
    return reading.first - len(before[position:].split())


def _margin(reading: Reading, days: DateRange, scope: Scope) -> int:
    """3 days around days and weeks, 10 around months; « vers fin mars » is wide already."""
    if reading.form is Form.YEAR or (reading.parts and reading.parts.part is not Part.WHOLE):
        return 0
    if days.exact and reading.form is Form.RELATIVE:
        return 3 if abs((scope.today - days.earliest).days) < _MONTH_LENGTH else 10
    return 3 if (days.latest - days.earliest).days < _WEEK_LENGTH else 10

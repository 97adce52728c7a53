"""Units, rates and fractions in words: « 15 min », « 0,15 €/min », « 7j/7 », « 1/2 h », « 2 h ½ ».

Their numbers stay in figures, which are said after. Written fractions are with « / », typographic
ones with « ⁄ ».
"""

import re
from collections.abc import Callable

from bot.french.say import DAYS
from bot.french.spoken.vocabulary import vocabulary

Found = re.Match[str]

_UNITS: dict[str, str] = vocabulary()["units"]
_SHORT = "|".join(sorted(_UNITS, key=len, reverse=True))
_LONG = "|".join(each.replace(" ", "s? ") + "s?" for each in _UNITS.values())
_PER = "|".join([_SHORT, *vocabulary()["per"]])
_PLURAL_FROM = 2
# Not « le 3 j'ai », nor the « m » of a longer word.
_ENDS = r"(?![\w'])"
_HOUR = ("h", "H", "heure")
_TIME = r"(?:h|H|heures?|j|jours?|semaines?|mois|ans?)"
_PART = r"(?<![\d/⁄.,])(?P<part>1[/⁄]2|[12][/⁄]3|[13][/⁄]4)(?![\d/⁄])"
_PARTS = {
    "1/2": ("1 demi", "et demi"),
    "1/3": ("1 tiers", "1 tiers"),
    "2/3": ("2 tiers", "2 tiers"),
    "1/4": ("1 quart", "et quart"),
    "3/4": ("3 quarts", "3 quarts"),
}
# Before these, no « un »: « une 1/2 journée », « par 1/4 d'heure ».
_COUNTED = r"\b(?:[Uu]ne?|la|cette|par|chaque|premi(?:er|ère)|derni(?:er|ère)) "
# « le 1/3 » and « les 1/2 et 8/2 » are days; « les 3/4 des cas » and « 1/2 h » are not.
_BEFORE_DAY = rf"\b(?:les?|du|au|{'|'.join(DAYS)}) "


def _whole_and_part(found: Found) -> str:
    """``2 h et demie``; without a unit, « 2 1/2 » may be anything."""
    unit = found["unit"] or found["after"]
    if not unit and "⁄" not in found["part"]:
        return found[0]
    more = _PARTS[found["part"].replace("⁄", "/")][1]
    feminine = unit and unit.rstrip("s") in (*_HOUR, "semaine")
    if more.endswith("demi") and feminine:
        more += "e"
    return " ".join(filter(None, (found["whole"], unit, more)))


def _part(found: Found) -> str:
    """``1 demi-heure``, ``3 quarts d'heure``, ``2 tiers``; a day as it is written."""
    of, before = found["of"], found["day"] or found["counted"] or ""
    if found["day"] and of is None:
        return found[0]
    noun = "heure" if of and of.strip().rstrip("s") in _HOUR else (of or "").strip(" s")
    several = before.startswith("les ")
    said = _PARTS[found["part"].replace("⁄", "/")][0]
    if before and (noun or not several):
        said = said.removeprefix("1 ")
    if noun:
        half = said.endswith("demi")
        said += f"-{noun}" if half else f" d'{noun}" if noun == "heure" else f" de {noun}"
        said += "s" if several and half else ""
    return f"{before}{said}"


def _unit(found: Found) -> str:
    """``15 minutes``; thousands apart, lest they be a postcode or a short phone number."""
    whole, comma, decimals = found["number"].replace(" ", "").partition(",")
    written = whole if whole.startswith("0") else f"{int(whole):,}".replace(",", " ")
    plural = "s" if int(whole) >= _PLURAL_FROM else ""
    words = [f"{word}{plural}" for word in _UNITS[found["unit"]].split()]
    return " ".join([f"{written}{comma}{decimals}", *words])


def _rate(found: Found) -> str:
    """``0,15 € par minute``."""
    return f"{found['what']} par {_UNITS.get(found['per'], found['per'])}"


# Read from the top.
READ_IN_FULL: tuple[tuple[re.Pattern[str], Callable[[Found], str]], ...] = (
    (
        re.compile(
            rf"(?<![\d/,.])(?P<whole>\d+)(?: ?(?P<unit>{_TIME}))? (?:et )?{_PART}"
            r"(?! (?:journée|tarif))"
            rf"(?: ?(?P<after>{_TIME}){_ENDS})?"
        ),
        _whole_and_part,
    ),
    (
        re.compile(
            rf"(?:(?P<day>{_BEFORE_DAY})|(?P<counted>{_COUNTED}))?{_PART}(?!,? (?:au|et) \d)"
            rf"(?P<of> ?(?:h|H|heure|journée|tarif)s?{_ENDS}| ?(?= d'| d(?:es|u) | de (?!\d)))?"
        ),
        _part,
    ),
    # « 5-10 min », « 9h-12h30 »
    (
        re.compile(
            r"(?<![\w.-])(?P<from>\d+(?: ?[hH](?: ?\d\d)?)?) ?[-–] ?"
            rf"(?=\d+ ?(?:(?:{_SHORT}|€|%){_ENDS}|[hH] ?\d\d))"
        ),
        lambda found: f"{found['from']} à ",
    ),
    (
        re.compile(
            rf"(?P<number>(?:\d{{1,3}}(?: \d{{3}})+(?!\d)|\d+)(?:,\d+)?) ?(?P<unit>{_SHORT}){_ENDS}"
        ),
        _unit,
    ),
    (re.compile(rf"(?P<what>€|{_LONG}) ?/ ?(?P<per>{_PER}){_ENDS}"), _rate),
    # « 7 jours/7 », « 1 samedi/2 », « 24 heures/24 »; « 14 heures/18 heures » are two hours.
    (
        re.compile(
            rf"(?P<what>\d (?:jour|semaine|mois|fois|{'|'.join(DAYS)})s?|24 heures) ?/ ?"
            r"(?=\d{1,2}(?![\d/:]))"
        ),
        lambda found: f"{found['what']} sur ",
    ),
    (
        re.compile(rf"(?P<day>{_BEFORE_DAY})?(?<![\d/.,])(?P<all>24|7)/(?P=all)(?![\d/])"),
        lambda found: found[0] if found["day"] else f"{found['all']} sur {found['all']}",
    ),
)

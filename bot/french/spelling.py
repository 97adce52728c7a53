"""The words of a calendar, recognised with their abbreviations and their typing errors."""

from collections.abc import Mapping

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.french.say import DAYS, MONTHS
from bot.french.text import fold

MONTH_NUMBERS: Mapping[str, int] = {fold(name): n for n, name in enumerate(MONTHS, start=1)}
"""Folded month name to its number, 1 to 12."""
WEEKDAY_NUMBERS: Mapping[str, int] = {name: n for n, name in enumerate(DAYS)}
"""Weekday name to its number, Monday 0."""


def words(text: str) -> frozenset[str]:
    """The words of a text, as a set."""
    return frozenset(text.split())


_MONTH_FORMS = {
    "janvier": "janv jan jenvier janvie jenvie january",
    "fevrier": "fevr fev fevrie fevier february",
    "mars": "marss marse",
    "avril": "avr avri avrl april",
    "mai": "maii",
    "juin": "juins juinn",
    "juillet": "juil juill jul juilet juiyet july juillez julliet julyet",
    "aout": "aou aoutt aouts aoout august",
    "septembre": "sep septbr",
    "octobre": "oct octob",
    "novembre": "nov novemb",
    "decembre": "dec decemb",
}
_WEEKDAY_FORMS = {
    "lundi": "lindi ludni lunid lundii lunndi lundy",
    "mardi": "madri mrdi mardii marid mardy",
    "mercredi": "mercr",
    "jeudi": "jedui jeudii juedi jeudy",
    "vendredi": "vendr",
    "samedi": "samdi smaedi samediii",
    "dimanche": "dimnche",
}
_KEYWORD_FORMS = {
    "jour": "jours jrs jr jor jous journs jourss",
    "semaine": "semaines semene sem sems semain semaien semane semaie semmaine semiane smaine",
    "mois": "moiis",
    "an": "ans lan",
    "annee": "annees annes lannee lanee anee",
    "dernier": "derniere dernieres derniers denier deniere derier derniee dernie dernierre der",
    "prochain": "prochaine prochains prochaines prochin prochian",
    "passe": "passee passes passees",
    "debut": "deb dbut debu debtu debuut",
    "fin": "finn",
    "courant": "courrant courent",
    "milieu": "millieu mileu",
    "weekend": "weekends wk wkend",
    "1er": "premier premiere 1ier 1ere 1e prmier permier",
    "hier": "hiers hyer ier yer",
    "aujourdhui": "aujourdui aujoudhui aujourdh ajd auj aujourduit aujourdhuit ojd ojourdui",
    "demain": "2main dmain demin",
    "paques": "paque pacques",
    "pentecote": "pentecotes pantecote pentcote",
    "toussaint": "latoussaint toussaints toussain tousaint tousain",
    "ascension": "lascension lassension lassencion assension assencion ascenssion ascencion",
    "environ": "environs enviro envirron",
    "veille": "veilles veill veil veile",
    "lendemain": "lendemin lendemein landemain lendmain lendemains lendemai",
    "pour": "pr",
}
_MONTHS_BY_FORM = {form: name for name, forms in _MONTH_FORMS.items() for form in forms.split()}
_WEEKDAYS_BY_FORM = {form: day for day, forms in _WEEKDAY_FORMS.items() for form in forms.split()}
_KEYWORDS_BY_FORM = {form: word for word, forms in _KEYWORD_FORMS.items() for form in forms.split()}

# Ordinary words one or two typing errors away from a month or a day.
_ORDINARY = words(
    "nombre membre levrier ferrier fourrier fourier sevrier billet feuillet gilet millet guillet"
    " jaillit juilly decombre decombres decentre demembre demembree denombre delambre decelere"
    " noverre mari marie manche avis vendre vendredis samedis dimanches mercredis lundis mardis"
    " jeudis"
)
_LONG_NAME = 8
# Two names this far from a word, or farther, are not mistaken for each other.
_FAR = 4
_LONG_MONTHS = tuple(name for name in MONTH_NUMBERS if len(name) >= 6)
_LONG_WEEKDAYS = tuple(name for name in WEEKDAY_NUMBERS if len(name) >= 6)
_MONTHS_WITH_TYPOS = (*_LONG_MONTHS, "avril")


def is_month(word: str) -> bool:
    """Whether a folded word is a month's own name, spelt right."""
    return word in MONTH_NUMBERS


def month_named(word: str) -> str | None:
    """The folded month name meant by a folded word, abbreviations and typos included.

    « mai » and « mars » are read only when spelt right: « mais » and « marre » are words.
    « sept » is left to the caller, since it is a number too.
    """
    if is_month(word):
        return word
    return _MONTHS_BY_FORM.get(word) or _nearest(word, _MONTHS_WITH_TYPOS)


def weekday_named(word: str) -> str | None:
    """The weekday meant by a folded word, typos included; plurals are habits, not days."""
    if word in WEEKDAY_NUMBERS:
        return word
    return _WEEKDAYS_BY_FORM.get(word) or _nearest(word, _LONG_WEEKDAYS, farthest=1)


def keyword(word: str) -> str:
    """The plain form of a word the grammar knows (« semaien » is « semaine »), or the word."""
    return _KEYWORDS_BY_FORM.get(word, word)


def _nearest(word: str, names: tuple[str, ...], farthest: int = 2) -> str | None:
    """The one name within reach of a misspelt word, if no other name comes close."""
    if len(word) < 5 or word in _ORDINARY:
        return None
    ranked = process.extract(word, names, scorer=OSA.distance, score_cutoff=_FAR, limit=None)
    if not ranked:
        return None
    distance, name = min((each[1], each[0]) for each in ranked)
    second = min((each[1] for each in ranked if each[0] != name), default=_FAR + 1)
    if distance > (farthest if len(name) >= _LONG_NAME else 1):
        return None
    if distance == 2 and (word[0] != name[0] or abs(len(word) - len(name)) > 1 or second < 4):
        return None
    return name if second > distance else None

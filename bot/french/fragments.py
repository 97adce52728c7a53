"""Pieces of patterns that several rules of the date grammar share."""

import re

from bot.french.spelling import MONTH_NUMBERS, WEEKDAY_NUMBERS

MONTH = rf"(?P<month>{'|'.join(MONTH_NUMBERS)})"
WEEKDAY = rf"(?P<weekday>{'|'.join(WEEKDAY_NUMBERS)})"
ANY_MONTH = rf"(?:{'|'.join(MONTH_NUMBERS)})"
ANY_WEEKDAY = rf"(?:{'|'.join(WEEKDAY_NUMBERS)})"
LAST = r"(?:dernier|passe)(?! (?:delai|carat|rappel|recours))"
NEXT = r"(?:prochain|pro|proch)"
AGO = r"(?:(?:il )?(?:y a|ya|i a|ia)|ilya)"

_LAST_YEAR = rf"(?:l )?(?:annee|an) {LAST}"
_THIS_YEAR = r"(?:cette annee|l annee en cours)"
YEAR_BEFORE = (
    rf"(?:(?:(?P<last_year_before>{_LAST_YEAR})|(?P<this_year_before>{_THIS_YEAR}))(?: ,)? )?"
)
"""« l'année dernière, » in front of a date."""

# Two figures after a month are a year only where nothing else can follow.
_STOP = (
    r"(?= (?:[.,(]|et|mais|j|je|g|jai|il|ils|on|elle|nous|sans|pas|toujours|rien|aucun|aucune"
    r"|a|au|par|pour|puis|que|qui|orange|sfr|free|bouygues)(?!\S)|$)"
)
YEAR_AFTER = (
    r"(?:"
    r"(?: [,(/.-])?(?: (?:de|en|d|annee|de l annee|en l annee))? (?P<year>(?:19|20)\d\d)"
    rf"|(?: ,)?(?: (?:de|d))? (?P<last_year>{_LAST_YEAR})"
    rf"|(?: ,)?(?: de)? (?P<this_year>{_THIS_YEAR})"
    rf"|(?P<short_year> \d\d){_STOP}"
    rf"|(?P<last> {LAST})"
    rf"|(?P<next> {NEXT})"
    r")?"
)
"""« 2025 », « de l'année dernière », « dernier », « 25 » after a month."""

UNIT = r"(?P<unit>jour|semaine|mois|an|annee)"
ABOUT = (
    r"(?:environ|a peu pres|a peut pres|a peu prs|approximativement|approx|presque|quasi"
    r"|quasiment|bientot|pas loin de|pas loin d|grosso modo|plus ou moins|genre|dans les|autour de"
    r"|facile|quelque chose comme)"
)
ROUGHLY_AFTER = (
    r"(?: (?:environ|a peu pres|a peut pres|approximativement|approx|par la|ou par la"
    r"|plus ou moins|grosso modo|dans ces eaux la|(?:ou )?quelque chose comme (?:ca|cela)"
    r"|a quelques jour pres|a 1 ou 2 jour pres|a 2 3 jour pres|a un jour pres|(?:dans )?ces eaux la)"
    r"(?!\S))"
)
ROUGHLY_BEFORE = re.compile(
    rf"(?:^| )(?:vers|autour|alentours?|aux environ|a l environ|{ABOUT})(?: (?:du|de|le|la|d|a|au|les))?$"
)
VAGUE_AFTER = (
    r"(?: (?:et quelques?|et des poussieres|et plus|et demi passe|ou plus|au moins|minimum|mini|au plus tard"
    r"|au plus tot|au plus|max|maximum|dernier delai|ou avant|ou apres|et avant|et apres"
    r"|suivants?|suivante|precedents?|precedente|d apres|d avant)(?!\S))"
)
EDGE = r"(?=(?: (?:[.,(/-]|ou|et|au|a|mais|j|je|g|jai|il|ils|on|non|pas|euh|sans|que|qui|pour|matin|soir)(?!\S))|$)"
"""What may follow a day number that stands without its month."""

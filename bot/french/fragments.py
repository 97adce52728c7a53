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
    rf"(?:(?:de |a |des |depuis )?(?:(?P<last_year_before>{_LAST_YEAR})"
    rf"|(?P<this_year_before>{_THIS_YEAR}))(?: ,)? )?"
)
"""« l'année dernière, » in front of a date."""

# Two figures after a month are a year only where nothing else can follow.
_STOP = (
    r"(?= (?:[.,:()]|et|mais|j|je|g|jai|il|ils|on|elle|nous|sans|pas|toujours|rien|aucun|aucune"
    r"|a|au|par|pour|puis|que|qui|orange|sfr|free|bouygues)(?!\S)|$)"
)
YEAR_AFTER = (
    r"(?:"
    r"(?: [,(/.-])?(?: (?:de|en|d|an|annee|(?:de|en) l (?:an|annee)))? (?P<year>(?:19|20)\d\d)"
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
    r"|a (?:quelques|un|2|2 3|1 ou 2|2 ou 3) jour pres|ces eaux la)"
    r"(?!\S))"
)
ROUGHLY_BEFORE = re.compile(
    rf"(?:^| )(?:vers|autour|alentours?|aux environ|a l environ|{ABOUT})"
    r"(?: (?:du|de|le|la|d|a|au|les))?$"
)
_END = r"(?= [.,:()]|$)"
_BY = r"(?! (?:l|le|la|les|mon|ma|mes|leurs?|eux|vous|lui|elle|son|sa)(?!\S))"
VAGUE_AFTER = (
    rf"(?: (?:(?:et quelques?|et des poussieres|ou plus|et plus|ou moins|ou avant|ou apres){_END}"
    r"|(?:au moins|minimum|mini|maximum|max|au plus tard|au plus tot|au plus|dernier delai"
    rf"|suivante?s?|precedente?s?|(?:d apres|d avant){_BY})(?!\S)))"
)
# Words that begin something new: a day number in front of one lacks its month.
_NEW_START = (
    r"ou|et|au|a|mais|j|je|g|jai|il|ils|elle|elles|on|nous|vous|vs|non|pas|euh|sans|que|qui|pour|par"
    r"|chez|avec|aupres|dans|en|puis|apres|avant|depuis|mon|ma|mes|leur|leurs|sur|car|donc|alors"
    r"|mais|c|ce|est|es|y|ya|la|le|les|un|une|toujours|rien|aucun|aucune|matin|soir|orange|sfr|free"
    r"|bouygues|sosh|red"
)
_OF_THE_MONTH = r"du mois(?! (?:de|d|dernier|passe|prochain)(?!\S))"
EDGE = rf"(?=(?: (?:[.,:()/-]|{_NEW_START}|{_OF_THE_MONTH})(?!\S))|$)"
"""What may follow a day number that stands without its month."""

"""Signs that a sentence speaks of what is still to come: « ils rappelleront lundi »."""

import re

from bot.french.reading import Reading
from bot.french.resolve import Scope
from bot.french.sentence import Sentence
from bot.french.spelling import words
from bot.french.tense import Tense

_BOUNDARY = frozenset(
    {".", ",", "(", ")", "et", "mais", "car", "donc", "puis", "alors", "parce", "depuis"}
)
# « envoyé le 3 novembre combien de temps je dois attendre »: what is asked is of another time.
_BOUNDARY_AFTER = _BOUNDARY | {"combien", "comment", "pourquoi", "quand", "quoi"}
_FUTURE_VERB = re.compile(r"\w*(?:er|ir|dr|rr|vr|ur|tr)(?:ai|as|a|ons|ez|ont|ais|ait|aient)")
_FUTURE_ENDING = re.compile(r"r(?:ai|as|a|ons|ez|ont|ais|ait|aient)(?!\S)")
# Same endings, no future.
_NO_FUTURE = words(
    "voudrais voudrait aimerais aimerait souhaiterais souhaiterait pourrais pourrait pourriez"
    " faudrait dirais dirai aurais aurait serait devrais entrait montrait parait paraitrait"
    " vrai extra ultra opera camera contra para libera numera entrez montrez rentrez rencontrez"
    " figurez entrons montrons rentrons entra entrai montra rencontra rencontrai"
)
# Verbs in -rer, -rir or -vrir: their past ends as the future of others. Whole stems: « tira » is
# told, « partira » announced.
_PAST_OF_R = re.compile(
    r"(?:livr|delivr|r?ouvr|offr|souffr|(?:de|re)?couvr|(?:re|at)?tir|vir|esper|prefer|consider"
    r"|recuper|differ|jur|(?:en)?dur|r?assur|mesur|(?:par|ac|se)?cour|pleur|demeur|mour|r?entr|montr"
    r"|rencontr|desir|respir|declar|prepar|repar|separ|compar|gar|gener|refer|adher|diger|oper)"
    r"(?:ais|ait|aient|ai|a)"
)
_GOING_TO = re.compile(
    r"(?:^| )(?:vais|vas|va|allons|allez|vont|vai) (?:\S+ ){0,3}?\S+(?:er|ir|re)(?!\S)"
)
_MUST = re.compile(
    r"(?:^| )(?:dois|doit|doivent|devons|devez|devrait|devraient|devrais) (?:\S+ ){0,3}?"
    r"\S+(?:er|ir|re)(?!\S)"
)
_PROMISE = re.compile(
    r"(?:^| )(?:prochain|prochaine|(?<!que )prevue?s?|promet|promettent|promis|rdv"
    r"|rendez vous|echeance|attendues?|programmee?s?|planifiee?s?|reviens|reviennent)(?!\S)"
)
# « ma lettre du 3 mars » is written already, « le rendez-vous du 3 mars » may be to come.
_APPOINTMENT_BEFORE = re.compile(
    r"(?:^| )(?:rdv|rendez vous|echeance|visite|passage|reunion|audience|intervention)$"
)
_DONE = re.compile(
    r"(?:^| )(?:eu|avait|avais|avions|avaient|etait|etaient|etais|manquee?|ratee?|loupee?|annulee?"
    r"|honoree?|venue?|venus|jamais|recue?|n a|n est|n ont)(?!\S)"
)
_PRESENT = re.compile(
    r"(?:^| )(?:passe|passent|vient|viens|viennent|rappelle|rappelles|rappellent|appelle|appellent"
    r"|envoie|envoient|repasse|revient)(?!\S)"
)
_AUXILIARY = re.compile(
    r"(?:^| )(?:ai|as|a|avons|avez|ont|suis|est|es|sommes|etes|sont|etait|avait|avais|eu|jai|g|ete"
    r"|etais|ma|mont|m ont|on m)(?!\S)"
)


def speaks_of_future(sentence: Sentence, reading: Reading, scope: Scope) -> bool:
    """Whether the clause around a date announces something, although the past is meant."""
    if scope.tense is Tense.FUTURE:
        return False
    if sentence.tokens[reading.first].text in {"du", "de", "d"}:
        return bool(_APPOINTMENT_BEFORE.search(sentence.before(reading.first)))
    clause = f"{_clause_before(sentence, reading)} {_clause_after(sentence, reading)}".strip()
    if _FUTURE_ENDING.search(clause) and any(map(_is_future, clause.split())):
        return True
    if _GOING_TO.search(clause) or (_MUST.search(clause) and not _DONE.search(clause)):
        return True
    if _PROMISE.search(clause) and not _DONE.search(clause):
        return True
    return bool(_PRESENT.search(clause) and not _AUXILIARY.search(clause))


def _is_future(word: str) -> bool:
    is_past = word in _NO_FUTURE or _PAST_OF_R.fullmatch(word)
    return not is_past and bool(_FUTURE_VERB.fullmatch(word)) and len(word) > 3


def _clause_before(sentence: Sentence, reading: Reading) -> str:
    clause: list[str] = []
    for token in reversed(sentence.tokens[: reading.first]):
        if token.text in _BOUNDARY:
            break
        clause.append(token.text)
    return " ".join(reversed(clause))


def _clause_after(sentence: Sentence, reading: Reading) -> str:
    clause: list[str] = []
    for token in sentence.tokens[reading.last :]:
        if token.text in _BOUNDARY_AFTER:
            break
        clause.append(token.text)
    return " ".join(clause)

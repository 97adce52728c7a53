"""A message as the cues read it: plain words in a row, typing errors mended, dates marked."""

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from rapidfuzz import fuzz

from bot.french.date_range import DateRange
from bot.french.dates import FoundDate, RefusedDate, find_dates, find_refused_dates
from bot.french.tense import Doubt
from bot.operators import operator_spans
from bot.understanding.features import sound, words

DATE, STOP, OPERATOR = "zdate", "zstop", "zop"

# Words the cues look for: others are mended towards them when they sound the same or nearly so.
_VOCABULARY = tuple(
    """
    ecrit ecris ecrire envoye envoyer reclame reclamation plainte contacte appele appel telephone
    poste expedie adresse depose signale conteste courrier lettre recommande mail courriel message
    formulaire service clients consommateurs mediateur operateur conseiller reponse repondu
    repondent repond retour nouvelle nouvelles silence satisfait satisfaite satisfaisante convient
    refuse refusent rejete propose rembourse tribunal juge justice avocat avis saisi saisine dossier
    complet facture prelevement preleve panne resilie resiliation premier premiere deuxieme second
    seconde encore jamais toujours aucun aucune rien relance erreur trompe plutot oublie souviens
    rappelle sais idee internet papier ecrits probleme regle resolu boutique recommencer
    recommence
    """.split()  # noqa: SIM905
)
# Too close to a cue in sound or letters, and of another meaning.
_KEPT = frozenset(
    """
    ecran appelle appelles poster poser pose depot depuis regler reglent nouveau nouveaux adressent
    propre rappele rappeler rappellent contact contacter envoi envoie service services juger
    complete completer second seconds facturer factures saisir saisie refuser dossiers lettres
    reclam postes clic repondre mails appels courriers
    messages avisent avise avocats mediation corriger corrige corrigez
    """.split()  # noqa: SIM905
)
_NEAR = 84
_SHORTEST_MENDED = 5
_FIXES = tuple(
    (re.compile(pattern), mended)
    for pattern, mended in (
        (r"\b(?:ke|que) dal(?:le)?\b", "que dalle"),
        (r"\bpa\b", "pas"),
        (r"\b([ld])avis\b", r"\1 avis"),
        # « avis » of somebody else, and a judge who is none.
        (
            r"\bavis (?:(?:de|d) (?:echeance|prelevement|passage|imposition|reception|paiement"
            r"|coupure|resiliation|livraison|facture|huissier|virement|debit|retard|relance|rejet"
            r"|impaye|recouvrement|mise en \w+)(?: du recommande)?|negatifs?|positifs?|google|sur"
            rf"|trustpilot|(?:de|d) {OPERATOR}|(?:de)?favorable (?:de|d) {OPERATOR})\b",
            "commentaire",
        ),
        (r"\b(?:mon|leur) avis\b|\b(?<=laisse )un avis\b", "commentaire"),
        (r"\b(?:soixante|0) millions de consommateurs\b", "que choisir"),
        (rf"\bpas ((?:\w+ ){{0,5}}?){DATE} mais {DATE}", rf"\1{DATE} plutot {DATE}"),
        (r"\bconciliateur de justice\b", "conciliateur"),
        # « reçu le 5 septembre la réponse »: the date after what it is the date of.
        (
            rf"\b(recu|eu) {DATE} ((?:la|une|un|leur|sa|le) (?:reponse|refus|courrier|lettre|mail"
            rf"|courriel)(?: (?:de |d )?{OPERATOR})?)",
            rf"\1 \2 {DATE}",
        ),
        (r"\bclient\b", "clients"),
        (r"\bconsommateur\b", "consommateurs"),
        (r"\bmont\b", "m ont"),
        (r"\bdi\b", "dit"),
        (r"\b(ils?|elles?) on\b", r"\1 ont"),
        # « rep » is « réponse », or « répondu » after its auxiliary.
        (r"\b(ont|a) reponse\b", r"\1 repondu"),
        (r"\b(ils?|on|qui|ki|jamais|toujours|ne|elles?|zop) mon\b", r"\1 m ont"),
        (r"\bmon (?=(?:pas|rien|jamais|toujours|repondu|ecrit|dit|refuse|propose)\b)", "m ont "),
        (
            r"\bma (?=(?:bien |pas |jamais |rien |toujours )?(?:repondu|ecrit|dit|refuse|envoye"
            r"|propose|rembourse|donne|notifie|rappele|appele)\b)",
            "m a ",
        ),
        (r"\bs f a?i?r\b", OPERATOR),
        (r"\b(?:par|au) (?:tele|fone|phone|tel)\b", "par telephone"),
        (r"\bj ais\b", "j ai"),
        (r"\bj (?:é|e|et) (?=(?:ecrit|envoye|reclame|appele))", "j ai "),
    )
)
# « les deux » is no second day of a month.
_PLURAL = re.compile(r"[ld]es\b", re.IGNORECASE)
_STOP_MARKS = re.compile(r"[.,;:!?()\n…]+")
_YEAR_ALONE = re.compile(r"^\s*((?:non|nan)[\s,]+)((?:19|20)\d\d)\s*\.?\s*$", re.IGNORECASE)
_TWO_NUMBERS = re.compile(
    r"^\s*(?:le )?(\d{1,2})[ .,-](\d{1,2})(?:[ .,-](?=\d))?((?:\d\d){0,2})\s*\.?\s*$"
)
_YEAR = re.compile(r"(?:19|20)\d\d|/\d\d$|mille|derni|ann[ée]e|ans?\b|il y a|hier|fait|ce matin")


@dataclass(frozen=True)
class DateSaid:
    """A date of the message, in order; ``days`` or ``doubt``, never both.

    Attributes:
        days: what it means.
        doubt: why it is not read.
        text: as it was written.
    """

    days: DateRange | None
    doubt: Doubt | None
    text: str

    @property
    def says_year(self) -> bool:
        """Whether the words leave no doubt about the year."""
        return bool(_YEAR.search(self.text.lower()))


@dataclass(frozen=True)
class Line:
    """The message.

    Attributes:
        text: plain words; ``zdate`` stands for a date, ``zop`` for an operator, ``zstop`` for
            punctuation.
        dates: the dates, in the order of their markers.
        question: whether it ends as a question.
    """

    text: str
    dates: tuple[DateSaid, ...]
    question: bool


def read_line(message: str, today: date, asks_day: bool = False) -> Line:
    """Read a message.

    Args:
        message: what the resident wrote or dictated.
        today: the day it was written.
        asks_day: whether a day was just asked for, so that « 12.10 » is one.
    """
    message = _YEAR_ALONE.sub(r"\1 en \2", message)
    if asks_day:
        message = _TWO_NUMBERS.sub(r"le \1/\2\3", message)
    spans: list[FoundDate | RefusedDate] = [
        *find_dates(message, today),
        *(span for span in find_refused_dates(message, today) if not _PLURAL.match(span.text)),
    ]
    plain, last, dates = "", 0, []
    for span in sorted(spans, key=lambda span: span.start):
        since = "depuis " if span.text.lower().startswith("depuis") else ""
        plain += f"{message[last : span.start]} {since}{DATE} "
        last = span.end
        dates.append(_said(span))
    plain += message[last:]
    spoken = " ".join(_mend(word) for word in words(_STOP_MARKS.sub(f" {STOP} ", plain)))
    spoken = _name_operators(spoken)
    for pattern, mended in _FIXES:
        spoken = pattern.sub(mended, spoken)
    return Line(spoken, tuple(dates), message.rstrip(" .!").endswith("?"))


def _said(span: FoundDate | RefusedDate) -> DateSaid:
    if isinstance(span, FoundDate):
        return DateSaid(span.days, None, span.text)
    return DateSaid(None, span.doubt, span.text)


def _name_operators(spoken: str) -> str:
    spoken = re.sub(
        r"\b(?:la ?poste|nrj|free|orange|red|b|bouygues) "
        r"(?:mobile|telecom|by sfr|you)\b",
        OPERATOR,
        spoken,
    )
    named = spoken.split()
    for start, end in reversed(list(operator_spans(named))):
        if named[start] not in _VOCABULARY:
            named[start:end] = [OPERATOR]
    return " ".join(named)


@lru_cache(maxsize=20_000)
def _mend(word: str) -> str:
    """The cue word that a word was meant to be, or the word itself."""
    if word in _VOCABULARY or word in _KEPT or word in (DATE, STOP):
        return word
    heard = sound(word)
    if len(heard) >= _SHORTEST_MENDED - 1:
        for cue in _VOCABULARY:
            if len(cue) >= _SHORTEST_MENDED - 1 and sound(cue) == heard:
                return cue
    if len(word) > _SHORTEST_MENDED:
        near = [cue for cue in _VOCABULARY if cue[0] == word[0] and fuzz.ratio(word, cue) >= _NEAR]
        return max(near, key=lambda cue: fuzz.ratio(word, cue), default=word)
    return word

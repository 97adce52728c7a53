"""Which event each date of a message belongs to; None when the words do not decide."""

import re
from dataclasses import dataclass
from typing import NamedTuple

from bot.path import cues, cues_reply
from bot.path.line import DATE, OPERATOR, DateSaid, Line

# What a date can be that is no field: it is then left out.
BARE, OTHER, REMINDER, SILENCE, CUSTOMER_REPLY = "bare", "other", "reminder", "silence", "reply"

_GOES_WITH_NOT = ("ai", "a", "avons", "avez", "ont", "avait", "est", "leur", "toujours", "encore")
_HAVE_BEFORE = "".join(rf"(?<!\b{word} )" for word in _GOES_WITH_NOT)
# « … le 3 mars pas de réponse pas écrit au service consommateurs pas de tribunal »: no stop said.
_DENIES = (
    rf"{_HAVE_BEFORE}(?=\b(?:toujours |encore )?(?:pas|jamais|rien) (?:encore )?"
    r"(?:ecrit|envoye|contacte|fait|saisi|au (?:service )?consommateurs|de (?:tribunal|juge)"
    r"|de courrier|de lettre)\b)|(?=\bni (?:juge|tribunal|justice)\b)"
    r"|(?=\bj ai (?:juste|seulement|simplement)\b)"
)
_SPLIT = re.compile(rf"\b(?:zstop|puis|ensuite|mais|et|alors)\b|{_DENIES}")
_ADDS = re.compile(rf"^et (?:aussi )?(?:(?:du|le|de|au|celui|celle) )*{DATE}$")
# Around a date that answers: « oui, c'était vers le 3 mars je crois ».
_PLAIN = re.compile(
    rf"^(?:(?:oui|ouais|ui|si|non|nan|euh|ben|bah|alors|donc|c|est|etait|le|la|les|en|du|au|de|vers"
    rf"|environ|je|j|crois|pense|ca|fait|depuis|deja|et|bien|sur|zstop|matin|soir|ai|fait|par|courrier"
    rf"|lettre|recommande|mail|courriel|ecrit|partie?|envoyee?|dans|debut|fin|mi|sent|aussi|a|ete|l"
    rf"|{DATE})(?: |$))+$"
)
_LEADS_ON = re.compile(r"^ ?(?:a|au|aux|par|chez|aupres) ")


@dataclass(frozen=True)
class Dated:
    """A date and what it is the date of: a field of ``Told``, or one of the words above.

    Attributes:
        event: the field or the word.
        said: the date.
        to_whom: whether the words name the service that the event is about.
        in_writing: whether the words tell something written.
        by_phone: whether they tell a call.
        adds: whether nothing but « et », « et du » goes with the date.
        plain: whether the date goes with a yes, a no, or nothing that tells something else.
        rank: the field that « pour la première », « la deuxième » names.
    """

    event: str
    said: DateSaid
    to_whom: bool
    in_writing: bool
    by_phone: bool
    adds: bool
    plain: bool
    rank: str | None


class _Slot(NamedTuple):
    text: str
    said: DateSaid | None


def pieces(line: Line) -> list[str]:
    """The message cut where one thing said ends and another begins."""
    return [piece.strip() for piece in _SPLIT.split(line.text) if piece.strip()]


def dated_events(line: Line) -> list[Dated]:
    """Each date of the message with its event, in order."""
    slots = _slots(line)
    adds, rank_named = bool(_ADDS.match(line.text)), _rank(line.text)
    found = []
    used: set[int] = set()
    for rank, slot in enumerate(slots):
        if slot.said is None:
            continue
        text = slot.text
        event = _event(text)
        if event is None:
            nearest = _nearest_undated(slots, rank, used)
            if nearest is not None:
                used.add(nearest)
                text = slots[nearest].text
                event = _event(text)
        named = cues.CONSUMER_SERVICE.search(text) or cues.CUSTOMER_SERVICE.search(text)
        by_phone = bool(cues.PHONE.search(text))
        written = cues.WRITTEN.search(text) and not by_phone
        found.append(
            Dated(
                event or BARE,
                slot.said,
                bool(named),
                bool(written),
                by_phone,
                adds,
                bool(_PLAIN.match(slot.text)),
                rank_named,
            )
        )
    return found


def _rank(text: str) -> str | None:
    if re.search(r"\b(?:premiere?|1ere?)\b", text):
        return "complaint_day"
    return "letter_day" if re.search(r"\b(?:deuxieme|seconde?|2eme)\b", text) else None


def _slots(line: Line) -> list[_Slot]:
    slots: list[_Slot] = []
    dates = iter(line.dates)
    for piece in pieces(line):
        parts = piece.split(DATE)
        if len(parts) == 1:
            slots.append(_Slot(piece, None))
            continue
        leads = _event(parts[0]) is not None
        for rank in range(1, len(parts)):
            follows_on = _LEADS_ON.match(parts[rank]) and not _event(parts[rank], strict=True)
            if leads:
                text = f"{parts[rank - 1]}{DATE}{parts[rank] if follows_on else ''}"
            elif len(parts) == 2:
                text = piece
            else:
                text = f"{DATE}{parts[rank]}"
            slots.append(_Slot(text.strip(), next(dates)))
    return slots


def _nearest_undated(slots: list[_Slot], rank: int, used: set[int]) -> int | None:
    """Where words without a date of their own tell an event, the nearest to a lone date."""
    for side in (range(rank - 1, -1, -1), range(rank + 1, len(slots))):
        for index in side:
            if slots[index].said is not None:
                break
            if index not in used and _event(slots[index].text) is not None:
                return index
    return None


def _event(text: str, strict: bool = False) -> str | None:
    """The event that a stretch of words tells; ``strict`` wants a verb, not a service alone."""
    if cues.OTHER_EVENT_AFTER.search(text):
        return OTHER
    if cues.OTHER_EVENT_BEFORE.search(text) and not cues.SENT_NOUN.search(
        text.split(DATE)[0][-30:]
    ):
        return OTHER
    anothers = cues.ANOTHERS_ACT.search(text)
    if anothers and (cues.REFERRED.search(anothers[0]) or cues.OPINION.search(anothers[0])):
        return OTHER
    if cues.OPINION.search(text) and not cues.NO_OPINION.search(text):
        return "opinion_day"
    if cues.NOTIFIED.search(text) and not cues.NOT_NOTIFIED.search(text):
        return "notified_day"
    if cues.OTHER_MEDIATOR.search(text) or cues.RECEIVED.search(text):
        return OTHER
    if cues.GOT_BY_THEM.search(text) or cues.OTHER_ACT.search(text) or to_others(text):
        return OTHER
    if cues.REFERRED.search(text) and not cues.NOT_REFERRED.search(text):
        return "referred_day"
    if cues.INTENDS.search(text) and not cues.SENT_VERB.search(text):
        return OTHER
    verb = _verb(text)
    if verb is not None or strict:
        return verb
    if cues.REMINDED.search(text):
        return REMINDER
    silent = cues_reply.SILENCE.search(text)
    if silent and f"depuis {DATE}" in text:
        return SILENCE
    if cues.SENT_NOUN.search(text):
        return _sent_to(text)
    if silent:
        return SILENCE
    if cues.CONSUMER_SERVICE.search(text) or cues.CUSTOMER_SERVICE.search(text):
        return _sent_to(text)
    return None


def to_others(text: str) -> bool:
    """« j'ai écrit au maire »: sent, and not to the operator."""
    sent = cues.SENT_VERB.search(text) or cues.SENT_START.search(text)
    return bool(sent and cues.OTHER_RECIPIENT.search(text) and OPERATOR not in text.split())


def _verb(text: str) -> str | None:
    """« j'ai écrit », or « ils ont refusé »: the first of the two when both are there."""
    sent = cues.SENT_VERB.search(text) or cues.SENT_START.search(text)
    replied = cues_reply.REPLY_BY_OPERATOR.search(text)
    if cues_reply.SILENCE.search(text) and not (replied and cues_reply.REFUSAL.search(text)):
        replied = None
    if sent and replied and replied.start() <= sent.start():
        sent = None
    if sent and not cues.NOT_SENT.search(text):
        return _sent_to(text)
    if replied:
        consumer = cues.CONSUMER_SERVICE.search(text)
        return "consumer_replied_day" if consumer else CUSTOMER_REPLY
    return None


def _sent_to(text: str) -> str:
    if cues.CONSUMER_SERVICE.search(text) and _only_called(text):
        return OTHER
    return "letter_day" if cues.CONSUMER_SERVICE.search(text) else "complaint_day"


def _only_called(text: str) -> bool:
    return bool(cues.PHONE.search(text)) and not cues.WRITTEN.search(text)

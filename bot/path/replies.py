"""What the two services answered, as far as the words decide; nothing when they do not."""

import re
from collections.abc import Mapping
from typing import Any

from bot.path import cues, cues_reply
from bot.path.events import pieces
from bot.path.line import Line
from bot.path.questions import Question
from bot.path.told import Answer, Told

CUSTOMER, CONSUMER = "customer_reply", "consumer_reply"
_REPLY_QUESTIONS = {
    "customer_reply": CUSTOMER,
    "customer_satisfied": CUSTOMER,
    "consumer_reply": CONSUMER,
    "consumer_satisfied": CONSUMER,
}
# Without one of these, « pas content » may be about the bill.
_ABOUT_A_REPLY = re.compile(
    r"\b(?:reponses?|repond\w*|leur|ils|refus\w*|rejet\w*|propos\w*|solution|clients|consommateurs"
    r"|geste|offr\w*|dit)\b"
)
_REPLY_IS_THERE = re.compile(r"\b(?:ai|recu|eu|a) (?:\w+ )?(?:la|une|leur|sa) reponse\b")
_QUOTED = re.compile(r"\b(?:repondu|dit|ecrit) que\b")
# Words that show that « ça me convient » or « c'est non » is about what the operator said.
_SPEAKS_OF_THEM = re.compile(
    r"\b(?:ils?|elles?|ont|m a|nous a|lui a|reponse|repondu|regle|resolu|satisf\w*|leur|sa|oui"
    r"|proposition|geste|zop|clients|consommateurs)\b"
)
# « mon voisin m'a dit d'écrire » is no reply of the operator.
_ADVISED = re.compile(
    rf"^{cues.ANOTHER} (?:m a|nous a|m ont|nous ont)\b"
    r"|\bon (?:m a|nous a|me|nous) (?:\w+ )?(?:dit|conseille|recommande)e? (?:de|d|qu il faut)\b"
)
_MEDIATOR_SPEAKS = re.compile(r"\bmediateur\b|\bavis\b")


def hear_replies(
    line: Line,
    intent: str,
    told: Told,
    question: Question | None,
    heard: Mapping[str, Any],
) -> dict[str, Any]:
    """The replies a message tells, by field of ``Told``.

    Args:
        line: the message.
        intent: its intent.
        told: the case so far.
        question: the pending question.
        heard: what the message was heard to say that was sent.
    """
    asked = _REPLY_QUESTIONS.get(question.name) if question else None
    context = asked or intent == "report_unsatisfactory_reply" or _ABOUT_A_REPLY.search(line.text)
    if cues_reply.BOTH_SERVICES.search(line.text) and (
        told.letter_sent or heard.get("letter_sent")
    ):
        return {CUSTOMER: Answer.NONE, CONSUMER: Answer.NONE}
    after_referral = told.after_referral or any(
        heard.get(name) for name in ("referred", "notified", "opinion_received")
    )
    if asked is None and after_referral:
        return {}
    if (
        question is not None
        and question.name == "written"
        and not _SPEAKS_OF_THEM.search(line.text)
    ):
        return {}
    # « oui, et ils ont refusé », asked whether the letter was sent: « si » takes back something.
    said_yes = bool(re.match(r"(?:euh )?(?:oui|ouais|ui|yes)\b", line.text))
    kinds: dict[str, set[Answer]] = {}
    service = asked
    doubt = bool(cues_reply.DOUBT_ON_SATISFACTION.search(line.text))
    for piece in pieces(line):
        if _ADVISED.search(piece) or cues_reply.NO_REPLY.search(piece):
            continue
        service = _service(piece, service, told, asked)
        if _MEDIATOR_SPEAKS.search(piece):
            continue
        satisfied = asked is not None or bool(_REPLY_IS_THERE.search(line.text))
        kind = _kind(piece, bool(context), satisfied, doubt)
        if intent in ("affirm", "deny") and not _SPEAKS_OF_THEM.search(line.text):
            kind = kind if kind is Answer.NONE or _asks_satisfaction(question) else None
        letter_now = question is not None and question.name == "letter_sent" and said_yes
        about = service or (CONSUMER if letter_now else _only_service(told, heard))
        if kind and about:
            kinds.setdefault(about, set()).add(kind)
    replies = {about: _merged(found) for about, found in kinds.items()}
    return {about: reply for about, reply in replies.items() if reply is not None}


def _asks_satisfaction(question: Question | None) -> bool:
    return question is not None and question.name.endswith("_satisfied")


def _service(piece: str, before: str | None, told: Told, asked: str | None) -> str | None:
    if cues.CONSUMER_SERVICE.search(piece):
        return CONSUMER
    if cues.CUSTOMER_SERVICE.search(piece):
        return CUSTOMER
    # « j'ai réclamé, ils ont refusé »: who is told next is who answers.
    sent = cues.SENT_VERB.search(piece) or cues.SENT_START.search(piece)
    first = sent and not told.letter_sent and asked is None
    return CUSTOMER if first and not cues.NOT_SENT.search(piece) else before


def _only_service(told: Told, heard: Mapping[str, Any]) -> str | None:
    """The one service that « ils » can be; None when it can be either."""
    if not (told.letter_sent or heard.get("letter_sent")):
        return CUSTOMER
    answered = told.customer_reply in (Answer.UNSATISFACTORY, Answer.SATISFACTORY)
    return CONSUMER if answered else None


def _kind(piece: str, context: bool, may_satisfy: bool, doubt: bool) -> Answer | None:
    silent = cues_reply.SILENCE.search(piece)
    refused = context and cues_reply.REFUSAL.search(cues_reply.SILENCE.sub("", piece))
    if silent and (refused or _QUOTED.search(piece)):
        return Answer.REPLIED
    if silent:
        return Answer.NONE
    if refused:
        return Answer.UNSATISFACTORY
    if context and may_satisfy and not doubt and cues_reply.SATISFACTION.search(piece):
        return Answer.SATISFACTORY
    sent = cues.SENT_VERB.search(piece) and not cues_reply.REPLY_BY_OPERATOR.search(piece)
    if cues_reply.REPLIED.search(piece) and not sent:
        return Answer.REPLIED
    return None


def _merged(kinds: set[Answer]) -> Answer | None:
    """One answer out of what the pieces say; None when they contradict each other."""
    told = kinds - {Answer.REPLIED} if Answer.NONE not in kinds else kinds
    if not told:
        return Answer.REPLIED
    return next(iter(told)) if len(told) == 1 else None

"""What a message tells of the case: facts by field of ``Told``, and what in it is unclear."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from bot.path import cues, cues_reply, cues_talk
from bot.path.answers import direct_answer
from bot.path.days import hear_days
from bot.path.events import pieces, to_others
from bot.path.line import Line, read_line
from bot.path.operator_told import hear_operator, names_another_case
from bot.path.placing import hear_placed
from bot.path.questions import BY_NAME, Question
from bot.path.replies import hear_replies
from bot.path.saying import Problem, Saying
from bot.path.supposed import denies_a_no, told_part
from bot.path.told import Told

_WAY_TOLD = re.compile(
    r"\bpar (?:telephone|ecrit|mail|email|courriel|courrier|lettre|recommande)"
    r"|\bc est (?:etait )?(?:une? )?(?:telephone|mail|courriel|courrier|lettre|recommande|appel)\b"
    r"|\b(?:telephone|appele)\b"
)


_CALLED = re.compile(r"\bpar telephone\b|\bappele|\b(?:ai|a|avons) telephone\b")


@dataclass(frozen=True)
class Heard:
    """What was heard.

    Attributes:
        facts: new values, by field of ``Told``, among them those already told.
        problems: what is unclear in the message, to be asked.
        closes: the pending question is answered by « je ne sais plus ».
        closed: questions that a button answers so.
        corrects: the message says that something told before was wrong.
    """

    facts: Mapping[str, Any] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    closes: bool = False
    closed: tuple[str, ...] = ()
    corrects: bool = False

    def new(self, told: Told) -> set[str]:
        """The names of the facts that were not told so before."""
        return {name for name, value in self.facts.items() if getattr(told, name) != value}

    @property
    def something(self) -> bool:
        """Whether the message told anything at all."""
        return bool(self.facts or self.problems or self.closes)


def hear(message: str, intent: str, told: Told, asked: str | None, today: date) -> Heard:
    """Hear everything a message tells, given what was told and asked before.

    Args:
        message: what the resident wrote or dictated.
        intent: the intent that the classifier gave it.
        told: the case so far.
        asked: the name of the pending question.
        today: the day of the message.
    """
    question = BY_NAME.get(asked or "")
    whole = read_line(message, today, asks_day=question is not None and question.asks_day)
    line = told_part(whole)
    if line is not whole:
        # The intent is that of what is supposed or asked: only the words left tell something.
        intent = "nlu_fallback"
    # « ah si, j'ai envoyé un mail » adds to what was told.
    told_wrong = intent == "correct_answer" and not denies_a_no(line)
    corrects = told_wrong or bool(cues_talk.CORRECTS.search(line.text))
    corrects = corrects or _corrects_a_day(line, told, question)
    facts: dict[str, Any] = {}
    if other := names_another_case(message, line, told, question, corrects):
        return Heard({}, (other,))
    operator, problems = hear_operator(message, line, told, question, corrects)
    facts |= operator
    if intent != "dont_know" or line.dates:
        facts |= _sending(line, told, question, corrects)
    facts |= _mediator(line, told, question)
    facts |= _court(line, question)
    facts |= hear_replies(line, intent, told, question, facts)
    days, unclear = hear_days(line, told, question, corrects, facts, today)
    if _called_consumer_service(line, asked):
        problems = [Problem(Saying("utter_consumer_service_in_writing"), asks=False)]
        days.pop("letter_day", None)
        days["letter_sent"] = False
    if "unplaced" in days:
        facts.pop("letter_sent", None)
    if line.dates and "complaint_day" not in days and told.written is not None:
        # The way of another message than the complaint told.
        facts.pop("written", None)
    if asked == "which_service" and told.unplaced and not days:
        days, unclear = hear_placed(line, told, told.unplaced)
    facts = _settled(facts | days, told)
    problems += unclear[:1]
    new = {name: value for name, value in facts.items() if getattr(told, name) != value}
    confirmed = question is not None and not question.asks_day and _confirms(days, told)
    if (not problems or new) and not confirmed:
        answer, closes = direct_answer(line, intent, told, question, new, corrects)
        facts = {**answer, **facts}
    else:
        closes = False
    if told.dispute is None and (dispute := _dispute(line)):
        facts["dispute"] = dispute
    return Heard(facts, tuple(problems), closes, corrects=corrects)


def _corrects_a_day(line: Line, told: Told, question: Question | None) -> bool:
    """« c'était le 15 » where no day is asked; a lone date once everything is told."""
    if question is not None:
        return not question.asks_day and bool(cues_talk.IT_WAS.search(line.text))
    said = cues_talk.LONE_DATE.search(line.text) or cues_talk.IT_WAS.search(line.text)
    return bool(told.known_days and said)


def _confirms(days: Mapping[str, Any], told: Told) -> bool:
    """« oui c'est bien le 3 octobre » says nothing of what is asked."""
    return told.complaint_day is not None and days.get("complaint_day") == told.complaint_day


def _settled(facts: dict[str, Any], told: Told) -> dict[str, Any]:
    """A complaint denied takes its day and its answers with it, and so does a letter."""
    if facts.get("complained") is False and told.complained:
        facts |= {"complaint_day": None, "written": None, "customer_reply": None}
    if facts.get("letter_sent") is False and told.letter_sent:
        facts |= {"letter_day": None, "consumer_reply": None, "consumer_replied_day": None}
    return facts


def _sending(line: Line, told: Told, question: Question | None, corrects: bool) -> dict[str, Any]:
    facts: dict[str, Any] = {}
    asked = question.name if question else ""
    for piece in pieces(line):
        to_consumer = _to_consumer(piece, asked)
        if _denied(piece, line):
            settled = told.letter_sent if to_consumer else told.complained
            asks = asked in ("complained", "letter_sent", "letter_date")
            if not settled or asks or corrects:
                facts["letter_sent" if to_consumer else "complained"] = False
        elif to_consumer and _called_consumer_service(line, asked):
            facts["letter_sent"] = False
        elif _sent(piece):
            facts["letter_sent" if to_consumer else "complained"] = True
    way = _way(line, asked, corrects, facts, told)
    return facts | way


def _called_consumer_service(line: Line, asked: str | None) -> bool:
    """« j'ai téléphoné au service consommateurs »: this service is written to."""
    if not _CALLED.search(line.text) or cues.WRITTEN.search(line.text):
        return False
    if asked == "letter_sent" and cues_talk.YES.search(line.text):
        return True
    named = cues.CONSUMER_SERVICE.search(line.text) and not cues.CUSTOMER_SERVICE.search(line.text)
    return bool(named and cues.SENT_VERB.search(line.text))


def _to_consumer(piece: str, asked: str) -> bool:
    if cues.CONSUMER_SERVICE.search(piece):
        return True
    if cues.PHONE.search(piece) and not cues.WRITTEN.search(piece):
        return False
    return asked in ("letter_sent", "letter_date") and not cues.CUSTOMER_SERVICE.search(piece)


def _denied(piece: str, line: Line) -> bool:
    mine = cues.RECEIVED.sub("", piece)
    if not cues.NOT_SENT.search(mine) or cues.NOT_SENT_EXCEPTION.search(mine):
        return False
    # « je n'ai pas écrit, j'ai téléphoné » is a complaint all the same.
    return not (re.search(r"\becrit\b", piece) and cues.PHONE.search(line.text))


def _sent(piece: str) -> bool:
    if cues.INTENDS.search(piece) or cues.REFERRED.search(piece) or cues.OPINION.search(piece):
        return False
    said_by_me = _before_reply(piece)
    if cues.NOT_SENT.search(piece) or cues.RECEIVED.search(piece):
        return False
    if cues.OTHER_ACT.search(piece) or to_others(piece):
        return False
    if cues.NOT_WAY.search(piece) and not cues.SENT_VERB.search(piece):
        return False
    verb = cues.SENT_VERB.search(said_by_me) or cues.SENT_START.search(said_by_me)
    if said_by_me != piece:
        return bool(verb)
    return bool(verb or cues.SENT_NOUN.search(piece))


def _before_reply(piece: str) -> str:
    """« j'ai appelé | on m'a dit non »: the words up to what the operator did."""
    reply = cues_reply.REPLY_BY_OPERATOR.search(piece)
    return piece[: reply.start()] if reply else piece


def _way(
    line: Line, asked: str, corrects: bool, facts: Mapping[str, Any], told: Told
) -> dict[str, Any]:
    """In writing or by phone, when it is said of the complaint."""
    said_yes = asked == "complained" and cues_talk.YES.search(line.text)
    about_it = facts.get("complained") is True or asked == "written" or bool(said_yes)
    about_it = about_it or (asked == "complaint_date" and bool(_WAY_TOLD.search(line.text)))
    if corrects and told.complained and _WAY_TOLD.search(line.text):
        about_it = about_it or not cues.CONSUMER_SERVICE.search(line.text)
    if not about_it:
        return {}
    if asked == "written" and cues.BOTH_WAYS.search(line.text):
        return {"written": True, "complained": True}
    scope = [
        piece if asked == "written" else _before_reply(piece)
        for piece in pieces(line)
        if asked == "written" or _about_complaint(piece)
    ]
    denied = cues.NOT_WAY.search(line.text)
    text = " ".join(cues.NOT_WAY.sub("", piece) for piece in scope)
    in_writing, by_phone = cues.WRITTEN.search(text), cues.PHONE.search(text)
    if bool(in_writing) == bool(by_phone):
        if denied and not in_writing and asked == "written":
            return {"written": denied["way"] in ("telephone", "appel"), "complained": True}
        return {}
    return {"written": bool(in_writing), "complained": True}


def _about_complaint(piece: str) -> bool:
    return not (cues.CONSUMER_SERVICE.search(piece) or cues.NOT_SENT.search(piece))


def _mediator(line: Line, told: Told, question: Question | None) -> dict[str, Any]:
    text = cues.ANOTHERS_ACT.sub("", line.text)
    facts: dict[str, Any] = {}
    if cues.INTENDS.search(text):
        return facts
    if cues.NOT_REFERRED.search(text):
        if told.referred:
            facts |= {"referred": False, "referred_day": None}
    elif cues.REFERRED.search(text) and not cues.OTHER_MEDIATOR.search(text):
        facts["referred"] = True
    if cues.NO_OPINION.search(text):
        if told.opinion_received:
            facts |= {"opinion_received": False, "opinion_day": None}
    elif cues.OPINION.search(text) and "avis" in text:
        facts["opinion_received"] = True
    about = (
        told.after_referral or "mediateur" in text or (question and question.day == "notified_day")
    )
    if about and cues.NOT_NOTIFIED.search(text):
        facts["notified"] = False
    elif about and cues.NOTIFIED.search(text):
        facts["notified"] = True
    return facts


def _court(line: Line, question: Question | None) -> dict[str, Any]:
    asked = question is not None and question.name == "court"
    if cues.NO_COURT.search(line.text):
        told_so = cues.NO_COURT_TOLD.search(line.text) and not cues.INTENDS.search(line.text)
        return {"court": False} if asked or told_so else {}
    if cues.COURT.search(line.text) and not cues.INTENDS.search(line.text):
        return {"court": True}
    return {}


def _dispute(line: Line) -> str | None:
    if cues.TERMINATION.search(line.text):
        return "termination"
    billing, fault = cues.BILLING.search(line.text), cues.FAULT.search(line.text)
    if bool(billing) == bool(fault):
        return None
    return "billing" if billing else "fault"

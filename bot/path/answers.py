"""A direct answer to the pending question: yes, no, « je ne sais plus »."""

import re
from collections.abc import Mapping
from typing import Any

from bot.path import cues, cues_talk
from bot.path.line import DATE, Line
from bot.path.questions import BY_NAME, Question
from bot.path.told import Answer, Told

_YES_NO_BY_FIELD = {
    "complained": "complained",
    "written": "written",
    "customer_reply": "customer_reply",
    "letter_sent": "letter_sent",
    "consumer_reply": "consumer_reply",
    "court": "court",
    "notified": "notified",
}
# Choices between two ways: « oui » or « non » says nothing, until asked whether there is a trace.
_NOT_YES_NO = {"written", "operator"}
# « non » with more words may be what the operator said.
_REPLIES = {"customer_reply", "consumer_reply"}
# « ah si, j'ai eu une réponse »: yes to something told before, not to what is asked.
_EARLIER = {"complaint_day", "customer_reply", "unplaced"}
_LONGEST_DOUBT = 12
_PLAIN = 4
_OTHER_HELP = re.compile(
    r"\b(?:conciliateur|avocat|gendarmerie|police|association|assurance|dgccrf|signalconso)\b"
)
_BUT = re.compile(r"\b(?:mais|sauf|enfin)\b")
_INSTEAD = re.compile(r"\b(?:voulais dire|c est(?: etait)?|mais|plutot) (?P<said>oui|non)\b")
_ANOTHER_MEDIATOR = re.compile(r"\bautre mediateur\b")
_COURT = re.compile(r"\b(?:tribunal|tribunaux|juge|justice|mediateur|proces|procedure|personne)\b")


def direct_answer(
    line: Line,
    intent: str,
    told: Told,
    question: Question | None,
    new: Mapping[str, Any],
    corrects: bool,
) -> tuple[dict[str, Any], bool]:
    """The facts that a plain answer tells, and whether it is « je ne sais plus ».

    Args:
        line: the message.
        intent: its intent.
        told: the case so far.
        question: the pending question.
        new: the facts already heard in the message that were not told before.
        corrects: whether it corrects something.
    """
    said = _said_instead(line) if corrects else None
    said = said or _said(line, intent)
    if said is None:
        return {}, False
    if corrects and not new:
        return _turned_round(said, told), False
    if question is None or (said == "unknown" and (DATE in line.text or _held(question, new))):
        return {}, False
    if said == "unknown":
        return dict(question.choices.get("unknown", {})), "unknown" in question.choices
    if question.name in _NOT_YES_NO and not (question.name == "written" and told.failures):
        return {}, False
    if said not in question.choices:
        return {}, False
    if question.asks_day and (told.failures or len(line.text.split()) > _PLAIN):
        return {}, False
    if cues.NOT_WAY.search(line.text):
        return {}, False
    if question.name == "court" and not _about_court(line):
        return {}, False
    if question.name.endswith("_satisfied") and said == "yes" and _BUT.search(line.text):
        return {}, False
    if question.name in _REPLIES and said == "no" and len(line.text.split()) > _PLAIN:
        return {}, False
    if corrects or (new and not _consistent(said, question, new)):
        return {}, False
    return _meaning(said, question, told, new), False


def _said(line: Line, intent: str) -> str | None:
    """yes, no or unknown; None when the words say none, or both yes and no."""
    yes, no = bool(cues_talk.YES.search(line.text)), bool(cues_talk.NO.search(line.text))
    unknown = cues_talk.DONT_KNOW.search(line.text) or intent == "dont_know"
    if unknown and len(line.text.split()) <= _LONGEST_DOUBT:
        return "unknown"
    if yes != no:
        other = "deny" if yes else "affirm"
        return None if intent == other else "yes" if yes else "no"
    if yes:
        return None
    return {"affirm": "yes", "deny": "no", "dont_know": "unknown"}.get(intent)


def _about_court(line: Line) -> bool:
    """« oui, mais … » bars the case for good: only a plain answer, or one that names a court."""
    if _OTHER_HELP.search(line.text) or cues.INTENDS.search(line.text):
        return bool(cues_talk.NO.search(line.text))
    if cues.REFERRED.search(line.text) and not _ANOTHER_MEDIATOR.search(line.text):
        return False
    return len(line.text.split()) <= _PLAIN or bool(_COURT.search(line.text))


def _said_instead(line: Line) -> str | None:
    """« j'ai dit oui mais c'est non », « je voulais dire non »."""
    found = _INSTEAD.search(line.text)
    return {"oui": "yes", "non": "no"}[found["said"]] if found else None


def _turned_round(said: str, told: Told) -> dict[str, Any]:
    """« je voulais dire non »: the one yes or no told last."""
    fields = [name for name in told.recent if name in _YES_NO_BY_FIELD]
    if len(fields) != 1 or said == "unknown" or fields[0] in _NOT_YES_NO:
        return {}
    return dict(BY_NAME[_YES_NO_BY_FIELD[fields[0]]].choices.get(said, {}))


def _held(question: Question, new: Mapping[str, Any]) -> bool:
    fields = {name for meaning in question.choices.values() for name in meaning}
    return bool(fields & set(new)) or question.day in new


def _consistent(said: str, question: Question, new: Mapping[str, Any]) -> bool:
    """Whether what else was heard goes with the yes or no being the answer to the question."""
    return _held(question, new) or (said == "yes" and not _EARLIER & set(new))


def _meaning(said: str, question: Question, told: Told, new: Mapping[str, Any]) -> dict[str, Any]:
    meaning = dict(question.choices[said])
    if question.name == "confirm_date" and told.doubtful:
        field, days = told.doubtful
        return {field: days, "doubtful": None} if said == "yes" else {"doubtful": None}
    satisfied = question.name in ("customer_satisfied", "consumer_satisfied")
    if satisfied and said == "yes" and Answer.UNSATISFACTORY in new.values():
        return {}
    return meaning

"""The operator a message names, one and only one, or a question about it."""

import re
from datetime import date
from typing import Any

from bot.french.text import fold
from bot.knowledge.model import Operator
from bot.operators import Mention, find_operator
from bot.path import cues
from bot.path.line import OPERATOR, Line, read_line
from bot.path.questions import Question
from bot.path.saying import Problem, Saying
from bot.path.told import OTHER_OPERATOR, Told

# « pas Orange », « plutôt RED que SFR », « j'ai dit Free mais »: names told to be the wrong ones.
_DENIED = re.compile(
    r"(?:\bnon pas\b|\bpas\b|\bau lieu\b|\bet non\b|\bquitte\b"
    r"|\b(?:j ?ai|jai|g|avais) (?:dit|mis|tape|note)\b"
    r"|(?<=\s)que?\b)(?: chez| de| d'| avec| a| pour)? ?(?P<name>[\w&]+)"
)
_SAYS_IT_IS = re.compile(r"\boperateur (?:\w+ ){0,2}?zop|\b(?:chez|client|abonne\w*) (?:\w+ )?zop")
_MINE = re.compile(r"\b(?:mon operateur|je suis (?:client|chez|abonne\w*))\b")
_PUNCTUATION = re.compile(r"[.,;:!?()]")
_OTHER = re.compile(r"\b(?:un )?autre(?: operateur)?$|\bpas dans la liste\b|\baucun (?:de|des)\b")


def names_other_company(message: str, today: date) -> bool:
    """« un litige avec EDF »: no operator, and no matter for this mediator."""
    text = read_line(message, today).text
    return bool(cues.OTHER_COMPANY.search(text)) and OPERATOR not in text.split()


def names_another_case(
    message: str, line: Line, told: Told, question: Question | None, corrects: bool
) -> Problem | None:
    """« sa sœur a écrit à Orange », told amid a case with another operator: kept apart from it."""
    asked = question is not None and question.name == "operator"
    known = told.operator not in (None, OTHER_OPERATOR)
    if not known or asked or corrects or OPERATOR not in line.text or _MINE.search(line.text):
        return None
    acts = cues.SENT_VERB.search(line.text) or cues.SENT_START.search(line.text)
    if not (acts or (line.dates and cues.SENT_NOUN.search(line.text))):
        return None
    mentions = _mentions(_DENIED.sub(" ", _PUNCTUATION.sub(" ", fold(message))))
    if len(mentions) != 1 or _same_operator(str(told.operator), mentions[0].operator):
        return None
    both = {"told": str(told.operator), "named": mentions[0].name}
    return Problem(Saying("utter_one_case", both), asks=False)


def hear_operator(
    message: str, line: Line, told: Told, question: Question | None, corrects: bool
) -> tuple[dict[str, Any], list[Problem]]:
    """The operator as a fact, or what is unclear about it."""
    asked = question is not None and question.name == "operator"
    if OPERATOR not in line.text:
        other = asked and _OTHER.search(line.text)
        return ({"operator": OTHER_OPERATOR} if other else {}), []
    plain = _PUNCTUATION.sub(" ", fold(message))
    mentions = _mentions(_DENIED.sub(" ", plain))
    if not mentions:
        return {}, []
    if len({mention.operator.name for mention in mentions}) > 1:
        names = {"first": mentions[0].name, "second": mentions[1].name}
        unclear = told.operator is None or asked or corrects
        return {}, [Problem(Saying("utter_two_operators", names), "operator")] if unclear else []
    name = _longest(mentions)
    unknown = told.operator in (None, OTHER_OPERATOR)
    if unknown or asked or corrects or _SAYS_IT_IS.search(line.text):
        same = _same_operator(str(told.operator), mentions[0].operator)
        return ({} if same and not (asked or corrects) else {"operator": name}), []
    if _same_operator(str(told.operator), mentions[0].operator):
        return {}, []
    both = {"told": str(told.operator), "named": name}
    return {}, [Problem(Saying("utter_other_operator", both), asks=False)]


def _mentions(text: str) -> list[Mention]:
    """Every operator named, each once, in no order; long names as a whole."""
    whole = find_operator(text)
    if whole is None:
        return []
    found = {whole.name: whole}
    for word in text.replace("'", " ").split():
        mention = find_operator(word)
        if mention and mention.operator != whole.operator:
            found.setdefault(mention.operator.name, mention)
    return list(found.values())


def _longest(mentions: list[Mention]) -> str:
    return max((mention.name for mention in mentions), key=len)


def _same_operator(told: str, operator: Operator) -> bool:
    return told in (operator.name, *operator.brands)

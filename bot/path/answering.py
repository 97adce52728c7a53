"""Whether a message answers the pending question or tells the case, rather than asks."""

import re
from datetime import date

from bot.path import cues, cues_reply, cues_talk
from bot.path.hearing import Heard, hear
from bot.path.line import Line, read_line
from bot.path.questions import BY_NAME, Question
from bot.path.supposed import asks_advice, told_part
from bot.path.told import DAYS, Answer, Told

_TELLS = {"tell_case", "report_no_reply", "report_unsatisfactory_reply", "start_case"}
# Without anything heard, these still try to answer: the question is then asked differently.
_TRIES = {"affirm", "deny", "dont_know", "correct_answer", "nlu_fallback", *_TELLS}
# « ok merci », « euh oui bonjour » say yes to nothing.
_COURTESY = {"greet", "thank", "say_goodbye", "insult"}
# Words that may stand around a brief answer: « c'était le 3 mars je crois », « moi c'est Free ».
_AROUND = frozenset(
    """
    zdate zop zstop le la les l un une c est etait je j crois mon ma operateur chez suis client
    clients vers environ du de au en par euh oui non donc moi bonjour ben bah alors apres avant
    autre
    """.split()  # noqa: SIM905
)
_WAYS = frozenset(
    "telephone appele appel courrier lettre recommande mail mails courriel ecrit deux".split()  # noqa: SIM905
)
_BRIEF = 4
# « ils m'ont dit non »: told, whatever intent the short words are given.
_REFUSED = re.compile(
    r"^(?:(?:euh|ben|bah|et|non|mais) )*(?:ils?|elles?|on|zop) (?:\w+ ){0,3}?"
    r"(?:dit|disent|repondu) (?:que )?non\b"
)
_LONGEST_ADDRESSEE = 7


def is_answer(
    text: str, intent: str, asked: str | None, today: date, told: Told | None = None
) -> bool:
    """Whether the path takes the message, before the rules of its intent.

    Args:
        text: the message.
        intent: its intent.
        asked: the name of the pending question; None when there is none.
        today: the day of the message.
        told: the case so far; a correction needs something to correct.
    """
    told = told or Told()
    question = BY_NAME.get(asked or "")
    whole = read_line(text, today, asks_day=question is not None and question.asks_day)
    line = told_part(whole)
    if line is not whole:
        return _tells_besides(text, intent, whole, line, asked, today, told)
    heard = hear(text, intent, told, asked, today)
    new = heard.new(told) - {"dispute"}
    if told != Told() and not line.question and _takes_back(heard, new, told):
        return True
    if question is None:
        return _begins_or_adds(line, intent, heard, new, told)
    if _asks(line, intent):
        return False
    if intent in _TRIES:
        return True
    if _tells(line, new) or (new and _REFUSED.search(line.text)):
        return True
    if asked == "court" and "court" in new and _says_of_court(line):
        return True
    return _answers_briefly(line, question, new, heard.closes, intent in _COURTESY)


def _takes_back(heard: Heard, new: set[str], told: Told) -> bool:
    """Words that correct something told, or that tell whether a judge has the case."""
    if heard.corrects and (new or heard.problems):
        return True
    return "court" in new and (heard.facts["court"] is True or told.court is True)


def _begins_or_adds(line: Line, intent: str, heard: Heard, new: set[str], told: Told) -> bool:
    """Without a pending question: a case told, denied or added to."""
    again = "doubtful" in heard.facts and all(said.says_year for said in line.dates)
    if (again or _tells(line, set(heard.facts))) and not _asks(line, intent):
        return True
    if heard.facts.get("customer_reply") is Answer.SATISFACTORY and intent in _TRIES:
        return True
    if told != Told() and intent == "nlu_fallback":
        return bool(new - {"operator"})
    if told != Told() and intent in _TELLS | {"correct_answer"}:
        return intent == "correct_answer" or heard.something
    if intent in _TRIES and (heard.facts.get("referred") or heard.facts.get("opinion_received")):
        return True
    complained = heard.facts.get("complained")
    if intent in _TRIES and (complained is False or (complained and "operator" in heard.facts)):
        return True
    if intent == "tell_case" and heard.facts:
        return True
    return intent in _TELLS and bool(line.dates)


def _tells_besides(
    text: str, intent: str, whole: Line, line: Line, asked: str | None, today: date, told: Told
) -> bool:
    """Whether a message that supposes or asks something also tells something of the case."""
    heard = hear(text, "nlu_fallback", told, asked, today)
    new = heard.new(told) - {"dispute", "operator"}
    if asked not in BY_NAME or intent not in _TRIES:
        return _tells(line, new)
    return bool(new or heard.closes) and not (asks_advice(whole) and not line.dates)


def _answers_briefly(
    line: Line, question: Question, new: set[str], closes: bool, courteous: bool
) -> bool:
    """An answer too short for its intent to be sure: « par tel », « mardi dernier », « Free »."""
    text = line.text.split()
    left = [word for word in text if word not in _AROUND]
    if question.name == "which_service":
        return "unplaced" in new and len(text) <= _LONGEST_ADDRESSEE
    again = "doubtful" in new and all(said.says_year for said in line.dates)
    if again and left in ([], ["et"]):
        return True
    if "written" in new and not set(left) - _WAYS:
        return True
    said_so = cues_talk.YES.search(line.text) or cues_talk.NO.search(line.text)
    past = any(said.days for said in line.dates)
    if line.dates and ((past and not left) or (said_so and question.choices)):
        return True
    if question.asks_day or question.name == "confirm_date":
        dated = bool(new & set(DAYS)) or "doubtful" in new or any(d.doubt for d in line.dates)
        return (dated and not left) or (closes and len(text) <= _BRIEF)
    if question.name == "operator":
        return "operator" in new and not left
    if courteous or len(text) > _BRIEF or not (new or closes) or line.dates:
        return False
    silent = cues_reply.SILENCE.search(line.text)
    return bool(said_so or silent or closes)


def _says_of_court(line: Line) -> bool:
    """« oui un juge a le dossier » answers, « pas obligatoire, le tribunal » does not."""
    cue = (cues_talk.YES, cues_talk.NO, cues.COURT)
    return any(each.search(line.text) for each in cue)


def _asks(line: Line, intent: str) -> bool:
    """A question to the assistant: its form, and an intent that is no telling."""
    if intent in _TRIES - {"nlu_fallback"}:
        return False
    formed = line.question or bool(cues_talk.QUESTION_START.search(line.text))
    town_hall = bool(cues_talk.TOWN_HALL.search(line.text))
    return formed or (town_hall and intent != "nlu_fallback")


def _tells(line: Line, new: set[str]) -> bool:
    """A dated act of the case, told in a sentence, even when there is no such date."""
    acts = (cues.SENT_VERB, cues.REFERRED, cues.OPINION)
    act = any(cue.search(line.text) for cue in acts)
    doubted = any(said.doubt for said in line.dates)
    return bool(line.dates and act and (doubted or new & {*DAYS, "unplaced"}))

"""Whether a message answers the pending question or tells the case, rather than asks."""

from datetime import date

from bot.path import cues, cues_reply, cues_talk
from bot.path.hearing import hear
from bot.path.line import Line, read_line
from bot.path.questions import BY_NAME
from bot.path.told import Told

_TELLS = {"tell_case", "report_no_reply", "report_unsatisfactory_reply", "start_case"}
# Without anything heard, these still try to answer: the question is then asked differently.
_TRIES = {"affirm", "deny", "dont_know", "correct_answer", "nlu_fallback", *_TELLS}
# Said to the assistant about the conversation: never an answer, whatever words they hold.
_ABOUT_THE_TALK = {
    "explain_question",
    "start_over",
    "erase_my_data",
    "repeat_answer",
    "ask_person",
    "ask_robot",
    "ask_my_data",
    "ask_source",
    "ask_help",
}
_SHORT = 6


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
    line = read_line(text, today)
    if asked is None or asked not in BY_NAME:
        if told != Told() and intent in _TELLS | {"correct_answer"}:
            return intent == "correct_answer" or bool(hear(text, intent, told, None, today).facts)
        return intent in _TELLS and bool(line.dates)
    if _asks(line, intent):
        return False
    heard = hear(text, intent, told, asked, today)
    new = {name for name, value in heard.facts.items() if getattr(told, name) != value}
    new.discard("dispute")
    if intent in _TRIES:
        return True
    if not (new or heard.problems or heard.closes):
        return False
    short = len(line.text.split()) <= _SHORT
    if intent in _ABOUT_THE_TALK:
        return short and bool(new) and not _only_bare(line)
    return short or _tells(line)


def _asks(line: Line, intent: str) -> bool:
    """A question to the assistant: its form, and an intent that is no telling."""
    if intent in _TRIES - {"nlu_fallback"}:
        return False
    formed = line.question or bool(cues_talk.QUESTION_START.search(line.text))
    town_hall = bool(cues_talk.TOWN_HALL.search(line.text))
    return formed or (town_hall and intent != "nlu_fallback")


def _only_bare(line: Line) -> bool:
    """« oui », « non » alone, or with words that belong to another request."""
    return bool(cues_talk.YES.search(line.text) or cues_talk.NO.search(line.text))


def _tells(line: Line) -> bool:
    sent = cues.SENT_VERB.search(line.text) or cues.SENT_START.search(line.text)
    return bool(
        sent
        or cues_reply.REPLY_BY_OPERATOR.search(line.text)
        or cues_reply.SILENCE.search(line.text)
    )

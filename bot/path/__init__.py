"""The guided path: one question at a time, from what is told to what can be done today.

``hear`` tells what a message says, once; ``take_turn`` takes it into account and gives what was
told, the pending question and the responses to say. ``ask``, and the ``why`` and ``again`` of
``QUESTIONS``, name the responses of a question; ``review`` lists what was told. Nothing here reads
a clock or a file of the conversation: the case and today are arguments.
"""

from bot.path.changes import Change
from bot.path.conclusion import conclusion, own_dates, what_follows
from bot.path.heard import Heard, Intents
from bot.path.hearing import hear
from bot.path.payload import read_payload
from bot.path.progress import Progress, progress
from bot.path.questions import BY_NAME, QUESTIONS, Question, next_question
from bot.path.review import ReviewLine, review
from bot.path.saying import Saying
from bot.path.state import OTHER_OPERATOR, Answer, Told, case
from bot.path.turn import Turn, ask, take_turn

__all__ = [
    "BY_NAME",
    "OTHER_OPERATOR",
    "QUESTIONS",
    "Answer",
    "Change",
    "Heard",
    "Intents",
    "Progress",
    "Question",
    "ReviewLine",
    "Saying",
    "Told",
    "Turn",
    "ask",
    "case",
    "conclusion",
    "hear",
    "next_question",
    "own_dates",
    "progress",
    "read_payload",
    "review",
    "take_turn",
    "what_follows",
]

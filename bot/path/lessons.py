"""The examples that the models of hearing learn from: stories and answers of ``data``."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import cycle
from pathlib import Path
from typing import Any

from bot.examples import examples
from bot.operators import find_operator
from bot.path import features
from bot.path.heard import TELLS_OR_ANSWERS
from bot.path.models import ANSWERS, ASKS
from bot.path.reading import Reading, read

DATA = Path(__file__).parents[2] / "data"
# The day on which all the stories and answers were written.
WRITTEN_ON = date(2026, 11, 27)

# What a date of a clause is the date of; one of any other clause is of another event.
EVENT_OF_CLAUSE = {
    "complained_customer": "complaint",
    "wrote_consumer_service": "letter",
    "no_answer": "reply",
    "refused": "reply",
    "promised_or_partial": "reply",
    "satisfied": "reply",
    "referred_mediator": "referral",
    "opinion_received": "opinion",
}
OTHER = "other"
NO_ANSWER = "other"
MINE, NOT_MINE = "mine", "not mine"

# Questions answered in the same words: each learns from the answers to all.
KIN = (
    ("customer_reply", "consumer_reply"),
    ("customer_satisfied", "consumer_satisfied"),
    ("complaint_date", "letter_date", "notified_date", "opinion_date"),
)
_YES_NO = {"affirm": "yes", "deny": "no", "dont_know": "unknown"}
_PLAIN_ANSWERS = {
    **dict.fromkeys(("complained", "letter_sent", "court", "notified", "confirm_date"), _YES_NO),
    "customer_reply": _YES_NO | {"deny": "none", "report_no_reply": "none"},
    "customer_satisfied": {
        "affirm": "satisfactory",
        "deny": "unsatisfactory",
        "dont_know": "unknown",
    },
    **{
        question: {"dont_know": "unknown"}
        for question in ("written", "complaint_date", "operator", "date_of_what", "which_service")
    },
}
# Asked of a day, as dates are told: « lundi » is either.
_OF_A_DAY = ("ask_open_now", "ask_opening_day", "ask_opening_hours")
# So few words may answer anything: they are told to ask, whatever question is open.
_BARE = 2
# What residents ask in between, a few of each.
_OF_ITS_OWN = (
    *("ask_", "off_", "explain_", "repeat_", "start_over", "erase_", "review_"),
    *("thank", "greet", "insult", "say_goodbye"),
)
_QUESTIONS_ASKED = tuple(sorted(intent for intent in examples() if intent.startswith(_OF_ITS_OWN)))
# Of the messages that are no answer, one in so many: those least like a question the most.
_OFTEN = ("off_topic", "off_consumer", "start_over", "say_goodbye", "insult", "thank", "greet")
_ONE_IN_OFTEN, _ONE_IN = 15, 30


@dataclass(frozen=True)
class Lesson:
    """One example: its features and the class it teaches."""

    features: features.Features
    taught: str


def stories(files: Iterable[Path]) -> Iterator[dict[str, Any]]:
    """The stories of some files, a line of JSON each."""
    for file in files:
        for line in file.read_text(encoding="utf-8").splitlines():
            if line.strip():
                yield json.loads(line)


def clause_lessons(story: dict[str, Any]) -> Iterator[Lesson]:
    """The clauses of a story, as they are read, each with its label."""
    reading = read(story["text"], WRITTEN_ON)
    of_words = labels(story, reading)
    for index, (first, last) in enumerate(reading.clauses):
        taught = Counter(of_words[first:last]).most_common(1)[0][0]
        yield Lesson(features.of_clause(reading, index), taught)


def date_lessons(story: dict[str, Any]) -> Iterator[Lesson]:
    """The dates of a story, each with the event it dates."""
    reading = read(story["text"], WRITTEN_ON)
    of_words = labels(story, reading)
    others = [other["words"] for other in story["other_dates"]]
    for said in reading.dates:
        event = EVENT_OF_CLAUSE.get(of_words[said.at], OTHER)
        if event != "reply" and any(said.text in words or words in said.text for words in others):
            event = OTHER
        yield Lesson(features.of_mention(reading, said.at, features.lead(said)), event)


def company_lessons(story: dict[str, Any]) -> Iterator[Lesson]:
    """The companies of a story, each told to be the one that bills or not."""
    reading = read(story["text"], WRITTEN_ON)
    billing = find_operator(story["facts"].get("operator") or "")
    for company in reading.companies:
        mine = billing is not None and billing.operator == company.mention.operator
        yield Lesson(features.of_mention(reading, company.at), MINE if mine else NOT_MINE)


def answer_lessons(question: str) -> Iterator[Lesson]:
    """The answers to a question and to its kin, and plain ones; each with the choice it makes."""
    kin = _kin(question)
    for name in kin:
        for row in stories([DATA / "answers" / f"{name}.jsonl"]):
            yield _answer_lesson(question, row["text"], row["choice"])
    for intent, choice in _PLAIN_ANSWERS.get(kin[0], {}).items():
        for example in examples()[intent]:
            yield _answer_lesson(question, example, choice)
    for intent in _QUESTIONS_ASKED:
        for example in examples()[intent][:: _ONE_IN_OFTEN if intent in _OFTEN else _ONE_IN]:
            yield _answer_lesson(question, example, NO_ANSWER)


def own_question_lessons(questions: Sequence[str]) -> Iterator[Lesson]:
    """What answers each question, and what residents ask of their own accord in the meantime."""
    for question in questions:
        for name in _kin(question):
            for row in stories([DATA / "answers" / f"{name}.jsonl"]):
                if row["choice"] != NO_ANSWER:
                    yield _own_question_lesson(question, row["text"], ANSWERS)
    turns = cycle(questions)
    asked: Sequence[str]
    days = [question for question in questions if question.endswith("_date")]
    for intent, messages in sorted(examples().items()):
        for example in messages if intent not in TELLS_OR_ANSWERS else ():
            asked = days if intent in _OF_A_DAY else (next(turns),)
            if len(example.split()) <= _BARE:
                asked = questions
            for question in asked:
                yield _own_question_lesson(question, example, ASKS)


def _kin(question: str) -> tuple[str, ...]:
    return next((same for same in KIN if question in same), (question,))


def _own_question_lesson(question: str, text: str, taught: str) -> Lesson:
    return Lesson(features.of_answer_to(question, _as_answer(question, text)), taught)


def _answer_lesson(question: str, text: str, choice: str) -> Lesson:
    return Lesson(features.of_answer(_as_answer(question, text)), choice)


def _as_answer(question: str, text: str) -> Reading:
    return _read(text, question.endswith("_date"))


@cache
def _read(text: str, asks_day: bool) -> Reading:
    return read(text, WRITTEN_ON, asks_day)


def labels(story: dict[str, Any], reading: Reading) -> list[str]:
    """The label of each word of a story, as it was annotated."""
    text = story["text"]
    by_character = [""] * len(text)
    position = 0
    for part, label in story["clauses"]:
        for character in part:
            if character.isspace():
                continue
            while position < len(text) and text[position].isspace():
                position += 1
            if position < len(text):
                by_character[position] = label
                position += 1
    found_labels = []
    for word in reading.words:
        found = Counter(filter(None, by_character[word.start : word.end]))
        found_labels.append(found.most_common(1)[0][0] if found else "talk")
    return found_labels

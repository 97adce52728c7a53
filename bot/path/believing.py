"""What is believed of a story, and what its facts take with them."""

from collections.abc import Mapping
from typing import Any

from bot.path import vocabulary
from bot.path.corrections import BRIEF
from bot.path.questions import REPLIES, Question
from bot.path.reading import Reading
from bot.path.state import DISPUTES, Answer, Told

_AFTER_REFERRAL = {"referred", "notified", "opinion_received", "court"}


def believed(
    story: Mapping[str, Any],
    reading: Reading,
    told: Told,
    question: Question | None,
    corrects: bool,
) -> dict[str, Any]:
    """The facts of the story that contradict nothing told, unless it is asked or corrected."""
    asked: set[str] = set()
    if question is not None:
        asked = {name for meant in question.choices.values() for name in meant}
    facts = {}
    for name, value in story.items():
        if told.after_referral and name not in _AFTER_REFERRAL:
            continue
        if value is Answer.NONE and _is_about_something_else(reading, question):
            continue
        before = getattr(told, name)
        more_precise = name in REPLIES and before in (Answer.NONE, Answer.REPLIED)
        if before in (None, value) or corrects or name in asked or more_precise:
            facts[name] = value
    return facts


def _is_about_something_else(reading: Reading, question: Question | None) -> bool:
    """« rien du tout », asked how it was sent, tells nothing of an answer."""
    asks = question is not None and question.name not in REPLIES
    return asks and len(reading.words) <= BRIEF


def settled(facts: dict[str, Any], reading: Reading, told: Told) -> dict[str, Any]:
    """A complaint denied takes its day and its answers with it, and so does a letter."""
    if facts.get("complained") is False and told.complained:
        facts |= {"complaint_day": None, "written": None, "customer_reply": None}
    if facts.get("letter_sent") is False and told.letter_sent:
        facts |= {"letter_day": None, "consumer_reply": None, "consumer_replied_day": None}
    answered = facts.get("consumer_reply") not in (None, Answer.NONE)
    if answered and told.letter_sent is None:
        # Who was answered had written.
        facts.setdefault("letter_sent", True)
    answered = facts.get("customer_reply") not in (None, Answer.NONE)
    if answered and vocabulary.has("customer_service", reading):
        facts.setdefault("complained", True)
    if not (facts.get("complained") or told.complained):
        # Nothing answers a complaint that nobody told of.
        facts = {n: v for n, v in facts.items() if n not in ("written", "customer_reply")}
    return facts


def dispute(reading: Reading, told: Told) -> dict[str, Any]:
    """What the dispute is about, when the words say one thing only."""
    if told.dispute:
        return {}
    kinds = [kind for kind in DISPUTES if vocabulary.has(kind, reading)]
    if "termination" in kinds:
        return {"dispute": "termination"}
    return {"dispute": kinds[0]} if len(kinds) == 1 else {}

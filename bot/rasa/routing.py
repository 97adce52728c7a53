"""Which intent answers a message: what a pressed button, the case and its words make of it."""

import asyncio
from typing import Any

from rasa.shared.core.events import BotUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.clock import today
from bot.path import Heard, Intents, Told, hear
from bot.rasa.turns import events_of_turn
from bot.understanding.decision import FALLBACK, decide_after_end
from bot.understanding.features import words
from bot.understanding.model import Guess

# The intent whose rule walks the guided path.
PATH_INTENT = "tell_case"
# Characters up to which a message is heard at once: a few milliseconds.
BRIEF = 300


async def route(parsed: dict[str, Any], tracker: DialogueStateTracker) -> None:
    """Choose the intent whose rule answers a message in words; the classifier's stays beside it.

    Args:
        parsed: what Rasa made of the message; ``heard`` and ``classified`` are added.
        tracker: the conversation before the message.
    """
    if _has_ended(tracker):
        _believe_what_follows(parsed)
    heard = await _heard(parsed, tracker)
    parsed["heard"] = heard.to_json()
    parsed["classified"] = parsed["intent"]
    if heard.for_path:
        parsed["intent"] = {"name": PATH_INTENT, "confidence": 1.0}
    elif heard.questions:
        parsed["intent"] = {"name": heard.questions[0], "confidence": 1.0}


def was_offered(payload: str, tracker: DialogueStateTracker | None) -> bool:
    """Whether a button of the last answer carries this payload."""
    return tracker is not None and payload in {b["payload"] for b in _last_buttons(tracker)}


def pressed(text: str, tracker: DialogueStateTracker | None) -> str | None:
    """The payload of the button whose words were typed instead of pressing it."""
    if tracker is None:
        return None
    typed = words(text)
    # The summary has several buttons « Changer »: typed, none of them is meant.
    same = {b["payload"] for b in _last_buttons(tracker) if typed and words(b["title"]) == typed}
    return same.pop() if len(same) == 1 else None


def _last_buttons(tracker: DialogueStateTracker) -> list[dict[str, str]]:
    """The buttons under the assistant's last answer, and those around a question."""
    said = [event.data for event in events_of_turn(tracker) if isinstance(event, BotUttered)]
    parts = [part for data in said for part in (data, data.get("custom") or {})]
    return [button for part in parts for button in part.get("buttons") or []]


async def _heard(parsed: dict[str, Any], tracker: DialogueStateTracker) -> Heard:
    """What a message says; a long one is heard in a thread, so that the others go on."""
    if len(parsed["text"]) <= BRIEF:
        return _hear(parsed, tracker)
    return await asyncio.to_thread(_hear, parsed, tracker)


def _hear(parsed: dict[str, Any], tracker: DialogueStateTracker) -> Heard:
    """What a message in words says, heard once; the actions read it from the event."""
    chosen = parsed["intent"]
    intents = Intents(chosen["name"], tuple(parsed["asked"]), chosen["confidence"])
    told = Told.from_json(tracker.get_slot("case"))
    return hear(parsed["text"], intents, told, tracker.get_slot("asked"), today())


def _has_ended(tracker: DialogueStateTracker) -> bool:
    """Whether a case was worked out to its end: something is told, and nothing is asked."""
    return bool(tracker.get_slot("case")) and not tracker.get_slot("asked")


def _believe_what_follows(parsed: dict[str, Any]) -> None:
    """« et du coup je fais quoi ? » after an end is more likely of the case than alone."""
    if parsed["intent"]["name"] == FALLBACK:
        ranking = [Guess(each["name"], each["confidence"]) for each in parsed["intent_ranking"][1:]]
        chosen = decide_after_end(ranking)
        parsed["intent"] = {"name": chosen.intent, "confidence": chosen.confidence}

"""What a message is taken for: something for the guided path, or a question to answer."""

from dataclasses import replace
from typing import Any

from rasa.shared.core.events import SlotSet
from rasa.shared.core.trackers import DialogueStateTracker

from bot.clock import today
from bot.path import Heard, Intents, Told, hear
from bot.path.companies import is_it_yours
from bot.rasa.turns import events_of_turn, said_before
from bot.understanding.decision import DANGERS, FALLBACK, decide_after_end, guesses
from bot.understanding.model import Guess

# The intent whose rule walks the guided path.
PATH_INTENT = "tell_case"
# The slot that tells the actions what was heard in the message of the turn.
HEARD_SLOT = "heard"

# Nothing delays who is in danger, or makes them doubt.
DANGER_ANSWERS = {f"utter_{danger}" for danger in DANGERS}

Taken = dict[str, Any]


def taken(tracker: DialogueStateTracker) -> Taken | None:
    """What the last message was heard to say, heard once in a turn; None for a pressed button.

    Returns:
        ``Heard.to_json()`` and ``intent``, whose rule answers; the classifier's own choice stays
        in the message.
    """
    for event in events_of_turn(tracker):
        if isinstance(event, SlotSet) and event.key == HEARD_SLOT:
            found: Taken | None = event.value
            return found
    return take(tracker)


def take(tracker: DialogueStateTracker) -> Taken | None:
    """Hear the last message; see :func:`taken`."""
    parsed = tracker.latest_message.parse_data if tracker.latest_message else {}
    text = parsed.get("text") or ""
    if not text or text.startswith("/"):
        return None
    chosen = _chosen(parsed, tracker)
    ranked = [each["name"] for each in parsed.get("intent_ranking", ())]
    likeliest = next((name for name in ranked if name != FALLBACK), None)
    asked_in = tuple(parsed.get("asked", ()))
    intents = Intents(chosen.intent, asked_in, chosen.confidence, likeliest)
    told = Told.from_json(tracker.get_slot("case"))
    # Nothing was asked any more when a danger was answered: « oui » answers no question of before.
    asked = None if said_before(tracker) & DANGER_ANSWERS else tracker.get_slot("asked")
    heard = hear(text, intents, told, asked, today())
    if heard.for_path and told == Told():
        heard = _asking_with_a_name(heard, tracker)
    answered = PATH_INTENT if heard.for_path else next(iter(heard.questions), chosen.intent)
    return {"intent": answered, **heard.to_json()}


def _asking_with_a_name(heard: Heard, tracker: DialogueStateTracker) -> Heard:
    """« Free me prélève, je bloque ? », then a case that names nobody: « est-ce Free ? »."""
    if "operator" in heard.facts or any(each.asks for each in heard.problems):
        return heard
    before = (
        event.value["facts"].get("operator")
        for event in reversed(tracker.events)
        if isinstance(event, SlotSet) and event.key == HEARD_SLOT and event.value
    )
    named = next(filter(None, before), None)
    return replace(heard, problems=(*heard.problems, is_it_yours(named))) if named else heard


def _chosen(parsed: dict[str, Any], tracker: DialogueStateTracker) -> Guess:
    """The classifier's choice; « et du coup je fais quoi ? » is likelier of a case just ended."""
    chosen = Guess(parsed["intent"]["name"], parsed["intent"]["confidence"])
    has_ended = tracker.get_slot("case") and not tracker.get_slot("asked")
    if chosen.intent == FALLBACK and has_ended:
        return decide_after_end(guesses(parsed["intent_ranking"][1:]))
    return chosen

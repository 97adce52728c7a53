"""The questions that a message may ask, offered in the plain words that the domain has for each."""

from collections.abc import Sequence
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from bot.french.say import typeset
from bot.understanding.decision import FALLBACK, NEVER_OFFERED, guesses
from bot.understanding.questions import perhaps_asked
from bot.wording import QUESTION_PREFIX, responses

OFFERED = 3
OFFERED_BESIDE_A_CASE = 2
DISPUTE = "start_case"

Ranking = Sequence[dict[str, Any]]
Buttons = list[dict[str, str]]


def dispute_or_questions(ranking: Ranking) -> Buttons:
    """The dispute, then the likeliest questions; none for a message without a known word.

    Whoever is not understood most often told of a dispute.
    """
    likely = _likely(ranking)
    return [_button(intent) for intent in (DISPUTE, *likely[:OFFERED]) if likely]


def offer_questions_beside(dispatcher: CollectingDispatcher, tracker: Tracker) -> None:
    """What a story may ask, where it begins a case and its question was not understood."""
    message = tracker.latest_message
    if message["intent"]["name"] != FALLBACK:
        return
    asked = perhaps_asked(message.get("text") or "", guesses(message["intent_ranking"]))
    if asked:
        buttons = [_button(intent) for intent in asked[:OFFERED_BESIDE_A_CASE]]
        dispatcher.utter_message(response="utter_unsure_of_question", buttons=buttons)


def _likely(ranking: Ranking) -> list[str]:
    never = {*NEVER_OFFERED, DISPUTE}
    return [guess["name"] for guess in ranking if guess["name"] not in never]


def _button(intent: str) -> dict[str, str]:
    title = typeset(responses()[QUESTION_PREFIX + intent][0]["text"])
    return {"title": title, "payload": f"/{intent}"}

"""From which share on a guess is answered rather than asked back."""

import pytest

from bot.understanding.decision import FALLBACK, decide
from bot.understanding.model import Guess


@pytest.mark.parametrize(
    ("shares", "answered"),
    [
        ({"ask_cost": 0.7, "ask_court": 0.2}, "ask_cost"),
        ({"ask_cost": 0.6, "ask_court": 0.3}, FALLBACK),
        # Asking about an answer or a courtesy would be noise.
        ({"deny": 0.55, "ask_cost": 0.4}, "deny"),
        ({"deny": 0.45, "ask_cost": 0.4}, FALLBACK),
        # Surely none of our questions: the likeliest door; not sure of it: asked back.
        ({"off_topic": 0.5, "off_town_hall": 0.3, "ask_cost": 0.1}, "off_topic"),
        ({"off_topic": 0.35, "off_town_hall": 0.34, "ask_cost": 0.1}, FALLBACK),
        ({"off_topic": 0.5, "ask_cost": 0.45}, FALLBACK),
        ({"ask_cost": 0.5, "off_topic": 0.3, "off_town_hall": 0.2}, FALLBACK),
        # A danger is answered long before it is sure.
        ({"danger_now": 0.4, "off_topic": 0.35}, "danger_now"),
    ],
)
def test_what_is_answered(shares: dict[str, float], answered: str) -> None:
    ranking = [Guess(intent, share) for intent, share in shares.items()]
    assert decide(ranking).intent == answered

"""Whether words ask something, and what a story may ask whose question was not understood."""

import pytest

from bot.understanding.model import Guess
from bot.understanding.questions import asks, perhaps_asked

STORY = "ils m'ont pris deux fois 22 euros le 3 novembre"
RANKING = [
    Guess("tell_case", 0.4),
    Guess("ask_bank_debit", 0.3),
    Guess("ask_opening_day", 0.15),
    Guess("ask_final_refund", 0.1),
    Guess("ask_cost", 0.05),
]


@pytest.mark.parametrize(
    "text",
    [
        "alors on fait comment",
        "est-ce que je peux partir",
        "je fais quoi pour les ravoir",
        "que me reste-t-il à tenter",
        "ils ont le droit de faire ça",
        "free demande quoi comme document",
        "C'est normal ?",
    ],
)
def test_words_that_ask_are_recognised(text: str) -> None:
    assert asks(text)


@pytest.mark.parametrize(
    "text", ["ma box est en panne depuis lundi", STORY, "ils ne font rien, ils s'en fichent"]
)
def test_a_story_asks_nothing_by_itself(text: str) -> None:
    assert not asks(text)


def test_what_a_story_may_ask_is_offered_where_it_asks() -> None:
    assert perhaps_asked(f"{STORY}, on fait quoi", RANKING) == [
        "ask_bank_debit",
        "ask_final_refund",
    ]
    assert perhaps_asked(STORY, RANKING) == []

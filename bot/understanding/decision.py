"""When to answer, and when to ask "Vouliez-vous dire…" instead.

The threshold is measured on held-out sentences by ``python -m bench.thresholds``.
"""

from collections.abc import Sequence

from bot.understanding.model import Guess

FALLBACK = "nlu_fallback"
# Below this probability of the best guess, the assistant asks instead of answering.
SURE = 0.7
# Offered under "Vouliez-vous dire…", these would read as noise or as an answer put in one's mouth.
NEVER_OFFERED = frozenset(
    {
        FALLBACK,
        "affirm",
        "ask_opening_day",
        "correct_answer",
        "deny",
        "dont_know",
        "erase_my_data",
        "explain_question",
        "greet",
        "insult",
        "repeat_answer",
        "say_goodbye",
        "start_over",
        "tell_case",
        "thank",
    }
)


def decide(ranking: Sequence[Guess], sure: float = SURE) -> Guess:
    """The question to answer, or ``FALLBACK`` when no guess is sure enough.

    Args:
        ranking: the questions, the likeliest first; empty for a message without a known word.
        sure: the probability from which the best guess is answered.
    """
    if not ranking:
        return Guess(FALLBACK, 1.0)
    best = ranking[0]
    return best if best.confidence >= sure else Guess(FALLBACK, 1 - best.confidence)

"""When to answer, and when to ask "Vouliez-vous dire…" instead.

The threshold is measured on held-out sentences by ``python -m bench.thresholds``.
"""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import yaml

from bot.understanding.features import sound, words
from bot.understanding.model import Guess, Model

FALLBACK = "nlu_fallback"
# Below this probability of the best guess, the assistant asks instead of answering: a wrong answer
# costs more than a question.
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


# Around a topic, these say nothing of what is asked about it.
_AROUND = frozenset(
    """
    le la les l un une du de des d au mon ma mes votre vos c est il plait vous s te bonjour
    et pour quel quelle
    """.split()  # noqa: SIM905
)


def understand(model: Model, text: str) -> list[Guess]:
    """The questions a message may ask, the likeliest first; empty without a known word.

    A topic alone (« l'adresse ? ») is several questions, equally likely.
    """
    spelt = words(text)
    named = [word for word in spelt if word not in _AROUND]
    is_brief = len(named) <= max(map(len, _topics()))
    questions = _topics().get(tuple(map(sound, named))) if is_brief else None
    if questions:
        return [Guess(question, 1 / len(questions)) for question in questions]
    return model.rank(spelt) if model.knows(spelt) else []


@lru_cache(maxsize=1)
def _topics() -> dict[tuple[str, ...], list[str]]:
    file = Path(__file__).with_name("topics.yml")
    topics: dict[str, list[str]] = yaml.safe_load(file.read_text(encoding="utf-8"))
    return {tuple(map(sound, topic.split())): questions for topic, questions in topics.items()}


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

"""When to answer, and when to ask "Vouliez-vous dire…" instead.

The threshold is measured on held-out sentences by ``python -m bench.thresholds``.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from bot.french.private import without_private_data
from bot.french.signs import in_words
from bot.limits import MOST_SENTENCES
from bot.understanding.features import sentences, sound, words
from bot.understanding.model import Guess, Model

FALLBACK = "nlu_fallback"
# Below this probability of the best guess, the assistant asks instead of answering: a wrong answer
# costs more than a question.
SURE = 0.66
# Somebody in danger: answered before anything else, even when it is only likely. Chosen on the
# development sets, so that hardly any is missed and hardly anything else is taken for one.
DANGERS = frozenset(
    {
        "danger_child",
        "danger_elder",
        "danger_no_roof",
        "danger_now",
        "danger_suicide",
        "danger_women",
    }
)
LIKELY_DANGER = 0.35
# Too unlikely to be answered as a danger, and likely enough to say whom to call besides. Of 744
# messages in danger as many hear a number from 0.03 to 0.2; of 506 free ones, 4 do, 19 at 0.05.
PERHAPS_DANGER = 0.15
# In a message where it is less possible than this, the sentences are not looked at one by one.
POSSIBLE_DANGER = 0.01
LIKELY_DANGER_OF_A_SENTENCE = 0.9
# Asked of the case that was just worked out: « et après ? », « pourquoi cette date ? ». Answered
# then from this probability on.
FOLLOW_UPS = frozenset({"ask_counting", "ask_steps"})
LIKELY_FOLLOW_UP = 0.5
# What the assistant has no answer for, but perhaps the right door, likely enough by itself.
ELSEWHERE = "off_"
LIKELY_DOOR = 0.4
# An answer or a courtesy: asking about it would be noise, taking it wrongly costs a turn at most.
COURTESIES = frozenset({"affirm", "deny", "say_goodbye", "thank"})
LIKELY_COURTESY = 0.5
# Offered under "Vouliez-vous dire…", these would read as noise or as an answer put in one's mouth.
NEVER_OFFERED = frozenset(
    {
        FALLBACK,
        *DANGERS,
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
AROUND = frozenset(
    """
    le la les l un une du de des d au mon ma mes votre vos c est il plait vous s te bonjour
    et pour quel quelle quels quelles sont chez
    """.split()  # noqa: SIM905
)


def understand(model: Model, text: str) -> list[Guess]:
    """The questions a message may ask, the likeliest first; empty without a known word.

    A topic alone (« l'adresse ? ») is several questions, equally likely. A danger comes first, as
    soon as it is likely in the message or in one of its sentences.
    """
    text = without_private_data(text)
    spelt = words(in_words(text))
    named = [word for word in spelt if word not in AROUND]
    is_brief = len(named) <= max(map(len, _topics()))
    questions = _topics().get(tuple(map(sound, named))) if is_brief else None
    if questions:
        return [Guess(question, 1 / len(questions)) for question in questions]
    if not model.knows(spelt):
        return []
    ranking = model.rank(spelt)
    danger = _danger(ranking, POSSIBLE_DANGER)
    if danger is not None and danger.confidence < LIKELY_DANGER:
        danger = _danger_in_a_sentence(model, text)
    if danger is None:
        return ranking
    return [danger, *(guess for guess in ranking if guess.intent != danger.intent)]


def _danger(ranking: Sequence[Guess], likely: float) -> Guess | None:
    """The likeliest danger, with the probability that there is one at all."""
    dangers = [guess for guess in ranking if guess.intent in DANGERS]
    share = sum(guess.confidence for guess in dangers)
    return Guess(dangers[0].intent, share) if dangers and share >= likely else None


def perhaps_danger(ranking: Sequence[Guess]) -> bool:
    """Whether a message that is answered as something else may still tell of a danger."""
    answered = decide(ranking).intent in DANGERS
    return not answered and _danger(ranking, PERHAPS_DANGER) is not None


def _danger_in_a_sentence(model: Model, text: str) -> Guess | None:
    parts = sentences(text)
    found = (
        _danger(model.rank(words(part)), LIKELY_DANGER_OF_A_SENTENCE)
        for part in parts[:MOST_SENTENCES]
    )
    return next(filter(None, found), None) if len(parts) > 1 else None


@lru_cache(maxsize=1)
def _topics() -> dict[tuple[str, ...], list[str]]:
    file = Path(__file__).with_name("topics.yml")
    topics: dict[str, list[str]] = yaml.safe_load(file.read_text(encoding="utf-8"))
    return {tuple(map(sound, topic.split())): questions for topic, questions in topics.items()}


def guesses(ranking: Iterable[Mapping[str, Any]]) -> list[Guess]:
    """A ranking as a message of Rasa's holds it, ``name`` and ``confidence`` of each."""
    return [Guess(each["name"], each["confidence"]) for each in ranking]


def decide(ranking: Sequence[Guess], sure: float = SURE) -> Guess:
    """The question to answer, or ``FALLBACK`` when no guess is sure enough.

    Args:
        ranking: the questions, the likeliest first; empty for a message without a known word.
        sure: the probability from which the best guess is answered.
    """
    if not ranking:
        return Guess(FALLBACK, 1.0)
    best, share = ranking[0], ranking[0].confidence
    if best.intent in DANGERS:
        sure = LIKELY_DANGER
    elif best.intent in COURTESIES:
        sure = LIKELY_COURTESY
    elif best.intent.startswith(ELSEWHERE) and share >= LIKELY_DOOR:
        # Surely none of our questions: the likeliest door.
        share = sum(each.confidence for each in ranking if each.intent.startswith(ELSEWHERE))
    return best if share >= sure else Guess(FALLBACK, 1 - share)


def decide_after_end(ranking: Sequence[Guess]) -> Guess:
    """As :func:`decide`, where the case was just worked out: what follows it is soon believed."""
    follows = ranking[:1] and ranking[0].intent in FOLLOW_UPS
    return decide(ranking, LIKELY_FOLLOW_UP if follows else SURE)

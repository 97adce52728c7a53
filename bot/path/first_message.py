"""Whether a first message that tells no fact of the path begins a case all the same."""

from collections.abc import Sequence

from bot.path import vocabulary
from bot.path.heard import NOT_UNDERSTOOD, TELLS
from bot.path.models import Shares
from bot.path.reading import Reading

# Intents that a story may be taken for; the second ones only when an operator is named.
_LIKE_A_STORY = {NOT_UNDERSTOOD, "tell_case", "start_case"}
_OF_AN_OPERATOR = {"off_network_fault", "off_consumer", "greet", *TELLS}
# Clauses of a story about an operator, whatever is asked.
_STORY = (
    *("other_event", "complained_customer", "no_answer", "refused", "promised_or_partial"),
    "wrote_consumer_service",
)
_STORY_SHARE, _STORY_WORDS = 0.6, 6


def begins_a_case(intent: str, reading: Reading, stated: Sequence[Shares], tells: bool) -> bool:
    """Whether the message is a story for the path, rather than a question.

    Args:
        intent: what the classifier made of it.
        reading: the message.
        stated: what the model makes of each clause.
        tells: whether anything of the case was heard in it, an operator for example.
    """
    if (intent in TELLS and (tells or reading.dates)) or _only_names_the_operator(reading):
        return True
    likely = _LIKE_A_STORY | (_OF_AN_OPERATOR if reading.companies else set())
    return intent in likely and _is_story(reading, stated)


def _only_names_the_operator(reading: Reading) -> bool:
    """« chez moi c'est Free »."""
    alone = bool(reading.companies) and len(reading.words) <= _STORY_WORDS
    return alone and not reading.is_question and vocabulary.has("my_operator", reading)


def _is_story(reading: Reading, stated: Sequence[Shares]) -> bool:
    if len(reading.words) < _STORY_WORDS:
        return False
    return any(sum(shares.get(label, 0.0) for label in _STORY) >= _STORY_SHARE for shares in stated)

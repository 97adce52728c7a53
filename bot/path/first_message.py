"""Whether a first message that tells no fact of the path begins a case all the same."""

from collections.abc import Sequence

from bot.path import vocabulary
from bot.path.heard import NOT_UNDERSTOOD, TELLS, Intents
from bot.path.models import Shares
from bot.path.reading import Reading
from bot.understanding.decision import AROUND

# Intents that a story may be taken for; the second ones only when an operator is named.
_LIKE_A_STORY = {NOT_UNDERSTOOD, "tell_case", "start_case"}
_OF_AN_OPERATOR = {"off_network_fault", "off_consumer", "greet", *TELLS}
# Clauses of a story about an operator, whatever is asked.
_STORY = (
    *("other_event", "complained_customer", "no_answer", "refused", "promised_or_partial"),
    "wrote_consumer_service",
)
_STORY_SHARE, _STORY_WORDS = 0.6, 6


def begins_a_case(
    intents: Intents, reading: Reading, stated: Sequence[Shares], tells: bool
) -> bool:
    """Whether the message is a story for the path, rather than a question.

    Args:
        intents: what the classifier made of it.
        reading: the message.
        stated: what the model makes of each clause.
        tells: whether anything of the case was heard in it, an operator for example.
    """
    if (intents.whole in TELLS and (tells or reading.dates)) or only_names_the_operator(reading):
        return True
    elsewhere = intents.whole == NOT_UNDERSTOOD and (intents.likeliest or "").startswith("off_")
    if elsewhere and not reading.companies:
        # « le garagiste m'a changé l'embrayage sans demander »
        return False
    likely = _LIKE_A_STORY | (_OF_AN_OPERATOR if reading.companies else set())
    return intents.whole in likely and _is_story(reading, stated)


def only_names_the_operator(reading: Reading) -> bool:
    """« chez moi c'est Free », « Orange »."""
    alone = bool(reading.companies) and len(reading.words) <= _STORY_WORDS
    if not alone or reading.is_question:
        return False
    named = {said.at for said in reading.companies}
    beside = [word.plain for at, word in enumerate(reading.words) if at not in named]
    return vocabulary.has("my_operator", reading) or all(
        word in AROUND for word in beside if word[0].isalnum()
    )


def _is_story(reading: Reading, stated: Sequence[Shares]) -> bool:
    if len(reading.words) < _STORY_WORDS:
        return False
    return any(sum(shares.get(label, 0.0) for label in _STORY) >= _STORY_SHARE for shares in stated)

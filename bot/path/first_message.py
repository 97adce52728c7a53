"""What a first message is taken for as a whole, where its clauses tell no fact of the path."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.path import vocabulary
from bot.path.heard import NOT_UNDERSTOOD, TELLS, Intents
from bot.path.models import Shares
from bot.path.reading import Reading
from bot.path.state import Answer
from bot.understanding.decision import AROUND, ELSEWHERE

# Intents that a story may be taken for; the second ones only when an operator is named.
_LIKE_A_STORY = {NOT_UNDERSTOOD, "tell_case", "start_case"}
_OF_AN_OPERATOR = {"off_network_fault", "off_consumer", "greet", *TELLS}
# Clauses of a story about an operator, whatever is asked.
_STORY = (
    *("other_event", "complained_customer", "no_answer", "refused", "promised_or_partial"),
    "wrote_consumer_service",
)
_STORY_SHARE, _STORY_WORDS = 0.6, 6
_REPORTED = {
    "report_no_reply": Answer.NONE,
    "report_unsatisfactory_reply": Answer.UNSATISFACTORY,
}


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
    elsewhere = intents.whole == NOT_UNDERSTOOD and (intents.likeliest or "").startswith(ELSEWHERE)
    if elsewhere and not (reading.companies or vocabulary.has("telecom", reading)):
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


def reported(intent: str, reading: Reading, facts: Mapping[str, Any]) -> dict[str, Any]:
    """« SFR a répondu à ma réclamation, je n'accepte pas »: who is answered had complained.

    Args:
        intent: what the classifier made of the message.
        reading: the message.
        facts: what its clauses tell; nothing is added to more than an operator.
    """
    reply = _REPORTED.get(intent)
    if reply is None or not facts or not facts.keys() <= {"operator", "dispute"}:
        return {}
    others = ("consumer_service", "mediator", "addressed_to_others", "supposes", "satisfied")
    if reading.is_question or any(vocabulary.has(name, reading) for name in others):
        return {}
    return {"complained": True, "customer_reply": reply}

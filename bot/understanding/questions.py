"""The sentences of a message that ask something, each to be understood by itself."""

import re
from itertools import islice

from bot.french.text import fold
from bot.limits import MOST_QUESTIONS
from bot.understanding.decision import decide, understand
from bot.understanding.features import sentences
from bot.understanding.model import Model

# What the intents of questions begin with.
ASKING = ("ask_", "off_")
_ASKS = re.compile(
    r"\b(?:est ce qu|je voudrais savoir|j aimerais savoir|comment (?:on |je |faire|puis|saisir)"
    r"|combien|dois je|puis je|peut on|on peut|faut il|c est quoi|quelle? est|quels sont"
    r"|ou (?:je |est |dois|puis|ecrire|envoyer)|jusqu a quand|a partir de quand|pourquoi vous)\b"
)
_FEWEST_WORDS = 2
# « Que dois-je faire ? », of whatever was told before it.
_GENERAL = {"ask_steps", "ask_help", "dont_know"}
_GENERAL_WORDS = 6
# Asked as an order, and done once all the rest is answered.
_ORDER = "erase_my_data"
_ORDERS = re.compile(r"\b(?:effac|supprim|detrui)")


def asked_in(text: str) -> list[str]:
    """The first sentences that ask, in order; none when the message is a single sentence.

    >>> asked_in("J'ai écrit à Free le 3. C'est gratuit le médiateur ?")
    ["C'est gratuit le médiateur ?"]
    """
    told = [each for each in sentences(text) if len(each.split()) >= _FEWEST_WORDS]
    if len(told) < 2:
        return []
    asking = (each for each in told if "?" in each or _ASKS.search(_plain(each)))
    return list(islice(asking, MOST_QUESTIONS))


def intents_asked(model: Model, text: str, whole: str) -> list[str]:
    """The intents of the sentences that ask something, in order, each once; erasing comes last.

    Args:
        model: the classifier.
        text: the message.
        whole: the intent of the message as a whole, which « que dois-je faire ? » asks about.
    """
    chosen = [_asked(model, sentence, whole) for sentence in asked_in(text)]
    asked = list(dict.fromkeys(intent for intent in chosen if intent.startswith(ASKING)))
    return [*asked, _ORDER] if _orders_to_erase(model, text) else asked


def _asked(model: Model, sentence: str, whole: str) -> str:
    intent = decide(understand(model, sentence)).intent
    is_general = intent in _GENERAL and len(sentence.split()) <= _GENERAL_WORDS
    return whole if is_general and whole.startswith(ASKING) else intent


def _orders_to_erase(model: Model, text: str) -> bool:
    """« C'est gratuit ? Effacez mes données. »."""
    parts = sentences(text)
    told = (each for each in parts if len(parts) > 1 and _ORDERS.search(_plain(each)))
    orders = (decide(understand(model, each)).intent for each in islice(told, MOST_QUESTIONS))
    return _ORDER in orders


def _plain(sentence: str) -> str:
    return fold(sentence).replace("'", " ").replace("-", " ")

"""The sentences of a message that ask something, each understood with what it stands beside."""

import re
from collections.abc import Sequence
from itertools import islice

from bot.french.text import fold
from bot.limits import MOST_QUESTIONS
from bot.understanding.decision import ELSEWHERE, FALLBACK, NEVER_OFFERED, SURE, decide, understand
from bot.understanding.features import sentences
from bot.understanding.model import Guess, Model

# What the intents of questions begin with.
ASKING = ("ask_", ELSEWHERE)
# Wherever they stand, these ask.
_PLAINLY = (
    r"est ce qu\w*|on peut|faut il|(?:ont|a|ai) le droit|merci de me dire"
    r"|(?:je|j) (?:veux|voudrais|voulais|souhaite|souhaiterais|aimerais) savoir"
)
_ASKS = re.compile(
    rf"\b(?:{_PLAINLY}|comment (?:on |je |faire|puis|saisir|obtenir|recuperer)|combien"
    r"|dois je|puis je|peut on|c est quoi|quelle? est|quels sont"
    r"|(?:on|je|tu) (?:fait|fais|fai) (?:quoi|koi|comment)"
    r"|(?:on|jdoi|je dois|faut) faire (?:quoi|koi|comment)"
    r"|que (?:faire|(?:me|nous|lui) reste|convient|dois|peut|puis)|quoi comme"
    r"|ou (?:je |est |dois|puis|ecrire|envoyer)|jusqu a quand|a partir de quand|pourquoi vous)\b"
)
# Of a question beside a story; a guess less likely than this would be noise.
_PERHAPS = 0.1
_FEWEST_WORDS = 2
# « Que dois-je faire ? », of whatever was told before it.
_GENERAL = {"ask_steps", "ask_help", "dont_know"}
_GENERAL_WORDS = 6
# How much the sentence counts beside the message: « quels sont mes droits ? » says little of what
# was bought. Chosen on development sets, see bench/RESULTS.md.
_SENTENCE_WEIGHT = 0.7
_UNLIKELY = 1e-4
# « …, est-ce que je peux demander un dédommagement », at the end of what is told in one breath.
_END_ASKS = re.compile(
    rf"\b(?:{_PLAINLY}|comment (?:on|je|faire|obtenir|recuperer)"
    r"|(?:puis|dois|ai) je|(?:peut|doit) on|je peux)\b"
)
_TOLD_BEFORE, _SURE_OF_END = 5, 0.85
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
    return list(islice(filter(asks, told), MOST_QUESTIONS))


def asks(text: str) -> bool:
    """Whether the words ask something."""
    return "?" in text or bool(_ASKS.search(_plain(text)))


def perhaps_asked(text: str, ranking: Sequence[Guess]) -> list[str]:
    """What a story may ask whose question was not understood, the likeliest first.

    Args:
        text: the message; nothing is asked where no word asks.
        ranking: the questions that it may ask, the likeliest first.
    """
    if not asks(text):
        return []
    likely = (each.intent for each in ranking if each.confidence >= _PERHAPS)
    return [each for each in likely if each.startswith("ask_") and each not in NEVER_OFFERED]


def intents_asked(model: Model, text: str, ranking: Sequence[Guess]) -> list[str]:
    """The intents of the sentences that ask something, in order, each once; erasing comes last.

    Args:
        model: the classifier.
        text: the message.
        ranking: the questions that the message as a whole may ask, the likeliest first.
    """
    asking = asked_in(text)
    chosen = [_asked(model, sentence, ranking, alone=len(asking) == 1) for sentence in asking]
    asked = list(dict.fromkeys(intent for intent in chosen if intent.startswith(ASKING)))
    if not asking:
        asked = _asked_at_the_end(model, text, ranking)
    return [*asked, _ORDER] if _orders_to_erase(model, text) else asked


def _asked(model: Model, sentence: str, whole: Sequence[Guess], alone: bool) -> str:
    """What a sentence asks: by itself beside another question or a story, else with the rest."""
    own = understand(model, sentence)
    chosen, told = decide(own).intent, decide(whole).intent
    if chosen in _GENERAL and len(sentence.split()) <= _GENERAL_WORDS and told.startswith(ASKING):
        return told
    if not alone and chosen.startswith(ASKING):
        return chosen
    if not (own and (told.startswith(ASKING) or told == FALLBACK)):
        return chosen
    together = _together(whole, own)
    return together.intent if together.confidence >= SURE else chosen


def _asked_at_the_end(model: Model, text: str, ranking: Sequence[Guess]) -> list[str]:
    """What a story without a full stop asks in its last words, when they are sure by themselves."""
    if decide(ranking).intent != "tell_case":
        return []
    told = _plain(text)
    opens = next(
        (m for m in _END_ASKS.finditer(told) if len(told[: m.start()].split()) >= _TOLD_BEFORE),
        None,
    )
    if opens is None:
        return []
    own = understand(model, told[opens.start() :])
    sure = bool(own) and own[0].confidence >= _SURE_OF_END and own[0].intent.startswith(ASKING)
    return [own[0].intent] if sure else []


def _together(whole: Sequence[Guess], sentence: Sequence[Guess]) -> Guess:
    """The likeliest question, by the message and by its sentence."""
    by_message, by_sentence = (
        {guess.intent: max(guess.confidence, _UNLIKELY) for guess in guesses}
        for guesses in (whole, sentence)
    )
    shares = {
        intent: by_message.get(intent, _UNLIKELY)
        * by_sentence.get(intent, _UNLIKELY) ** _SENTENCE_WEIGHT
        for intent in by_message.keys() | by_sentence.keys()
    }
    likeliest = max(shares, key=lambda intent: shares[intent])
    return Guess(likeliest, shares[likeliest] / sum(shares.values()))


def _orders_to_erase(model: Model, text: str) -> bool:
    """« C'est gratuit ? Effacez mes données. »."""
    parts = sentences(text)
    told = (each for each in parts if len(parts) > 1 and _ORDERS.search(_plain(each)))
    orders = (decide(understand(model, each)).intent for each in islice(told, MOST_QUESTIONS))
    return _ORDER in orders


def _plain(sentence: str) -> str:
    return fold(sentence).replace("'", " ").replace("-", " ")

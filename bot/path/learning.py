"""Teach the models of hearing from the stories and answers of ``data``.

python -m bot.path.learning
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from bot.path.lessons import (
    DATA,
    Lesson,
    answer_lessons,
    clause_lessons,
    company_lessons,
    date_lessons,
    own_question_lessons,
    stories,
)
from bot.path.models import FILE, Models
from bot.understanding.linear import LinearModel, fit

# How far each model follows its examples, chosen on tests/stories/development.
_STRENGTH = {"clause": 3.0, "date": 3.0, "company": 1.0, "answer": 3.0, "answers": 3.0}
_LESSONS: dict[str, Callable[[dict[str, Any]], Iterator[Lesson]]] = {
    "clause": clause_lessons,
    "date": date_lessons,
    "company": company_lessons,
}


def learn(told: Iterable[dict[str, Any]], answers: Sequence[str]) -> Models:
    """Models taught by stories and by the answers to some questions."""
    told = list(told)
    learnt = {
        name: _fit([lesson for story in told for lesson in lessons(story)], _STRENGTH[name])
        for name, lessons in _LESSONS.items()
    }
    for question in answers:
        learnt[f"answer.{question}"] = _fit(list(answer_lessons(question)), _STRENGTH["answer"])
    learnt["answers"] = _fit(list(own_question_lessons(answers)), _STRENGTH["answers"])
    return Models(learnt)


def _fit(lessons: list[Lesson], strength: float) -> LinearModel:
    return fit([each.features for each in lessons], [each.taught for each in lessons], strength)


def questions() -> list[str]:
    """The questions whose answers are data."""
    return sorted(file.stem for file in Path(DATA / "answers").glob("*.jsonl"))


def main() -> None:
    """Learn from all the data and write the models."""
    learn(stories(sorted((DATA / "told").glob("*.jsonl"))), questions()).save(FILE)


if __name__ == "__main__":
    main()

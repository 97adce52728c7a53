"""What each part of hearing earns at giving a day to its event, losers included.

    python -m bench.hearing_parts

Each row reads the first messages of the development set: the day of the complaint noted right,
another day of it, a day of another event, or asked.
"""

import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pycrfsuite

from bench.stories import DEVELOPMENT, WRITTEN_ON, noted, rows, truth
from bot.french.date_range import DateRange
from bot.path import days
from bot.path.lessons import DATA, EVENT_OF_CLAUSE, labels, stories
from bot.path.models import Shares, models
from bot.path.reading import DateSaid, Reading, read

WINDOW = 4
Chooser = Callable[[Reading, DateSaid], bool]


def by_words(reading: Reading, said: DateSaid) -> bool:
    """The words of the clause alone."""
    return days.event_by_words(reading, said) == days.COMPLAINT


def by_date(reading: Reading, said: DateSaid) -> bool:
    """The model of dates alone."""
    return _first(models().date(reading, said)) == days.COMPLAINT


def by_clause(reading: Reading, said: DateSaid) -> bool:
    """The model of clauses alone."""
    stated = models().clause(reading, reading.clause_of(said.at))
    return EVENT_OF_CLAUSE.get(_first(stated)) == days.COMPLAINT


def by_models(reading: Reading, said: DateSaid) -> bool:
    """Both models, without the words."""
    stated = [models().clause(reading, index) for index in range(len(reading.clauses))]
    found = days.dated_events(reading, models(), stated)
    (one,) = (each for each in found if each.said == said)
    return one.event == days.COMPLAINT and one.share >= days.NOTED


def by_all(reading: Reading, said: DateSaid) -> bool:
    """What the product does: both models and the words agree."""
    return by_models(reading, said) and by_words(reading, said)


class Tagger:
    """A sequence tagger over words: one label a word, learnt from the same stories."""

    def __init__(self) -> None:
        trainer = pycrfsuite.Trainer(verbose=False)
        trainer.set_params({"c1": 0.05, "c2": 0.05, "max_iterations": 100})
        for story in stories(sorted((DATA / "told").glob("*.jsonl"))):
            reading = read(story["text"], WRITTEN_ON)
            trainer.append(self._features(reading), labels(story, reading))
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "tagger"
            trainer.train(str(file))
            self._tagger = pycrfsuite.Tagger()
            self._tagger.open_inmemory(file.read_bytes())

    def __call__(self, reading: Reading, said: DateSaid) -> bool:
        """Whether the word of the date is tagged as one of a complaint."""
        tags = self._tagger.tag(self._features(reading))
        return EVENT_OF_CLAUSE.get(tags[said.at]) == days.COMPLAINT

    @staticmethod
    def _features(reading: Reading) -> list[list[str]]:
        heard = reading.sounds
        return [
            [f"{at - place} {heard[at]}" for at in _around(place, len(heard))]
            + [f"{at - place} {heard[at]} {heard[at + 1]}" for at in _around(place, len(heard) - 1)]
            for place in range(len(heard))
        ]


def _around(place: int, size: int) -> range:
    return range(max(0, place - WINDOW), min(size, place + WINDOW + 1))


def _first(shares: Shares) -> str:
    return max(shares, key=lambda name: shares[name])


def outcomes(choose: Chooser) -> Iterator[str]:
    """What becomes of the day of the complaint of each message."""
    for row in rows(DEVELOPMENT, "first_messages"):
        told = truth(row["facts"], row["text"]).get("complaint")
        reading = read(row["text"], WRITTEN_ON)
        found: list[DateRange] = [
            said.days
            for said in reading.dates
            if said.days and not said.since and choose(reading, said)
        ]
        if not found:
            yield "asked" if told else "none told"
            continue
        first = min(found, key=lambda each: (each.earliest, each.latest))
        heard = noted({"complaint_day": first})["complaint"]
        yield "right" if heard == told else "other day" if told else "WRONG EVENT"


def main() -> None:
    """Print a row for each way."""
    ways: dict[str, Chooser] = {
        "words alone": by_words,
        "sequence tagger (CRF)": Tagger(),
        "model of dates alone": by_date,
        "model of clauses alone": by_clause,
        "both models": by_models,
        "both models and words": by_all,
    }
    print("| way | right | other day | WRONG EVENT | asked |\n| --- | --- | --- | --- | --- |")
    for name, choose in ways.items():
        count = Counter(outcomes(choose))
        cells = " | ".join(str(count[k]) for k in ("right", "other day", "WRONG EVENT", "asked"))
        print(f"| {name} | {cells} |")


if __name__ == "__main__":
    main()

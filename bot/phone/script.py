"""The clerk's script: every sheet with its words to find it, as paper, as a page and as a table."""

import hashlib
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.french.say import say_date
from bot.french.text import fold
from bot.knowledge import knowledge
from bot.knowledge.town_hall import TownHall
from bot.phone.callers_words import Words, callers_words
from bot.phone.topics import PathQuestion, Topic, path_questions, themes
from bot.townhall_words import say_hours
from bot.understanding.decision import DANGERS

_VERSION_LENGTH = 8
# What holds for every call.
NEVER = (
    "pas de conseil juridique",
    "pas de promesse sur l'issue",
    "pas de date sans la réclamation écrite",
)


@dataclass(frozen=True)
class Sheet:
    """One topic with its number in the script, its theme and the words of callers."""

    number: int
    theme: str
    topic: Topic
    words: Words

    @property
    def never(self) -> tuple[str, ...]:
        """What not to promise; to somebody in danger, nothing of that matters."""
        return () if self.topic.id in DANGERS else (*NEVER, *self.topic.never)


@dataclass(frozen=True)
class Script:
    """All the sheets on one day, for one town.

    Attributes:
        town_hall: whom the clerk answers for.
        made_at: when it was made, aware.
        version: changes whenever what is said does.
        sheets: in order.
        questions: the guided path.
        hours: the week of the town hall, one line each.
    """

    town_hall: TownHall
    made_at: datetime
    version: str
    sheets: tuple[Sheet, ...]
    questions: tuple[PathQuestion, ...]
    hours: tuple[str, ...]

    @property
    def mark(self) -> str:
        """The date and the version, as they stand at the foot of each page."""
        return f"Version du {say_date(self.made_at.date())}, {self.version}"

    @property
    def numbers(self) -> Mapping[str, int]:
        """The number of the sheet of each topic."""
        return {sheet.topic.id: sheet.number for sheet in self.sheets}

    @property
    def index(self) -> list[tuple[str, list[int]]]:
        """The words of callers in alphabetical order, with the sheets that they lead to."""
        found: defaultdict[str, list[int]] = defaultdict(list)
        for sheet in self.sheets:
            for word in sheet.words.shown:
                found[word].append(sheet.number)
        return sorted(found.items(), key=lambda item: fold(item[0]))


def make_script(moment: datetime) -> Script:
    """The script of a moment, for the town being served.

    Raises:
        TopicError: a question has no answer that a sheet could give.
    """
    facts = knowledge()
    told = [(theme.name, topic) for theme in themes(facts, moment.date()) for topic in theme.topics]
    sheets = tuple(
        Sheet(number, theme, topic, callers_words()[topic.id])
        for number, (theme, topic) in enumerate(told, start=1)
    )
    hours = [
        line.removeprefix("- ") for line in say_hours(facts.town_hall, moment.date()).split("\n")
    ]
    questions = path_questions(facts)
    digest = hashlib.sha256(repr((facts.town_hall.name, sheets, questions, hours)).encode())
    version = digest.hexdigest()[:_VERSION_LENGTH]
    return Script(facts.town_hall, moment, version, sheets, questions, tuple(hours))

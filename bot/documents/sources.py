"""The numbered notes of a document: which sources are behind which statement."""

from collections.abc import Iterable
from datetime import date

from bot.knowledge import all_facts, sources_of
from bot.knowledge.model import Knowledge


class SourceNotes:
    """Numbers sources in the order they are first needed."""

    def __init__(self, facts: Knowledge) -> None:
        self._knowledge = facts
        self._facts = all_facts(facts)
        self._checked: list[date] = []
        self.titles: list[str] = []

    def numbers(self, keys: Iterable[str]) -> list[int]:
        """The numbers of the sources behind some facts, in increasing order, from 1.

        Args:
            keys: keys of facts, as ``all_facts`` names them.
        """
        behind = [self._facts[key] for key in keys]
        self._checked += [fact.checked_on for fact in behind]
        found = [source.title for source in sources_of(self._knowledge, behind)]
        self.titles += [title for title in found if title not in self.titles]
        return sorted(self.titles.index(title) + 1 for title in found)

    @property
    def checked_on(self) -> date:
        """The day by which every fact stated so far had been checked: the oldest of the checks."""
        return min(self._checked)

"""Which of our facts a sheet states, and where: ``claims.yml``, typed."""

import re
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import root_validator, validator

from bot.french.text import fold
from bot.knowledge.fact import Strict

DELAY = "{delay}"
_FILE = Path(__file__).with_name("claims.yml")


class Claim(Strict):
    """One fact that a sheet states, by a sentence, a link or a phone number: see the file."""

    fact: str
    chapter: str | None = None
    says: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    unless: str | None = None
    link: tuple[str, ...] = ()
    phone: str | None = None
    example: str | None = None

    @validator("says")
    def _one_delay(cls, says: tuple[str, ...]) -> tuple[str, ...]:
        if says.count(DELAY) > 1:
            raise ValueError(f"{DELAY} : une fois au plus")
        return says

    @root_validator
    def _one_way(cls, values: dict[str, Any]) -> dict[str, Any]:
        if sum(bool(values.get(way)) for way in ("says", "link", "phone")) != 1:
            raise ValueError("says, link ou phone : un seul des trois")
        return values

    @property
    def states_a_delay(self) -> bool:
        """Whether its value is a length of time."""
        return DELAY in self.says

    def belongs_in(self, chapter: str) -> bool:
        """Whether the title of a chapter is one where the fact is expected."""
        return self.chapter is not None and bool(_has(self.chapter, fold(chapter)))

    def found_in(self, marked: str) -> list[int] | None:
        """The number of the delay that a sentence gives to the fact, if any; None if not its.

        Time is linear in the length of the sentence, whatever it holds.

        Args:
            marked: a sentence as ``mark_delays`` writes it.
        """
        if not self.says or (self.unless and _has(self.unless, marked)):
            return None
        if not all(_has(words, marked) for words in self.also):
            return None
        end, numbers = 0, []
        for words in self.says:
            # The earliest place leaves the most room for what follows.
            found = _has(words, marked, end)
            if not found:
                return None
            end = found.end()
            numbers += [int(number) for number in found.groups()]
        return numbers


def _has(words: str, text: str, start: int = 0) -> re.Match[str] | None:
    """The first of the variants, from a place of a folded text on."""
    return _claim_pattern(words).search(text, start)


@lru_cache(maxsize=256)
def _claim_pattern(words: str) -> re.Pattern[str]:
    if words == DELAY:
        return re.compile(r"<(\d+)>")
    return re.compile("|".join(rf"\b{re.escape(fold(each))}" for each in words.split("|")))


@lru_cache(maxsize=1)
def claims() -> dict[str, tuple[Claim, ...]]:
    """The claims of each sheet, by its name."""
    written = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return {sheet: tuple(Claim(**each) for each in listed) for sheet, listed in written.items()}

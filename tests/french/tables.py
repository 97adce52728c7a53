"""The tables of phrases beside this file: one phrase a line, tab-separated, # for comments."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot.french.dates import DateRange

HERE = Path(__file__).parent
TODAY = date(2026, 11, 22)


@dataclass(frozen=True)
class Phrase:
    text: str
    today: date
    expected: DateRange | None
    register: str = ""


def phrases(name: str) -> list[Phrase]:
    return [
        Phrase(text, _day(today), _range(expected), register)
        for register, today, text, expected in _rows(name)
    ]


def not_dates() -> list[Phrase]:
    return [Phrase(text, _day(today), None) for today, text in _rows("not_dates.tsv")]


def _rows(name: str) -> Iterator[list[str]]:
    for line in (HERE / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


def _day(text: str) -> date:
    return date.fromisoformat(text) if text else TODAY


def _range(text: str) -> DateRange | None:
    if text == "-":
        return None
    earliest, _, latest = text.partition("..")
    return DateRange(date.fromisoformat(earliest), date.fromisoformat(latest or earliest))

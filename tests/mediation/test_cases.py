"""The table of cases that a lawyer reads, ``cases.md``: each row is what the assistant must say."""

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.french.date_range import DateRange
from bot.knowledge import all_facts, knowledge, sources_of
from bot.mediation import Case, Milestone, MilestoneName, assess
from tests.mediation.case_helpers import BAD, GOOD, NONE

TABLE = Path(__file__).with_name("cases.md")
DATES = {
    "écrire dès": MilestoneName.WRITE_FROM,
    "saisir directement dès": MilestoneName.REFER_DIRECTLY_FROM,
    "saisir dès": MilestoneName.REFER_FROM,
    "dernier jour": MilestoneName.REFER_BY,
    "avis avant": MilestoneName.OPINION_BY,
    "répondre avant": MilestoneName.ANSWER_OPINION_BY,
}
# What each word of the second column tells; a name followed by a day is of that day.
TOLD: dict[str, tuple[str, Any]] = {
    "écrite": ("complaint_written", True),
    "par téléphone": ("complaint_written", False),
    "sans réponse": ("customer_reply", NONE),
    "réponse insatisfaisante": ("customer_reply", BAD),
    "réponse satisfaisante": ("customer_reply", GOOD),
    "courrier sans réponse": ("consumer_reply", NONE),
    "courrier : réponse insatisfaisante": ("consumer_reply", BAD),
    "tribunal": ("court", True),
}
DAY_OF = {
    "réclamation": "complaint",
    "courrier": "letter",
    "reçue": "consumer_replied",
    "saisine": "referred",
    "dossier complet": "notified",
    "avis": "opinion",
}
_DATED = re.compile(r"(.+?) (\d\d/\d\d/\d{4})(?:\.\.(\d\d/\d\d/\d{4}))?$")


def rows() -> Iterator[list[str]]:
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("|") and cells[0] != "le" and not cells[0].startswith("---"):
            yield cells


def day(text: str) -> date:
    return datetime.strptime(text, "%d/%m/%Y").date()


def known(word: str, words: Mapping[str, Any]) -> Any:
    assert word in words, f"« {word} » : écrivez l'un de ceux-ci : {', '.join(words)}"
    return words[word]


def parts(cell: str, separator: str) -> list[str]:
    return [part.strip() for part in cell.split(separator) if part.strip()]


def case(cell: str) -> Case:
    told: dict[str, Any] = {}
    for part in parts(cell, ",") if cell != "rien" else ():
        if dated := _DATED.match(part):
            name, first, last = dated.groups()
            told[known(name, DAY_OF)] = DateRange(day(first), day(last or first))
        else:
            name, value = known(part, TOLD)
            told[name] = value
    return Case(**told)


def titles(milestones: tuple[Milestone, ...]) -> str:
    facts = all_facts(knowledge())
    basis = [facts[key] for milestone in milestones for key in milestone.basis]
    return " ; ".join(source.title for source in sources_of(knowledge(), basis))


@pytest.mark.parametrize("row", rows(), ids=lambda row: f"{row[0]} {row[1]}")
def test_a_case_gets_its_step_its_dates_and_their_texts(row: list[str]) -> None:
    today, told, step, expected, texts = row
    answer = assess(case(told), day(today), knowledge())
    assert answer.step.label == step
    dates = {}
    for part in parts(expected, ";"):
        dated = _DATED.match(part)
        assert dated, f"« {part} » : écrivez « dernier jour 03/03/2027 »"
        dates[known(dated[1], DATES)] = day(dated[2])
    assert {m.name: m.date for m in answer.milestones} == dates
    for text in parts(texts, ";"):
        assert text in titles(answer.milestones)


def test_the_table_holds_every_milestone_and_cannot_go_unread() -> None:
    told = " ".join(row[3] for row in rows())
    assert all(name in told for name in DATES)
    assert set(DATES.values()) == set(MilestoneName)
    assert len(list(rows())) > 30

"""Files: their names and types, when they are offered, and how light the module is."""

import subprocess
import sys
from dataclasses import replace

import pytest

from bot.documents import DocumentKind, Request, offered, render
from bot.mediation import Case
from tests.documents.reading import BAD, GOOD, LETTER_SENT, SILENT, at, on

L, S, C, D = (
    DocumentKind.LETTER,
    DocumentKind.SUMMARY,
    DocumentKind.COVER_LETTER,
    DocumentKind.CALENDAR,
)


@pytest.mark.parametrize("kind", [L, S, C])
def test_papers_are_pdf(kind: DocumentKind) -> None:
    file = render(Request.about(kind, SILENT, None, at("2026-04-10")))
    assert file.mime == "application/pdf"
    assert file.name.endswith(".pdf")
    assert file.content.startswith(b"%PDF-1.7")


def test_the_calendar_is_a_calendar() -> None:
    file = render(Request.about(D, SILENT, None, at("2026-04-10")))
    assert file.mime == "text/calendar; charset=utf-8"
    assert file.name == "mes-dates.ics"
    assert "médiateur" in file.content.decode("utf-8")


@pytest.mark.parametrize(
    ("case", "today", "kinds"),
    [
        (Case(), "2026-04-10", (S,)),
        (SILENT, "2026-04-03", (S, D)),
        (SILENT, "2026-04-04", (L, S, D)),
        # Two months of silence: the mediator directly, and the letter as the other way.
        (SILENT, "2026-05-04", (C, L, S, D)),
        (LETTER_SENT, "2026-05-25", (S, D)),
        (LETTER_SENT, "2026-05-26", (C, S, D)),
        (replace(LETTER_SENT, letter=None, consumer_reply=BAD), "2026-05-26", (C, S, D)),
        (SILENT, "2027-03-04", (S,)),
        (replace(SILENT, customer_reply=GOOD), "2026-04-10", (S, D)),
        (replace(SILENT, court=True), "2026-04-10", (S,)),
        (Case(opinion=on("2026-04-02")), "2026-04-10", (S, D)),
    ],
)
def test_documents_are_offered_when_they_are_of_use(
    case: Case, today: str, kinds: tuple[DocumentKind, ...]
) -> None:
    assert offered(case, at(today)) == kinds


def test_the_cover_letter_is_offered_early_when_the_last_day_comes_before_the_way_opens() -> None:
    hurried = replace(LETTER_SENT, letter=on("2027-02-20"))
    assert offered(hurried, at("2027-02-25")) == (C, S, D)


@pytest.mark.parametrize("today", ["2026-04-25", "2026-05-26", "2027-03-03", "2027-03-04"])
@pytest.mark.parametrize("case", [SILENT, LETTER_SENT, Case()])
def test_whatever_is_offered_can_be_made(case: Case, today: str) -> None:
    for kind in offered(case, at(today)):
        made = render(Request.about(kind, case, None, at(today)))
        assert made.content


def test_reading_a_link_loads_neither_rasa_nor_what_makes_the_files() -> None:
    script = (
        "import sys, bot.documents; "
        "print([m for m in ('rasa', 'tensorflow', 'spacy', 'typst', 'icalendar') "
        "if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"

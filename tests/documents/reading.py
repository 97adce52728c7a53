"""Ways to ask for a document and to read it back, as its reader would."""

import io
from datetime import date, datetime
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ContentStream

from bot.clock import parse_moment
from bot.documents import Dispute, DocumentKind, Request, render
from bot.french.date_range import DateRange
from bot.mediation import Case, Reply

SILENCE, BAD, GOOD = Reply.NONE, Reply.UNSATISFACTORY, Reply.SATISFACTORY
EVERYTHING_TO_FILL_IN = Case()


def on(first: str, last: str | None = None) -> DateRange:
    """One day, or every day from one to another."""
    return DateRange(date.fromisoformat(first), date.fromisoformat(last or first))


SILENT = Case(
    operator="Orange",
    member=True,
    complaint=on("2026-03-03"),
    complaint_written=True,
    customer_reply=SILENCE,
)
LETTER_SENT = Case(
    operator="Bouygues Telecom",
    member=True,
    complaint=on("2026-03-03"),
    complaint_written=True,
    customer_reply=BAD,
    letter=on("2026-04-25"),
    consumer_reply=SILENCE,
    court=False,
)


def at(moment: str) -> datetime:
    """A moment in Paris: ``2026-04-10`` is that day at midnight."""
    return parse_moment(moment, origin="test")


def pdf(kind: DocumentKind, case: Case, today: str, dispute: Dispute | None = None) -> PdfReader:
    """A paper, opened."""
    return opened(render(Request.about(kind, case, dispute, at(today))).content)


def opened(content: bytes) -> PdfReader:
    """A PDF file, opened."""
    return PdfReader(io.BytesIO(content))


def raw_text(paper: PdfReader) -> str:
    """What is written on a paper, its typography kept."""
    return "\n".join(page.extract_text() for page in paper.pages)


def text(paper: PdfReader) -> str:
    """What is written on a paper, in one line with plain spaces and apostrophes."""
    return " ".join(raw_text(paper).replace("’", "'").split())


def letter(case: Case, today: str = "2026-04-10", dispute: Dispute | None = None) -> str:
    """The text of the letter to the consumer service."""
    return text(pdf(DocumentKind.LETTER, case, today, dispute))


def cover_letter(case: Case, today: str = "2026-05-28", dispute: Dispute | None = None) -> str:
    """The text of the cover letter to the mediator."""
    return text(pdf(DocumentKind.COVER_LETTER, case, today, dispute))


def sheet(case: Case, today: str = "2026-04-10", dispute: Dispute | None = None) -> str:
    """The text of the summary sheet."""
    return text(pdf(DocumentKind.SUMMARY, case, today, dispute))


def blanks(paper: PdfReader) -> int:
    """How many blanks to fill in are ruled on a paper."""
    return sum(_rules(page) for page in paper.pages)


def _rules(page: Any) -> int:
    """The bars of half a point on a page: what a blank is drawn with."""
    drawn = ContentStream(page.get_contents(), page.pdf).operations
    shapes: list[list[float]] = []
    for operands, operator in drawn:
        if operator == b"m":
            shapes.append([])
        if operator in (b"m", b"l"):
            shapes[-1].append(float(operands[1]))
    return sum(1 for heights in shapes if 0.4 < max(heights) - min(heights) < 0.6)

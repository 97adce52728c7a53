"""From a request to its file."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.documents.calendar_file import calendar_file, to_come
from bot.documents.letters import cover_letter_data, letter_data
from bot.documents.request import DocumentKind, Request
from bot.documents.sheet import sheet_data
from bot.documents.typesetting import make_pdf
from bot.knowledge import knowledge
from bot.knowledge.model import Knowledge
from bot.mediation import Case, Step, assess

_PAPERS: Mapping[DocumentKind, tuple[str, Callable[[Request, Knowledge], dict[str, Any]]]] = {
    DocumentKind.LETTER: ("letter.typ", letter_data),
    DocumentKind.SUMMARY: ("sheet.typ", sheet_data),
    DocumentKind.COVER_LETTER: ("cover_letter.typ", cover_letter_data),
}


@dataclass(frozen=True)
class File:
    """A file to take away."""

    name: str
    mime: str
    content: bytes


def render(request: Request) -> File:
    """Make the file that a link asks for: the same bytes for the same request.

    Raises:
        CaseError: the dates of the case cannot all be true.
        NoDateToComeError: a calendar without any event.
    """
    facts = knowledge()
    name = request.kind.file_name
    if request.kind is DocumentKind.CALENDAR:
        return File(name, request.kind.mime, calendar_file(request, facts))
    template, data = _PAPERS[request.kind]
    made = make_pdf(template, data(request, facts), facts, request.made_at)
    return File(name, request.kind.mime, made)


def offered(case: Case, now: datetime) -> tuple[DocumentKind, ...]:
    """The documents of use to a case today, the most useful first.

    Raises:
        CaseError: the dates of the case cannot all be true.
    """
    assessment = assess(case, now.date(), knowledge())
    kinds = []
    if assessment.step is Step.WRITE_CONSUMER_SERVICE:
        kinds.append(DocumentKind.LETTER)
    hurried = any(warning.rule == "limit_before_way_opens" for warning in assessment.warnings)
    if assessment.step is Step.REFER or hurried:
        kinds.append(DocumentKind.COVER_LETTER)
    if assessment.step is Step.REFER and assessment.other_way:
        kinds.append(DocumentKind.LETTER)
    kinds.append(DocumentKind.SUMMARY)
    if to_come(assessment, now.date()):
        kinds.append(DocumentKind.CALENDAR)
    return tuple(kinds)

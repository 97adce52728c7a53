"""What is asked for: a kind of document, and only those facts of the case that it needs."""

import unicodedata
from dataclasses import dataclass, fields
from datetime import datetime
from enum import Enum

from bot.clock import zone
from bot.mediation import Case

LONGEST_NAME = 40
# The fonts shipped with typst print these, and PDF/UA refuses what a font cannot print. Names need
# no other sign, and without them cannot hold an address to click.
_LAST_LATIN_LETTER = "\N{LATIN SMALL LETTER LONG S}"
_SIGNS = " &'’.+-()"


class DocumentKind(str, Enum):
    """The documents there are."""

    LETTER = "letter"
    SUMMARY = "summary"
    COVER_LETTER = "cover_letter"
    CALENDAR = "calendar"

    @property
    def file_name(self) -> str:
        """The name the resident sees."""
        return _FILE_NAMES[self]

    @property
    def mime(self) -> str:
        """The type of the file, as a browser is told."""
        return (
            "text/calendar; charset=utf-8" if self is DocumentKind.CALENDAR else "application/pdf"
        )


_FILE_NAMES = {
    DocumentKind.LETTER: "lettre-service-consommateurs.pdf",
    DocumentKind.SUMMARY: "fiche-de-suivi.pdf",
    DocumentKind.COVER_LETTER: "lettre-au-mediateur.pdf",
    DocumentKind.CALENDAR: "mes-dates.ics",
}


class Dispute(str, Enum):
    """What the dispute is about."""

    BILLING = "billing"
    FAULT = "fault"
    TERMINATION = "termination"
    OTHER = "other"


_STEPS_TAKEN = (
    "operator",
    "member",
    "complained",
    "complaint",
    "complaint_written",
    "customer_reply",
)
_WHOLE_CASE = tuple(field.name for field in fields(Case))
NEEDED = {
    DocumentKind.LETTER: _STEPS_TAKEN,
    DocumentKind.SUMMARY: _WHOLE_CASE,
    DocumentKind.COVER_LETTER: (
        *_STEPS_TAKEN,
        "letter",
        "consumer_reply",
        "consumer_replied",
        "court",
    ),
    DocumentKind.CALENDAR: _WHOLE_CASE,
}


@dataclass(frozen=True)
class Request:
    """One document to make; make one with :meth:`about`.

    Attributes:
        kind: which document.
        case: the case, with nothing that this kind does not need.
        dispute: what it is about, None when not told.
        made_at: when it was asked for, in the time of the town, to the second; the document is the
            one of that day even when its link is opened on the next.
    """

    kind: DocumentKind
    case: Case
    dispute: Dispute | None
    made_at: datetime

    @classmethod
    def about(
        cls, kind: DocumentKind, case: Case, dispute: Dispute | None, now: datetime
    ) -> "Request":
        """The request for a document, with the rest of the case left out.

        Args:
            kind: which document.
            case: what the resident has told.
            dispute: what it is about, if told.
            now: aware.
        """
        needed = {name: getattr(case, name) for name in NEEDED[kind]}
        needed["operator"] = printable(case.operator)
        moment = now.astimezone(zone()).replace(microsecond=0)
        return cls(kind, Case(**needed), dispute, moment)


def printable(name: str | None) -> str | None:
    """A name as it can be printed: Latin letters on one short line, None when nothing is left."""
    spaced = " ".join(unicodedata.normalize("NFKC", name or "").split())
    kept = "".join(c for c in spaced if _can_be_printed(c))[:LONGEST_NAME].strip()
    return kept if any(c.isalnum() for c in kept) else None


def _can_be_printed(character: str) -> bool:
    return character in _SIGNS or (character.isalnum() and character <= _LAST_LATIN_LETTER)

"""A sheet of service-public.gouv.fr, schemas 3.4 and 3.5, as chapters, sentences and links.

Names and attributes that are not known are passed over: the schema may grow any day.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from xml.etree.ElementTree import Element

from bot.sources.refused import RefusedFileError

# Where a sheet says what it says; the rest is its place among the others.
_BODY = ("Avertissement", "Introduction", "Texte", "Conclusion", "ListeSituations")
_HELP = "QuiPeutMAider"
# Their text is one passage, whatever is marked inside.
_WHOLE = ("Paragraphe", "Titre")
_DATE = "{http://purl.org/dc/elements/1.1/}date"
_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_REDIRECTED = "Fiche redirigée"
# Years are mistyped at times: 0205 for 2025.
_YEARS = range(2005, 2101)
# The longest of a real sheet has some hundreds.
_LONGEST_SENTENCE = 20_000
_SENTENCE_END = re.compile(r"(?<=[.!?;])\s+")


@dataclass(frozen=True)
class Sentence:
    """One sentence; ``chapter`` has the titles above it, from the widest to the nearest."""

    chapter: str
    text: str


@dataclass(frozen=True)
class Link:
    """An address and the name of the element that gives it (``ServiceEnLigne``)."""

    element: str
    url: str


@dataclass(frozen=True)
class Sheet:
    """What a sheet says.

    Attributes:
        id: ``F14373``.
        title: its own title.
        modified: the newest day it gives for its text, None when it gives none that can be.
        status: what the State announces of it (``miseAJourAVenir``), None most of the time.
        redirected: whether it only sends to another page.
        sentences: of its text, in order.
        help: those that say whom to ask.
        links: in order.
    """

    id: str
    title: str
    modified: date | None
    status: str | None
    redirected: bool
    sentences: tuple[Sentence, ...]
    help: tuple[Sentence, ...]
    links: tuple[Link, ...]


def read_sheet(root: Element, name: str) -> Sheet:
    """Read a sheet.

    Args:
        root: of its document.
        name: of its file, for the error.

    Raises:
        RefusedFileError: the document is no sheet.
    """
    if root.tag != "Publication" or not root.get("ID"):
        raise RefusedFileError(
            f"{name} : ce XML n'est pas une fiche (sa racine est « {root.tag} », au lieu de "
            "« Publication »). Donnez le fichier F….xml, ou le zip du jour."
        )
    body = [part for part in root if part.tag in _BODY]
    found = Sheet(
        id=root.get("ID", ""),
        title=_words(root.find(_TITLE)),
        modified=_modified(root),
        status=root.get("statut"),
        redirected=root.get("type") == _REDIRECTED,
        sentences=tuple(s for part in body for s in _sentences(part)),
        help=tuple(s for part in root.iter(_HELP) for s in _sentences(part)),
        links=tuple(Link(e.tag, e.get("URL", "")) for e in root.iter() if e.get("URL")),
    )
    if any(len(s.text) > _LONGEST_SENTENCE for s in (*found.sentences, *found.help)):
        raise RefusedFileError(
            f"{name} : une phrase y dépasse {_LONGEST_SENTENCE} caractères, "
            "ce qu'aucune fiche ne fait."
        )
    return found


def read_redirection(root: Element, sheet: str) -> str | None:
    """Where the index of redirections sends who asks for a sheet; None when it does not.

    Args:
        root: of ``redirections.xml``.
        sheet: ``F14373``.
    """
    for element in root:
        names = re.findall(r"\w+", element.get("from", ""))
        if sheet in names and element.tag in ("Redirection", "RedirectionExterne"):
            return element.get("to") or element.get("toUrl") or "une autre page"
    return None


def _modified(root: Element) -> date | None:
    told = f"{_words(root.find(_DATE))} {root.get('dateDerniereModificationImportante', '')}"
    days = []
    for year, month, day in re.findall(r"(\d{4})-(\d\d)-(\d\d)", told):
        if int(year) in _YEARS:
            try:
                days.append(date(int(year), int(month), int(day)))
            except ValueError:
                continue
    return max(days, default=None)


def _sentences(part: Element) -> Iterator[Sentence]:
    for chapter, passage in _passages(part, ()):
        for sentence in _SENTENCE_END.split(passage):
            if sentence:
                yield Sentence(chapter, sentence)


def _passages(element: Element, titles: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """The texts of an element with the titles above each.

    A figure often has a mark around it: a paragraph is read with all that is inside it.
    """
    own = element.find("Titre")
    titles = (*titles, _words(own)) if own is not None else titles
    if element.tag in _WHOLE or (element.text or "").strip() or _has_tails(element):
        yield " > ".join(titles), _words(element)
        return
    for child in element:
        yield from _passages(child, titles)


def _has_tails(element: Element) -> bool:
    """Whether there is text between its children: they are marks inside one text."""
    return any((child.tail or "").strip() for child in element)


def _words(element: Element | None) -> str:
    """All the text of an element; spaces, no-break ones too, are single plain spaces."""
    return "" if element is None else " ".join("".join(element.itertext()).split())

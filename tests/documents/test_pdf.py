"""The papers as files: readable by a screen reader, in French print, and deaf to tricks."""

import re
from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from bot.documents import Dispute, DocumentKind, Request, render
from bot.documents.request import LONGEST_NAME, printable
from bot.documents.typesetting import make_pdf
from bot.knowledge import knowledge
from bot.mediation import Case, CaseError
from tests.documents.many_cases import cases_told_between
from tests.documents.reading import (
    EVERYTHING_TO_FILL_IN,
    LETTER_SENT,
    SILENT,
    at,
    letter,
    on,
    opened,
    pdf,
    raw_text,
    sheet,
    text,
)

TITLES = {
    DocumentKind.LETTER: "Lettre au service consommateurs",
    DocumentKind.COVER_LETTER: "Lettre au médiateur",
    DocumentKind.SUMMARY: "Fiche de suivi de votre dossier",
}
EVERY_PAPER = [
    (kind, case, dispute)
    for kind in TITLES
    for case in (SILENT, LETTER_SENT, EVERYTHING_TO_FILL_IN)
    for dispute in (None, Dispute.BILLING)
]
TODAY = "2026-05-28"


@pytest.fixture(params=EVERY_PAPER)
def paper(request: pytest.FixtureRequest) -> PdfReader:
    kind, case, dispute = request.param
    return pdf(kind, case, TODAY, dispute)


# --- for a screen reader ---------------------------------------------------------------------


def test_a_paper_is_tagged_in_french_and_declares_pdf_ua(paper: PdfReader) -> None:
    catalog = paper.trailer["/Root"]
    assert catalog["/MarkInfo"]["/Marked"].value is True
    assert catalog["/Lang"] == "fr-FR"
    assert "/StructTreeRoot" in catalog
    declared = catalog["/Metadata"].get_data().decode()
    assert "<pdfuaid:part>1</pdfuaid:part>" in declared


@pytest.mark.parametrize("kind", TITLES)
def test_a_paper_has_a_title_shown_by_the_reader(kind: DocumentKind) -> None:
    paper = pdf(kind, SILENT, TODAY)
    assert paper.metadata is not None
    assert paper.metadata.title == TITLES[kind]
    assert paper.trailer["/Root"]["/ViewerPreferences"]["/DisplayDocTitle"].value is True


def test_headings_and_table_headers_are_marked_as_such() -> None:
    roles = _roles(pdf(DocumentKind.SUMMARY, SILENT, "2026-04-10"))
    assert roles.count("/H1") == 1
    assert roles.count("/H2") == 5
    assert roles.count("/TH") == 2
    assert roles.count("/TD") == 6
    assert roles.count("/Link") == 3
    assert _roles(pdf(DocumentKind.LETTER, SILENT, TODAY)).count("/H1") == 1


def _roles(paper: PdfReader) -> list[str]:
    """The role of each element of the structure tree, in reading order."""
    roles, waiting = [], [paper.trailer["/Root"]["/StructTreeRoot"]]
    while waiting:
        node = waiting.pop().get_object()
        if not hasattr(node, "get"):
            continue
        roles += [node["/S"]] if "/S" in node else []
        children = node.get("/K", [])
        children = children if isinstance(children, list) else [children]
        waiting += reversed(children)
    return roles


def test_only_the_fonts_shipped_with_typst_are_used_and_they_are_embedded(paper: PdfReader) -> None:
    fonts = [font.get_object() for page in paper.pages for font in _fonts(page)]
    assert fonts
    for font in fonts:
        assert "LibertinusSerif" in font["/BaseFont"]
        descendant = font["/DescendantFonts"][0].get_object()
        descriptor = descendant["/FontDescriptor"]
        assert "/FontFile3" in descriptor or "/FontFile2" in descriptor


def _fonts(page: object) -> list[object]:
    return list(page["/Resources"]["/Font"].values())  # type: ignore[index]


# --- French print ----------------------------------------------------------------------------


def test_the_typography_is_that_of_french_print(paper: PdfReader) -> None:
    written = raw_text(paper)
    assert "'" not in written
    assert '"' not in written
    assert not re.search(r"(?<![\s«])[ \n][;:?!»]", written)
    assert not re.search(r"\w[;?!]", written)
    # A day is never cut from its month, nor a number from its unit.
    assert not re.search(r"\d[ \n](?:mars|avril|mai|mois|an|jours|h)\b", written)


def test_nothing_of_the_template_is_left_on_paper(paper: PdfReader) -> None:
    written = raw_text(paper)
    for left_over in ("{", "}", "#", "None", "none", "null", "True", "False", "\ufffd"):
        assert left_over not in written
    assert not re.search(r"\b[a-z]+\.[a-z]+_[a-z]+\b", written)


def test_accents_are_right() -> None:
    said = letter(SILENT, dispute=Dispute.TERMINATION)
    for words in ("Téléphone", "À , le", "Objet : réclamation sur la résiliation", "agréer"):
        assert words in said
    assert "février" in sheet(Case(referred=on("2026-02-01")), "2026-03-01")
    assert "À faire aujourd'hui" in sheet(SILENT)


# --- names that are tricks -------------------------------------------------------------------

TRICKS = [
    '#panic("perdu")',
    '#read("/etc/passwd")',
    "$x^2$",
    "*gras* _penché_",
    "= Titre",
    '"]); #import "letter.typ"; (["',
    "\\u{1F600} // commentaire",
    "@renvoi <etiquette>",
]


@pytest.mark.parametrize("kind", TITLES)
@pytest.mark.parametrize("trick", TRICKS)
def test_markup_in_a_name_is_harmless(kind: DocumentKind, trick: str) -> None:
    paper = pdf(kind, Case(operator=trick), TODAY)
    assert len(paper.pages) == 1
    kept = printable(trick)
    assert kept is not None
    assert " ".join(kept.replace("’", "'").split()) in text(paper)


@pytest.mark.parametrize("trick", [*TRICKS, "https://exemple.invalid/", "{mediator.address}"])
def test_even_an_unfiltered_name_is_shown_as_it_is(trick: str) -> None:
    data = {
        "operator": trick,
        "member": True,
        "dispute": "other",
        "manner": None,
        "complaint": None,
        "reply": None,
        "silent_too_long": False,
    }
    paper = opened(make_pdf("letter.typ", data, knowledge(), at(TODAY)))
    assert "".join(trick.split()) in "".join(text(paper).split())
    assert "/Annots" not in paper.pages[0]


@pytest.mark.parametrize("kind", TITLES)
@settings(max_examples=40, deadline=None)
@given(name=st.text(max_size=200))
@example(name="🍊 телеком")
@example(name="\u202eegnarO")
@example(name="\x00\x07")
@example(name="ﬁbre ｗｉｄｅ ﷺ")
@example(name="W" * 500)
@example(name="Société Française\ndu Radiotéléphone")
def test_any_name_makes_a_paper(kind: DocumentKind, name: str) -> None:
    paper = pdf(kind, Case(operator=name), TODAY)
    assert len(paper.pages) == 1
    kept = printable(name)
    assert kept is None or len(kept) <= LONGEST_NAME


def test_every_letter_that_is_kept_can_be_printed() -> None:
    kept = [chr(code) for code in range(0x250) if printable(f"a{chr(code)}a") not in (None, "aa")]
    assert {"é", "Œ", "ÿ", "ő", "&", "'"} <= set(kept)
    for start in range(0, len(kept), 30):
        name = "".join(kept[start : start + 30])
        paper = pdf(DocumentKind.LETTER, Case(operator=f"x{name}x"), TODAY)
        assert len(paper.pages) == 1


@pytest.mark.parametrize(
    ("told", "printed"),
    [
        ("Orange", "Orange"),
        ("B&You", "B&You"),
        ("  La Poste\n Mobile ", "La Poste Mobile"),
        ("Crédit Mutuel Mobile", "Crédit Mutuel Mobile"),
        ("https://exemple.invalid/x", "httpsexemple.invalidx"),
        ("<script>", "script"),
        ("🍊", None),
        ("- ' -", None),
        ("", None),
        (None, None),
    ],
)
def test_names_are_printed_without_signs_they_do_not_need(
    told: str | None, printed: str | None
) -> None:
    assert printable(told) == printed


# --- every case ------------------------------------------------------------------------------


@pytest.mark.parametrize(("kind", "most_pages"), zip(TITLES, (1, 1, 2), strict=True))
@settings(max_examples=60, deadline=None)
@given(
    case=cases_told_between(date(2024, 1, 1), date(2026, 5, 28)),
    dispute=st.none() | st.sampled_from(Dispute),
)
def test_every_case_makes_a_paper_or_a_clear_refusal(
    kind: DocumentKind, most_pages: int, case: Case, dispute: Dispute | None
) -> None:
    try:
        paper = pdf(kind, case, TODAY, dispute)
    except CaseError as refusal:
        assert "Deux dates se contredisent" in str(refusal)  # noqa: PT017
        return
    assert len(paper.pages) <= most_pages
    assert "None" not in raw_text(paper).replace(printable(case.operator) or "-", "")


# --- the same file every time ----------------------------------------------------------------


@pytest.mark.parametrize("kind", list(DocumentKind))
def test_the_same_request_makes_the_same_bytes(kind: DocumentKind) -> None:
    request = Request.about(kind, SILENT, Dispute.BILLING, at(TODAY))
    assert render(request).content == render(request).content

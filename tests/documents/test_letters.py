"""What both letters leave to fill in by hand, and their length."""

from dataclasses import replace

import pytest

from bot.documents import Dispute, DocumentKind
from bot.mediation import SOME_DAY, Case, CaseError
from tests.documents.reading import (
    BAD,
    EVERYTHING_TO_FILL_IN,
    LETTER_SENT,
    SILENCE,
    SILENT,
    blanks,
    cover_letter,
    letter,
    on,
    pdf,
)

LETTERS = (DocumentKind.LETTER, DocumentKind.COVER_LETTER)


@pytest.mark.parametrize("kind", LETTERS)
@pytest.mark.parametrize("case", [SILENT, LETTER_SENT, EVERYTHING_TO_FILL_IN])
def test_identity_is_left_to_fill_in_by_hand(kind: DocumentKind, case: Case) -> None:
    said = letter(case) if kind is DocumentKind.LETTER else cover_letter(case)
    assert said.startswith("Nom, prénom : Adresse : Téléphone : N° de client : N° de contrat :")
    assert "À , le " in said
    assert "Signature :" in said
    # Six for who writes, two for where and when, six at least for the facts and the request.
    assert blanks(pdf(kind, case, "2026-05-28")) >= 14


@pytest.mark.parametrize("complaint", [None, SOME_DAY])
def test_an_unknown_day_is_left_to_fill_in(complaint: object) -> None:
    unknown = replace(LETTER_SENT, complaint=complaint, letter=complaint)
    assert "J'ai réclamé par écrit au service clients le . Sa réponse" in letter(unknown)
    said = cover_letter(unknown)
    assert "par écrit au service clients, le : réponse non satisfaisante" in said
    assert "courrier au service consommateurs, le : aucune réponse" in said


def test_an_unknown_operator_is_left_to_fill_in() -> None:
    unknown = replace(LETTER_SENT, operator=None)
    assert "Service consommateurs Opérateur : Adresse :" in letter(unknown)
    said = cover_letter(unknown, dispute=Dispute.BILLING)
    assert "litige avec sur la facturation" in said
    assert "mon opérateur, ." in said


def test_a_reply_that_was_not_told_is_left_to_fill_in() -> None:
    not_told = replace(LETTER_SENT, customer_reply=None, consumer_reply=None)
    said = cover_letter(not_told)
    assert "le 3 mars 2026 : • courrier" in said
    assert "le 25 avril 2026 : Voici les faits" in said


@pytest.mark.parametrize("kind", LETTERS)
def test_an_empty_case_makes_a_letter_to_fill_in_whole(kind: DocumentKind) -> None:
    said = letter(EVERYTHING_TO_FILL_IN) if kind is DocumentKind.LETTER else cover_letter(Case())
    assert "2026" not in said
    assert "None" not in said
    assert "none" not in said


LONGEST = replace(
    LETTER_SENT,
    operator="Crédit Mutuel Mobile, opérateur de Bretagne",
    complaint=on("2026-03-21", "2026-03-30"),
    letter=on("2026-04-20", "2026-04-30"),
    consumer_reply=BAD,
    consumer_replied=on("2026-05-21", "2026-05-27"),
    court=None,
)


@pytest.mark.parametrize("kind", LETTERS)
@pytest.mark.parametrize("dispute", [None, *Dispute])
@pytest.mark.parametrize("reply", [None, SILENCE, BAD])
def test_a_letter_is_one_page_in_every_form(
    kind: DocumentKind, dispute: Dispute | None, reply: object
) -> None:
    for case in (LETTER_SENT, LONGEST):
        told = replace(case, customer_reply=reply)
        assert len(pdf(kind, told, "2026-05-28", dispute).pages) == 1


@pytest.mark.parametrize("kind", LETTERS)
def test_contradictory_dates_make_no_letter(kind: DocumentKind) -> None:
    future = replace(SILENT, complaint=on("2026-12-01"))
    with pytest.raises(CaseError, match="Date à venir"):
        pdf(kind, future, "2026-05-28")

"""The cover letter to the mediator: whom it goes to, and what it tells."""

from dataclasses import replace

import pytest

from bot.documents import Dispute, DocumentKind
from bot.documents.letters import ENCLOSURES
from bot.knowledge import knowledge
from bot.mediation import SOME_DAY
from tests.documents.reading import (
    BAD,
    LETTER_SENT,
    SILENT,
    cover_letter,
    on,
    pdf,
)


def test_the_cover_letter_goes_to_the_current_address_and_never_to_the_former_one() -> None:
    said = cover_letter(LETTER_SENT)
    address = "Médiateur des communications électroniques CS 30342 94257 Gentilly Cedex"
    assert address in said
    for part in ("BP 999", "75829", "Paris"):
        assert part not in said


@pytest.mark.parametrize(
    ("dispute", "subject", "matter"),
    [
        (Dispute.BILLING, " sur la facturation", "Il porte sur la facturation."),
        (
            Dispute.FAULT,
            " sur une panne ou un mauvais fonctionnement",
            "Il porte sur une panne ou un mauvais fonctionnement du service, depuis le",
        ),
        (
            Dispute.TERMINATION,
            " sur la résiliation du contrat",
            "Il porte sur la résiliation de mon contrat, demandée le",
        ),
        (Dispute.OTHER, "", "Il porte sur Mes démarches"),
        (None, "", "Il porte sur Mes démarches"),
    ],
)
def test_the_cover_letter_says_what_the_dispute_is_about(
    dispute: Dispute | None, subject: str, matter: str
) -> None:
    said = cover_letter(LETTER_SENT, dispute=dispute)
    assert f"Objet : saisine, litige avec Bouygues Telecom{subject} Madame, Monsieur," in said
    assert matter in said


def test_the_cover_letter_tells_the_two_complaints() -> None:
    said = cover_letter(LETTER_SENT, "2026-05-26")
    assert "réclamation par écrit au service clients, le 3 mars 2026 : réponse non satis" in said
    assert "consommateurs, le 25 avril 2026 : aucune réponse depuis plus de 1 mois" in said
    before_the_month_is_over = cover_letter(LETTER_SENT, "2026-05-25")
    assert "le 25 avril 2026 : aucune réponse Voici" in before_the_month_is_over


def test_the_cover_letter_tells_a_reply_of_the_consumer_service_with_its_day() -> None:
    replied = replace(LETTER_SENT, consumer_reply=BAD, consumer_replied=on("2026-05-12"))
    assert "25 avril 2026 : réponse non satisfaisante, reçue le 12 mai 2026" in cover_letter(
        replied
    )
    unknown_day = replace(replied, consumer_replied=None)
    assert "25 avril 2026 : réponse non satisfaisante Voici" in cover_letter(unknown_day)


def test_two_months_of_silence_need_no_letter_to_the_consumer_service() -> None:
    said = cover_letter(SILENT, "2026-05-04")
    assert "le 3 mars 2026 : aucune réponse depuis plus de 2 mois" in said
    assert "consommateurs" not in said
    assert "courrier au service consommateurs, le" in cover_letter(SILENT, "2026-05-03")


def test_the_last_day_is_stated_until_it_is_over() -> None:
    stated = "Le délai de 1 an pour vous saisir (article L612-2 du code de la consommation) court"
    assert f"{stated} jusqu'au 3 mars 2027." in cover_letter(LETTER_SENT, "2027-03-03")
    assert stated not in cover_letter(LETTER_SENT, "2027-03-04")


@pytest.mark.parametrize(
    "uncertain",
    [
        {"complaint": on("2026-03-03", "2026-03-20")},
        {"complaint_written": False, "letter": None, "consumer_reply": None},
        {"complaint_written": None},
    ],
)
def test_an_uncertain_last_day_is_stated_as_the_earliest(uncertain: dict[str, object]) -> None:
    said = cover_letter(replace(LETTER_SENT, **uncertain))
    assert "court au moins jusqu'au 3 mars 2027." in said


def test_no_last_day_is_stated_from_an_unknown_day() -> None:
    assert "Le délai de 1 an" not in cover_letter(replace(LETTER_SENT, complaint=SOME_DAY))


def test_that_no_court_has_the_case_is_stated_only_if_told() -> None:
    stated = "Aucun tribunal ni autre médiateur n'est saisi de ce litige."
    told = pdf(DocumentKind.COVER_LETTER, LETTER_SENT, "2026-05-28")
    not_told = pdf(DocumentKind.COVER_LETTER, replace(LETTER_SENT, court=None), "2026-05-28")
    assert stated in cover_letter(LETTER_SENT)
    assert stated in cover_letter(replace(LETTER_SENT, court=None))
    # Not told: the sentence has a box to tick, drawn with curves for its corners.
    assert _curves(not_told) > _curves(told)


def _curves(paper: object) -> int:
    content: bytes = paper.pages[0].get_contents().get_data()  # type: ignore[attr-defined]
    return content.count(b" c\n")


def test_the_cover_letter_lists_each_document_of_the_facts() -> None:
    said = cover_letter(LETTER_SENT)
    assert len(ENCLOSURES) == len(knowledge().mediation.referral.documents.value)
    for document in ENCLOSURES:
        assert document in said
    assert "le formulaire de saisine" in said

"""The letter to the consumer service: what it says of the case, what it claims and when."""

from dataclasses import replace

import pytest

from bot.documents import Dispute
from tests.documents.reading import (
    GOOD,
    LETTER_SENT,
    SILENT,
    letter,
    on,
)


@pytest.mark.parametrize(
    ("dispute", "subject", "matter"),
    [
        (Dispute.BILLING, "réclamation sur la facturation", "Elle porte sur la facturation."),
        (
            Dispute.FAULT,
            "réclamation sur une panne ou un mauvais fonctionnement",
            "Elle porte sur une panne ou un mauvais fonctionnement du service, depuis le",
        ),
        (
            Dispute.TERMINATION,
            "réclamation sur la résiliation du contrat",
            "Elle porte sur la résiliation de mon contrat, demandée le",
        ),
        (Dispute.OTHER, "réclamation", "Elle porte sur Voici les faits"),
        (None, "réclamation", "Elle porte sur Voici les faits"),
    ],
)
def test_the_letter_says_what_the_dispute_is_about(
    dispute: Dispute | None, subject: str, matter: str
) -> None:
    said = letter(SILENT, dispute=dispute)
    assert f"Objet : {subject} Madame, Monsieur," in said
    assert matter in said


def test_a_bill_leaves_its_number_its_date_and_the_sum_to_fill_in() -> None:
    assert "Facture n° du Somme contestée : €" in letter(SILENT, dispute=Dispute.BILLING)


def test_the_letter_goes_to_the_consumer_service_of_the_operator() -> None:
    said = letter(SILENT)
    assert "Service consommateurs Orange Adresse :" in said
    assert "J'ai réclamé par écrit au service clients le 3 mars 2026." in said


@pytest.mark.parametrize(
    ("today", "claimed"),
    [
        ("2026-04-03", "Je n'ai reçu aucune réponse à ce jour."),
        ("2026-04-04", "Le délai de 1 mois est passé, et je n'ai reçu aucune réponse."),
    ],
)
def test_the_month_of_silence_is_claimed_only_once_it_is_over(today: str, claimed: str) -> None:
    said = letter(SILENT, today)
    assert claimed in said
    assert "ne me satisfait pas, parce que" not in said
    assert "la réponse du service clients" not in said


def test_the_month_of_silence_is_claimed_only_if_it_is_over_from_every_possible_day() -> None:
    vague = replace(SILENT, complaint=on("2026-03-01", "2026-03-20"))
    assert "est passé" not in letter(vague, "2026-04-20")
    assert "est passé" in letter(vague, "2026-04-21")
    assert "au service clients entre le 1er mars 2026 et le 20 mars 2026." in letter(vague)


def test_an_unsatisfactory_reply_leaves_room_for_the_reasons() -> None:
    said = letter(LETTER_SENT)
    assert "Sa réponse ne me satisfait pas, parce que : Je vous demande donc :" in said
    assert "aucune réponse" not in said
    assert "la réponse du service clients" in said


@pytest.mark.parametrize("reply", [None, GOOD])
def test_a_silence_that_was_not_told_is_not_claimed(reply: object) -> None:
    said = letter(replace(SILENT, customer_reply=reply))
    assert "Je n'ai reçu aucune réponse. Sa réponse ne me satisfait pas." in said
    assert "est passé" not in said


@pytest.mark.parametrize(
    ("written", "manner"),
    [(True, "réclamé par écrit au"), (False, "réclamé par téléphone au"), (None, "réclamé au")],
)
def test_the_letter_says_how_the_complaint_was_made(written: bool | None, manner: str) -> None:
    assert manner in letter(replace(SILENT, complaint_written=written))


def test_the_letter_cites_the_law_and_the_delay() -> None:
    said = letter(SILENT)
    assert "l'article L612-2 du code de la consommation" in said
    assert "Si vous ne répondez pas dans le délai de 1 mois" in said
    assert "Lettre recommandée" in said


@pytest.mark.parametrize(
    ("member", "mediator"),
    [
        (True, "je pourrai saisir le médiateur des communications électroniques."),
        (None, "je pourrai saisir le médiateur compétent."),
        (False, "je pourrai saisir le médiateur compétent."),
    ],
)
def test_the_mediator_is_named_only_for_a_known_member(member: bool | None, mediator: str) -> None:
    assert mediator in letter(replace(SILENT, member=member))

"""The summary sheet: at each step, what to do, the dates, the way, the town hall."""

import re
from dataclasses import replace

import pytest

from bot.documents import Dispute, DocumentKind
from bot.french.say import say_day
from bot.knowledge import knowledge
from bot.mediation import SOME_DAY, Case, Reply, Step, assess
from tests.documents.reading import (
    BAD,
    EVERYTHING_TO_FILL_IN,
    GOOD,
    LETTER_SENT,
    SILENT,
    at,
    blanks,
    on,
    pdf,
    sheet,
)

FACTS = knowledge()
BY_PHONE = Case(
    operator="Prixtel",
    complaint=on("2026-03-01", "2026-03-10"),
    complaint_written=False,
    customer_reply=Reply.NONE,
)
REFERRED = replace(LETTER_SENT, referred=on("2026-05-28"))
AT_EVERY_STEP = [
    (Step.CONTACT_CUSTOMER_SERVICE, Case(operator="Orange", member=True), "2026-04-10"),
    (Step.WAIT_CUSTOMER_SERVICE, SILENT, "2026-04-03"),
    (Step.WRITE_CONSUMER_SERVICE, SILENT, "2026-04-04"),
    (Step.WAIT_CONSUMER_SERVICE, LETTER_SENT, "2026-05-25"),
    (Step.REFER, LETTER_SENT, "2026-05-26"),
    (Step.TOO_LATE, SILENT, "2027-03-04"),
    (Step.BARRED, replace(SILENT, court=True), "2026-04-10"),
    (Step.NOT_COVERED, replace(SILENT, member=False), "2026-04-10"),
    (Step.SOLVED, replace(SILENT, customer_reply=GOOD), "2026-04-10"),
    (Step.AWAIT_OPINION, REFERRED, "2026-06-10"),
    (Step.AWAIT_OPINION, replace(REFERRED, notified=on("2026-06-02")), "2026-06-10"),
    (Step.ANSWER_OPINION, replace(REFERRED, opinion=on("2026-08-10")), "2026-08-12"),
    (Step.FINISHED, replace(REFERRED, opinion=on("2026-08-10")), "2026-09-11"),
]
BEFORE_REFERRAL = 5


def plain(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize(("step", "case", "today"), AT_EVERY_STEP)
def test_the_sheet_says_what_the_assessment_says(step: Step, case: Case, today: str) -> None:
    assessment = assess(case, at(today).date(), FACTS)
    said = sheet(case, today)
    assert assessment.step is step
    assert plain(assessment.next_action) in said
    assert plain(assessment.reason) in said
    assert plain(assessment.other_way or "") in said
    places = [said.index(plain(milestone.explanation)[1:]) for milestone in assessment.milestones]
    assert places == sorted(places)
    for milestone in assessment.milestones:
        assert plain(say_day(milestone.date)) in said
    for warning in assessment.warnings:
        assert plain(warning.explanation) in said


@pytest.mark.parametrize(("step", "case", "today"), AT_EVERY_STEP)
def test_every_sheet_has_its_day_its_limits_and_the_town_hall(
    step: Step, case: Case, today: str
) -> None:
    said = sheet(case, today)
    assert f"Faite le {say_day(at(today).date())}" in said
    assert "Elle ne remplace pas un conseil juridique." in said
    assert "un robot" in said
    assert "2, place du Général-Leclerc 14370 Argences 02 31 27 90 60" in said
    assert "mardi : de 9 h à midi et de 14 h à 18 h 30" in said
    assert "Sources, vérifiées le 22 novembre 2026" in said


@pytest.mark.parametrize(("step", "case", "today"), AT_EVERY_STEP[:BEFORE_REFERRAL])
def test_before_the_referral_both_ways_to_the_mediator_are_there(
    step: Step, case: Case, today: str
) -> None:
    said = sheet(case, today)
    assert "https://www.mediation-telecom.org/saisir-le-mediateur" in said
    assert "Médiateur des communications électroniques CS 30342, 94257 Gentilly Cedex" in said
    assert "Formulaire : https://www.mediation-telecom.org" in said
    assert "BP 999" not in said
    assert "La médiation est gratuite." in said
    for document in FACTS.mediation.referral.documents.value:
        assert document in said
    assert "Gardez les originaux." in said
    assert "son avis en 90 jours" in said
    assert "alors 1 mois pour dire si vous le suivez" in said
    assert "Dernier jour pour saisir le médiateur" in said


@pytest.mark.parametrize(("step", "case", "today"), AT_EVERY_STEP[BEFORE_REFERRAL:])
def test_once_there_is_no_referral_to_make_the_way_to_it_is_left_out(
    step: Step, case: Case, today: str
) -> None:
    said = sheet(case, today)
    assert "téléservice" not in said
    assert "Gentilly" not in said
    assert "Documents à joindre" not in said
    assert blanks(pdf(DocumentKind.SUMMARY, case, today, Dispute.OTHER)) == 0


def test_the_way_is_for_later_until_it_is_open() -> None:
    assert "Le moment venu, saisir le médiateur" in sheet(LETTER_SENT, "2026-05-25")
    assert "Le moment venu" not in sheet(LETTER_SENT, "2026-05-26")


def test_the_counting_is_in_words() -> None:
    said = sheet(SILENT)
    assert "samedi 4 avril 2026 c'est ouvert Sans réponse, écrivez au service" in said
    assert "Du 3 mars + 1 mois = 3 avril : vous pouvez écrire à partir du 4 avril 2026" in said
    assert "Du 3 mars + 2 mois = 3 mai : vous pouvez saisir directement" in said
    assert "mercredi 3 mars 2027 Dernier jour pour saisir le médiateur" in said


def test_a_day_that_has_passed_is_said_to_have_passed() -> None:
    assert "mercredi 3 mars 2027 passé Dernier jour" in sheet(SILENT, "2027-03-04")
    vague = replace(SILENT, complaint=on("2026-03-03", "2026-03-20"))
    assert "mercredi 3 mars 2027 peut-être passé Dernier jour" in sheet(vague, "2027-03-10")


def test_what_was_told_is_there_to_be_checked() -> None:
    said = sheet(LETTER_SENT, "2026-05-28", Dispute.FAULT)
    assert "Opérateur : Bouygues Telecom" in said
    assert "Litige sur : une panne ou un mauvais fonctionnement" in said
    assert "service clients : le 3 mars 2026, par écrit, réponse non satisfaisante" in said
    assert "service consommateurs : le 25 avril 2026, aucune réponse" in said


def test_replies_and_later_dates_are_there_to_be_checked() -> None:
    whole = replace(
        REFERRED,
        consumer_reply=BAD,
        consumer_replied=on("2026-05-12"),
        notified=on("2026-06-02"),
        opinion=on("2026-08-10"),
    )
    said = sheet(whole, "2026-08-12")
    assert "le 25 avril 2026, réponse non satisfaisante, reçue le 12 mai 2026" in said
    assert "Saisine du médiateur : le 28 mai 2026" in said
    assert "Dossier annoncé complet : le 2 juin 2026" in said
    assert "Avis reçu : le 10 août 2026" in said
    assert "autre médiateur : a déjà le dossier" in sheet(replace(SILENT, court=True))


@pytest.mark.parametrize("complaint", [None, SOME_DAY])
def test_an_unknown_complaint_leaves_its_day_and_the_last_day_to_fill_in(complaint: object) -> None:
    known = blanks(pdf(DocumentKind.SUMMARY, SILENT, "2026-04-10", Dispute.BILLING))
    unknown = replace(SILENT, complaint=complaint, complaint_written=None)
    paper = pdf(DocumentKind.SUMMARY, unknown, "2026-04-10", Dispute.BILLING)
    assert blanks(paper) == known + 2
    said = sheet(unknown)
    assert "Dernier jour pour saisir le médiateur" in said
    assert "1 an après votre première réclamation écrite." in said


def test_an_empty_case_makes_a_sheet_to_fill_in() -> None:
    said = sheet(EVERYTHING_TO_FILL_IN)
    assert "Opérateur : Litige sur : Réclamation au service clients : À faire" in said
    assert blanks(pdf(DocumentKind.SUMMARY, EVERYTHING_TO_FILL_IN, "2026-04-10")) == 4


def test_a_complaint_by_phone_to_an_unknown_operator_is_warned_about() -> None:
    said = sheet(BY_PHONE, "2026-04-05")
    assert "Attention • Vous avez réclamé par téléphone" in said
    assert "Il faut vérifier que votre opérateur est membre" in said
    assert "Une date n'est pas sûre" in said
    assert "Attention" not in sheet(SILENT)


def test_each_note_leads_to_a_source() -> None:
    said = sheet(SILENT)
    listed = said.split("22 novembre 2026 :")[1]
    for number in range(1, 10):
        assert f"{number}. " in listed
    assert "article L612-2 du code de la consommation" in listed
    assert "fiche officielle F14373 de service-public.gouv.fr" in listed


@pytest.mark.parametrize(("step", "case", "today"), AT_EVERY_STEP)
def test_a_note_does_not_stick_to_the_word_before_it(step: Step, case: Case, today: str) -> None:
    said = sheet(case, today)
    assert re.search(r"fermée( \(jour férié\))? \(source \d\)", said)
    # « fermée1 » and « gratuite.6 » would be read aloud as they are written.
    assert not re.search(r"[a-zà-ÿ.)]\d", said)


@pytest.mark.parametrize(("step", "case", "today"), AT_EVERY_STEP)
@pytest.mark.parametrize("dispute", [None, *Dispute])
def test_a_sheet_is_one_page(step: Step, case: Case, today: str, dispute: Dispute | None) -> None:
    assert len(pdf(DocumentKind.SUMMARY, case, today, dispute).pages) == 1


def test_even_a_case_with_many_warnings_is_one_page() -> None:
    assert len(pdf(DocumentKind.SUMMARY, BY_PHONE, "2026-04-05", Dispute.OTHER).pages) == 1


def test_the_public_holidays_soon_are_there_and_it_is_still_one_page() -> None:
    said = sheet(BY_PHONE, "2026-05-02", Dispute.OTHER)
    assert "vendredi 8 mai 2026 : fermée (jour férié)" in said
    assert "jeudi 14 mai 2026 : fermée (jour férié)" in said
    assert len(pdf(DocumentKind.SUMMARY, BY_PHONE, "2026-05-02", Dispute.OTHER).pages) == 1


def test_what_was_checked_long_ago_is_told_to_be_checked_again() -> None:
    assert "vérifié il y a plus d'un an" not in sheet(SILENT, "2027-02-20")
    assert "vérifié il y a plus d'un an : vérifiez-le avant d'agir" in sheet(SILENT, "2027-12-20")

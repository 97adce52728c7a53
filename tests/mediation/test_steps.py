"""The step of a case and the order of the steps; each step with its dates is in ``cases.md``."""

import pytest

from bot.mediation import SOME_DAY, Step
from tests.mediation.case_helpers import BAD, GOOD, NONE, bilan, dates, on, rules

IN_MARCH = {"complaint": on("2026-03-03"), "complaint_written": True}
SILENCE = {**IN_MARCH, "customer_reply": NONE}
REFUSED = {**IN_MARCH, "customer_reply": BAD}
LETTER = {**REFUSED, "letter": on("2026-04-25")}


@pytest.mark.parametrize(
    ("told", "step"),
    [
        ({}, Step.CONTACT_CUSTOMER_SERVICE),
        ({"operator": "Orange", "member": True}, Step.CONTACT_CUSTOMER_SERVICE),
        ({**SILENCE, "telecom": False}, Step.NOT_COVERED),
        ({**SILENCE, "member": False}, Step.NOT_COVERED),
        ({**SILENCE, "member": None, "operator": "Inconnu"}, Step.REFER),
        ({**SILENCE, "member": True, "telecom": True, "court": False}, Step.REFER),
        ({**SILENCE, "court": True}, Step.BARRED),
        ({**SILENCE, "court": True, "member": False}, Step.NOT_COVERED),
        ({**IN_MARCH, "customer_reply": GOOD}, Step.SOLVED),
        ({**LETTER, "consumer_reply": GOOD}, Step.SOLVED),
        ({**LETTER, "customer_reply": GOOD, "consumer_reply": BAD}, Step.REFER),
        ({**LETTER, "referred": on("2026-05-26")}, Step.AWAIT_OPINION),
        ({"referred": on("2026-05-26")}, Step.AWAIT_OPINION),
        ({"notified": on("2026-05-28")}, Step.AWAIT_OPINION),
        ({"opinion": on("2026-05-28")}, Step.ANSWER_OPINION),
        ({"opinion": on("2026-04-30")}, Step.ANSWER_OPINION),
        ({"opinion": on("2026-04-29")}, Step.FINISHED),
        ({"opinion": on("2026-04-01", "2026-04-30")}, Step.ANSWER_OPINION),
        ({"referred": on("2026-05-26"), "court": True}, Step.BARRED),
    ],
)
def test_other_steps_on_30_may_2026(told, step):
    assert bilan("2026-05-30", **told).step is step


def test_an_unsatisfactory_answer_never_opens_the_direct_way():
    assert bilan("2026-12-01", **REFUSED).step is Step.WRITE_CONSUMER_SERVICE


def test_after_two_months_of_silence_the_letter_stays_on_offer():
    answer = bilan("2026-05-04", **SILENCE)
    assert answer.step is Step.REFER
    assert answer.other_way is not None
    assert "service consommateurs" in answer.other_way


@pytest.mark.parametrize(
    ("today", "offered"), [("2027-02-02", True), ("2027-02-03", False), ("2027-03-03", False)]
)
def test_the_letter_is_on_offer_only_while_its_wait_ends_before_the_last_day(today, offered):
    answer = bilan(today, **SILENCE)
    assert answer.step is Step.REFER
    assert (answer.other_way is not None) is offered
    assert ("sans attendre" in answer.next_action) is not offered


def test_a_phone_call_of_over_a_year_is_not_too_late_since_nothing_written_started_the_year():
    called = {"complaint": on("2026-03-03"), "complaint_written": False}
    assert bilan("2027-03-03", **called).step is Step.WRITE_CONSUMER_SERVICE
    answer = bilan("2027-03-04", **called)
    assert answer.step is Step.CONTACT_CUSTOMER_SERVICE
    assert "par écrit" in answer.next_action
    assert bilan("2027-03-04", **called, letter=on("2026-06-01")).step is not Step.TOO_LATE


@pytest.mark.parametrize(
    "today", ["2026-03-10", "2026-05-04", "2026-09-01", "2027-02-20", "2027-03-03"]
)
def test_calls_alone_never_open_a_referral_and_writing_comes_first(today):
    answer = bilan(today, complaint=on("2026-03-03"), complaint_written=False, customer_reply=NONE)
    assert answer.step in (Step.WAIT_CUSTOMER_SERVICE, Step.WRITE_CONSUMER_SERVICE)
    assert "refer_directly_from" not in dates(answer)
    assert dates(answer)["refer_by"] == "2027-03-03"
    assert answer.next_action.startswith("Écrivez")
    said = " ".join([answer.next_action, answer.reason, *(w.explanation for w in answer.warnings)])
    assert "Saisissez" not in said
    assert "saisir directement" not in said


def test_a_letter_straight_to_consumer_service_says_nothing_of_a_silent_customer_service():
    straight = {"complained": False, "letter": on("2026-04-25"), "consumer_reply": NONE}
    waiting = bilan("2026-05-20", **straight)
    assert waiting.step is Step.WAIT_CONSUMER_SERVICE
    assert dates(waiting) == {"refer_from": "2026-05-26", "refer_by": "2027-04-25"}
    assert "customer_service_skipped" in rules(waiting)


def test_the_letter_is_not_offered_again_once_sent():
    answer = bilan("2026-05-04", **SILENCE, letter=on("2026-04-20"))
    assert answer.step is Step.REFER
    assert answer.other_way is None


def test_two_months_of_silence_open_the_way_before_the_letter_does():
    waiting = bilan("2026-05-03", **SILENCE, letter=on("2026-04-20"))
    assert waiting.step is Step.WAIT_CONSUMER_SERVICE
    assert dates(waiting) == {
        "refer_directly_from": "2026-05-04",
        "refer_from": "2026-05-21",
        "refer_by": "2027-03-03",
    }
    assert bilan("2026-05-04", **SILENCE, letter=on("2026-04-20")).step is Step.REFER


def test_no_date_is_given_to_whoever_cannot_use_it():
    for told in ({"member": False}, {"telecom": False}, {"court": True}):
        assert bilan("2026-04-10", **SILENCE, **told).milestones == ()


def test_an_unsatisfactory_reply_opens_the_way_the_day_it_came():
    told = {**LETTER, "consumer_reply": BAD, "consumer_replied": on("2026-05-07")}
    assert dates(bilan("2026-05-20", **told))["refer_from"] == "2026-05-07"


def test_a_reply_implies_the_letter_it_answers():
    assert bilan("2026-05-20", **IN_MARCH, consumer_reply=BAD).step is Step.REFER
    assert bilan("2026-04-20", **SILENCE, consumer_reply=NONE).step is Step.WRITE_CONSUMER_SERVICE


def test_a_reply_implies_the_complaint_it_answers():
    assert bilan("2026-05-20", customer_reply=BAD).step is Step.WRITE_CONSUMER_SERVICE
    assert bilan("2026-05-20", complaint_written=True).step is Step.WAIT_CUSTOMER_SERVICE
    assert bilan("2026-05-20", customer_reply=NONE).step is Step.CONTACT_CUSTOMER_SERVICE


def test_a_forgotten_date_gives_the_cautious_wait_and_no_invented_limit():
    answer = bilan("2026-05-20", complaint=SOME_DAY, customer_reply=NONE)
    assert answer.step is Step.WAIT_CUSTOMER_SERVICE
    assert dates(answer) == {"write_from": "2026-06-21", "refer_directly_from": "2026-07-21"}


def test_every_step_tells_what_to_do_in_french():
    for step in Step:
        assert step.label
    answer = bilan("2026-05-04", **SILENCE)
    assert "https://www.mediation-telecom.org/saisir-le-mediateur" in answer.next_action
    assert "2 mois" in answer.reason

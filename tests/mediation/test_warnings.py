"""What the resident must watch: each warning when it is due, and silence otherwise."""

import pytest

from bot.mediation import SOME_DAY, Step
from tests.mediation.case_helpers import BAD, GOOD, NONE, bilan, on, plain, rules

COMPLAINT = {"complaint": on("2026-03-03")}
LETTER = {**COMPLAINT, "customer_reply": BAD, "letter": on("2026-04-25")}


def text_of(rule, today, **told):
    return next(plain(w.explanation) for w in bilan(today, **told).warnings if w.rule == rule)


@pytest.mark.parametrize("written", [True, None])
@pytest.mark.parametrize("today", ["2026-03-03", "2026-04-04", "2026-05-04", "2027-03-04"])
def test_a_plain_written_case_has_no_warning(today, written):
    told = {**COMPLAINT, "complaint_written": written, "operator": "Orange", "member": True}
    assert bilan(today, **told).warnings == ()


@pytest.mark.parametrize(
    ("today", "told", "step"),
    [
        ("2026-03-10", {}, Step.WAIT_CUSTOMER_SERVICE),
        ("2026-04-10", {}, Step.WRITE_CONSUMER_SERVICE),
        (
            "2026-04-10",
            {"customer_reply": BAD, "letter": on("2026-04-01")},
            Step.WAIT_CONSUMER_SERVICE,
        ),
        ("2026-05-04", {}, Step.WRITE_CONSUMER_SERVICE),
        ("2027-03-04", {}, Step.CONTACT_CUSTOMER_SERVICE),
        ("2026-04-10", {"court": True}, Step.BARRED),
        ("2026-04-10", {"member": False}, Step.NOT_COVERED),
        ("2026-04-10", {"customer_reply": GOOD}, Step.SOLVED),
        ("2026-06-10", {"referred": on("2026-06-01")}, Step.AWAIT_OPINION),
        ("2026-06-10", {"opinion": on("2026-06-01")}, Step.ANSWER_OPINION),
        ("2026-08-10", {"opinion": on("2026-06-01")}, Step.FINISHED),
    ],
)
def test_a_complaint_by_phone_asks_for_a_written_proof_at_every_step(today, told, step):
    answer = bilan(today, **COMPLAINT, complaint_written=False, **told)
    assert answer.step is step
    assert "written_proof" in rules(answer)
    assert "écrivez à votre opérateur" in text_of(
        "written_proof", today, **COMPLAINT, complaint_written=False, **told
    )


@pytest.mark.parametrize(
    ("told", "warned"),
    [
        ({"operator": "Prixtel", "member": None}, True),
        ({"operator": "Orange", "member": True}, False),
        ({"operator": "Autre", "member": False}, False),
        ({"operator": "Prixtel", "member": None, "telecom": False}, False),
        ({}, False),
    ],
)
def test_an_operator_to_check_is_a_warning_and_not_a_refusal(told, warned):
    answer = bilan("2026-05-04", **COMPLAINT, **told)
    assert ("membership_to_check" in rules(answer)) is warned
    if warned:
        assert answer.step is Step.REFER


def test_an_uncertain_date_is_named():
    told = {"complaint": on("2026-08-10", "2026-08-20"), "customer_reply": NONE}
    assert rules(bilan("2026-09-10", **told)) == {"uncertain_date"}
    said = text_of("uncertain_date", "2026-09-10", **told)
    assert "réclamation au service clients (entre le 10 août 2026 et le 20 août 2026)" in said


def test_an_uncertain_date_that_gives_no_date_is_not_mentioned():
    told = {"complaint": on("2026-03-01", "2026-03-31"), "referred": on("2026-06-01")}
    assert bilan("2026-06-10", **told).warnings == ()


@pytest.mark.parametrize(
    ("today", "step", "warned"),
    [
        ("2026-08-10", Step.REFER, False),
        ("2026-08-11", Step.REFER, True),
        ("2026-08-20", Step.REFER, True),
        ("2026-08-21", Step.TOO_LATE, False),
    ],
)
def test_a_range_that_straddles_the_limit_is_not_refused(today, step, warned):
    told = {"complaint": on("2025-08-10", "2025-08-20")}
    answer = bilan(today, **told)
    assert answer.step is step
    assert ("maybe_too_late" in rules(answer)) is warned
    if warned:
        said = text_of("maybe_too_late", today, **told)
        assert "entre le 10 août 2026 et le 20 août 2026" in said


def test_a_forgotten_date_says_why_there_is_no_last_day():
    waiting = bilan("2026-05-20", complaint=SOME_DAY)
    assert rules(waiting) == {"unknown_date", "wait_from_today"}
    replied = bilan("2026-05-20", complaint=SOME_DAY, customer_reply=BAD)
    assert rules(replied) == {"unknown_date"}
    # From a letter sent that day, the wait cannot be said to end after an unknown limit.
    sent = bilan("2026-05-20", complaint=SOME_DAY, letter=on("2026-05-20"))
    assert rules(sent) == {"unknown_date"}
    solved = bilan("2026-05-20", complaint=SOME_DAY, customer_reply=GOOD)
    assert rules(solved) == set()


def test_a_forgotten_letter_is_an_uncertain_date():
    answer = bilan("2026-05-20", **COMPLAINT, customer_reply=BAD, letter=SOME_DAY)
    assert answer.step is Step.WAIT_CONSUMER_SERVICE
    assert rules(answer) == {"uncertain_date"}


@pytest.mark.parametrize(
    ("today", "told", "warned"),
    [
        ("2027-02-02", {**LETTER, "letter": on("2027-02-02")}, False),
        ("2027-02-03", {**LETTER, "letter": on("2027-02-03")}, True),
        ("2027-02-02", {**COMPLAINT, "customer_reply": BAD}, False),
        ("2027-02-03", {**COMPLAINT, "customer_reply": BAD}, True),
        ("2027-03-03", {**COMPLAINT, "customer_reply": BAD}, True),
        ("2027-03-04", {**COMPLAINT, "customer_reply": BAD}, False),
        ("2027-03-03", {**LETTER, "consumer_reply": BAD}, False),
        ("2026-04-10", {}, False),
    ],
)
def test_a_wait_that_would_end_after_the_last_day_is_told(today, told, warned):
    assert ("limit_before_way_opens" in rules(bilan(today, **told))) is warned
    if warned:
        assert "3 mars 2027" in text_of("limit_before_way_opens", today, **told)


@pytest.mark.parametrize(
    ("today", "told", "warned"),
    [
        # Both ways open after the earliest last day, 10 January 2027.
        (
            "2027-01-05",
            {"complaint": on("2026-01-10", "2026-12-10"), "letter": on("2026-12-20")},
            "10 janvier 2027",
        ),
        # The letter opens the way on 21 January, before the earliest last day.
        (
            "2027-01-05",
            {"complaint": on("2026-01-25", "2026-12-10"), "letter": on("2026-12-20")},
            None,
        ),
        # The letter may open the way only on 11 March, after the last day.
        ("2027-02-12", {**LETTER, "letter": on("2027-01-25", "2027-02-10")}, "3 mars 2027"),
    ],
)
def test_a_wait_that_may_end_after_the_last_day_is_told(today, told, warned):
    answer = bilan(today, **told)
    assert answer.step is Step.WAIT_CONSUMER_SERVICE
    assert ("limit_before_way_opens" in rules(answer)) is (warned is not None)
    if warned:
        said = text_of("limit_before_way_opens", today, **told)
        assert f"({warned})" in said


def test_a_year_counted_from_the_letter_is_told():
    told = {**LETTER, "complaint_written": False}
    assert "limit_from_letter" in rules(bilan("2026-05-01", **told))
    assert "limit_from_letter" not in rules(bilan("2026-05-01", **LETTER, complaint_written=True))
    assert "limit_from_letter" not in rules(bilan("2027-05-01", **told))


@pytest.mark.parametrize(
    ("referred", "warned"), [("2027-03-03", False), ("2027-03-04", True), ("2027-06-01", True)]
)
def test_a_referral_after_the_last_day_may_be_refused(referred, warned):
    answer = bilan("2027-06-10", **LETTER, referred=on(referred))
    assert answer.step is Step.AWAIT_OPINION
    assert ("referred_late" in rules(answer)) is warned
    if warned:
        said = text_of("referred_late", "2027-06-10", **LETTER, referred=on(referred))
        assert "3 semaines" in said


@pytest.mark.parametrize(
    ("complaint", "referred"),
    [
        (on("2026-03-01", "2026-03-10"), on("2027-03-05")),
        (on("2026-03-03"), on("2027-03-01", "2027-03-10")),
    ],
)
def test_a_referral_that_may_have_been_in_time_is_not_called_late(complaint, referred):
    answer = bilan("2027-06-10", complaint=complaint, referred=referred)
    assert "referred_late" not in rules(answer)


@pytest.mark.parametrize(
    ("complaint", "questioned"),
    [
        (on("2016-05-19"), True),
        (on("2016-05-20"), False),
        (on("2016-05-01", "2016-05-31"), False),
    ],
)
def test_a_date_more_than_ten_years_old_is_questioned(complaint, questioned):
    assert ("long_ago" in rules(bilan("2026-05-20", complaint=complaint))) is questioned


def test_a_referral_of_an_unknown_case_is_not_called_late():
    assert bilan("2027-06-10", referred=on("2027-06-01")).warnings == ()
    assert bilan("2027-06-10", notified=on("2027-06-01")).warnings == ()


@pytest.mark.parametrize(("today", "warned"), [("2026-08-26", False), ("2026-08-27", True)])
def test_a_late_opinion_is_told(today, warned):
    answer = bilan(today, notified=on("2026-05-28"))
    assert answer.step is Step.AWAIT_OPINION
    assert ("opinion_late" in rules(answer)) is warned


@pytest.mark.parametrize(
    ("today", "warned"), [("2026-11-01", False), ("2026-11-02", True), ("2026-11-30", True)]
)
def test_an_uncertain_day_of_the_opinion_may_leave_no_time_to_answer(today, warned):
    told = {"opinion": on("2026-10-01", "2026-10-31")}
    assert ("maybe_too_late_to_answer" in rules(bilan(today, **told))) is warned


def test_what_to_do_never_contradicts_a_last_day_that_comes_first():
    told = {"complaint": on("2025-11-25"), "customer_reply": BAD}
    for letter in ({}, {"letter": on("2026-11-03")}):
        answer = bilan("2026-11-23", **told, **letter)
        assert "au plus tard le 25 novembre 2026" in plain(answer.next_action)
        assert "Attendez" not in answer.next_action

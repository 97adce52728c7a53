"""Days counted: boundaries, months' ends, leap years, year's end, and the words for them."""

import pytest

from bot.mediation import Step
from tests.mediation.case_helpers import BAD, NONE, bilan, dates, on, plain


@pytest.mark.parametrize(
    ("sent", "write_from", "refer_directly_from", "refer_by"),
    [
        ("2026-03-03", "2026-04-04", "2026-05-04", "2027-03-03"),
        ("2026-01-28", "2026-03-01", "2026-03-29", "2027-01-28"),
        ("2026-01-29", "2026-03-01", "2026-03-30", "2027-01-29"),
        ("2026-01-30", "2026-03-01", "2026-03-31", "2027-01-30"),
        ("2026-01-31", "2026-03-01", "2026-04-01", "2027-01-31"),
        ("2024-01-29", "2024-03-01", "2024-03-30", "2025-01-29"),
        ("2024-01-31", "2024-03-01", "2024-04-01", "2025-01-31"),
        ("2024-02-29", "2024-03-30", "2024-04-30", "2025-02-28"),
        ("2023-02-28", "2023-03-29", "2023-04-29", "2024-02-28"),
        ("2026-03-31", "2026-05-01", "2026-06-01", "2027-03-31"),
        ("2026-08-31", "2026-10-01", "2026-11-01", "2027-08-31"),
        ("2026-10-31", "2026-12-01", "2027-01-01", "2027-10-31"),
        ("2026-11-30", "2026-12-31", "2027-01-31", "2027-11-30"),
        ("2026-12-01", "2027-01-02", "2027-02-02", "2027-12-01"),
        ("2026-12-31", "2027-02-01", "2027-03-01", "2027-12-31"),
        ("2023-12-31", "2024-02-01", "2024-03-01", "2024-12-31"),
        ("2023-12-30", "2024-01-31", "2024-03-01", "2024-12-30"),
    ],
)
def test_dates_of_a_silent_case(sent, write_from, refer_directly_from, refer_by):
    assert dates(bilan(sent, complaint=on(sent), complaint_written=True)) == {
        "write_from": write_from,
        "refer_directly_from": refer_directly_from,
        "refer_by": refer_by,
    }


@pytest.mark.parametrize(
    ("told", "last_day", "step_that_day", "day_after", "step_the_day_after"),
    [
        ({}, "2026-04-03", "wait_customer_service", "2026-04-04", "write_consumer_service"),
        ({}, "2026-05-03", "write_consumer_service", "2026-05-04", "refer"),
        ({}, "2027-03-03", "refer", "2027-03-04", "too_late"),
        (
            {"customer_reply": BAD, "letter": on("2026-04-25")},
            "2026-05-25",
            "wait_consumer_service",
            "2026-05-26",
            "refer",
        ),
        (
            {"customer_reply": BAD, "letter": on("2026-03-31")},
            "2026-04-30",
            "wait_consumer_service",
            "2026-05-01",
            "refer",
        ),
        (
            {"customer_reply": BAD},
            "2027-03-03",
            "write_consumer_service",
            "2027-03-04",
            "too_late",
        ),
        (
            {"opinion": on("2026-09-30")},
            "2026-10-30",
            "answer_opinion",
            "2026-10-31",
            "finished",
        ),
    ],
)
def test_last_day_and_day_after(told, last_day, step_that_day, day_after, step_the_day_after):
    told = {"complaint": on("2026-03-03"), "complaint_written": True, **told}
    assert bilan(last_day, **told).step.value == step_that_day
    assert bilan(day_after, **told).step.value == step_the_day_after


def test_a_limit_on_a_holiday_or_a_sunday_is_not_pushed():
    # 14 July 2027 is a public holiday, 14 March 2027 a Sunday.
    for sent, limit in (("2026-07-14", "2027-07-14"), ("2026-03-14", "2027-03-14")):
        assert dates(bilan(sent, complaint=on(sent)))["refer_by"] == limit


@pytest.mark.parametrize(
    ("notified", "opinion_by"),
    [
        ("2026-05-28", "2026-08-26"),
        ("2026-12-01", "2027-03-01"),
        ("2027-12-01", "2028-02-29"),
    ],
)
def test_the_opinion_comes_within_90_days_not_3_months(notified, opinion_by):
    told = {"referred": on("2026-05-01"), "notified": on(notified)}
    answer = bilan(notified, **told)
    assert answer.step is Step.AWAIT_OPINION
    assert dates(answer) == {"opinion_by": opinion_by}


def test_nothing_is_counted_from_the_referral_alone():
    assert bilan("2026-05-30", referred=on("2026-05-01")).milestones == ()


@pytest.mark.parametrize(
    ("received", "answer_by"), [("2026-08-31", "2026-09-30"), ("2026-12-15", "2027-01-15")]
)
def test_one_month_to_answer_the_opinion(received, answer_by):
    assert dates(bilan(received, opinion=on(received))) == {"answer_opinion_by": answer_by}


def test_an_uncertain_notification_or_opinion():
    notified = bilan("2026-06-30", notified=on("2026-06-01", "2026-06-10"))
    assert dates(notified) == {"opinion_by": "2026-09-08"}
    received = bilan("2026-06-30", opinion=on("2026-06-01", "2026-06-10"))
    assert dates(received) == {"answer_opinion_by": "2026-07-01"}


def test_the_year_runs_from_the_first_written_complaint():
    told = {"complaint": on("2026-03-03"), "letter": on("2026-04-25"), "customer_reply": BAD}
    assert dates(bilan("2026-05-01", **told))["refer_by"] == "2027-03-03"
    assert dates(bilan("2026-05-01", **told, complaint_written=True))["refer_by"] == "2027-03-03"
    assert dates(bilan("2026-05-01", **told, complaint_written=False))["refer_by"] == "2027-04-25"


def test_the_year_runs_from_the_first_contact_when_nothing_was_written():
    told = {"complaint": on("2026-03-03"), "complaint_written": False}
    assert dates(bilan("2026-05-01", **told))["refer_by"] == "2027-03-03"


def words(today, name, **told):
    return next(
        plain(m.explanation) for m in bilan(today, **told).milestones if m.name.value == name
    )


def test_the_counting_is_told_in_words():
    said = words("2026-04-03", "write_from", complaint=on("2026-03-03"))
    assert said.startswith(
        "du 3 mars + 1 mois = 3 avril : vous pouvez écrire à partir du 4 avril 2026"
    )


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("refer_directly_from", "du 3 mars + 2 mois = 3 mai : "),
        ("refer_by", "du 3 mars 2026 + 1 an = 3 mars 2027 : "),
        ("refer_from", "du 25 avril + 1 mois = 25 mai : "),
    ],
)
def test_each_delay_is_counted_in_words(name, start):
    told = {"complaint": on("2026-03-03"), "letter": on("2026-04-25")}
    assert words("2026-05-01", name, **told).startswith(start)


def test_the_words_say_that_counting_starts_at_sending():
    told = {"complaint": on("2026-03-03"), "letter": on("2026-04-25")}
    for today, case in (("2026-04-01", {"complaint": told["complaint"]}), ("2026-05-01", told)):
        for milestone in bilan(today, **case).milestones:
            assert "depuis le jour de l'envoi" in milestone.explanation


def test_the_words_say_why_a_month_ends_early():
    said = words("2026-02-01", "write_from", complaint=on("2026-01-31"))
    assert said.startswith("du 31 janvier + 1 mois = 28 février (dernier jour du mois) : ")
    opinion = words("2026-06-01", "opinion_by", notified=on("2026-05-28"))
    assert opinion.startswith("du 28 mai + 90 jours = 26 août : ")


def test_the_words_name_the_day_an_uncertain_date_is_counted_from():
    told = {"complaint": on("2026-08-10", "2026-08-20"), "customer_reply": NONE}
    wait = words("2026-09-10", "write_from", **told)
    limit = words("2026-09-10", "refer_by", **told)
    assert wait.startswith("du 20 août au plus tard + 1 mois = 20 septembre : ")
    assert limit.startswith("du 10 août 2026 au plus tôt + 1 an = 10 août 2027 : ")


def test_the_words_of_a_limit_that_is_over_are_in_the_past():
    told = {"complaint": on("2026-03-03")}
    assert "vous pouvez saisir" in words("2027-03-03", "refer_by", **told)
    assert "vous pouviez saisir" in words("2027-03-04", "refer_by", **told)
    uncertain = {"complaint": on("2026-03-01", "2026-03-10")}
    assert "vous pouvez saisir" in words("2027-03-01", "refer_by", **uncertain)
    assert "vous pouviez sans risque saisir" in words("2027-03-05", "refer_by", **uncertain)


def test_the_words_of_a_reply_name_its_day():
    told = {
        "complaint": on("2026-03-03"),
        "consumer_reply": BAD,
        "consumer_replied": on("2026-05-01"),
    }
    said = words("2026-05-20", "refer_from", **told)
    assert said.startswith(
        "réponse reçue le 1er mai 2026 : vous pouvez saisir le médiateur à partir du 1er mai 2026"
    )


def test_an_uncertain_reply_opens_the_way_on_its_last_possible_day():
    told = {
        "complaint": on("2026-03-03"),
        "consumer_reply": BAD,
        "consumer_replied": on("2026-05-01", "2026-05-10"),
    }
    assert dates(bilan("2026-05-20", **told))["refer_from"] == "2026-05-10"
    said = words("2026-05-20", "refer_from", **told)
    assert said.startswith("réponse reçue au plus tard le 10 mai 2026 : ")


def test_milestones_are_in_date_order():
    # A letter sent late: the last day to refer comes before the end of the wait.
    told = {"complaint": on("2025-06-01"), "customer_reply": BAD, "letter": on("2026-05-20")}
    assert list(dates(bilan("2026-05-25", **told))) == ["refer_by", "refer_from"]

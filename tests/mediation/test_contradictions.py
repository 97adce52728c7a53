"""Dates that cannot be true: a clear question that names both, and nothing told is lost."""

from dataclasses import replace
from datetime import date

import pytest

from bot.knowledge import knowledge
from bot.mediation import SOME_DAY, Case, CaseError, Step, assess
from tests.mediation.case_helpers import BAD, bilan, dates, on, plain, rules


@pytest.mark.parametrize(
    ("told", "fields", "named"),
    [
        (
            {"complaint": on("2026-03-03"), "letter": on("2026-03-02")},
            ("complaint", "letter"),
            ("courrier au service consommateurs (2 mars", "réclamation au service clients (3 mars"),
        ),
        (
            {"complaint": on("2026-03-03"), "referred": on("2026-03-02")},
            ("complaint", "referred"),
            ("saisine du médiateur (2 mars", "réclamation au service clients (3 mars"),
        ),
        (
            {"referred": on("2026-04-10"), "opinion": on("2026-04-09")},
            ("referred", "opinion"),
            ("l'avis du médiateur (9 avril", "saisine du médiateur (10 avril"),
        ),
        (
            {"referred": on("2026-04-10"), "notified": on("2026-04-09")},
            ("referred", "notified"),
            ("dossier est complet (9 avril", "saisine du médiateur (10 avril"),
        ),
        (
            {"notified": on("2026-04-10"), "opinion": on("2026-04-09")},
            ("notified", "opinion"),
            ("l'avis du médiateur (9 avril", "dossier est complet (10 avril"),
        ),
        (
            {
                "letter": on("2026-04-10"),
                "consumer_reply": BAD,
                "consumer_replied": on("2026-04-09"),
            },
            ("letter", "consumer_replied"),
            ("réponse du service consommateurs (9 avril", "consommateurs (10 avril"),
        ),
        (
            {"complaint": on("2026-03-03"), "opinion": on("2026-03-02")},
            ("complaint", "opinion"),
            ("l'avis du médiateur (2 mars", "service clients (3 mars"),
        ),
        (
            {"complaint": on("2026-03-10", "2026-03-20"), "letter": on("2026-03-01", "2026-03-09")},
            ("complaint", "letter"),
            ("entre le 1er mars 2026 et le 9 mars 2026", "entre le 10 mars 2026 et le 20 mars"),
        ),
        (
            {"complaint": on("2026-05-21")},
            ("complaint",),
            ("réclamation au service clients (21 mai 2026)", "aujourd'hui (20 mai 2026)"),
        ),
        (
            {"complaint": on("2026-03-03"), "letter": on("2026-06-01", "2026-06-10")},
            ("letter",),
            ("entre le 1er juin 2026 et le 10 juin 2026", "aujourd'hui (20 mai 2026)"),
        ),
    ],
)
def test_a_contradiction_names_both_dates_and_loses_nothing(told, fields, named):
    case = Case(operator="Orange", complaint_written=True, **told)
    with pytest.raises(CaseError) as refusal:
        assess(case, date(2026, 5, 20), knowledge())
    assert refusal.value.case == case
    assert refusal.value.fields == fields
    for words in named:
        assert words in plain(str(refusal.value))
    assert str(refusal.value).endswith("\N{NO-BREAK SPACE}?")


@pytest.mark.parametrize(
    "told",
    [
        {"complaint": on("2026-05-20")},
        {"complaint": on("2026-03-03"), "letter": on("2026-03-03")},
        {"referred": on("2026-05-20"), "notified": on("2026-05-20"), "opinion": on("2026-05-20")},
        {"complaint": on("2026-03-01", "2026-03-31"), "letter": on("2026-03-01")},
        {"letter": on("2026-04-25"), "referred": on("2026-04-20")},
    ],
)
def test_the_same_day_or_a_possible_order_is_no_contradiction(told):
    assert bilan("2026-05-20", **told).step in Step


def test_a_range_that_reaches_into_the_future_stops_today():
    answer = bilan("2026-05-20", complaint=on("2026-05-01", "2026-05-31"))
    assert dates(answer)["write_from"] == "2026-06-21"
    assert rules(answer) == {"uncertain_date"}


def test_the_letter_bounds_the_complaint_and_the_complaint_the_letter():
    told = {"complaint": on("2026-03-01", "2026-03-31"), "letter": on("2026-02-01", "2026-03-10")}
    answer = bilan("2026-03-20", **told)
    assert dates(answer)["refer_directly_from"] == "2026-05-11"
    assert dates(answer)["refer_from"] == "2026-04-11"
    (warning,) = answer.warnings
    assert "entre le 1er mars 2026 et le 10 mars 2026" in plain(warning.explanation)


def test_thirty_years_ago_is_questioned():
    answer = bilan("2026-05-20", complaint=on("1996-03-03"))
    assert answer.step is Step.TOO_LATE
    (warning,) = answer.warnings
    assert warning.rule == "long_ago"
    assert "3 mars 1996" in warning.explanation
    assert "Vérifiez l'année" in warning.explanation


def test_an_error_leaves_a_case_that_one_correction_makes_right():
    case = Case(complaint=on("2026-03-03"), customer_reply=BAD, letter=on("2025-04-25"))
    with pytest.raises(CaseError) as refusal:
        assess(case, date(2026, 5, 20), knowledge())
    corrected = replace(refusal.value.case, letter=on("2026-04-25"))
    assert assess(corrected, date(2026, 5, 20), knowledge()) == bilan(
        "2026-05-20", complaint=on("2026-03-03"), customer_reply=BAD, letter=on("2026-04-25")
    )


def test_a_letter_a_year_old_is_too_late_even_if_the_complaint_is_forgotten():
    answer = bilan("2026-05-20", complaint=SOME_DAY, letter=on("2025-05-19"))
    assert answer.step is Step.TOO_LATE
    assert answer.milestones == ()


def test_a_forgotten_date_is_not_called_ancient():
    (warning,) = bilan("2026-05-20", complaint=SOME_DAY, letter=on("1996-03-03")).warnings
    assert "courrier au service consommateurs (3 mars 1996)" in plain(warning.explanation)
    assert "service clients" not in warning.explanation

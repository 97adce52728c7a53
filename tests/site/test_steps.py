"""The dates of a case as a screen shows them: where each stands, in words."""

from dataclasses import replace
from datetime import date

import pytest

from bot.french.date_range import DateRange
from bot.knowledge import knowledge
from bot.mediation import Case, Reply, assess
from bot.site.steps import case_message, dates_message

SENT = DateRange(date(2026, 3, 3), date(2026, 3, 3))
SILENT = Case(
    operator="Orange",
    member=True,
    complaint=SENT,
    complaint_written=True,
    customer_reply=Reply.NONE,
)


@pytest.mark.parametrize(
    ("today", "states"),
    [
        ("2026-04-03", ["demain", "dans 31 jours", "dans 334 jours"]),
        ("2026-04-04", ["c'est ouvert", "dans 30 jours", "dans 333 jours"]),
        ("2026-05-04", ["c'est ouvert", "dans 303 jours"]),
        ("2027-03-03", ["c'est ouvert", "aujourd'hui"]),
        # Too late: a way that was open must not read as open.
        ("2027-03-04", ["passé"]),
    ],
)
def test_the_state_is_that_of_the_day(today: str, states: list[str]) -> None:
    day = date.fromisoformat(today)
    message = case_message(SILENT, assess(SILENT, day, knowledge()), day)
    assert message["type"] == "steps"
    assert [step["state"] for step in message["steps"]] == ["fait", *states]


def test_a_step_has_its_day_its_meaning_and_its_counting() -> None:
    day = date(2026, 5, 4)
    sent, first, last = case_message(SILENT, assess(SILENT, day, knowledge()), day)["steps"]
    assert sent == {
        "label": "Réclamation au service clients",
        "date": "mardi 3 mars 2026",
        "state": "fait",
        "kind": "done",
    }
    assert (first["kind"], last["kind"]) == ("open", "last")
    assert first["label"] == "Sans réponse, vous pouvez saisir le médiateur"
    assert first["date"] == "lundi 4 mai 2026"
    assert "3 mars + 2 mois = 3 mai" in first["detail"]


@pytest.mark.parametrize(
    ("today", "kinds"),
    [
        ("2026-04-03", ["done", "coming", "coming", "last"]),
        ("2026-04-04", ["done", "open", "coming", "last"]),
        ("2027-03-04", ["done", "over"]),
    ],
)
def test_each_day_has_the_shape_of_where_it_stands(today: str, kinds: list[str]) -> None:
    day = date.fromisoformat(today)
    message = case_message(SILENT, assess(SILENT, day, knowledge()), day)
    assert [step["kind"] for step in message["steps"]] == kinds


def test_a_day_that_is_not_surely_known_is_told_as_it_is() -> None:
    about = replace(SILENT, complaint=DateRange(date(2026, 3, 1), date(2026, 3, 10)))
    day = date(2027, 3, 4)
    steps = case_message(about, assess(about, day, knowledge()), day)["steps"]
    assert steps[0]["date"] == "entre le 1er mars 2026 et le 10 mars 2026"
    assert (steps[-1]["kind"], steps[-1]["state"]) == ("last", "peut-être passé")


@pytest.mark.parametrize(
    ("today", "labels"),
    [
        # The next way and the last day; the direct way comes after the next one.
        (
            "2026-04-03",
            [
                "Sans réponse, écrivez au service consommateurs",
                "Dernier jour pour saisir le médiateur",
            ],
        ),
        # What is open is what to do.
        (
            "2026-04-04",
            [
                "Sans réponse, vous pouvez saisir le médiateur",
                "Dernier jour pour saisir le médiateur",
            ],
        ),
        ("2026-05-04", ["Dernier jour pour saisir le médiateur"]),
        ("2027-03-04", ["Dernier jour pour saisir le médiateur"]),
    ],
)
def test_the_end_shows_the_days_to_come(today: str, labels: list[str]) -> None:
    day = date.fromisoformat(today)
    steps = dates_message(assess(SILENT, day, knowledge()), day)["steps"]
    assert [step["label"] for step in steps] == labels
    assert not any("detail" in step for step in steps)

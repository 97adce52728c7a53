"""Dates in phrases: what is read, what is not, where it stands, and why it is refused."""

from datetime import date

import pytest

from bot.french.dates import (
    DateRange,
    Doubt,
    Tense,
    complete_date,
    find_dates,
    find_refused_dates,
    parse_date,
)
from tests.french.tables import TODAY, Phrase, not_dates, phrases

PAST = phrases("phrases_past.tsv") + phrases("adversarial.tsv")
FUTURE = phrases("phrases_future.tsv")
NONE = not_dates()


def by_text(phrase: Phrase) -> str:
    return f"{phrase.text} ({phrase.today})"


@pytest.mark.parametrize("phrase", PAST, ids=by_text)
def test_past_phrase(phrase: Phrase) -> None:
    assert parse_date(phrase.text, phrase.today) == phrase.expected


@pytest.mark.parametrize("phrase", FUTURE, ids=by_text)
def test_future_phrase(phrase: Phrase) -> None:
    assert parse_date(phrase.text, phrase.today, Tense.FUTURE) == phrase.expected


@pytest.mark.parametrize("phrase", NONE, ids=by_text)
def test_not_a_date(phrase: Phrase) -> None:
    assert find_dates(phrase.text, phrase.today) == []


def test_tables_keep_their_promised_size_in_three_registers() -> None:
    read = [phrase for phrase in PAST if phrase.expected]
    assert len(read) >= 250
    assert len(NONE) >= 100
    for register in ("soin", "sms", "oral"):
        assert sum(phrase.register == register for phrase in read) >= 40


def test_a_past_date_never_reaches_past_today() -> None:
    for phrase in PAST:
        found = find_dates(phrase.text, phrase.today)
        assert all(each.days.latest <= phrase.today for each in found), phrase.text


def days(text: str, tense: Tense = Tense.PAST) -> list[str]:
    return [
        found.days.earliest.isoformat()
        if found.days.exact
        else f"{found.days.earliest}..{found.days.latest}"
        for found in find_dates(text, TODAY, tense)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("J'ai écrit le 3 mars et relancé le 5 avril", ["2026-03-03", "2026-04-05"]),
        ("les 3 et 5 mars", ["2026-03-03", "2026-03-05"]),
        ("le 3, le 4 et le 5 mars", ["2026-03-03", "2026-03-04", "2026-03-05"]),
        ("j'ai écrit le 15/10 puis hier", ["2026-10-15", "2026-11-21"]),
        ("le 3 mars et le 5 avril 2025", ["2025-03-03", "2025-04-05"]),
        (
            "réclamation fin septembre, réponse le 4 octobre",
            ["2026-09-20..2026-09-30", "2026-10-04"],
        ),
        ("leur réponse du 3 mars à mon courrier du 5 décembre", ["2026-03-03", "2025-12-05"]),
        ("j'ai dit septembre mais c'était en octobre", ["2026-10-01..2026-10-31"]),
        ("j'ai écrit lundi et ils me rappelleront mercredi", ["2026-11-16"]),
        ("facture du 3 mars 2026, j'ai écrit le 3 septembre", ["2026-03-03", "2026-09-03"]),
    ],
)
def test_several_dates_in_order(text: str, expected: list[str]) -> None:
    assert days(text) == expected
    if len(expected) > 1:
        assert parse_date(text, TODAY) is None


def test_the_same_day_twice_is_one_date() -> None:
    assert parse_date("le 3 mars, oui le 03/03/2026", TODAY) == DateRange(
        date(2026, 3, 3), date(2026, 3, 3)
    )


@pytest.mark.parametrize(
    ("text", "matched"),
    [
        ("J’ai écrit à Orange le 3 septembre, aucune réponse", "le 3 septembre"),
        ("  Cœur brisé…  depuis l'été, fin   août surtout", "fin   août"),
        ("RÉCLAMATION DU 1ᵉʳ OCTOBRE 2026 !", "DU 1ᵉʳ OCTOBRE 2026"),
        (
            "oui, le vingt-et-un mai deux mille vingt-six.",
            "le vingt-et-un mai deux mille vingt-six",
        ),
        ("date : 03/09/2026.", "03/09/2026"),
    ],
)
def test_span_is_in_the_text_as_it_was_given(text: str, matched: str) -> None:
    (found,) = find_dates(text, TODAY)
    assert found.text == matched
    assert text[found.start : found.end] == matched


@pytest.mark.parametrize(
    ("text", "doubt", "matched"),
    [
        ("j'ai écrit le 30 février", Doubt.IMPOSSIBLE, "le 30 février"),
        ("le 31/11/2026", Doubt.IMPOSSIBLE, "le 31/11/2026"),
        ("le 3 mars 2027", Doubt.NOT_PAST, "le 3 mars 2027"),
        ("lundi prochain", Doubt.NOT_PAST, "lundi prochain"),
        ("lundi 3 mars 2026", Doubt.CONFLICT, "lundi 3 mars 2026"),
        ("c'était le 12", Doubt.INCOMPLETE, "le 12"),
        ("avant le 3 mars", Doubt.VAGUE, "le 3 mars"),
        ("fin novembre", Doubt.AMBIGUOUS, "fin novembre"),
        ("mon contrat du 12 mai 2024, réclamation le 3 juin", Doubt.AMBIGUOUS, "le 3 juin"),
    ],
)
def test_refusal_says_what_is_unclear(text: str, doubt: Doubt, matched: str) -> None:
    (refused,) = find_refused_dates(text, TODAY)
    assert (refused.doubt, refused.text) == (doubt, matched)


def test_a_past_day_is_refused_when_a_coming_one_is_meant() -> None:
    (refused,) = find_refused_dates("le 3 mars 2025", TODAY, Tense.FUTURE)
    assert refused.doubt is Doubt.NOT_FUTURE


@pytest.mark.parametrize(
    "text",
    [
        "le 30 février, ou alors en mars",
        "le 3 mars, et relance le 12",
        "le 3 mars ou le 30 octobre",
        "mardi 4 mars 2026 ou le lendemain, reçu le 8 mars",
        "En 2025, j'ai écrit à Orange le 3 mars",
        "j'ai écrit le 3 mars, c'était en 2025",
    ],
)
def test_one_date_in_doubt_spoils_the_answer(text: str) -> None:
    assert parse_date(text, TODAY) is None


class TestCorrection:
    told = DateRange(date(2026, 9, 3), date(2026, 9, 3))

    def test_a_bare_day_takes_the_month_told_before(self) -> None:
        day = date(2026, 9, 12)
        assert complete_date("Non, c'était le 12", self.told, TODAY) == DateRange(day, day)
        assert complete_date("pas le 3 le douze", self.told, TODAY) == DateRange(day, day)

    @pytest.mark.parametrize(
        "text", ["non", "le 31", "le 12 ou le 13", "le 12 mars", "le 12 02 31 27 90 60 jours"]
    )
    def test_more_or_less_than_a_day_is_left_alone(self, text: str) -> None:
        assert complete_date(text, self.told, TODAY) is None

    def test_a_range_over_two_months_cannot_lend_its_month(self) -> None:
        told = DateRange(date(2026, 8, 28), date(2026, 9, 3))
        assert complete_date("le 12", told, TODAY) is None

    def test_never_after_today(self) -> None:
        told = DateRange(date(2026, 11, 3), date(2026, 11, 3))
        assert complete_date("le 30", told, TODAY) is None

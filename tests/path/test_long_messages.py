"""No message within the limits holds up the others: reading is linear, and says where it stops."""

from itertools import islice

import pytest

from bench.long_messages import SHAPES, Turn, random_mixes, repeated, tokens
from bench.stories import WRITTEN_ON, mixes
from bot.french.dates import read_dates
from bot.french.private_marks import DATE, NUMBER, OPERATOR, SHORT_NUMBER
from bot.french.text import fold
from bot.limits import MAX_FOLDED, MAX_MESSAGE, MOST_CLAUSES, MOST_DATES, MOST_QUESTIONS
from bot.mediation import SOME_DAY
from bot.path import OTHER_OPERATOR, Intents, Told, hear
from bot.path.reading import read
from bot.understanding.questions import asked_in

# One word in so many of those that the reading knows, the odd shapes all.
ONE_IN = 120
KNOWN = (*SHAPES, *tokens()[::ONE_IN])
TRIES = 2
MARKS = (DATE, OPERATOR, NUMBER, SHORT_NUMBER)


@pytest.fixture(scope="module")
def turn() -> Turn:
    """Warmed up."""
    made = Turn()
    made.cost("j'ai écrit à Orange le 3 septembre")
    return made


def least(turn: Turn, message: str, at: int = 0) -> float:
    return min(turn.cost(message, at) for _ in range(TRIES))


@pytest.fixture(scope="module")
def ordinary(turn: Turn) -> float:
    """What real clauses cost, as long as the limit: machines differ, their ratios less."""
    told = ". ".join(islice(mixes(40), 40))[:MAX_MESSAGE]
    assert len(told) == MAX_MESSAGE
    return min(least(turn, told) for _ in range(3))


def test_twice_as_long_costs_twice_as_much_at_most(turn: Turn) -> None:
    for word in KNOWN:
        message = (f"{word} " * MAX_MESSAGE)[:MAX_MESSAGE]
        half, whole = least(turn, message[: MAX_MESSAGE // 2]), least(turn, message)
        assert whole <= 3 * half + 2, f"« {word} » : {half:.1f} puis {whole:.1f} ms"


def test_no_repeated_word_costs_much_more_than_an_ordinary_message(
    turn: Turn, ordinary: float
) -> None:
    for at, (name, message) in enumerate(islice(repeated(KNOWN), 0, None, 7)):
        cost = turn.cost(message, at)
        cost = cost if cost <= 4 * ordinary else least(turn, message, at)
        assert cost <= 4 * ordinary, f"{name} : {cost:.1f} ms, un message ordinaire {ordinary:.1f}"


def test_no_random_mix_costs_much_more_than_an_ordinary_message(
    turn: Turn, ordinary: float
) -> None:
    for at, (kind, message) in enumerate(random_mixes(80)):
        cost = turn.cost(message, at)
        cost = cost if cost <= 4 * ordinary else least(turn, message, at)
        assert cost <= 4 * ordinary, f"{kind} : {cost:.1f} ms, un message ordinaire {ordinary:.1f}"


def test_a_sign_that_is_a_whole_sentence_does_not_lengthen_the_message() -> None:
    assert len(fold("\N{ARABIC LIGATURE SALLALLAHOU ALAYHE WASALLAM}" * MAX_MESSAGE)) <= MAX_FOLDED
    longest = "œ" * (MAX_FOLDED // 2)
    assert fold(longest) == "oe" * (MAX_FOLDED // 2)


def test_beyond_some_dates_reading_stops_and_says_so() -> None:
    calls = ", ".join(f"le {day} septembre" for day in range(1, 29))
    message = f"j'ai appelé Orange {calls}"
    heard = hear(message, Intents("tell_case"), Told(), None, WRITTEN_ON)
    assert len(read(message, WRITTEN_ON).dates) == MOST_DATES
    assert heard.facts["complaint_day"].earliest.isoformat() == "2026-09-01"
    (said,) = [p.saying for p in heard.problems if p.saying.response == "utter_too_many_dates"]
    assert said.given == {"most": "20", "last": "le 20 septembre"}
    assert heard.for_path


def test_as_many_dates_as_are_read_are_not_too_many() -> None:
    calls = ", ".join(f"le {day} septembre" for day in range(1, MOST_DATES + 1))
    message = f"j'ai appelé Orange {calls}"
    heard = hear(message, Intents("tell_case"), Told(), None, WRITTEN_ON)
    assert "utter_too_many_dates" not in [p.saying.response for p in heard.problems]


def test_the_dates_read_are_the_same_whatever_follows() -> None:
    few = "le 3 septembre, le 5 octobre 2025, hier"
    found = read_dates(few, WRITTEN_ON)
    more = read_dates(few + ", puis lundi" * 60, WRITTEN_ON)
    assert len(found) == 3
    assert [each for each in more if each.start < len(few)] == found


def test_what_follows_the_last_clause_and_question_read_is_one() -> None:
    assert len(read("a. " * 300, WRITTEN_ON).clauses) == MOST_CLAUSES
    assert len(asked_in("ah bon ? " * 100)) == MOST_QUESTIONS


@pytest.mark.parametrize("asked", [None, "complaint_date", "operator", "written"])
@pytest.mark.parametrize("mark", [*MARKS, *(mark[1:] for mark in MARKS), "#", "##", "^"])
def test_a_mark_of_ours_can_be_typed(mark: str, asked: str | None) -> None:
    for typed in (mark, f"z{mark}", f"j'ai écrit le {mark}", f"{mark} {mark}, {mark}3"):
        reading = read(typed, WRITTEN_ON, asks_day=asked is not None)
        assert not reading.companies
        assert not any(said.days for said in reading.dates)
        heard = hear(typed, Intents("nlu_fallback"), Told(), asked, WRITTEN_ON)
        assert heard.facts.get("operator") in (None, OTHER_OPERATOR)
        # « date », asked for one, may be taken for « je ne sais plus ».
        assert heard.facts.get("complaint_day", SOME_DAY) == SOME_DAY

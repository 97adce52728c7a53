"""What one turn adds to the figures: counts by month, nothing that points to anybody."""

from datetime import datetime

from bot.figures.counting import DANGER, Counts, Figure, Outcome, Turn, count

MOMENT = datetime(2026, 11, 23, 14, 37)
DECEMBER = datetime(2026, 12, 1, 8, 0)


def turn(**given: object) -> Turn:
    usual: dict[str, object] = {
        "channel": "rest",
        "begins": False,
        "intents": (),
        "outcome": Outcome.UNDERSTOOD,
    }
    return Turn(**{**usual, **given})  # type: ignore[arg-type]


def added(counts: Counts, figure: Figure) -> dict[str, int]:
    return {value: number for _, name, value, number in counts.add if name == figure.value}


def test_a_first_message_begins_a_conversation() -> None:
    first = count(turn(begins=True, intents=("ask_cost",), seconds=0.07), Counts(), MOMENT)
    assert added(first, Figure.CONVERSATIONS) == {"rest": 1}
    assert added(first, Figure.MESSAGES) == {"rest": 1}
    assert added(first, Figure.TOPIC) == {"ask_cost": 1}
    assert added(first, Figure.OUTCOME) == {"understood": 1}
    assert added(first, Figure.HOUR) == {"14": 1}
    assert added(first, Figure.SECONDS) == {"0.1": 1}
    assert added(count(turn(), first, MOMENT), Figure.CONVERSATIONS) == {}


def test_no_time_is_finer_than_the_month_and_the_hour() -> None:
    counts = count(turn(begins=True, asked="written", seconds=0.5), Counts(), MOMENT)
    assert {month for month, *_ in counts.add} == {"2026-11"}
    for trace in ("23", "37", "14:"):
        assert trace not in counts.to_json()


def test_a_question_asked_twice_in_a_message_counts_once_and_thanks_are_no_topic() -> None:
    counts = count(turn(intents=("ask_cost", "ask_cost", "thank", "ask_steps")), Counts(), MOMENT)
    assert added(counts, Figure.TOPIC) == {"ask_cost": 1, "ask_steps": 1}


def test_which_danger_was_told_is_not_counted() -> None:
    counts = count(turn(intents=("danger_suicide", "danger_child")), Counts(), MOMENT)
    assert added(counts, Figure.TOPIC) == {DANGER: 1}
    assert "suicide" not in counts.to_json()


def test_only_the_last_open_question_counts_as_left() -> None:
    asked = count(turn(asked="written"), Counts(), MOMENT)
    assert added(asked, Figure.LEFT) == {"written": 1}
    aside = count(turn(asked="written"), asked, MOMENT)
    assert added(aside, Figure.LEFT) == {}
    went_on = count(turn(asked="court"), aside, MOMENT)
    assert added(went_on, Figure.LEFT) == {"written": -1, "court": 1}
    ended = count(turn(ended="refer"), went_on, MOMENT)
    assert added(ended, Figure.LEFT) == {"court": -1}
    assert added(ended, Figure.END) == {"refer": 1}


def test_what_is_taken_back_is_taken_from_its_own_month() -> None:
    asked = count(turn(asked="written"), Counts(), MOMENT)
    next_month = count(turn(asked="court"), Counts.from_json(asked.to_json()), DECEMBER)
    left = [each for each in next_month.add if each[1] == Figure.LEFT.value]
    assert left == [("2026-11", "left", "written", -1), ("2026-12", "left", "court", 1)]


def test_a_very_long_answer_is_counted_apart() -> None:
    assert added(count(turn(seconds=9.0), Counts(), MOMENT), Figure.SECONDS) == {"more": 1}

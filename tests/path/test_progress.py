"""The number of a question, how many there can be, and the way back to the one before."""

from datetime import date

import pytest

from bot.knowledge import knowledge
from bot.path import (
    BY_NAME,
    QUESTIONS,
    Heard,
    Progress,
    Told,
    Turn,
    progress,
    read_payload,
    take_turn,
)

TODAY = date(2026, 11, 23)


def press(turn: Turn, name: str, value: str) -> Turn:
    heard = read_payload({name: value}, turn.told)
    return take_turn(turn.told, turn.asked, heard, TODAY, knowledge())


def begun() -> Turn:
    return take_turn(Told(), None, Heard(), TODAY, knowledge())


def where(turn: Turn) -> Progress:
    found = progress(turn.told, BY_NAME[str(turn.asked)].ask)
    assert found is not None
    return found


def test_it_is_counted_from_one_and_the_most_never_grows() -> None:
    turn, seen = begun(), []
    answers = {
        "operator": "other",
        "complained": "yes",
        "complaint_date": "unknown",
        "written": "yes",
        "customer_reply": "unsatisfactory",
        "letter_sent": "yes",
        "letter_date": "unknown",
        "consumer_reply": "none",
        "court": "no",
    }
    while turn.asked:
        seen.append(where(turn))
        turn = press(turn, turn.asked, answers[turn.asked])
    assert [each.number for each in seen] == list(range(1, len(seen) + 1))
    most = [each.most for each in seen]
    assert most == sorted(most, reverse=True)
    assert seen[-1].most == seen[-1].number


def test_the_first_question_has_none_before_it() -> None:
    assert where(begun()).previous is None


def test_going_back_asks_again_and_the_number_follows() -> None:
    turn = press(press(begun(), "operator", "other"), "complained", "yes")
    assert turn.asked == "complaint_date"
    assert where(turn).previous == '/tell_case{"change": "complained"}'
    back = press(turn, "change", "complained")
    assert (back.asked, where(back).number) == ("complained", 2)
    first = press(back, "change", "operator")
    assert (where(first).number, where(first).previous) == (1, None)
    again = press(press(first, "operator", "other"), "complained", "yes")
    assert (again.asked, where(again).number) == ("complaint_date", 3)


def test_what_a_story_told_is_not_counted_as_asked() -> None:
    told = Told(operator="Orange", complained=True, written=True)
    turn = take_turn(told, None, Heard(), TODAY, knowledge())
    assert (turn.asked, where(turn).number, where(turn).previous) == ("complaint_date", 1, None)


@pytest.mark.parametrize("name", ["confirm_date", "which_service", "date_of_what"])
def test_a_question_that_clears_up_a_message_has_no_number(name: str) -> None:
    assert progress(Told(), BY_NAME[name].ask) is None


def test_nothing_but_a_question_has_a_number() -> None:
    assert progress(Told(), "utter_noted") is None
    assert all(progress(Told(), question.why) is None for question in QUESTIONS)


def test_it_goes_into_json_and_back() -> None:
    turn = press(begun(), "operator", "other")
    assert turn.told.trail == ("operator",)
    assert Told.from_json(turn.told.to_json()) == turn.told

"""The case as it is kept between two messages, and the order in which it is told."""

import json
from contextlib import suppress
from datetime import date, timedelta
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.french.date_range import DateRange
from bot.french.say import say_date
from bot.knowledge import knowledge
from bot.mediation import SOME_DAY, CaseError, Reply, assess
from bot.path import Answer, Intents, Told, case, hear, review, take_turn
from bot.path.fields import DAYS
from bot.path.state import DISPUTES
from tests.path.path_helpers import TODAY, Talk

BOOKKEEPING = {"recent", "failures", "words"}

ranges = st.one_of(
    st.just(SOME_DAY),
    st.builds(
        lambda age, width: DateRange(TODAY - timedelta(days=age + width), TODAY - timedelta(age)),
        st.integers(0, 900),
        st.integers(0, 40),
    ),
)
FLAGS = (
    "complained",
    "written",
    "letter_sent",
    "court",
    "referred",
    "notified",
    "opinion_received",
)
flags = st.sampled_from([None, True, False])
names = st.lists(st.sampled_from(["written", "court", "customer_reply"]), unique=True)
told_cases = st.builds(
    Told,
    operator=st.sampled_from([None, "Orange", "Sosh", "Prixtel", "autre"]),
    **{name: st.one_of(st.none(), ranges) for name in DAYS},
    **dict.fromkeys(FLAGS, flags),
    customer_reply=st.sampled_from([None, *Answer]),
    consumer_reply=st.sampled_from([None, *Answer]),
    dispute=st.sampled_from([None, *DISPUTES]),
    closed=names.map(tuple),
    recent=names.map(tuple),
    doubtful=st.one_of(st.none(), st.tuples(st.sampled_from(sorted(DAYS)), ranges)),
    failures=st.integers(0, 5),
)


def facts(told: Told) -> dict[str, object]:
    """What was told, without what only serves the conversation."""
    return {name: value for name, value in told.to_json().items() if name not in BOOKKEEPING}


@given(told_cases)
def test_json_keeps_everything(told: Told) -> None:
    kept = json.loads(json.dumps(told.to_json()))
    assert Told.from_json(kept) == told


@pytest.mark.parametrize(
    "data",
    [
        None,
        {"name": "Martin", "operator": "Orange"},
        {"operator": 3, "complaint_day": ["2026-13-01", "x"], "customer_reply": "maybe"},
        {"doubtful": ["operator", "forgotten"], "closed": "written", "failures": True},
    ],
)
def test_unusable_json_is_left_out(data: dict[str, object] | None) -> None:
    told = Told.from_json(data)
    assert set(told.to_json()) <= {"operator"}


@given(told_cases)
def test_every_case_can_be_assessed_or_contradicts_itself(told: Told) -> None:
    with suppress(CaseError):
        assert assess(case(told, TODAY, knowledge()), TODAY, knowledge()).next_action


def test_an_unknown_operator_is_to_be_checked() -> None:
    assert case(Told(operator="autre"), TODAY, knowledge()).member is None
    assert case(Told(operator="Sosh"), TODAY, knowledge()).member is True


def test_a_reply_of_unknown_kind_opens_no_way_that_silence_opens() -> None:
    told = Told(complained=True, complaint_day=DateRange(date(2026, 7, 1), date(2026, 7, 1)))
    replied = Told(**{**told.__dict__, "customer_reply": Answer.REPLIED})
    assert case(replied, TODAY, knowledge()).customer_reply is Reply.UNSATISFACTORY


SENTENCES = (
    "mon opérateur est Orange | tell_case",
    "j'ai écrit au service clients le {complaint} | tell_case",
    "le service clients a refusé | report_unsatisfactory_reply",
    "j'ai écrit au service consommateurs le {letter} | tell_case",
    "le service consommateurs n'a jamais répondu | report_no_reply",
)
orders = st.sampled_from(list(permutations(range(len(SENTENCES)))))


@settings(max_examples=60, deadline=None)
@given(orders, st.integers(2, 200), st.integers(1, 60))
def test_the_order_of_telling_does_not_matter(order: tuple[int, ...], age: int, wait: int) -> None:
    complaint = TODAY - timedelta(days=age + wait)
    days = {"complaint": say_date(complaint), "letter": say_date(TODAY - timedelta(days=age))}
    ends = []
    for ranks in (order, range(len(SENTENCES))):
        talk = Talk()
        for rank in ranks:
            text, _, intent = SENTENCES[rank].format(**days).rpartition(" | ")
            heard = hear(text, Intents(intent), talk.told, None, TODAY)
            talk.told = take_turn(talk.told, None, heard, TODAY, knowledge()).told
        ends.append(facts(talk.told))
    assert ends[0] == ends[1]
    assert ends[0]["letter_day"][0] == (TODAY - timedelta(days=age)).isoformat()


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 250), st.integers(0, 250))
def test_a_date_corrected_is_a_date_told_right(wrong: int, right: int) -> None:
    ends = []
    for ages in ((wrong, right), (right,)):
        talk = Talk()
        first, *corrections = (say_date(TODAY - timedelta(days=age)) for age in ages)
        talk.say(f"j'ai écrit à Orange le {first}, aucune réponse | tell_case")
        for day in corrections:
            talk.say(f"non, je me suis trompé, c'était le {day} | correct_answer")
        talk.say({"letter_sent": "no"})
        talk.say({"court": "no"})
        ends.append((facts(talk.told), talk.asked, talk.step))
    assert ends[0] == ends[1]


UNUSABLE = (
    "bla bla | nlu_fallback",
    "le 30 février | tell_case",
    "demain | tell_case",
    "le 12 | nlu_fallback",
    "😶😶 | nlu_fallback",
    "lundi 3 mars 2026 | tell_case",
    "xyz 06 12 34 56 78 | nlu_fallback",
    "j'ai écrit le 3 mars et le 5 avril | tell_case",
)


@settings(max_examples=80, deadline=None)
@given(st.lists(st.sampled_from(UNUSABLE), min_size=1, max_size=6))
def test_an_unusable_message_loses_nothing(messages: list[str]) -> None:
    talk = Talk()
    talk.say("J'ai écrit à Orange le 3 septembre, aucune réponse. | tell_case")
    before = facts(talk.told)
    for message in messages:
        talk.say(message)
        assert before.items() <= facts(talk.told).items(), message
    assert talk.asked is not None


@settings(max_examples=150, deadline=None)
@given(told_cases, st.text(max_size=80), st.sampled_from(["nlu_fallback", "tell_case", "affirm"]))
def test_any_text_gets_an_answer(told: Told, text: str, intent: str) -> None:
    try:
        assess(case(told, TODAY, knowledge()), TODAY, knowledge())
    except CaseError:
        return
    heard = hear(text, Intents(intent), told, "written", TODAY)
    turn = take_turn(told, "written", heard, TODAY, knowledge())
    assert turn.sayings
    assert (turn.asked is None) or turn.asked


def test_each_line_of_the_summary_can_be_changed() -> None:
    talk = Talk()
    talk.say("J'ai écrit à Orange le 3 septembre, aucune réponse. | tell_case")
    lines = review(talk.told)
    assert [line.label for line in lines] == [
        "Opérateur",
        "Réclamation au service clients",
        "Réclamation",
        "Réponse du service clients",
    ]
    assert lines[1].value == "le jeudi 3 septembre 2026"
    for line in lines:
        changed = Talk(told=talk.told, asked=talk.asked)
        payload = json.loads(line.payload.removeprefix("/tell_case"))
        turn = changed.say(payload)
        assert turn is not None
        assert turn.asked == payload["change"]
        assert turn.sayings[-1].response == f"utter_ask_{payload['change']}"
    again = Talk(told=talk.told, asked="complaint_date")
    again.say("le 10 septembre | tell_case")
    assert again.told.to_json()["complaint_day"] == ["2026-09-10", "2026-09-10"]


def test_a_reply_to_come_is_no_reply_yet() -> None:
    told = Told(operator="Orange", complained=True, letter_sent=True)
    talk = Talk(told=told, asked="consumer_reply")
    talk.say("ils me répondent demain | tell_case")
    assert talk.told.consumer_reply is Answer.NONE
    assert talk.told.consumer_replied_day is None

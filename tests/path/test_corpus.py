"""The training messages of the classifier, said in the middle of the path."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import yaml

from bot.french.date_range import DateRange
from bot.knowledge import knowledge
from bot.path import Answer, Intents, Told, hear, take_turn
from tests.path.path_helpers import TODAY

EXAMPLES = Path(__file__).parents[2] / "data" / "nlu"
SENT_ON = DateRange(date(2026, 9, 3), date(2026, 9, 3))
COMPLAINED = Told(operator="Orange", complained=True, written=True, complaint_day=SENT_ON)
SILENT = Told(**{**COMPLAINED.__dict__, "customer_reply": Answer.NONE})
PENDING = {
    "complained": Told(operator="Orange"),
    "complaint_date": Told(operator="Orange", complained=True, written=True),
    "customer_reply": COMPLAINED,
    "letter_sent": SILENT,
    "court": Told(**{**SILENT.__dict__, "letter_sent": False}),
}
QUESTIONS_ASKED = (
    "ask_cost",
    "ask_documents",
    "ask_opening_day",
    "ask_opening_hours",
    "ask_postal_address",
    "ask_service_contacts",
    "explain_question",
    "off_consumer",
    "off_topic",
    "start_over",
    "thank",
)


def examples(intent: str) -> Iterator[str]:
    content = yaml.safe_load((EXAMPLES / f"{intent}.yml").read_text(encoding="utf-8"))
    for block in content["nlu"]:
        yield from (line.strip(" -") for line in block["examples"].splitlines())


def heard(message: str, intent: str, asked: str) -> object:
    """What the pending question's field holds after the message; None when left to the rules."""
    told = PENDING[asked]
    found = hear(message, Intents(intent), told, asked, TODAY)
    if not found.for_path:
        return None
    return getattr(take_turn(told, asked, found, TODAY, knowledge()).told, asked)


@pytest.mark.parametrize("asked", ["complained", "letter_sent", "court"])
def test_a_yes_is_never_a_no(asked: str) -> None:
    called = "tél", "tel"  # « oui au téléphone », « tel »: consumer service is written to
    found = [m for m in examples("affirm") if heard(m, "affirm", asked) is False]
    assert [
        m for m in found if not (asked == "letter_sent" and any(word in m for word in called))
    ] == []


@pytest.mark.parametrize("asked", ["complained", "letter_sent", "court"])
def test_a_no_is_never_a_yes(asked: str) -> None:
    assert not [m for m in examples("deny") if heard(m, "deny", asked) is True]


@pytest.mark.parametrize("intent", ["report_no_reply", "report_unsatisfactory_reply"])
def test_a_complaint_about_the_reply_never_says_that_it_suits(intent: str) -> None:
    found = {heard(m, intent, "customer_reply") for m in examples(intent)}
    assert Answer.SATISFACTORY not in found


@pytest.mark.parametrize("intent", QUESTIONS_ASKED)
def test_a_question_is_left_to_the_rules(intent: str) -> None:
    for asked, told in PENDING.items():
        messages = list(examples(intent))[::3]
        taken = [m for m in messages if hear(m, Intents(intent), told, asked, TODAY).for_path]
        assert len(taken) <= len(messages) // 50, taken

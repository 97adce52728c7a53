"""What an app never sends, signed by it all the same: told unreadable or left, never a fault."""

import json
from collections.abc import Iterable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.channel import Channel
from bot.channels.message import UNREADABLE, Delivery
from tests.channels import messenger_person, sms_person, telegram_person, whatsapp_person

NOWHERE = "http://localhost"
WORDS = "j'ai un litige avec Orange"
_SMS = sms_person.Person()
READ_AS_JSON: dict[str, tuple[Channel, Any]] = {
    "telegram": (
        telegram_person.channel(NOWHERE),
        telegram_person.Person().writes(WORDS),
    ),
    "whatsapp": (
        whatsapp_person.channel(NOWHERE),
        whatsapp_person.Person().writes(WORDS),
    ),
    "messenger": (
        messenger_person.channel(NOWHERE),
        messenger_person.Person().writes(WORDS),
    ),
    "octopush": (sms_person.octopush(NOWHERE), json.loads(_SMS.by_octopush(WORDS))),
}
ODD = st.none() | st.booleans() | st.integers() | st.floats() | st.text()
ODD |= st.lists(ODD, max_size=2) | st.dictionaries(st.text(max_size=3), ODD, max_size=2)


def places(value: Any, above: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The way to each value of a delivery, itself first."""
    inside: Iterable[tuple[Any, Any]] = ()
    if isinstance(value, (dict, list)):
        inside = value.items() if isinstance(value, dict) else enumerate(value)
    return [above, *(way for key, each in inside for way in places(each, (*above, key)))]


def put(value: Any, way: tuple[Any, ...], odd: Any) -> Any:
    """The same delivery with an odd value at one place."""
    if not way:
        return odd
    copy = dict(value) if isinstance(value, dict) else list(value)
    copy[way[0]] = put(value[way[0]], way[1:], odd)
    return copy


def read(app: Channel, content: bytes) -> str:
    """The words of a delivery, or that it cannot be read."""
    try:
        return " ".join(each.text for each in app.read(Delivery(content)))
    except UNREADABLE:
        return "unreadable"


@pytest.mark.parametrize("name", READ_AS_JSON)
@given(data=st.data())
def test_an_odd_value_anywhere_is_no_fault(name: str, data: st.DataObject) -> None:
    app, delivery = READ_AS_JSON[name]
    assert WORDS in read(app, json.dumps(delivery).encode())
    way = data.draw(st.sampled_from(places(delivery)))
    odd = put(delivery, way, data.draw(ODD))
    assert isinstance(read(app, json.dumps(odd).encode()), str)


@pytest.mark.parametrize("name", READ_AS_JSON)
def test_half_a_delivery_is_unreadable(name: str) -> None:
    app, delivery = READ_AS_JSON[name]
    whole = json.dumps(delivery).encode()
    for half in (b"", whole[:-1], whole[: len(whole) // 2], b'"\xff\xfe"', b"[" * 100_000):
        assert read(app, half) == "unreadable"


@given(name=st.sampled_from(sorted(_SMS.writes(WORDS))), odd=st.text())
def test_an_odd_field_of_twilio_is_no_fault(name: str, odd: str) -> None:
    fields = {**_SMS.writes(WORDS), name: odd}
    assert isinstance(read(sms_person.channel(NOWHERE), sms_person.body(fields)), str)
    beside = {**_SMS.writes(WORDS), "Unknown": odd}
    assert WORDS in read(sms_person.channel(NOWHERE), sms_person.body(beside))


@given(st.binary())
def test_any_bytes_to_twilio_are_no_fault(content: bytes) -> None:
    assert WORDS not in read(sms_person.channel(NOWHERE), content)

"""Messenger: every event of a delivery, what people send, and what they are shown."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from bot.channels.message import Delivery
from bot.channels.meta import SIGNATURE_HEADER
from tests.channels.doubles import Double
from tests.channels.messenger_person import (
    PAGE,
    SENDS,
    Person,
    body,
    channel,
    delivery,
    shown,
)
from tests.channels.talking import deliver, desk_of, number
from tests.channels.whatsapp_person import signature

FIRST = "J'ai écrit à Orange le 3 septembre, aucune réponse."


@pytest.fixture
def person() -> Person:
    return Person()


@pytest.fixture
def ask(assistant: Any, messenger: Double) -> Callable[..., Any]:
    """What is shown after some deliveries."""

    def asked(*deliveries: dict[str, Any]) -> Any:
        messenger.forget()

        async def run() -> None:
            desk = desk_of(channel(messenger.url), assistant)
            for each in deliveries:
                await deliver(desk, body(each))
            await desk.close(5)

        asyncio.run(run())
        return shown(messenger.sent(*SENDS))

    return asked


@pytest.mark.parametrize(
    ("kind", "payload", "helps"),
    [
        ("audio", {"url": "https://x/secret.mp4"}, "vocaux"),
        ("image", {"url": "https://x/secret.jpg"}, "photos"),
        ("image", {"url": "https://x/secret.png", "sticker_id": 369239263222822}, "que les mots"),
        ("sticker", {"url": "https://x/secret.png"}, "que les mots"),
        ("file", {"url": "https://x/secret.pdf"}, "fichiers"),
        ("location", {"coordinates": {"lat": 1, "long": 1}}, "où vous êtes"),
        ("a_kind_of_the_future", {}, "pas pu lire"),
    ],
)
def test_what_is_no_text_gets_a_written_answer_that_helps(
    ask: Any, assistant: Any, person: Person, kind: str, payload: Any, helps: str
) -> None:
    said = ask(person.sends(kind, **payload))
    assert len(said.texts) == 1
    assert helps in said.text
    from tests.stored import everything_stored

    assert "secret" not in everything_stored(str(assistant.tracker_store.database.engine.url))


@pytest.mark.parametrize(
    "content",
    [
        {"delivery": {"mids": ["m_1"], "watermark": 1}},
        {"read": {"watermark": 1}},
        {"reaction": {"action": "react", "emoji": "👍", "mid": "m_1"}},
        {"message": {"mid": "m_2", "is_deleted": True}},
        {"message": {"mid": "m_3", "is_echo": True, "text": "bonjour"}},
        {"message": {"mid": "m_4", "is_echo": True, "attachments": [{"type": "file"}]}},
        {"something_of_the_future": {}},
    ],
)
def test_what_asks_for_nothing_is_left_in_silence(
    ask: Any, person: Person, content: dict[str, Any]
) -> None:
    assert ask(delivery(person.event(**content))).texts == []


def test_every_event_of_a_delivery_is_answered_whatever_stands_beside(
    ask: Any, messenger: Double
) -> None:
    one, two, three = Person(), Person(), Person()
    odd = [{"message": {"text": "x"}}, {"sender": 1, "message": 2}, None]
    both = {
        "object": "page",
        "entry": [
            {"id": PAGE, "standby": [one.event(message={"mid": "m_9", "text": "bonjour"})]},
            *delivery(*one.writes("merci")["entry"][0]["messaging"], *odd)["entry"],
            {
                "id": PAGE,
                "messaging": [
                    each.writes("merci")["entry"][0]["messaging"][0] for each in (two, three)
                ],
            },
        ],
    }
    ask(both, both)
    said = [each.fields["recipient"]["id"] for each in messenger.sent("messages")]
    assert sorted(said) == sorted(each.identifier for each in (one, two, three))


def test_the_button_that_begins_greets_and_other_buttons_are_read(ask: Any, person: Person) -> None:
    begins = delivery(person.event(postback={"title": "Démarrer", "payload": "begin"}))
    said = ask(begins)
    assert "robot" in said.text
    assert "J'ai un litige" in said.buttons
    tap = delivery(person.event(postback={"mid": f"m_{number()}", "payload": "/start_case"}))
    assert "Quel est votre opérateur" in ask(tap).text


def test_an_edit_is_no_new_message(ask: Any, person: Person) -> None:
    ask(person.writes(FIRST))
    edit = {"mid": f"m_{number()}", "text": "J'ai écrit à Free", "num_edit": 1}
    said = ask(delivery(person.event(message_edit=edit)))
    assert "nouveau message" in said.text
    assert "Free" not in ask(person.writes("récapitulatif")).text


def test_quick_replies_come_last_and_each_message_is_an_answer(
    ask: Any, messenger: Double, person: Person
) -> None:
    said = ask(person.writes(FIRST), person.writes("non"), person.writes("non"))
    assert said.files
    assert said.buttons
    sent = [each.fields for each in messenger.sent("messages")]
    assert {each["messaging_type"] for each in sent} == {"RESPONSE"}
    for each in sent:
        replies = each.get("message", {}).get("quick_replies", []) if "filedata" not in each else []
        assert len(replies) <= 13
        assert all(0 < len(reply["title"]) <= 20 for reply in replies)
        assert all(len(reply["payload"]) <= 1000 for reply in replies)


def test_only_the_present_signature_is_taken(person: Person) -> None:
    content = body(person.writes("bonjour"))
    app = channel("http://localhost")
    assert app.proves(Delivery(content, {SIGNATURE_HEADER: signature(content)}))
    assert not app.proves(Delivery(content, {"x-hub-signature": signature(content)}))
    assert not app.proves(Delivery(content + b" ", {SIGNATURE_HEADER: signature(content)}))

"""Messenger: every event of a delivery, what people send, and what they are shown."""

import asyncio
import json
from collections.abc import Callable
from typing import Any

import pytest

from bot.channels.message import Choice, Delivery, MessageKind, Outgoing
from bot.channels.meta import SIGNATURE_HEADER
from tests.channels.doubles import Asked, Double
from tests.channels.messenger_person import (
    PAGE,
    SENDS,
    Person,
    body,
    channel,
    delivery,
    shown,
)
from tests.channels.peers import ask_node, ask_python
from tests.channels.talking import deliver, desk_of, number, send_all
from tests.channels.whatsapp_person import SECRET, signature

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


# --- by other libraries than the one that runs ---
def test_messenger_sdk_reads_the_deliveries_that_are_answered(person: Person) -> None:
    mid = f"m_{number()}"
    both = delivery(
        person.event(message={"mid": mid, "is_echo": True, "text": "bonjour"}),
        *person.writes(FIRST)["entry"][0]["messaging"],
        person.event(reaction={"action": "react", "emoji": "👍", "mid": mid}),
        person.event(message_edit={"mid": mid, "text": "J'ai écrit à Free", "num_edit": 1}),
    )
    sent = [
        both,
        person.taps("/start_case"),
        delivery(person.event(postback={"mid": mid, "title": "…", "payload": "/start_case"})),
        delivery(person.event(read={"watermark": 1})),
        person.sends("audio", url="https://x/secret.mp4"),
    ]
    contents = [body(each) for each in sent]
    signed = [[content.decode(), signature(content), SECRET] for content in contents]
    forged = [contents[0].decode(), signature(contents[1]), SECRET]
    *read, refused = ask_node("messenger_events.mjs", [*signed, forged])
    assert refused == "refused"
    theirs = [event for events in read for event in events]
    assert [each["type"] for each in theirs] == [
        *("message_echo", "message", "reaction", "message_edit"),
        *("message", "postback", "read", "message"),
    ]
    answered = [e for e in theirs if e["type"] in ("message", "postback", "message_edit")]
    app = channel("http://localhost")
    ours = [each for content in contents for each in app.read(Delivery(content))]
    assert [each.person for each in ours] == [each["person"] for each in answered]
    assert [round(each.sent_at * 1000) for each in ours] == [each["at"] for each in answered]
    kinds = ("TEXT", "EDIT", "TAP", "TAP", "VOICE")
    assert [each.kind for each in ours] == [MessageKind[name] for name in kinds]
    words = [each["said"] for each in answered if each["type"] != "message_edit"]
    told = [each.text or None for each in ours if each.kind is not MessageKind.EDIT]
    assert told == words == [FIRST, "/start_case", "/start_case", None]


def test_meta_would_take_every_message_that_is_sent(
    ask: Any, messenger: Double, person: Person
) -> None:
    said: list[dict[str, Any]] = []
    for text in ("Démarrer", "chrysanthème saxophone", FIRST, "non", "non", "récapitulatif"):
        ask(person.writes(text))
        said += [_request(each) for each in messenger.sent("messages")]
    for kind in ("audio", "sticker", "file"):
        ask(person.sends(kind))
        said += [_request(each) for each in messenger.sent("messages")]
    messages = [each["message"] for each in said]
    assert any("attachment" in each for each in messages)
    assert any("quick_replies" in each for each in messages)
    assert ask_python("messenger_referee.py", said) == [""] * len(said)


def test_the_referee_refuses_what_breaks_the_limits(messenger: Double) -> None:
    messenger.forget()
    app = channel(messenger.url)
    long = [
        Outgoing("a" * 2001),
        Outgoing("a", (Choice("b" * 21, "/a"),)),
        Outgoing("a", (Choice("b", "/" + "a" * 1000),)),
        Outgoing("a", tuple(Choice(str(n), f"/{n}") for n in range(14))),
    ]
    send_all(app, ((str(number()), each) for each in long))
    sent = [_request(each) for each in messenger.sent("messages")]
    misnamed = {**sent[0], "message": {"text": "a", "quick_reply": []}}
    told = ask_python("messenger_referee.py", [*sent, misnamed])
    assert len(told) == len(long) + 1
    assert all(told), told


def _request(asked: Asked) -> dict[str, Any]:
    """The request of a call; of a file, its form holds the same in JSON."""
    fields = asked.fields
    if "filedata" not in fields:
        return fields
    assert fields["filedata"]["type"] == "application/pdf"
    parts = {name: json.loads(fields[name]) for name in ("recipient", "message")}
    return {**parts, "messaging_type": fields["messaging_type"]}

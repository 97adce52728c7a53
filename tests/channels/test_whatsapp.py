"""WhatsApp: what people send, what they are shown, and what Meta says of both."""

import asyncio
import json
import time
from collections.abc import Callable
from typing import Any

import pytest

from bot.channels.message import Choice, Delivery, MessageKind, Outgoing
from bot.channels.meta import SIGNATURE_HEADER
from bot.channels.secrets import webhook_token
from tests.channels.doubles import Double, Reaction
from tests.channels.peers import ask_node, ask_python
from tests.channels.talking import deliver, desk_of, number, send_all
from tests.channels.whatsapp_person import (
    PHONE_ID,
    SECRET,
    SENDS,
    Person,
    batch,
    body,
    channel,
    delivery,
    shown,
    signature,
)

FIRST = "J'ai écrit à Orange le 3 septembre, aucune réponse."


@pytest.fixture
def person() -> Person:
    return Person()


@pytest.fixture
def talk(assistant: Any, whatsapp: Double) -> Callable[..., Any]:
    """Takes deliveries one after the other, and returns what the channel counted."""
    whatsapp.forget()

    def told(*deliveries: dict[str, Any]) -> Any:
        app = channel(whatsapp.url)

        async def run() -> None:
            desk = desk_of(app, assistant)
            for each in deliveries:
                await deliver(desk, body(each))
            await desk.close(5)

        asyncio.run(run())
        return app.counts

    return told


@pytest.fixture
def ask(talk: Any, whatsapp: Double) -> Callable[..., Any]:
    """What is shown after some deliveries."""

    def asked(*deliveries: dict[str, Any]) -> Any:
        whatsapp.forget()
        talk(*deliveries)
        return shown(whatsapp.sent(*SENDS))

    return asked


def kinds(*messages: Any) -> list[MessageKind]:
    read = channel("http://localhost").read(Delivery(body(*messages)))
    return [each.kind for each in read]


@pytest.mark.parametrize(
    ("kind", "content", "helps"),
    [
        ("audio", {"id": "1", "mime_type": "audio/ogg", "voice": True}, "vocaux"),
        ("image", {"id": "1", "mime_type": "image/jpeg"}, "photos"),
        ("video", {"id": "1", "mime_type": "video/mp4"}, "photos"),
        ("document", {"id": "1", "filename": "facture.pdf"}, "fichiers"),
        ("location", {"latitude": 49.1, "longitude": -0.1}, "où vous êtes"),
        ("contacts", [{"name": {"formatted_name": "Paul"}}], "coordonnées"),
        ("sticker", {"id": "1", "animated": False}, "Je ne comprends que les mots"),
        (
            "edit",
            {"original_message_id": "wamid.1", "message": {"type": "text"}},
            "nouveau message",
        ),
        ("unsupported", {}, "pas pu lire"),
        ("order", {"catalog_id": "1"}, "pas pu lire"),
        ("a_kind_of_the_future", {"a": 1}, "pas pu lire"),
    ],
)
def test_what_is_no_text_gets_a_written_answer_that_helps(
    ask: Any, person: Person, kind: str, content: Any, helps: str
) -> None:
    said = ask(person.sends(kind, content))
    assert len(said.texts) == 1
    assert helps in said.text
    assert "incident" not in said.text


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("reaction", {"message_id": "wamid.1", "emoji": "👍"}),
        ("revoke", {"original_message_id": "wamid.1"}),
        ("system", {"type": "user_changed_number", "body": "Jeanne changed"}),
    ],
)
def test_what_asks_for_nothing_is_left_in_silence(
    ask: Any, person: Person, kind: str, content: Any
) -> None:
    assert ask(person.sends(kind, content)).texts == []
    without = delivery(**batch([person.message(kind, content)], []))
    assert ask(without).texts == []


def test_a_group_is_never_answered(ask: Any, person: Person) -> None:
    assert ask(person.writes(f"@mairie {FIRST}", group_id="Y2Fw")).texts == []
    assert "Orange" not in ask(person.writes("récapitulatif")).text


def test_the_words_beside_a_photo_are_read(ask: Any, person: Person) -> None:
    said = ask(person.sends("image", {"id": "1", "caption": "la mairie est ouverte samedi ?"}))
    assert "photos" in said.text
    assert "Samedi 28 novembre" in said.text


@pytest.mark.parametrize("with_number", [True, False])
def test_who_has_a_username_is_answered_without_a_number(
    ask: Any, whatsapp: Double, with_number: bool
) -> None:
    person = Person(with_number)
    ask(person.writes(FIRST))
    assert "tribunal" in ask(person.taps('/tell_case{"letter_sent": "no"}')).text
    (sent,) = whatsapp.sent("messages")
    to = {name: sent.fields[name] for name in ("to", "recipient") if name in sent.fields}
    assert to == ({"to": person.phone} if with_number else {"recipient": person.identifier})
    assert sent.headers["Authorization"] == "Bearer token"
    assert sent.path == f"/{PHONE_ID}/messages"


def test_who_takes_a_username_goes_on_with_the_same_case(ask: Any, person: Person) -> None:
    ask(person.writes(FIRST))
    person.phone = None
    assert "Orange" in ask(person.writes("récapitulatif")).text


def test_a_choice_is_answered_by_a_row_and_by_its_number(ask: Any, person: Person) -> None:
    ask(person.writes(FIRST))
    said = ask(person.writes("récapitulatif"))
    assert "2. Réclamation au service clients" in said.text
    assert "Changer 2" in said.buttons
    assert "Quel jour avez-vous réclamé" in ask(person.writes("2")).text


def test_an_old_button_says_so_and_asks_again(ask: Any, person: Person) -> None:
    ask(person.writes(FIRST), person.taps('/tell_case{"letter_sent": "no"}'))
    said = ask(person.taps('/tell_case{"letter_sent": "yes"}'))
    assert "question passée" in said.text
    assert "Un tribunal" in said.text


def test_the_files_are_given_and_the_calendar_is_a_short_link(
    ask: Any, whatsapp: Double, person: Person
) -> None:
    said = ask(person.writes(FIRST), person.writes("non"), person.writes("non"))
    assert "/d/" in said.text
    uploads = [each.fields for each in whatsapp.sent("media")]
    assert [each["type"] for each in uploads] == ["application/pdf"] * len(said.files)
    assert all(each["file"]["content"].startswith(b"%PDF-") for each in uploads)
    assert "mes-dates.ics" not in said.files


def test_a_thousand_events_of_one_delivery_are_each_answered_once(
    assistant: Any, whatsapp: Double, person: Person
) -> None:
    whatsapp.forget()
    people = [Person() for _ in range(30)]
    thousand = [person.message("reaction", {"emoji": "👍"}) for _ in range(970)]
    messages = [each.message("text", {"body": "merci"}) for each in people] + thousand
    contacts = [each.contact() for each in (*people, person)]
    odd = [{"type": "text"}, {"type": 4}, None, "x"]
    content = body(delivery(**batch([*messages, *odd], contacts)))
    app = channel(whatsapp.url)

    async def run() -> None:
        desk = desk_of(app, assistant)
        await asyncio.gather(*(deliver(desk, content) for _ in range(3)))
        await desk.close(5)

    asyncio.run(run())
    said = [each.fields for each in whatsapp.sent("messages")]
    assert sorted(each["to"] for each in said) == sorted(str(each.phone) for each in people)
    assert app.counts["unreadable"] == 3 * len(odd)


def test_a_message_is_never_taken_for_somebody_elses(person: Person) -> None:
    other = Person()
    content = batch([person.message("text", {"body": "a"})], [other.contact(), person.contact()])
    (read,) = channel("http://localhost").read(Delivery(body(delivery(**content))))
    assert read.person == person.identifier
    assert read.address == json.dumps({"to": person.phone})


def test_another_number_of_the_same_application_is_left_alone(ask: Any, person: Person) -> None:
    content = batch([person.message("text", {"body": "bonjour"})], [person.contact()])
    assert ask(delivery(phone_id="999", **content)).texts == []


def test_a_message_that_did_not_arrive_is_counted(
    talk: Any, whatsapp: Double, person: Person, caplog: pytest.LogCaptureFixture
) -> None:
    status = {"id": "wamid.1", "status": "failed", "recipient_id": person.phone}
    status["errors"] = [{"code": 131047, "title": f"Re-engagement of {person.phone}"}]
    fine = {"id": "wamid.2", "status": "delivered", "recipient_id": person.phone}
    counts = talk(delivery(statuses=[status, fine]))
    assert counts["undelivered"] == 1
    assert "131047" in caplog.text
    assert str(person.phone) not in caplog.text
    assert whatsapp.sent() == []


def test_a_message_that_meta_delivers_days_later_is_not_answered(
    talk: Any, whatsapp: Double, person: Person
) -> None:
    old = person.writes("bonjour", timestamp=str(int(time.time()) - 3 * 24 * 3600))
    assert talk(old)["late"] == 1
    assert whatsapp.sent() == []


def test_a_refusal_is_counted_by_its_code(
    talk: Any, whatsapp: Double, person: Person, caplog: pytest.LogCaptureFixture
) -> None:
    whatsapp.reactions.append(Reaction(400, {"error": {"code": 131047, "message": "to Jeanne"}}))
    assert talk(person.writes("c'est gratuit ?"))["failed"] == 1
    assert "131047" in caplog.text
    assert "Jeanne" not in caplog.text


# --- proofs ---
def test_only_what_the_application_signed_is_taken(person: Person) -> None:
    content = body(person.writes("bonjour"))
    app = channel("http://localhost")
    assert app.proves(Delivery(content, {SIGNATURE_HEADER: signature(content)}))
    for wrong in (
        signature(content, "another secret"),
        signature(content + b" "),
        signature(content).removeprefix("sha256="),
        signature(content).replace("sha256", "sha1"),
        "sha256=",
        "é",
    ):
        assert not app.proves(Delivery(content, {SIGNATURE_HEADER: wrong}))
    assert not app.proves(Delivery(content, {"x-hub-signature": signature(content)}))


def test_the_address_is_ours_only_for_who_has_the_token(secret_key: str) -> None:
    app = channel("http://localhost")
    asked = {"hub.mode": "subscribe", "hub.challenge": "1158201444"}
    good = webhook_token("whatsapp")
    assert app.greeting({**asked, "hub.verify_token": good}) == "1158201444"
    assert app.greeting({**asked, "hub.verify_token": good[:-1]}) is None
    assert app.greeting(asked) is None
    assert good in asyncio.run(app.connect("https://v.fr/webhooks/whatsapp"))


# --- by other libraries than the one that runs ---
def test_pywa_reads_the_deliveries_that_are_answered(person: Person) -> None:
    nameless = Person(with_number=False)
    sent = [
        person.writes(FIRST),
        nameless.writes("bonjour"),
        person.taps("/start_case"),
        person.sends(
            "image", {"id": "1", "mime_type": "image/jpeg", "sha256": "x", "caption": "a"}
        ),
    ]
    contents = [body(each) for each in sent]
    signed = [[content.decode(), signature(content), SECRET] for content in contents]
    forged = [contents[0].decode(), signature(contents[1]), SECRET]
    *read, refused = ask_python("whatsapp_peer.py", [*signed, forged])
    assert refused == {"refused": True}
    assert [each["said"] for each in read] == [FIRST, "bonjour", "/start_case", "a"]
    assert [each["number"] for each in read] == [person.phone, None, person.phone, person.phone]
    ours = [each for content in contents for each in channel("x").read(Delivery(content))]
    assert [each.text for each in ours] == [each["said"] for each in read]
    assert [each.person for each in ours] == [each["identifier"] for each in read]


def test_meta_would_take_every_message_that_is_sent(
    ask: Any, whatsapp: Double, person: Person
) -> None:
    said: list[dict[str, Any]] = []
    for text in (
        "Démarrer",
        "chrysanthème saxophone",
        FIRST,
        "non",
        "non",
        "récapitulatif",
        "comment résilier",
        "mon engagement se finit quand ?",
        "effacer",
    ):
        ask(person.writes(text))
        said += [each.fields for each in whatsapp.sent("messages")]
    assert {each["type"] for each in said} == {"text", "interactive", "document"}
    assert {each["interactive"]["type"] for each in said if "interactive" in each} == {
        "button",
        "list",
    }
    assert ask_node("whatsapp_referee.mjs", said) == [""] * len(said)


def test_the_referee_refuses_what_breaks_the_limits(whatsapp: Double) -> None:
    whatsapp.forget()
    app = channel(whatsapp.url)
    long = [
        Outgoing("a" * 4097),
        Outgoing("a" * 1025, (Choice("Oui", "/a"),)),
        Outgoing("a", (Choice("b" * 21, "/a"),)),
        Outgoing("a", tuple(Choice(str(n), f"/{n}") for n in range(11))),
        Outgoing("a", (Choice("Oui", "/a"), Choice("Oui", "/b"))),
    ]
    send_all(app, ((json.dumps({"to": str(number())}), each) for each in long))
    told = ask_node("whatsapp_referee.mjs", [each.fields for each in whatsapp.sent("messages")])
    assert all(told), told

"""Telegram: what people send, what they are shown, and when Telegram itself goes wrong."""

import asyncio
import json
import time
from collections.abc import Callable, Coroutine
from typing import Any

import pytest

from bot.channels.message import Delivery
from bot.channels.secrets import conversation_key, webhook_token
from bot.channels.telegram import SECRET_HEADER, Telegram
from tests.channels.doubles import Double, Reaction
from tests.channels.peers import ask_python
from tests.channels.talking import deliver, desk_of, number
from tests.channels.telegram_person import SENDS, Person, body, shown

PHONE = "02 31 27 90 60"
FIRST = "J'ai écrit à Orange le 3 septembre, aucune réponse."
Talk = Callable[[Any], Coroutine[Any, Any, None]]


@pytest.fixture
def person() -> Person:
    return Person()


@pytest.fixture
def talk(assistant: Any, telegram: Double) -> Callable[..., Any]:
    """Runs a story with a desk that listens to Telegram, and returns what the channel counted."""
    telegram.forget()

    def told(story: Talk, **more: Any) -> Any:
        channel = Telegram("4242:secret", telegram.url)

        async def run() -> None:
            desk = desk_of(channel, assistant, **more)
            await story(desk)
            await desk.close(5)

        asyncio.run(run())
        return channel.counts

    return told


@pytest.fixture
def ask(talk: Any, telegram: Double) -> Callable[[dict[str, Any]], Any]:
    """What is shown after one update."""

    def asked(update: dict[str, Any]) -> Any:
        telegram.forget()
        talk(lambda desk: deliver(desk, body(update)))
        return shown(telegram.sent(*SENDS))

    return asked


@pytest.mark.parametrize(
    ("sent", "helps"),
    [
        ({"voice": {"file_id": "1", "file_unique_id": "1", "duration": 3}}, "vocaux"),
        ({"photo": [{"file_id": "1", "file_unique_id": "1", "width": 1, "height": 1}]}, "photos"),
        ({"document": {"file_id": "1", "file_unique_id": "1"}}, "fichiers"),
        ({"location": {"latitude": 49.1, "longitude": -0.1}}, "où vous êtes"),
        ({"contact": {"phone_number": "0612345678", "first_name": "Paul"}}, "coordonnées"),
        (
            {
                "sticker": {
                    "file_id": "1",
                    "file_unique_id": "1",
                    "type": "regular",
                    "width": 1,
                    "height": 1,
                    "is_animated": False,
                    "is_video": False,
                }
            },
            "Je ne comprends que les mots",
        ),
    ],
)
def test_what_is_no_text_gets_a_written_answer_that_helps(
    ask: Any, person: Person, sent: dict[str, Any], helps: str
) -> None:
    said = ask(person.sends(**sent))
    assert len(said.texts) == 1
    assert helps in said.text
    assert "Écrivez" in said.text or "écrivez" in said.text
    assert "incident" not in said.text


def test_the_words_beside_a_photo_are_read(ask: Any, person: Person) -> None:
    photo = [{"file_id": "1", "file_unique_id": "1", "width": 1, "height": 1}]
    said = ask(person.sends(photo=photo, caption="quels sont les horaires de la mairie ?"))
    assert "photos" in said.text
    assert "lundi : de 9 h à midi" in said.text


def test_a_changed_message_is_not_taken_for_a_new_one(ask: Any, person: Person) -> None:
    ask(person.writes(FIRST))
    said = ask(person.edits("J'ai écrit à Free le 4 septembre, aucune réponse."))
    assert "nouveau message" in said.text
    assert "Free" not in said.text
    assert "Free" not in ask(person.writes("récapitulatif")).text


@pytest.mark.parametrize(
    "update",
    [
        {"message_reaction": {"chat": {"id": 1, "type": "private"}, "message_id": 1}},
        {"channel_post": {"message_id": 1, "date": 1, "chat": {"id": 1, "type": "channel"}}},
        {"my_chat_member": {}},
        {"something_of_the_future": {"a": 1}},
        {"message": {"message_id": 1, "date": 1, "chat": {"id": 1, "type": "private"}}},
    ],
)
def test_what_asks_for_nothing_is_left_in_silence(ask: Any, update: dict[str, Any]) -> None:
    assert ask({"update_id": number(), **update}).texts == []


def test_a_group_is_answered_only_when_it_names_the_bot_and_without_any_case(
    talk: Any, telegram: Double, person: Person
) -> None:
    group = {"id": -100123, "type": "supergroup", "title": "Voisins"}
    bot = {"id": 4242, "is_bot": True, "first_name": "Mairie"}
    asked = {"message_id": 1, "date": 1, "chat": group, "from": bot, "text": "bonjour"}

    async def story(desk: Any) -> None:
        await desk.channels["telegram"].start()
        for text in (FIRST, "le /bottin de @mairie_bottin", "effacer"):
            await deliver(desk, body(person.sends(text=text, chat=group)))
        assert telegram.sent(*SENDS) == []
        await deliver(desk, body(person.sends(text=f"@mairie_bot {FIRST}", chat=group)))
        await deliver(desk, body(person.sends(text="Oui", chat=group, reply_to_message=asked)))
        said = [each.fields for each in telegram.sent(*SENDS)]
        assert [each["chat_id"] for each in said] == [-100123, -100123]
        assert all("en privé" in each["text"] for each in said)
        assert "Orange" not in repr(said)
        telegram.forget()
        await deliver(desk, body(person.writes("récapitulatif")))
        assert "Orange" not in shown(telegram.sent(*SENDS)).text

    talk(story)


def test_a_forwarded_message_is_read_as_one_of_theirs(ask: Any, person: Person) -> None:
    origin = {"type": "hidden_user", "date": int(time.time()), "sender_user_name": "Paul"}
    said = ask(person.writes("c'est gratuit le médiateur ?", forward_origin=origin))
    assert "gratuite" in said.text
    assert "Paul" not in said.text


def test_an_old_button_says_so_and_asks_again(ask: Any, person: Person) -> None:
    ask(person.writes(FIRST))
    old = '/tell_case{"letter_sent": "no"}'
    assert "tribunal" in ask(person.taps(old)).text
    said = ask(person.taps('/tell_case{"letter_sent": "yes"}'))
    assert "question passée" in said.text
    assert "Un tribunal ou un autre médiateur" in said.text
    assert '/tell_case{"court": "no"}' in said.buttons.values()
    assert "service consommateurs : non" in ask(person.writes("récapitulatif")).text.lower()


def test_every_tap_is_acknowledged_even_without_its_message(
    ask: Any, telegram: Double, person: Person
) -> None:
    ask(person.writes(FIRST))
    tap = person.taps('/tell_case{"letter_sent": "no"}')
    del tap["callback_query"]["message"]
    tap["callback_query"]["inline_message_id"] = "1"
    assert "tribunal" in ask(tap).text
    (seen,) = telegram.sent("answerCallbackQuery")
    assert seen.fields == {"callback_query_id": tap["callback_query"]["id"]}


def test_a_payload_that_is_typed_is_no_button(ask: Any, person: Person) -> None:
    ask(person.writes(FIRST))
    ask(person.writes("/erase_my_data"))
    assert "Orange" in ask(person.writes("récapitulatif")).text


@pytest.mark.parametrize("first", ["/start", "/start depuis-le-site", "Démarrer", "Commencer"])
def test_whoever_begins_is_greeted(ask: Any, person: Person, first: str) -> None:
    said = ask(person.writes(first))
    assert "robot" in said.text
    assert "Que puis-je faire pour vous ?" in said.text
    assert "J'ai un litige" in said.buttons


@pytest.mark.parametrize("word", ["effacer", "/effacer", "/effacer@mairie_bot", "Tout effacer"])
def test_effacer_erases_what_was_said_and_its_links(
    ask: Any, assistant: Any, person: Person, word: str
) -> None:
    for message in (FIRST, "non", "non"):
        said = ask(person.writes(message))
    code = said.text.partition("/d/")[2].split()[0]
    mine = conversation_key("telegram", str(person.number))
    (path,) = _paths(assistant, code)
    assert path.startswith("/documents/")
    assert "effacée" in ask(person.writes(word)).text
    assert _paths(assistant, code) == []
    from tests.stored import words_stored

    assert words_stored(assistant.tracker_store.database.engine, mine) == ""
    assert "robot" in ask(person.writes("récapitulatif")).text


def _paths(assistant: Any, code: str) -> list[str]:
    from bot.channels.short_links import ShortLinks

    return asyncio.run(ShortLinks(assistant.tracker_store.database).paths(code))


def test_who_comes_back_hours_later_is_told_where_they_were(
    ask: Any, assistant: Any, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask(person.writes(FIRST))
    now = time.time()
    monkeypatch.setattr("time.time", lambda: now + 5 * 3600)
    said = ask(person.writes("non"))
    assert "Reprenons votre dossier" in said.text
    assert "Orange" in said.text
    assert "Un tribunal ou un autre médiateur" in said.text


def test_two_halves_are_read_as_one_message(talk: Any, telegram: Double, person: Person) -> None:
    async def story(desk: Any) -> None:
        await asyncio.gather(
            *(
                desk.take("telegram", desk.channels["telegram"].read(Delivery(body(half))))
                for half in (person.writes("j'ai écrit à Orange"), person.writes("le 3 septembre"))
            )
        )
        await desk.finish(5)

    talk(story, halves=0.2)
    said = shown(telegram.sent(*SENDS))
    assert len(said.texts) == 1
    assert "jeudi 3 septembre 2026" in said.text


def test_the_same_update_again_is_not_answered(talk: Any, telegram: Double, person: Person) -> None:
    update = body(person.writes("c'est gratuit ?"))

    async def story(desk: Any) -> None:
        for _ in range(3):
            await deliver(desk, update)

    talk(story)
    assert len(telegram.sent(*SENDS)) == 1


def test_one_who_writes_without_end_is_told_once_and_costs_nothing_more(
    talk: Any, telegram: Double, person: Person
) -> None:
    from bot.rate_limit import RateLimit

    async def story(desk: Any) -> None:
        for _ in range(6):
            await deliver(desk, body(person.writes("bonjour")))

    talk(story, limit=RateLimit(2), notices=RateLimit(1))
    said = [each.fields["text"] for each in telegram.sent(*SENDS)]
    assert len(said) == 3
    assert "plus vite" in said[2]


def test_a_message_of_more_than_a_thousand_characters_is_refused_in_words(
    ask: Any, person: Person
) -> None:
    assert "trop long" in ask(person.writes("bonjour " * 300)).text


def test_a_message_of_the_day_before_is_not_answered_and_is_counted(
    talk: Any, telegram: Double, person: Person
) -> None:
    old = person.sends(text="bonjour", date=int(time.time()) - 25 * 3600)
    counts = talk(lambda desk: deliver(desk, body(old)))
    assert telegram.sent() == []
    assert counts["late"] == 1


# --- when Telegram goes wrong --------------------------------------------------------------------
def test_asked_to_wait_it_waits_and_sends_once(talk: Any, telegram: Double, person: Person) -> None:
    telegram.reactions.append(
        Reaction(429, {"ok": False, "parameters": {"retry_after": 1}}, {"Retry-After": "1"})
    )
    counts = talk(lambda desk: deliver(desk, body(person.writes("c'est gratuit ?"))))
    first, second = telegram.sent("sendMessage")
    assert second.at - first.at >= 1
    assert first.fields == second.fields
    assert (counts["sent"], counts["failed"], counts["retried"]) == (1, 0, 1)


def test_a_refusal_is_counted_and_not_tried_again(
    talk: Any, telegram: Double, person: Person, caplog: pytest.LogCaptureFixture
) -> None:
    telegram.reactions.append(
        Reaction(403, {"ok": False, "description": f"blocked by Jeanne {person.number}"})
    )
    counts = talk(lambda desk: deliver(desk, body(person.writes("chrysanthème ?"))))
    assert len(telegram.sent("sendMessage")) == 1
    assert counts["failed"] == 1
    assert "telegram" in caplog.text
    for secret in ("Jeanne", str(person.number), "chrysanth", "4242:secret"):
        assert secret not in caplog.text


def test_without_an_answer_in_time_it_is_not_sent_twice_and_the_next_is_answered(
    talk: Any, telegram: Double, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.channels.sending.TIMEOUT_SECONDS", 0.3)
    telegram.reactions.append(Reaction(after=1.0))

    async def story(desk: Any) -> None:
        await deliver(desk, body(person.writes("c'est gratuit ?")))
        await deliver(desk, body(person.writes("quels sont les horaires de la mairie ?")))

    counts = talk(story)
    first, second = telegram.sent("sendMessage")
    assert "gratuite" in first.fields["text"]
    assert "lundi" in second.fields["text"]
    assert (counts["failed"], counts["unsure"]) == (1, 1)


def test_its_own_failures_are_tried_three_times_at_most(
    talk: Any, telegram: Double, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.channels.sending.PAUSES_SECONDS", (0.01, 0.01))
    telegram.reactions.extend(Reaction(502) for _ in range(9))
    counts = talk(lambda desk: deliver(desk, body(person.writes("c'est gratuit ?"))))
    assert len(telegram.sent("sendMessage")) == 3
    assert counts["failed"] == 1


def test_an_answer_that_was_leaving_when_a_process_died_does_not_leave_again(
    assistant: Any, telegram: Double, person: Person
) -> None:
    """Killed after the first of its four messages, the next process sends the three others."""
    telegram.forget()

    class Killed(BaseException):
        pass

    class Dies(Telegram):
        async def send(self, address: str, message: Any) -> None:
            if message.document is not None:
                raise Killed
            await super().send(address, message)

    async def story() -> None:
        desk = desk_of(Dies("4242:secret", telegram.url), assistant)
        for text in (FIRST, "non"):
            await deliver(desk, body(person.writes(text)))
        telegram.forget()
        await deliver(desk, body(person.writes("non")))
        await desk.close(1)
        after = desk_of(Telegram("4242:secret", telegram.url), assistant)
        after._begin(conversation_key("telegram", str(person.number)))
        await after.finish(10)
        await after.close(1)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("asyncio.base_events.BaseEventLoop.call_exception_handler", lambda *_: None)
        asyncio.run(story())
    said = shown(telegram.sent(*SENDS))
    assert len(said.texts) == 1
    # The second message may have left: it does not leave twice.
    assert said.files == ["lettre-service-consommateurs.pdf", "fiche-de-suivi.pdf"]


# --- by other libraries than the one that runs ---------------------------------------------------
def test_the_updates_are_those_of_aiogram_and_what_is_sent_is_right_for_it(
    talk: Any, telegram: Double, person: Person
) -> None:
    updates = [
        person.writes("/start"),
        person.writes(FIRST),
        person.taps('/tell_case{"letter_sent": "no"}'),
        person.taps('/tell_case{"court": "no"}'),
        person.writes("récapitulatif"),
        person.edits("autre chose"),
        person.sends(location={"latitude": 49.1, "longitude": -0.1}),
        person.writes("chrysanthème saxophone"),
        person.writes("effacer"),
    ]
    key = {"text": "Oui", "callback_data": "é" * 33}
    bad = [
        ["sendMessage", {"chat_id": 1, "text": "a" * 4097}],
        ["sendMessage", {"chat_id": 1, "text": "a", "reply_markup": {"inline_keyboard": [[key]]}}],
    ]
    told = ask_python("telegram_peer.py", {"updates": updates, "calls": bad})
    assert told["wrong"] == [["text"], ["callback_data of 66 bytes"]]
    written = told["updates"]
    assert len(written) == len(updates)

    async def story(desk: Any) -> None:
        await desk.channels["telegram"].connect("https://assistant.ville.fr/webhooks/telegram")
        for update in written:
            await deliver(desk, json.dumps(update).encode())

    talk(story)
    calls = [[each.method, _plain(each.fields)] for each in telegram.sent()]
    assert {"setWebhook", "sendMessage", "sendDocument", "answerCallbackQuery"} <= {
        method for method, _ in calls
    }
    told = ask_python("telegram_peer.py", {"updates": [], "calls": calls})
    assert told["wrong"] == [[] for _ in calls]


def test_only_the_secret_given_to_telegram_opens(secret_key: str) -> None:
    channel = Telegram("4242:secret")
    secret = webhook_token("telegram")
    assert channel.proves(Delivery(b"{}", {SECRET_HEADER: secret}))
    for wrong in ("", secret[:-1], secret + "0", "é"):
        assert not channel.proves(Delivery(b"{}", {SECRET_HEADER: wrong}))
    assert not channel.proves(Delivery(b"{}", {}))


def _plain(fields: dict[str, Any]) -> dict[str, Any]:
    if "document" in fields:
        assert fields["document"]["content"].startswith((b"%PDF-", b"BEGIN:VCALENDAR"))
        return {**fields, "document": fields["document"]["name"]}
    return fields

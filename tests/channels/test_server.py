"""The running server: hostile deliveries, slow apps, several processes, and one that is killed."""

import json
import statistics
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from bot.channels.secrets import conversation_key, webhook_token
from tests.channels import whatsapp_person
from tests.channels.conftest import KEY
from tests.channels.doubles import Double
from tests.channels.talking import number
from tests.channels.telegram_person import SENDS, Person, body, shown
from tests.running import Answer, Resident, RunningServer, call, start_server
from tests.stored import everything_stored
from tests.towns import town_file

ACCEPTED = {"accepted_by": "la maire", "accepted_on": "2026-11-20"}
APPS = ("telegram", "whatsapp")
MEGABYTE = 1024 * 1024
ACKNOWLEDGED_SECONDS = 0.25


@pytest.fixture(scope="module")
def settings(
    tmp_path_factory: pytest.TempPathFactory, telegram: Double, whatsapp: Double
) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("served")
    return {
        "LINK_KEY": KEY,
        "STORE_URL": f"sqlite:///{folder / 'conversations.db'}",
        "TOWN": str(town_file(folder, channels=dict.fromkeys(APPS, ACCEPTED))),
        "TELEGRAM_TOKEN": "4242:secret",
        "TELEGRAM_API": telegram.url,
        "WHATSAPP_TOKEN": "token",
        "WHATSAPP_PHONE_ID": whatsapp_person.PHONE_ID,
        "WHATSAPP_APP_SECRET": whatsapp_person.SECRET,
        "GRAPH_API": whatsapp.url,
    }


@pytest.fixture(scope="module")
def served(settings: dict[str, str], secret_key: str) -> Iterator[RunningServer]:
    yield from start_server(**settings)


@pytest.fixture(autouse=True)
def _new_day(telegram: Double, whatsapp: Double) -> None:
    telegram.forget()
    whatsapp.forget()


def post(server: RunningServer, content: bytes, secret: str | None = None) -> Answer:
    headers = {} if secret is None else {"X-Telegram-Bot-Api-Secret-Token": secret}
    return _post(f"{server.url}/webhooks/telegram", content, headers)


def _post(address: str, content: bytes, headers: dict[str, str]) -> Answer:
    from urllib import error, request

    asked = request.Request(address, content, {"Content-Type": "application/json", **headers})
    try:
        with request.urlopen(asked, timeout=30) as answer:
            return Answer(answer.status, answer.headers, answer.read())
    except error.HTTPError as refused:
        return Answer(refused.code, refused.headers, refused.read())


def deliver(server: RunningServer, update: Any) -> float:
    """Deliver as Telegram does; the seconds until it was acknowledged."""
    began = time.perf_counter()
    assert post(server, body(update), webhook_token("telegram")).status == 200
    return time.perf_counter() - began


@pytest.mark.parametrize("secret", [None, "", "wrong", "é"])
@pytest.mark.parametrize("size", [0, 3 * MEGABYTE])
def test_what_is_not_from_telegram_gets_403_and_nothing_else_happens(
    served: RunningServer, telegram: Double, secret: str | None, size: int
) -> None:
    update = Person().writes("bonjour", padding="x" * size)
    secret = secret and secret.encode().decode("latin-1")
    assert post(served, body(update), secret).status == 403
    # Its number was not noted: the true one is answered.
    deliver(served, {**update, "message": {**update["message"], "padding": ""}})
    assert len(telegram.wait_for(1, *SENDS)) == 1


def test_hostile_deliveries_of_telegram_itself_are_never_a_500(
    served: RunningServer, telegram: Double
) -> None:
    me = Person()
    message = me.writes("bonjour")["message"]
    bad: list[bytes] = [
        b"",
        b"{",
        body(me.writes("bonjour"))[:-20],
        b"[]",
        b"null",
        b"1",
        b'"\xff\xfe"',
        b"[" * 100_000,
        json.dumps({"update_id": "1"}).encode(),
        *(
            body({"update_id": number(), **each})
            for each in (
                {},
                {"message": None},
                {"message": []},
                {"message": {**message, "chat": 1}},
                {"message": {**message, "date": "hier"}},
                {"message": {**message, "text": {"a": 1}, "chat": {"id": 1e400}}},
                {"message": {**message, "reply_to_message": "x", "chat": {"id": 1, "type": "x"}}},
                {"callback_query": {"from": {"id": None}}},
                {"callback_query": {"from": {"id": 1}, "message": 4}},
                {"edited_message": {}},
            )
        ),
    ]
    for content in bad:
        assert post(served, content, webhook_token("telegram")).status == 200, content[:80]
    odd = me.writes("bonjour \ud800\x00 \u202e")
    deliver(served, odd)
    assert "robot" in shown(telegram.wait_for(1, *SENDS)).text
    big = post(served, body(me.writes("x" * 5 * MEGABYTE)), webhook_token("telegram"))
    assert big.status == 413
    assert "erreur interne" not in "".join(served.log)
    counts = _health(served)["channels"]["telegram"]
    assert counts["unreadable"] >= 10
    assert counts.get("failed", 0) == 0


def test_it_is_acknowledged_at_once_while_telegram_takes_ten_seconds(
    served: RunningServer, telegram: Double
) -> None:
    telegram.slow = 10.0
    people = [Person() for _ in range(40)]
    updates = [one.writes(f"horaires de la mairie ? {n}") for one in people for n in range(2)]
    with ThreadPoolExecutor(4) as threads:
        times = sorted(threads.map(lambda update: deliver(served, update), updates))
    assert times[-1] < ACKNOWLEDGED_SECONDS, statistics.quantiles(times, n=20)
    website = Resident(served.url, f"website-{number()}")
    website.say("bonjour")
    began = time.perf_counter()
    assert "lundi" in website.say("quels sont les horaires de la mairie ?").text
    assert time.perf_counter() - began < 2.0
    assert len(telegram.wait_for(40, "sendMessage")) == 40
    telegram.slow = 0.0


def test_a_batch_of_whatsapp_is_taken_whole_and_only_when_it_is_signed(
    served: RunningServer, whatsapp: Double
) -> None:
    people = [whatsapp_person.Person() for _ in range(5)]
    texts = [each.message("text", {"body": "merci"}) for each in people]
    others = [people[0].message("reaction", {"emoji": "x" * 2900}) for _ in range(1000)]
    contacts = [each.contact() for each in people]
    batch = whatsapp_person.batch([*others, *texts], contacts)
    content = whatsapp_person.body(whatsapp_person.delivery(**batch))
    assert len(content) > 3_000_000
    address = f"{served.url}/webhooks/whatsapp"
    for signed, status in ((content[1:], 403), (content, 200), (content, 200)):
        headers = {"X-Hub-Signature-256": whatsapp_person.signature(signed)}
        assert _post(address, content, headers).status == status
    assert len(whatsapp.wait_for(5, "messages")) == 5


def test_whatsapp_asks_whose_address_it_is(served: RunningServer) -> None:
    address = f"{served.url}/webhooks/whatsapp?hub.mode=subscribe&hub.challenge=1158&hub."
    right = call(f"{address}verify_token={webhook_token('whatsapp')}")
    assert (right.status, right.body) == (200, b"1158")
    assert call(f"{address}verify_token=wrong").status == 403
    assert call(address).status == 403


def test_no_other_door_opens_a_conversation_of_telegram(
    served: RunningServer, telegram: Double
) -> None:
    me = Person()
    deliver(served, me.writes("J'ai écrit à Orange le 3 septembre, aucune réponse."))
    telegram.wait_for(1, "sendMessage")
    mine = conversation_key("telegram", str(me.number))
    for sender in (mine, f"channel:telegram:{me.number}", "channel:"):
        for path, content in (("webhook", {"message": "récapitulatif"}), ("erase", {})):
            refused = call(f"{served.url}/webhooks/rest/{path}", {"sender": sender, **content})
            assert refused.status == 400
            assert "Orange" not in refused.body.decode()
    website = Resident(served.url, str(me.number))
    assert "Orange" not in website.say("récapitulatif").text


def test_nobody_can_be_recognised_in_what_is_stored_or_logged(
    served: RunningServer, telegram: Double, settings: dict[str, str]
) -> None:
    me = Person(612345678)
    deliver(served, me.writes("horaires ? chrysanthème"))
    telegram.wait_for(1, "sendMessage")
    deliver(served, me.writes("merci"))
    telegram.wait_for(2, "sendMessage")
    stored = everything_stored(settings["STORE_URL"])
    assert '"input_channel": "telegram"' in stored
    told = stored + "".join(served.log)
    for secret in ("612345678", "Jeanne", "jeanne14", "4242:secret"):
        assert secret not in told
    assert "chrysanth" not in "".join(served.log)


def test_a_short_link_opens_its_document_and_a_guessed_one_does_not(
    served: RunningServer, telegram: Double
) -> None:
    from urllib import error, request

    me = Person()
    for count, text in enumerate(("J'ai écrit à Orange le 3 septembre, rien reçu.", "non"), 1):
        deliver(served, me.writes(text))
        telegram.wait_for(count, "sendMessage")
    deliver(served, me.writes("non"))
    telegram.wait_for(3, "sendDocument")
    address = shown(telegram.sent(*SENDS)).text.partition(f"{served.url}/d/")[2].split()[0]
    with request.urlopen(f"{served.url}/d/{address}", timeout=30) as answer:
        assert answer.read().startswith(b"BEGIN:VCALENDAR")
    with pytest.raises(error.HTTPError, match="404"):
        request.urlopen(f"{served.url}/d/{address[:-1]}_", timeout=30)


def test_two_processes_answer_once_and_the_one_left_answers_for_the_one_killed(
    served: RunningServer, telegram: Double, settings: dict[str, str]
) -> None:
    for second in start_server(**settings):
        updates = [Person().writes(f"c'est gratuit ? {n}") for n in range(10)]
        both = [(server, update) for update in updates for server in (served, second)]
        with ThreadPoolExecutor(8) as threads:
            list(threads.map(lambda each: deliver(*each), both))
        telegram.wait_for(len(updates), "sendMessage")
        for server, update in both:
            deliver(server, update)
        last = Person().writes("quels sont les horaires de la mairie ?")
        deliver(second, last)
        # While it waits for a second half of the message.
        second.process.kill()
        telegram.wait_for(len(updates) + 1, "sendMessage")
        deliver(served, last)
        threading.Event().wait(3)
        said = [each.fields["text"] for each in telegram.sent("sendMessage")]
        assert len(said) == len(updates) + 1
        assert "lundi" in said[-1]
        assert len({each.fields["chat_id"] for each in telegram.sent("sendMessage")}) == 11


def _health(server: RunningServer) -> Any:

    return call(f"{server.url}/health").json

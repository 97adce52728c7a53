"""What the server lets in from the web: origins, rate, repeated messages, erasure, headers."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any
from unittest.mock import AsyncMock

import pytest

from bot.commands.rasa_setting import quiet_rasa
from tests.running import Answer, Resident, call, start_server
from tests.town_site import TownSite

quiet_rasa()


from bot.rasa.server import forget_silent  # noqa: E402
from bot.rate_limit import RateLimit  # noqa: E402


@pytest.fixture(scope="module")
def limited(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server behind one proxy, which lets two messages and two documents a minute through."""
    store = tmp_path_factory.mktemp("limited") / "conversations.db"
    environment = {
        "DOCUMENTS_PER_MINUTE": "2",
        "MESSAGES_PER_MINUTE": "2",
        "TRUSTED_PROXIES": "1",
    }
    for served in start_server(STORE_URL=f"sqlite:///{store}", **environment):
        yield served.url


# --- the rate ----------------------------------------------------------------------------------


def test_too_many_messages_are_refused_in_french_with_a_delay(limited: str) -> None:
    def send() -> Answer:
        body = {"sender": "hurried", "message": "bonjour"}
        return call(f"{limited}/webhooks/rest/webhook", body, X_Forwarded_For="192.0.2.1")

    answers = [send(), send(), send()]
    assert [answer.status for answer in answers] == [200, 200, 429]
    assert "Trop de messages" in answers[2].json["error"]
    assert 0 < int(answers[2].headers["Retry-After"]) <= 30


def test_documents_have_a_limit_of_their_own(limited: str) -> None:
    def fetch() -> Answer:
        return call(f"{limited}/documents/x/fiche-de-suivi.pdf", X_Forwarded_For="192.0.2.5")

    answers = [fetch(), fetch(), fetch()]
    assert [answer.status for answer in answers] == [404, 404, 429]
    assert "Trop de demandes" in answers[2].body.decode()
    assert 0 < int(answers[2].headers["Retry-After"]) <= 30
    body = {"sender": "reader", "message": "bonjour"}
    sent = call(f"{limited}/webhooks/rest/webhook", body, X_Forwarded_For="192.0.2.5")
    assert sent.status == 200


def test_a_client_cannot_pass_for_another_behind_the_proxy(limited: str) -> None:
    def send(forwarded: str) -> int:
        body = {"sender": "sly", "message": "bonjour"}
        url = f"{limited}/webhooks/rest/webhook"
        return call(url, body, X_Forwarded_For=forwarded).status

    # What stands before the proxy's own addition was written by the client.
    statuses = [send(f"198.51.100.{number}, 192.0.2.2") for number in range(3)]
    assert statuses == [200, 200, 429]
    assert send("192.0.2.3") == 200


def test_the_timer_forgets_silent_clients(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [0.0]
    limit = RateLimit(5, lambda: now[0])
    asyncio.run(limit.wait("192.0.2.1"))
    now[0] = 60
    agent = SimpleNamespace(tracker_store=SimpleNamespace(erase_silent=AsyncMock()))
    app: Any = SimpleNamespace(ctx=SimpleNamespace(limits=[limit], agent=agent))

    async def stop(_seconds: float) -> None:
        raise asyncio.CancelledError

    monkeypatch.setattr(asyncio, "sleep", stop)
    with pytest.raises(asyncio.CancelledError):
        asyncio.run(forget_silent(app))
    assert limit.clients == 0


def test_erasing_counts_too(limited: str) -> None:
    def erase() -> int:
        url = f"{limited}/webhooks/rest/erase"
        return call(url, {"sender": "x"}, X_Forwarded_For="192.0.2.4").status

    assert [erase(), erase(), erase()] == [200, 200, 429]


# --- the origins -------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/webhooks/rest/webhook", "/webhooks/rest/erase"])
def test_an_allowed_website_may_send_json(server: str, town_site: TownSite, path: str) -> None:
    asked = call(server + path, method="OPTIONS", Origin=town_site.url)
    assert asked.status == 204
    assert asked.headers["Access-Control-Allow-Origin"] == town_site.url
    assert asked.headers["Access-Control-Allow-Headers"] == "Content-Type"
    sent = call(server + path, {"sender": "cors", "message": "bonjour"}, Origin=town_site.url)
    assert sent.status == 200
    assert sent.headers["Access-Control-Allow-Origin"] == town_site.url
    assert sent.headers["Vary"] == "Origin"
    assert sent.headers["Access-Control-Allow-Credentials"] is None


def test_an_allowed_website_may_read_an_error(server: str, town_site: TownSite) -> None:
    refused = call(f"{server}/webhooks/rest/webhook", {}, Origin=town_site.url)
    assert refused.status == 400
    assert refused.headers["Access-Control-Allow-Origin"] == town_site.url


@pytest.mark.parametrize("origin", ["https://ailleurs.example", "null", "http://127.0.0.1"])
def test_another_website_may_not(server: str, origin: str) -> None:
    for method in ("OPTIONS", "POST"):
        body = {"sender": "x", "message": "bonjour"} if method == "POST" else None
        answer = call(f"{server}/webhooks/rest/webhook", body, method, Origin=origin)
        assert answer.headers["Access-Control-Allow-Origin"] is None
    assert call(f"{server}/mairie.json", Origin=origin).headers["Vary"] == "Origin"


@pytest.mark.parametrize("path", ["/webhooks/rest/webhook", "/webhooks/rest/erase"])
@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ("application/json", 200),
        ("Application/JSON; charset=utf-8", 200),
        ("text/plain", 415),
        ("application/x-www-form-urlencoded", 415),
        ("application/jsonp", 415),
    ],
)
def test_only_json_is_taken(server: str, path: str, sent: str, status: int) -> None:
    """A page of another website can send the other types without asking."""
    body = {"sender": "typed", "message": "bonjour"}
    answer = call(server + path, body, Content_Type=sent)
    assert answer.status == status
    assert status == 200 or "application/json" in answer.json["error"]


# --- the headers -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/assistant",
        "/cadre",
        "/secours",
        "/confidentialite",
        "/widget.js",
        "/mairie.json",
        "/health",
        "/favicon.ico",
        "/nulle-part",
        "/documents/x/y.pdf",
        "/webhooks/rest/webhook",
    ],
)
def test_security_headers_are_on_every_response(server: str, path: str) -> None:
    headers = call(server + path).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["X-Frame-Options"] == (None if path == "/cadre" else "SAMEORIGIN")
    assert headers["Set-Cookie"] is None
    policy = headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy


@pytest.mark.parametrize("path", ["/", "/assistant", "/secours", "/mairie.json", "/nulle-part"])
def test_no_other_website_shows_a_page_in_a_frame(server: str, path: str) -> None:
    headers = call(server + path).headers
    assert re.search(r"frame-ancestors '(?:self|none)'(?:;|$)", headers["Content-Security-Policy"])


def test_the_page_for_a_frame_names_the_allowed_websites_and_no_other(
    server: str, town_site: TownSite
) -> None:
    headers = call(f"{server}/cadre").headers
    assert f"frame-ancestors 'self' {town_site.url};" in headers["Content-Security-Policy"]


# --- one message once, one resident for each conversation --------------------------------------


@pytest.fixture
def send(newcomer: Callable[[], Resident]) -> Callable[[str, str], list[dict[str, Any]]]:
    """Sends a message with an id, in one conversation."""
    resident = newcomer()

    def send_one(text: str, message_id: str) -> list[dict[str, Any]]:
        metadata = {"message_id": message_id}
        body = {"sender": resident.sender, "message": text, "metadata": metadata}
        replies: list[dict[str, Any]] = call(resident.webhook, body).json
        return replies

    return send_one


def test_a_repeated_message_is_answered_again_and_taken_once(
    send: Callable[[str, str], list[dict[str, Any]]],
) -> None:
    told = "J'ai écrit à Orange le 3 septembre, aucune réponse."
    first = send(told, "1")
    assert send(told, "1") == first
    assert "courrier au service consommateurs : non" in _text(send("Non", "2"))
    # Taken twice, this one would have answered the next question.
    assert "courrier au service consommateurs : non" in _text(send("Non", "2"))
    assert "À faire aujourd'hui" in _text(send("Non", "3"))


def test_the_same_id_in_another_conversation_is_another_message(
    send: Callable[[str, str], list[dict[str, Any]]], newcomer: Callable[[], Resident]
) -> None:
    send("combien coûte le médiateur ?", "1")
    other = newcomer()
    body = {"sender": other.sender, "message": "merci", "metadata": {"message_id": "1"}}
    assert "plaisir" in _text(call(other.webhook, body).json)


@pytest.mark.parametrize("message_id", ["", "x" * 101, 7, ["1"], "a\u0000b"])
def test_an_unusable_id_is_refused(resident: Resident, message_id: object) -> None:
    metadata = {"message_id": message_id}
    body = {"sender": resident.sender, "message": "bonjour", "metadata": metadata}
    answer = call(resident.webhook, body)
    assert answer.status == 400
    assert "message_id" in answer.json["error"]


@pytest.mark.parametrize("metadata", [None, {}, [], "x"])
def test_no_id_is_no_obstacle(resident: Resident, metadata: object) -> None:
    body = {"sender": resident.sender, "message": "merci", "metadata": metadata}
    assert "plaisir" in _text(call(resident.webhook, body).json)


def test_a_resident_cannot_read_another_s_conversation(
    newcomer: Callable[[], Resident],
) -> None:
    one, other = newcomer(), newcomer()
    one.say("J'ai écrit à Orange le 3 septembre, aucune réponse.")
    other.say("bonjour")
    assert "Orange" not in other.say("répète").text
    assert "Orange" not in other.say("revoir mes réponses").text


def test_erasing_forgets_the_conversation_and_its_answers(
    server: str, newcomer: Callable[[], Resident]
) -> None:
    resident = newcomer()
    body = {"sender": resident.sender, "message": "bonjour", "metadata": {"message_id": "1"}}
    first = call(resident.webhook, body).json
    resident.say("J'ai écrit à Orange le 3 septembre, aucune réponse.")
    erased = call(f"{server}/webhooks/rest/erase", {"sender": resident.sender})
    assert (erased.status, erased.json) == (200, [])
    # Both are new again: the conversation, which begins with who speaks, and the message.
    assert call(resident.webhook, body).json == first
    assert "Orange" not in resident.say("revoir mes réponses").text


@pytest.mark.parametrize("body", [{}, {"sender": ""}, {"sender": 3}, [], "x"])
def test_erasing_nothing_in_particular_is_refused(server: str, body: object) -> None:
    answer = call(f"{server}/webhooks/rest/erase", body)
    assert answer.status == 400
    assert "sender" in answer.json["error"]


def _text(replies: list[dict[str, Any]]) -> str:
    said = "\n".join(reply.get("text", "") for reply in replies)
    return said.replace("\N{NO-BREAK SPACE}", " ")

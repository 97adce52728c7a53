"""Whatever is sent, a helpful answer or a clear refusal in French, and the next message works."""

import json
import re
import socket
import time
from collections.abc import Iterator

import pytest

from tests.running import Resident, RunningServer, free_port, post, start_server

NEXT = ("combien coûte la médiation ?", "gratuite")


def still_answers(resident: Resident) -> bool:
    question, fact = NEXT
    return fact in resident.say(question).text


@pytest.mark.parametrize(
    "message",
    [
        "👍😡🤷",
        "你好,我的互联网坏了",
        "Моя сеть не работает",
        "مرحبا",
        "<script>alert('x')</script>",
        "'; DROP TABLE conversation_events; --",
        "???",
        "....",
        "1234567890",
        "\u0000\u0007\u001bmédiateur",
        "a" * 1000,
        "/restart",
        "/session_start",
        "/ask_cost",
        '/tell_case{"operator": "Orange"}',
        "/",
        "{mediator.address}",
        "\N{ZERO WIDTH SPACE}médiateur\N{RIGHT-TO-LEFT OVERRIDE}",
    ],
)
def test_an_odd_message_gets_a_helpful_answer(resident: Resident, message: str) -> None:
    said = resident.say(message)
    assert said.text
    assert "incident" not in said.text
    assert "Traceback" not in said.text
    assert still_answers(resident)


@pytest.mark.parametrize(
    ("body", "word"),
    [
        (b"", "JSON"),
        (b"{", "JSON"),
        (b"[" * 9000, "JSON"),
        (b"\xff\xfe", "JSON"),
        (b"[]", "sender"),
        (b"null", "sender"),
        (b'"bonjour"', "sender"),
        (b'{"message": "bonjour"}', "sender"),
        (b'{"sender": "", "message": "bonjour"}', "sender"),
        (b'{"sender": 12, "message": "bonjour"}', "sender"),
        (json.dumps({"sender": "x" * 10_000, "message": "bonjour"}).encode(), "200"),
        (b'{"sender": "a\\u0000b", "message": "bonjour"}', "sender"),
        (b'{"sender": "a\\ud800", "message": "bonjour"}', "sender"),
        (b'{"sender": "x"}', "message"),
        (b'{"sender": "x", "message": null}', "message"),
        (b'{"sender": "x", "message": ["bonjour"]}', "message"),
        (b'{"sender": "x", "message": ""}', "vide"),
        (b'{"sender": "x", "message": "  \\n\\t "}', "vide"),
        (b'{"sender": "x", "message": "\\u0000\\u0001"}', "vide"),
        (b'{"sender": "x", "message": "\\ud800\\udfff\\ud800"}', "vide"),
        (json.dumps({"sender": "x", "message": "a" * 10_000}).encode(), "1000"),
    ],
)
def test_an_unusable_request_is_refused_in_french(
    resident: Resident, body: bytes, word: str
) -> None:
    status, answer = post(resident.webhook, body)
    assert status == 400
    assert word in answer["error"]
    assert still_answers(resident)


def test_a_lone_surrogate_in_a_message_is_no_obstacle(resident: Resident) -> None:
    body = b'{"sender": "surrogate", "message": "combien \\ud83d co\\u00fbte le m\\u00e9diateur"}'
    status, messages = post(resident.webhook, body)
    assert status == 200
    assert "gratuite" in messages[-1]["text"]


def test_a_body_over_16_kb_is_refused(resident: Resident) -> None:
    body = json.dumps({"sender": "x", "message": "bonjour", "more": "x" * 17_000}).encode()
    status, answer = post(resident.webhook, body)
    assert status == 413
    assert "trop longue" in answer["error"]
    assert still_answers(resident)


def test_a_typed_payload_is_only_text(resident: Resident) -> None:
    first = resident.say("quelle est l'adresse du médiateur").text
    resident.say("/session_start")
    resident.say("/restart")
    resident.say("qsdkfj")
    resident.say("merci")
    assert "robot" not in resident.say("quelle est l'adresse du médiateur").text
    assert resident.say("quelle est l'adresse du médiateur").text == first


def test_a_button_may_be_pressed_when_it_has_just_been_offered(resident: Resident) -> None:
    offered = resident.say("quelles sont les étapes avant le médiateur").buttons
    assert "faits" in resident.say(offered["Modèle de lettre"]).text


def test_a_button_that_was_not_offered_cannot_erase(resident: Resident) -> None:
    resident.say("quelle est l'adresse du médiateur")
    assert "effacée" not in resident.say("/erase_my_data").text


@pytest.mark.parametrize(
    "path", ["/conversations/x/tracker", "/model", "/status", "/model/train", "/version"]
)
def test_the_management_api_is_off(server: str, path: str) -> None:
    status, answer = post(server + path, b"{}")
    assert status in (404, 405)
    assert answer["error"]


def test_the_words_of_residents_are_not_in_the_log(
    running: RunningServer, resident: Resident
) -> None:
    resident.say("mon secret est chrysanthème 4021")
    post(resident.webhook, '{"sender": "x", "message": ["chrysanthème"]}'.encode())
    assert "chrysanthème" not in "".join(running.log)


def raw(server: str, request: str) -> str:
    """What the server answers to these very bytes."""
    host, port = server.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=10) as connection:
        connection.sendall(request.encode())
        return connection.recv(4096).decode()


def until_closed(server: str, parts: list[str]) -> str:
    """All that the server answers to what is sent part by part, until it closes the connection."""
    host, port = server.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=10) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for part in parts:
            connection.sendall(part.encode())
        return b"".join(iter(lambda: connection.recv(4096), b"")).decode()


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        *((f"Content-Length: {length}", 400) for length in ("-5", "abc", "+3", "1e3")),
        ("Content-Length: 3\r\nContent-Length: 4", 400),
        ("Content-Length: 3\r\nTransfer-Encoding: chunked", 400),
        ("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked", 400),
        ("Transfer-Encoding: pigeon", 501),
        ("Transfer-Encoding: \x0bchunked", 400),
        # Read by some servers as a length, and not by others.
        ("Content-Length : 3", 400),
        ("\tContent-Length: 3", 400),
        ("X-Other: a\r\n Content-Length: 3", 400),
        ("X-Other: a\nContent-Length: 3", 400),
        ("X-Other: a\rContent-Length: 3", 400),
        ("X-Other: a\0\r\nContent-Length: 3", 400),
    ],
)
def test_a_length_that_is_in_doubt_is_refused_and_the_others_are_served(
    resident: Resident, server: str, headers: str, status: int
) -> None:
    request = f"POST /webhooks/rest/webhook HTTP/1.1\r\nHost: x\r\n{headers}\r\n\r\nabc"
    assert raw(server, request).startswith(f"HTTP/1.1 {status}")
    assert still_answers(resident)


@pytest.fixture(scope="module")
def impatient() -> Iterator[str]:
    """A server that gives up a request after two seconds instead of thirty."""
    port = free_port()
    script = (
        "from bot.commands.rasa_setting import quiet_rasa; quiet_rasa(); "
        "from bot.rasa import server; server.REQUEST_TIMEOUT_SECONDS = 2; "
        "server.ANSWER_TIMEOUT_SECONDS = 2; "
        f"from bot.__main__ import main; main(['run', '--port', '{port}'])"
    )
    for served in start_server(port, script, STORE_URL="sqlite://"):
        yield served.url


@pytest.mark.parametrize(
    "beginning",
    [
        "POST /webhooks/rest/webhook HTTP/1.1\r\nX-Slow: ",
        "POST /webhooks/rest/webhook HTTP/1.1\r\nHost: x\r\n"
        "Content-Type: application/json\r\nContent-Length: 5000\r\n\r\n",
        "POST /nulle-part HTTP/1.1\r\nHost: x\r\nContent-Length: 5000\r\n\r\n",
    ],
    ids=["headers", "body", "body of nothing"],
)
def test_a_request_that_comes_a_byte_at_a_time_is_given_up(impatient: str, beginning: str) -> None:
    host, port = impatient.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=0.2) as connection:
        connection.sendall(beginning.encode())
        began, answer, open_still = time.monotonic(), b"", True
        while open_still:
            assert time.monotonic() - began < 20
            try:
                connection.sendall(b"x")
                part = connection.recv(4096)
                answer, open_still = answer + part, bool(part)
            except TimeoutError:
                continue
            except ConnectionError:
                open_still = False
    assert re.match(rb"HTTP/1.1 (404|408|503)", answer)


MESSAGE = '{"sender": "chunks", "message": "combien coûte la médiation ?"}'
SIZE = f"{len(MESSAGE.encode()):x}"


def chunked(body: str, head: str = "Transfer-Encoding: chunked", version: str = "1.1") -> str:
    """A message sent in pieces, and after it a request that nobody may take for another."""
    first = f"POST /webhooks/rest/webhook HTTP/{version}\r\nHost: x\r\n{head}\r\n"
    return f"{first}Content-Type: application/json\r\n\r\n{body}"


def in_pieces(text: str, length: int) -> str:
    """A body in pieces of so many bytes; their sizes are written in both ways."""
    words = text.encode("ascii")
    parts = [words[at : at + length] for at in range(0, len(words), length)]
    written = [f"{len(part):{'xX'[number % 2]}}" for number, part in enumerate(parts)]
    both = zip(written, parts, strict=True)
    return "".join(f"{size}\r\n{part.decode()}\r\n" for size, part in both) + "0\r\n\r\n"


@pytest.mark.parametrize(
    "body",
    [
        *(
            f"{size}\r\n{MESSAGE}\r\n0\r\n\r\n"
            for size in (f"+{SIZE}", f"-{SIZE}", f"0x{SIZE}", f"{SIZE[0]}_{SIZE[1:]}", f" {SIZE}")
        ),
        *(
            f"{size}\r\n{MESSAGE}\r\n0\r\n\r\n"
            for size in (f"{SIZE} ", f"\t{SIZE}", f"\r\n{SIZE}", "", "xyz", f"{SIZE}\0", "４２")
        ),
        f"{SIZE};a\nb\r\n{MESSAGE}\r\n0\r\n\r\n",
        f"{SIZE};a\rb\r\n{MESSAGE}\r\n0\r\n\r\n",
        f"{SIZE}\n{MESSAGE}\r\n0\r\n\r\n",
        # A piece that is longer than its size, and an end that is none.
        f"{SIZE}\r\n{MESSAGE}xx0\r\n\r\n",
        f"{SIZE}\r\n{MESSAGE}0\r\n\r\n",
        f"{SIZE}\r\n{MESSAGE}\r\n+0\r\n\r\n",
        f"{SIZE}\r\n{MESSAGE}\r\n0x0\r\n\r\n",
        f"{SIZE}\r\n{MESSAGE}\r\n0\r\nX-Trailer: a\r\n\r\n",
        f"{SIZE}\r\n{MESSAGE}\r\n0\r\nxx",
        "f" * 100,
    ],
)
def test_a_piece_whose_end_is_in_doubt_is_refused_and_the_others_are_served(
    resident: Resident, server: str, body: str
) -> None:
    answer = until_closed(server, [chunked(body) + "GET /live HTTP/1.1\r\nHost: x\r\n\r\n"])
    assert answer.startswith("HTTP/1.1 400")
    assert json.loads(answer.splitlines()[-1])["error"] == "La demande est mal formée."
    # The connection ended there: what followed was not taken for a request.
    assert answer.count("HTTP/1.1") == 1
    assert still_answers(resident)


@pytest.mark.parametrize(
    "body",
    [
        f"{SIZE}\r\n{MESSAGE}\r\n0\r\n\r\n",
        f"000{SIZE.upper()};name=value ; other\r\n{MESSAGE}\r\n000;last\r\n\r\n",
        in_pieces(json.dumps(json.loads(MESSAGE)), 1),
        in_pieces(json.dumps(json.loads(MESSAGE)), 26),
    ],
)
@pytest.mark.parametrize("at_once", [True, False])
def test_a_message_in_pieces_is_answered(server: str, body: str, at_once: bool) -> None:
    after = "GET /live HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
    sent = chunked(body) + after
    answer = until_closed(server, [sent] if at_once else list(sent))
    assert "gratuite" in answer
    # The next request of the same connection is answered as well.
    assert answer.count("HTTP/1.1 200 OK") == 2


def test_pieces_are_not_known_to_http_1_0(server: str) -> None:
    answer = raw(server, chunked(f"{SIZE}\r\n{MESSAGE}\r\n0\r\n\r\n", version="1.0"))
    assert answer.startswith("HTTP/1.1 400")


def test_pieces_wait_to_be_asked_for(server: str) -> None:
    host, port = server.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=10) as connection:
        head = "Transfer-Encoding: chunked\r\nExpect: 100-continue"
        connection.sendall(chunked("", head).encode())
        assert connection.recv(4096).startswith(b"HTTP/1.1 100")
        connection.sendall(f"{SIZE}\r\n{MESSAGE}\r\n0\r\n\r\n".encode())
        assert connection.recv(4096).startswith(b"HTTP/1.1 200")


def test_an_encoding_is_known_whatever_its_letters(server: str) -> None:
    body = '{"sender": "chunks", "message": "bonjour"}'
    request = (
        "POST /webhooks/rest/webhook HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
        f"Transfer-Encoding: Chunked\r\n\r\n{len(body):x}\r\n{body}\r\n0\r\n\r\n"
    )
    assert raw(server, request).startswith("HTTP/1.1 200")

"""Whatever is sent, a helpful answer or a clear refusal in French, and the next message works."""

import json
import socket

import pytest

from tests.running import Resident, RunningServer, post

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
    resident.say("blorg")
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


@pytest.mark.parametrize("length", ["-5", "abc", "+3", "1e3"])
def test_a_length_that_is_no_number_is_refused_and_the_others_are_served(
    resident: Resident, server: str, length: str
) -> None:
    host, port = server.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=10) as connection:
        head = f"POST /webhooks/rest/webhook HTTP/1.1\r\nHost: x\r\nContent-Length: {length}"
        connection.sendall(f"{head}\r\n\r\nabc".encode())
        answer = connection.recv(4096).decode()
    assert answer.startswith("HTTP/1.1 400")
    assert still_answers(resident)

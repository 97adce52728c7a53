"""The nginx example, run by Debian's nginx: TLS, who is let in, and logs that know nobody."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.deploy.front import HOST, Front
from tests.running import Answer, Reply, RunningServer, free_port, start_server

MESSAGES_PER_MINUTE = 10
WEBHOOK = "/webhooks/rest/webhook"
HSTS = "max-age=31536000"
# Nobody else uses these addresses and this word: found in a file, they were written there.
RESIDENT = "127.0.0.77"
WORD = "chrysanthème"


@pytest.fixture(scope="module")
def behind(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """The assistant as the guide has it served: behind one proxy, under its public address."""
    store = tmp_path_factory.mktemp("behind") / "conversations.db"
    yield from start_server(
        STORE_URL=f"sqlite:///{store}",
        PUBLIC_URL=f"https://{HOST}",
        TRUSTED_PROXIES="1",
        MESSAGES_PER_MINUTE=str(MESSAGES_PER_MINUTE),
    )


@pytest.fixture
def front(tmp_path: Path, behind: RunningServer) -> Iterator[Front]:
    """nginx in front of it; no second process."""
    front = Front(tmp_path, urlsplit(behind.url).port or 0, free_port())
    with front.running():
        yield front


def send(front: Front, text: str, address: str, sender: str = "front", **headers: str) -> Answer:
    body = json.dumps({"sender": sender, "message": text}).encode()
    return front.ask(WEBHOOK, body, address, **headers)


def document_link(front: Front, address: str) -> str:
    """The path of a document, at the end of a conversation."""
    say = ["J'ai écrit à Orange le 3 septembre, aucune réponse.", "Non", "Non"]
    conclusion = [Reply(send(front, text, address, sender=address).json) for text in say][-1]
    link: str = conclusion.files[0]["url"]
    assert link.startswith(f"https://{HOST}/documents/")
    return urlsplit(link).path


# --- TLS ---------------------------------------------------------------------------------------


def test_plain_http_is_sent_to_https(front: Front) -> None:
    answer = front.ask("/assistant?x=1", tls=False, Host="ailleurs.example")
    assert answer.status == 301
    assert answer.headers["Location"] == f"https://{HOST}/assistant?x=1"


@pytest.mark.parametrize("path", ["/", "/assistant", "/widget.js", "/health", "/nulle-part"])
def test_browsers_are_told_to_stay_on_https(front: Front, path: str) -> None:
    headers = front.ask(path).headers
    assert headers["Strict-Transport-Security"] == HSTS
    # Those of the assistant come through, once each.
    assert headers.get_all("X-Content-Type-Options") == ["nosniff"]
    assert headers["Server"] == "nginx"


def test_a_message_is_answered_over_tls(front: Front) -> None:
    answer = send(front, "combien coûte le médiateur ?", "127.0.0.2")
    assert answer.status == 200
    said = Reply(answer.json).text
    assert "gratuit" in said
    assert "incident" not in said
    assert answer.headers["Strict-Transport-Security"] == HSTS


def test_a_document_s_link_opens(front: Front) -> None:
    document = front.ask(document_link(front, "127.0.0.3"))
    assert document.status == 200
    assert document.body.startswith(b"%PDF")


# --- what is let in ----------------------------------------------------------------------------


def test_a_body_over_16_kb_is_refused_in_french(front: Front) -> None:
    answer = front.ask(WEBHOOK, b" " * (16 * 1024 + 1), "127.0.0.4")
    assert answer.status == 413
    assert "trop longue" in answer.json["error"]
    assert answer.headers["Strict-Transport-Security"] == HSTS


def test_a_body_under_16_kb_is_the_assistant_s_to_judge(front: Front) -> None:
    answer = send(front, "a" * 15_000, "127.0.0.5")
    assert answer.status == 400
    assert "15000 caractères" in answer.json["error"]


def test_each_resident_is_counted_by_the_address_that_nginx_saw(front: Front) -> None:
    # What they write themselves in the header makes them nobody else.
    statuses = [
        send(front, "bonjour", "127.0.0.6", X_Forwarded_For=f"198.51.100.{number}").status
        for number in range(MESSAGES_PER_MINUTE + 1)
    ]
    assert statuses[:MESSAGES_PER_MINUTE] == [200] * MESSAGES_PER_MINUTE
    assert statuses[-1] == 429
    assert send(front, "bonjour", "127.0.0.7").status == 200


# --- the logs ----------------------------------------------------------------------------------


def test_no_file_knows_who_wrote_what(tmp_path: Path, behind: RunningServer) -> None:
    front = Front(tmp_path, urlsplit(behind.url).port or 0, free_port())
    with front.running():
        path = document_link(front, RESIDENT)
        send(front, WORD, RESIDENT)
        provoke_errors(front, path)
        # A whole document, read too slowly to stay in memory, would lie in a temporary file.
        front.ask(path, address=RESIDENT)
    assert nobody_is_in(front.written(), path)
    assert "200 document" in front.written()


def test_not_even_when_the_assistant_is_down(tmp_path: Path, behind: RunningServer) -> None:
    with (up := Front(new(tmp_path, "up"), urlsplit(behind.url).port or 0, 1)).running():
        path = document_link(up, "127.0.0.78")
    down = Front(new(tmp_path, "down"), free_port(), free_port())
    with down.running():
        assert down.ask(path, address=RESIDENT).status == 502
        assert send(down, WORD, RESIDENT).status == 502
        provoke_errors(down, path)
    assert nobody_is_in(down.written(), path)
    # The outage itself can be read.
    assert "502 document" in down.written()
    assert "502 message" in down.written()


def provoke_errors(front: Front, path: str) -> None:
    """What nginx likes to write down: bad TLS, headers too long, a body too long, no such page."""
    front.send_raw(f"GET {path} HTTP/1.1\r\nHost: {HOST}\r\n\r\n".encode(), RESIDENT)
    front.send_raw(b"\x16\x03\x01\x00\x04\x01\x00\x00\x00", RESIDENT)
    front.ask(path, address=RESIDENT, X_Long=WORD.encode().hex() * 2_000)
    front.ask(WEBHOOK, WORD.encode() * 2_000, RESIDENT)
    front.ask(path, address=RESIDENT, tls=False)
    front.ask(f"/?{path}", address=RESIDENT, Referer=f"https://{HOST}{path}", User_Agent=WORD)


def nobody_is_in(written: str, path: str) -> bool:
    """Whether neither the resident's address and word nor the link of their document is there."""
    token = path.split("/")[2]
    return not [told for told in (RESIDENT, WORD, token, token[:20]) if told in written]


# --- when nothing answers ----------------------------------------------------------------------


def test_the_copy_of_the_help_page_is_served_when_the_assistant_is_down(tmp_path: Path) -> None:
    front = Front(tmp_path, free_port(), free_port())
    (front.www / "copie-de-secours.html").write_text("<title>Les étapes</title>")
    with front.running():
        helped, elsewhere = front.ask("/secours"), front.ask("/assistant")
        never_asked_for = front.ask("/copie-de-secours.html")
    assert (helped.status, elsewhere.status, never_asked_for.status) == (200, 502, 404)
    assert "Les étapes" in helped.body.decode()
    assert "Les étapes" in elsewhere.body.decode()


def new(folder: Path, name: str) -> Path:
    made = folder / name
    made.mkdir()
    return made

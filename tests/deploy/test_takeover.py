"""A process told to stop: turns under way are answered, and another takes over behind nginx."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

from tests.deploy.front import Front, listens
from tests.running import Reply, RunningServer, free_port, start_server

WEBHOOK = "/webhooks/rest/webhook"
LINK_KEY = "la même clé pour tous les processus"
RESIDENTS = 3
STOP_SECONDS = 40


@contextmanager
def served(port: int, **environment: str) -> Iterator[RunningServer]:
    """One process of the assistant, stopped at the end if it still runs."""
    yield from start_server(port, LINK_KEY=LINK_KEY, **environment)


def told_to_stop(running: RunningServer, port: int) -> None:
    """Send the signal, and wait until nobody else can connect."""
    running.process.terminate()
    too_late = time.monotonic() + STOP_SECONDS
    while listens(port):
        assert time.monotonic() < too_late, "told to stop, it still listens"


def test_a_message_still_on_its_way_is_answered_before_the_end(tmp_path: Path) -> None:
    port = free_port()
    body = json.dumps({"sender": "late", "message": "combien coûte le médiateur ?"}).encode()
    with (
        served(port, STORE_URL=f"sqlite:///{tmp_path}/conversations.db") as running,
        socket.create_connection(("127.0.0.1", port), 30) as opened,
    ):
        head = f"POST {WEBHOOK} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        more = f"Connection: close\r\nExpect: 100-continue\r\nContent-Length: {len(body)}\r\n\r\n"
        opened.sendall((head + more).encode())
        # It has taken the message, and waits for its words.
        assert b"100 Continue" in opened.recv(100)
        told_to_stop(running, port)
        opened.sendall(body)
        answer = b"".join(iter(lambda: opened.recv(65_536), b"")).decode()
        assert running.process.wait(timeout=STOP_SECONDS) == 0
    assert answer.startswith("HTTP/1.1 200 OK")
    assert "gratuit" in answer
    assert "incident" not in answer


def test_systemd_is_told_when_the_assistant_answers(tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as systemd:
        systemd.bind(str(tmp_path / "notify"))
        environment = {"NOTIFY_SOCKET": str(tmp_path / "notify")}
        store = f"sqlite:///{tmp_path}/conversations.db"
        with served(port := free_port(), STORE_URL=store, **environment):
            systemd.settimeout(10)
            assert systemd.recv(100) == b"READY=1"
            with urlopen(f"http://127.0.0.1:{port}/live", timeout=10) as live:
                assert live.status == 200


def test_residents_do_not_notice_that_another_process_takes_over(tmp_path: Path) -> None:
    first, second = free_port(), free_port()
    environment = {
        "STORE_URL": f"sqlite:///{tmp_path}/conversations.db",
        "TRUSTED_PROXIES": "1",
    }
    (folder := tmp_path / "nginx").mkdir()
    front = Front(folder, first, second)
    over = threading.Event()
    with front.running(), served(first, **environment) as old:
        conversations = [Conversation(front, f"127.0.1.{n + 1}", over) for n in range(RESIDENTS)]
        for conversation in conversations:
            conversation.start()
        with served(second, **environment):
            old.process.terminate()
            old.process.wait(timeout=STOP_SECONDS)
            for conversation in conversations:
                conversation.one_more.clear()
            for conversation in conversations:
                assert conversation.one_more.wait(30) or conversation.wrong
            over.set()
            for conversation in conversations:
                conversation.join()
    assert [conversation.wrong for conversation in conversations] == [[]] * RESIDENTS


class Conversation(threading.Thread):
    """A resident who tells their case to the end, again and again, until told that it is over.

    Attributes:
        one_more: set each time that they reach the end.
        wrong: what they were answered instead of the right dates.
    """

    def __init__(self, front: Front, address: str, over: threading.Event) -> None:
        super().__init__()
        self._front, self._address, self._over = front, address, over
        self.one_more = threading.Event()
        self.wrong: list[str] = []

    def run(self) -> None:
        """Talk."""
        told = 0
        while not self._over.is_set() and not self.wrong:
            self._tell(f"{self._address}-{told}")
            told += 1
            self.one_more.set()

    def _tell(self, sender: str) -> None:
        text = ""
        for message in ("J'ai écrit à Orange le 3 septembre, aucune réponse.", "Non", "Non"):
            body = json.dumps({"sender": sender, "message": message}).encode()
            answer = self._front.ask(WEBHOOK, body, self._address)
            text = Reply(answer.json).text if answer.status == 200 else str(answer)
            if answer.status != 200 or "incident" in text:
                self.wrong.append(text)
        if "vendredi 3 septembre 2027" not in text or "4 septembre 2027" in text:
            self.wrong.append(text)

"""Platforms played on this machine: they note what they are asked, in order, and answer as told."""

import json
import threading
import time
from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.parser import BytesParser
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl

WAIT_SECONDS = 20.0


@dataclass(frozen=True)
class Asked:
    """One request that the platform received."""

    path: str
    headers: Mapping[str, str]
    body: bytes
    at: float

    @property
    def method(self) -> str:
        """The last part of the path: « sendMessage »."""
        return self.path.rpartition("/")[2]

    @property
    def fields(self) -> dict[str, Any]:
        """The content, whatever its form; of a file, its name, type and bytes."""
        kind = self.headers.get("Content-Type", "")
        if kind.startswith("application/json"):
            return dict(json.loads(self.body))
        if kind.startswith("multipart/"):
            return dict(_parts(kind, self.body))
        return dict(parse_qsl(self.body.decode()))


def _parts(kind: str, body: bytes) -> Iterator[tuple[str, Any]]:
    whole: Any = BytesParser().parsebytes(f"Content-Type: {kind}\r\n\r\n".encode() + body)
    for part in whole.get_payload():
        content = part.get_payload(decode=True)
        name = part.get_param("name", header="content-disposition")
        if file := part.get_filename():
            yield name, {"name": file, "type": part.get_content_type(), "content": content}
        else:
            yield name, content.decode()


@dataclass(frozen=True)
class Reaction:
    """What the platform answers to one request."""

    status: int = 200
    content: Any = None
    headers: Mapping[str, str] = field(default_factory=dict)
    after: float = 0.0


class Double:
    """A platform; its usual answer is the one of a request that went well."""

    def __init__(self, usual: Any) -> None:
        self.asked: list[Asked] = []
        self.reactions: deque[Reaction] = deque()
        self.slow = 0.0
        self._usual = usual
        self._changed = threading.Condition()
        self._stopped = threading.Event()
        self._server = ThreadingHTTPServer(("localhost", 0), self._handler())
        self._server.daemon_threads = True
        self.url = f"http://localhost:{self._server.server_address[1]}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def sent(self, *methods: str) -> list[Asked]:
        """The requests received so far, of some methods."""
        with self._changed:
            return [each for each in self.asked if not methods or each.method in methods]

    def wait_for(self, count: int, *methods: str) -> list[Asked]:
        """The requests of some methods, once there are as many."""
        with self._changed:
            came = self._changed.wait_for(
                lambda: sum(not methods or e.method in methods for e in self.asked) >= count,
                WAIT_SECONDS,
            )
        found = self.sent(*methods)
        assert came, f"{len(found)} of {count}: {[each.path for each in found]}"
        return found

    def forget(self) -> None:
        """Begin again."""
        with self._changed:
            self.asked.clear()
        self.reactions.clear()
        self.slow = 0.0

    def stop(self) -> None:
        """Stop, without waiting for those who are made to wait."""
        self._stopped.set()
        self._server.shutdown()
        self._server.server_close()

    def _note(self, asked: Asked) -> Reaction:
        with self._changed:
            self.asked.append(asked)
            self._changed.notify_all()
        usual = Reaction(content=self._usual, after=self.slow)
        # Only what is sent to people goes wrong.
        sends = "send" in asked.method.lower() or asked.method in ("messages", "Messages.json")
        return self.reactions.popleft() if self.reactions and sends else usual

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        double = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                if "chunked" in self.headers.get("Transfer-Encoding", ""):
                    body = b"".join(self._chunks())
                else:
                    body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                reaction = double._note(
                    Asked(self.path, dict(self.headers.items()), body, time.monotonic())
                )
                double._stopped.wait(reaction.after)
                content = json.dumps(reaction.content).encode()
                try:
                    self.send_response(reaction.status)
                    for name, value in reaction.headers.items():
                        self.send_header(name, value)
                    self.send_header("Content-Type", "application/json")
                    self.send_header("Content-Length", str(len(content)))
                    self.end_headers()
                    self.wfile.write(content)
                except OSError:
                    # It no longer waits for the answer.
                    self.close_connection = True

            do_GET = do_POST  # noqa: N815

            def _chunks(self) -> Iterator[bytes]:
                while size := int(self.rfile.readline(), 16):
                    yield self.rfile.read(size)
                    self.rfile.readline()
                self.rfile.readline()

            def log_message(self, *_: Any) -> None:
                pass

        return Handler


BOT = {"id": 4242, "is_bot": True, "first_name": "Mairie", "username": "mairie_bot"}
USUAL = {
    "telegram": {"ok": True, "result": BOT},
    "whatsapp": {"messages": [{"id": "wamid.1"}], "id": "1"},
    "messenger": {"recipient_id": "1", "message_id": "m_1", "success": True},
}


@contextmanager
def double_of(name: str) -> Iterator[Double]:
    """One of the platforms."""
    double = Double(USUAL[name])
    try:
        yield double
    finally:
        double.stop()

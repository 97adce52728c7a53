"""Requests whose end is not in doubt, neither in bytes nor in time, and whose town is known."""

import re
from http import HTTPStatus
from typing import Any

from sanic import Sanic
from sanic.compat import Header
from sanic.exceptions import InvalidUsage, SanicException
from sanic.http import HTTP_CONTINUE, Http, Stage
from sanic.request import Request
from sanic.server import HttpProtocol

from bot.rasa.towns_route import serve_town_of

# The lines of a head (RFC 9112, section 5): a name is followed by its colon, a value has no end of
# line in it, or another server could read other headers than we do.
_HEAD = re.compile(rb"\S+ \S+ \S+(?:\r\n[!#$%&'*+.^_`|~0-9A-Za-z-]+:[\t -~\x80-\xff]*)*")
# The size of a piece of a body, and what may be said of it (section 7.1).
_CHUNK_SIZE = re.compile(rb"([0-9A-Fa-f]+)(?:[ \t]*;[\t -~\x80-\xff]*)?")
CHUNK_SIZE_BYTES = 64
# Given up, a request is answered, and its connection closed soon after.
LINGER_SECONDS = 2
# A connection is opened to send a message, which may still be on its way when we are told to stop.
FIRST_REQUEST_SECONDS = 1


class StrictRequest(Request):
    """Sanic's request, refused when its length is ambiguous (RFC 9112, section 6.3).

    Sanic alone reads for ever after a negative length, takes the first of two, does not look at an
    encoding it does not know, nor at a length whose name is followed by a blank.

    Where one process serves many towns, the name of one is taken off the path, so that each route
    is that of every town.
    """

    def __init__(self, url_bytes: bytes, headers: Header, *, app: Sanic, **kwargs: Any) -> None:
        asked = serve_town_of(app.ctx.towns, url_bytes, headers.getone("host", ""))
        super().__init__(asked.url, headers, app=app, **kwargs)
        self.ctx.town = asked
        if not _HEAD.fullmatch(self.head or b"- - -"):
            raise InvalidUsage("head")
        lengths = self.headers.getall("content-length", [])
        encodings = self.headers.getall("transfer-encoding", [])
        if not all(length.isascii() and length.isdigit() for length in lengths):
            raise InvalidUsage("Content-Length")
        if len(lengths) + len(encodings) > 1:
            raise InvalidUsage("Content-Length")
        if encodings and self.version == "1.0":
            raise InvalidUsage("Transfer-Encoding")
        if encodings and encodings[0].strip(" \t").lower() != "chunked":
            raise SanicException("Transfer-Encoding", status_code=HTTPStatus.NOT_IMPLEMENTED)
        if encodings:
            # Sanic knows it in small letters only.
            self.headers["transfer-encoding"] = "chunked"


class StrictHttp(Http):
    """Sanic's reading of a body in pieces, refused when the end of one is in doubt.

    Sanic alone takes the sizes that Python's ``int`` takes (« +22 », « 0x22 », « 2_2 »), and any
    two bytes for the end of a piece and of the body.
    """

    expecting_continue: bool

    async def read(self) -> bytes | None:
        """Some bytes of the body, None at its end; see the parent class."""
        if self.request_body == "chunked" and self.request_bytes_left == 0:
            await self._check_chunk()
        some: bytes | None = await super().read()
        return some

    async def _check_chunk(self) -> None:
        """Wait for the line that begins a piece, which the parent class then reads."""
        if self.expecting_continue:
            self.expecting_continue = False
            await self._send(HTTP_CONTINUE)
        received = self.recv_buffer
        # After the head, or after the piece before.
        while (end := received.find(b"\r\n", 2)) < 0 and len(received) <= CHUNK_SIZE_BYTES:
            await self._receive_more()
        size = _CHUNK_SIZE.fullmatch(bytes(received[2:end])) if end >= 0 else None
        sound = size is not None and received.startswith(b"\r\n")
        if sound and size and int(size[1], 16) == 0:
            while len(received) < end + 4:
                await self._receive_more()
            sound = received.startswith(b"\r\n", end + 2)
        if not sound:
            self.keep_alive, self.request_body = False, None
            raise InvalidUsage("chunk")


class Connection(HttpProtocol):
    """Sanic's connection, with four differences.

    Its time-outs count from the first byte of a request: Sanic counts from the last, so that a
    request that comes a byte at a time would last for ever. A request given up ends its connection:
    Sanic would read the rest of its body for as long as it comes. A body is read by our
    :class:`StrictHttp`. And when the server stops, a connection that has just opened is answered
    before it closes.
    """

    def _setup_connection(self) -> None:
        super()._setup_connection()
        self._http = StrictHttp(self)

    def data_received(self, data: bytes) -> None:
        """Keep what came; it is part of the request under way, if there is one."""
        began: float = self._time
        super().data_received(data)
        # Made by the connection's task, which may not have begun.
        under_way = getattr(self, "_http", None)
        # Between two requests, nothing of a body is missing; before the first, Sanic knows of none.
        body_missing = getattr(under_way, "request_body", None)
        if under_way is not None and (under_way.stage is not Stage.IDLE or body_missing):
            self._time: float = began

    def check_timeouts(self) -> None:
        """Look at the time now and then; see the parent class."""
        super().check_timeouts()
        if getattr(getattr(self, "_http", None), "exception", None) is not None:
            self.loop.call_later(LINGER_SECONDS, self.abort)

    def close_if_idle(self) -> bool:
        """Close the connection if nothing is under way; whether it was."""
        if self.state["requests_count"]:
            return bool(super().close_if_idle())
        self.loop.call_later(FIRST_REQUEST_SECONDS, super().close_if_idle)
        return False

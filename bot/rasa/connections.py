"""Requests whose end is not in doubt, neither in bytes nor in time, and whose town is known."""

from http import HTTPStatus
from typing import Any

from sanic import Sanic
from sanic.compat import Header
from sanic.exceptions import InvalidUsage, SanicException
from sanic.http import Stage
from sanic.request import Request
from sanic.server import HttpProtocol

from bot.rasa.towns_route import serve_town_of

# Given up, a request is answered, and its connection closed soon after.
LINGER_SECONDS = 2
# A connection is opened to send a message, which may still be on its way when we are told to stop.
FIRST_REQUEST_SECONDS = 1


class StrictRequest(Request):
    """Sanic's request, refused when its length is ambiguous (RFC 9112, section 6.3).

    Sanic alone reads for ever after a negative length, takes the first of two, and does not look
    at an encoding it does not know.

    Where one process serves many towns, the name of one is taken off the path, so that each route
    is that of every town.
    """

    def __init__(self, url_bytes: bytes, headers: Header, *, app: Sanic, **kwargs: Any) -> None:
        asked = serve_town_of(app.ctx.towns, url_bytes, headers.getone("host", ""))
        super().__init__(asked.url, headers, app=app, **kwargs)
        self.ctx.town = asked
        lengths = self.headers.getall("content-length", [])
        encodings = self.headers.getall("transfer-encoding", [])
        if not all(length.isascii() and length.isdigit() for length in lengths):
            raise InvalidUsage("Content-Length")
        if len(lengths) + len(encodings) > 1:
            raise InvalidUsage("Content-Length")
        if encodings and encodings[0].strip().lower() != "chunked":
            raise SanicException("Transfer-Encoding", status_code=HTTPStatus.NOT_IMPLEMENTED)
        if encodings:
            # Sanic knows it in small letters only.
            self.headers["transfer-encoding"] = "chunked"


class Connection(HttpProtocol):
    """Sanic's connection, with three differences.

    Its time-outs count from the first byte of a request: Sanic counts from the last, so that a
    request that comes a byte at a time would last for ever. A request given up ends its connection:
    Sanic would read the rest of its body for as long as it comes. And when the server stops, a
    connection that has just opened is answered before it closes.
    """

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

"""Requests whose length is a plain number: Sanic reads for ever after a negative one."""

from typing import Any

from sanic.exceptions import InvalidUsage
from sanic.request import Request


class StrictRequest(Request):
    """Sanic's request, refused when its ``Content-Length`` is not made of digits."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        length = self.headers.get("content-length", "0")
        if not (length.isascii() and length.isdigit()):
            raise InvalidUsage("Content-Length")

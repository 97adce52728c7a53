"""Files to take away: letters, summary sheet and calendar, made from a signed link, never stored.

``make_link`` signs a link, ``read_link`` opens it, ``render`` makes the file.
"""

from bot.documents.calendar_file import NoDateToComeError
from bot.documents.files import File, offered, render
from bot.documents.links import (
    ExpiredLinkError,
    ForgedLinkError,
    LinkError,
    LinkKeyError,
    link_key,
    make_link,
    read_link,
)
from bot.documents.request import Dispute, DocumentKind, Request

__all__ = [
    "Dispute",
    "DocumentKind",
    "ExpiredLinkError",
    "File",
    "ForgedLinkError",
    "LinkError",
    "LinkKeyError",
    "NoDateToComeError",
    "Request",
    "link_key",
    "make_link",
    "offered",
    "read_link",
    "render",
]

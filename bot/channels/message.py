"""What people send through a messaging app, and what is sent back, whatever the app."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

_KEY_LENGTH = 24


def message_key(number: str, text: str) -> str:
    """What tells a message from any other: the same number with other words is another message."""
    return hashlib.sha256(f"{number}\0{text}".encode()).hexdigest()[:_KEY_LENGTH]


class MessageKind(str, Enum):
    """The kinds of things people send; ``wording.yml`` has words for those that cannot be read."""

    TEXT = "text"
    TAP = "tap"
    VOICE = "voice"
    PHOTO = "photo"
    FILE = "file"
    PLACE = "place"
    STICKER = "sticker"
    CONTACT = "contact"
    EDIT = "edit"
    GROUP = "group"
    STOP = "stop"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Incoming:
    """One thing that one person sent.

    Attributes:
        delivery: the app's own number for it, the same when it is delivered again.
        person: the app's own number for the person; never stored.
        address: where the answer goes; stored sealed, and only until it is answered.
        kind: what it is.
        text: its words, or what the button carries; empty when it has none.
        sent_at: when it was sent, in seconds since 1970.
        tap: what the app waits for to stop showing a button as pressed.
    """

    delivery: str
    person: str
    address: str
    kind: MessageKind
    text: str
    sent_at: float
    tap: str = ""


@dataclass(frozen=True)
class Choice:
    """One answer on offer: what is shown, and what comes back."""

    title: str
    payload: str
    about: str = ""


@dataclass(frozen=True)
class Document:
    """A file to take away."""

    caption: str
    name: str
    mime: str
    url: str


@dataclass(frozen=True)
class Outgoing:
    """One message: a text with its choices, or a document."""

    text: str = ""
    choices: tuple[Choice, ...] = ()
    document: Document | None = None


@dataclass(frozen=True)
class Limits:
    """What one message of an app may hold.

    Attributes:
        text: characters of a message.
        text_with_choices: the same when it carries choices.
        choices: how many it may carry; 0 when the app has none.
        title: characters of a choice.
        payload: bytes that a choice carries.
        files: the types of the files the app can send.
        messages: how many messages make one answer.
        choices_last: whether choices go away when another message follows.
        brief: whether every sign is paid for.
    """

    text: int
    text_with_choices: int
    choices: int
    title: int
    payload: int
    files: frozenset[str] = frozenset()
    messages: int = 4
    choices_last: bool = False
    brief: bool = False


@dataclass(frozen=True)
class Delivery:
    """What an app posts to us.

    Attributes:
        body: as it came.
        headers: their names in lower case.
        query: what follows the question mark of the address.
        path: of the address, below ``PUBLIC_URL``, query included.
        client: the internet address that it came from.
    """

    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)
    query: Mapping[str, str] = field(default_factory=dict)
    path: str = ""
    client: str = ""


# What reading a delivery raises when it is not in a shape we know.
UNREADABLE = (
    ArithmeticError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)


class NotSentError(Exception):
    """A message that the app has not taken; names the app's answer, never the person."""


def of_type(value: Any, kind: type) -> Any:
    """A part of a delivery, of the type it should have.

    Raises:
        TypeError: it has another.
    """
    if not isinstance(value, kind) or isinstance(value, bool):
        raise TypeError(kind.__name__)
    return value

"""Links that carry, signed, all that a document is made from: nothing is stored.

A token is a URL-safe content and its signature (itsdangerous). The content is the kind of document,
the facts of the case it needs, the kind of dispute, the expiry. The signature is HMAC-SHA256 with
the key of the environment variable ``LINK_KEY``, the same on every worker, and is good for the town
served only. Without ``LINK_KEY`` a key is drawn when the process starts: links then die with the
process, and other workers refuse them.
"""

import hashlib
import os
import secrets
from dataclasses import fields
from datetime import date, datetime, timedelta
from typing import Any

from itsdangerous import BadData, URLSafeSerializer
from itsdangerous.encoding import base64_decode, base64_encode

from bot.clock import zone
from bot.documents.request import Dispute, DocumentKind, Request
from bot.french.date_range import DateRange
from bot.knowledge import served
from bot.mediation import Case, Reply

VALID_FOR = timedelta(hours=24)
VALID_HOURS = VALID_FOR // timedelta(hours=1)
PREFIX = "/documents/"
SHORTEST_KEY = 32

_KEY_OF_THIS_PROCESS = secrets.token_bytes(32)


class LinkError(Exception):
    """A link that cannot be opened; the message is for the resident."""


class ForgedLinkError(LinkError):
    """A link that was not signed with our key, or was changed."""

    def __init__(self) -> None:
        super().__init__(
            "Ce lien n'est pas valable. Copiez-le en entier, ou redemandez le document à "
            "l'assistant."
        )


class ExpiredLinkError(LinkError):
    """A link of ours that is too old."""

    def __init__(self) -> None:
        super().__init__(
            f"Ce lien ne marche plus\N{NO-BREAK SPACE}: il était valable {VALID_HOURS} heures. "
            "Redemandez le document à l'assistant."
        )


class LinkKeyError(Exception):
    """``LINK_KEY`` cannot be used; the message is for whoever installs the assistant."""


def make_link(kind: DocumentKind, case: Case, dispute: Dispute | None, now: datetime) -> str:
    """The path of a document, ``/documents/<token>/<file name>``, valid 24 hours.

    Args:
        kind: which document.
        case: what the resident has told; what the document does not need is left out.
        dispute: what it is about, if told.
        now: aware.

    Raises:
        LinkKeyError: ``LINK_KEY`` is too short.
    """
    request = Request.about(kind, case, dispute, now)
    return f"{PREFIX}{_serializer().dumps(_content(request))}/{kind.file_name}"


def read_link(token: str, now: datetime) -> Request:
    """The request that a token carries.

    Args:
        token: the part of the link between ``/documents/`` and the file name, which counts for
            nothing.
        now: aware.

    Raises:
        ForgedLinkError: the token was not signed with our key.
        ExpiredLinkError: it was, more than 24 hours ago.
        LinkKeyError: ``LINK_KEY`` is too short.
    """
    try:
        content = _serializer().loads(token.encode(errors="replace"))
        signature = token.rpartition(".")[2]
        if base64_encode(base64_decode(signature)).decode() != signature:
            # base64 skips what is not of its alphabet: the signature of no link of ours.
            raise ForgedLinkError
        expiry = datetime.fromtimestamp(content.pop("expiry"), zone())
        request = _request(content, expiry)
    except (BadData, ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
        # Not signed by us, or by another version of this code.
        raise ForgedLinkError from None
    if now >= expiry:
        raise ExpiredLinkError
    return request


def link_key() -> bytes:
    """The key that signs links; call it at start to refuse an unusable one at once.

    Raises:
        LinkKeyError: ``LINK_KEY`` is too short.
    """
    given = os.environ.get("LINK_KEY")
    if not given:
        return _KEY_OF_THIS_PROCESS
    if len(given) < SHORTEST_KEY:
        raise LinkKeyError(
            f"LINK_KEY : {len(given)} caractères, il en faut au moins {SHORTEST_KEY}. "
            "Pour en tirer une : python -c 'import secrets; print(secrets.token_hex(32))'"
        )
    return given.encode()


def _serializer() -> URLSafeSerializer:
    # SHA-1 is the library's default.
    signing = {"key_derivation": "hmac", "digest_method": hashlib.sha256}
    # A link of one town opens nothing at another.
    salt = f"document {served().key}" if served().key else "document"
    return URLSafeSerializer(link_key(), salt=salt, signer_kwargs=signing)


def _content(request: Request) -> dict[str, Any]:
    told = {field.name: getattr(request.case, field.name) for field in fields(Case)}
    content = {name: _plain(value) for name, value in told.items() if value is not None}
    content |= {
        "kind": request.kind.value,
        "expiry": int(request.made_at.timestamp() + VALID_FOR.total_seconds()),
    }
    if request.dispute is not None:
        content["dispute"] = request.dispute.value
    return content


def _plain(value: Any) -> Any:
    if isinstance(value, DateRange):
        return [value.earliest.isoformat(), value.latest.isoformat()]
    return value.value if isinstance(value, Reply) else value


def _request(content: dict[str, Any], expiry: datetime) -> Request:
    kind = DocumentKind(content.pop("kind"))
    dispute = content.pop("dispute", None)
    made_at = datetime.fromtimestamp(expiry.timestamp() - VALID_FOR.total_seconds(), zone())
    told = {name: _typed(name, value) for name, value in content.items()}
    return Request(kind, Case(**told), Dispute(dispute) if dispute else None, made_at)


def _typed(name: str, value: Any) -> Any:
    if isinstance(value, list):
        first, last = value
        return DateRange(date.fromisoformat(first), date.fromisoformat(last))
    return Reply(value) if name.endswith("_reply") else value

"""Proofs that a delivery comes from where it says, compared in constant time."""

import hashlib
import hmac
from base64 import b64encode
from collections.abc import Sequence

_SHA256 = "sha256="
_TWILIO = {"HMAC_SHA1": hashlib.sha1, "HMAC_SHA256": hashlib.sha256}


def same_token(given: str | None, expected: str) -> bool:
    """Whether a token is ours."""
    return hmac.compare_digest((given or "").encode(errors="replace"), expected.encode())


def signed_sha256(body: bytes, given: str | None, secret: str) -> bool:
    """Whether a raw body was signed with the secret: ``sha256=`` and hexadecimal (Meta)."""
    expected = _SHA256 + hmac.digest(secret.encode(), body, hashlib.sha256).hex()
    return same_token(given, expected)


def signed_by_twilio(
    address: str, fields: Sequence[tuple[str, str]], algorithm: str, key: str, given: str | None
) -> bool:
    """Whether Twilio signed an address followed by the sorted names and values of a form.

    Args:
        address: the one that Twilio was given.
        fields: as they came.
        algorithm: ``HMAC_SHA1`` or ``HMAC_SHA256``; another proves nothing.
        key: the secret of that algorithm.
        given: the signature, in base64.
    """
    hashing = _TWILIO.get(algorithm)
    if hashing is None:
        return False
    # The same name twice is signed once for each of its values.
    signed = address + "".join(f"{name}{value}" for name, value in sorted(set(fields)))
    digest = hmac.digest(key.encode(), signed.encode(errors="replace"), hashing)
    return same_token(given, b64encode(digest).decode())

"""Proofs that a delivery comes from where it says, compared in constant time."""

import hashlib
import hmac

_SHA256 = "sha256="


def same_token(given: str | None, expected: str) -> bool:
    """Whether a token is ours."""
    return hmac.compare_digest((given or "").encode(errors="replace"), expected.encode())


def signed_sha256(body: bytes, given: str | None, secret: str) -> bool:
    """Whether a raw body was signed with the secret: ``sha256=`` and hexadecimal (Meta)."""
    expected = _SHA256 + hmac.digest(secret.encode(), body, hashlib.sha256).hex()
    return same_token(given, expected)

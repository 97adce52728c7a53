"""Whether a request comes from Twilio: its signature of the address and the fields sent."""

import base64
import hashlib
import hmac
from collections.abc import Mapping


def is_signed(url: str, fields: Mapping[str, str], signature: str, token: str) -> bool:
    """Whether a signature is that of the account's token.

    Args:
        url: the whole public address that was asked for.
        fields: those of the form, untouched.
        signature: the header ``X-Twilio-Signature``.
        token: the account's secret.
    """
    signed = url + "".join(f"{name}{fields[name]}" for name in sorted(fields))
    digest = hmac.new(token.encode(), signed.encode(), hashlib.sha1).digest()
    return hmac.compare_digest(base64.b64encode(digest), signature.encode(errors="replace"))

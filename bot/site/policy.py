"""Content security policies."""

import base64
import hashlib


def policy_hash(text: str) -> str:
    """What lets a page use this very text as its style or script: ``'sha256-…'``."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"

"""Where residents reach the assistant: links sent by a message must be whole addresses."""

import os

DEFAULT = "http://localhost:5005"


def absolute(path: str) -> str:
    """The address of a path of ours, from ``PUBLIC_URL`` (for example https://ville.fr/assistant)."""
    return os.environ.get("PUBLIC_URL", DEFAULT).rstrip("/") + path

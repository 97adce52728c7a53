"""What a conversation is limited to, for whoever serves it and whoever says so."""

from functools import lru_cache
from pathlib import Path

import yaml

# Characters of one message.
MAX_MESSAGE = 1_000

_ENDPOINTS = Path(__file__).parents[1] / "endpoints.yml"


@lru_cache(maxsize=1)
def keep_hours() -> int:
    """The hours after its last message at which a conversation is erased (``endpoints.yml``)."""
    endpoints = yaml.safe_load(_ENDPOINTS.read_text(encoding="utf-8"))
    return int(endpoints["tracker_store"]["keep_hours"])

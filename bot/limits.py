"""What a conversation is limited to, for whoever serves it and whoever says so."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from bot.knowledge.town_hall import TownHall

# Characters of one message.
MAX_MESSAGE = 1_000
# The same once its signs are unfolded: « ½ » is three, and some signs are a whole sentence.
MAX_FOLDED = 1_200
# Words of a message beyond which abbreviations are left as they are: « svp » is four.
MOST_SPELT = 300
# What is read of one message, so that nobody's makes the others wait: the rest is said not to be.
MOST_DATES = 20
# Beyond, the rest of the message is one clause, one question.
MOST_CLAUSES = 24
MOST_QUESTIONS = 6
# Each is looked at for a danger.
MOST_SENTENCES = 12

# Of the towns that one process serves, those that it has at hand.
TOWNS_HELD = 2_000

# How long a message that was not understood is kept, where the town asked for them.
UNHEARD_DAYS = 30

_ENDPOINTS = Path(__file__).parents[1] / "endpoints.yml"


def keep_hours(town_hall: TownHall) -> int:
    """The hours after its last message at which a conversation is erased.

    It is what the town's file says, else what ``endpoints.yml`` does.
    """
    return town_hall.keep_hours or int(_store()["keep_hours"])


def store_url() -> str:
    """The address of the database when ``STORE_URL`` gives none (``endpoints.yml``)."""
    return str(_store()["url"])


@lru_cache(maxsize=1)
def _store() -> dict[str, Any]:
    endpoints = yaml.safe_load(_ENDPOINTS.read_text(encoding="utf-8"))
    store: dict[str, Any] = endpoints["tracker_store"]
    return store

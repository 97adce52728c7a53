"""What is said only on messaging apps, with the facts of the town."""

from functools import lru_cache
from pathlib import Path

import yaml

from bot.french.text import fold
from bot.knowledge import knowledge
from bot.wording import fact_values, fill

FILE = Path(__file__).with_name("wording.yml")
# What an app writes for whoever opens the conversation, or people when they do not know how to.
GREETING = "bonjour"
_BEGINNINGS = frozenset(("start", "demarrer", "commencer", "get started", "debut"))


@lru_cache(maxsize=1)
def texts() -> dict[str, str]:
    """The texts, by name, their placeholders not filled."""
    found: dict[str, str] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return found


def tell(name: str) -> str:
    """A text, for the town being served."""
    return fill(texts()[name], fact_values(knowledge()), given={})


def begun(text: str) -> str:
    """A greeting for « Démarrer » and its like, else the text."""
    return GREETING if fold(text).strip(" .!/") in _BEGINNINGS else text

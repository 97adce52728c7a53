"""The short words of the buttons, for the apps that allow few characters."""

from functools import lru_cache
from pathlib import Path

import yaml

from bot.french.say import typeset

FILE = Path(__file__).with_name("short_titles.yml")


@lru_cache(maxsize=1)
def short_titles() -> dict[str, str]:
    """The short title of each long one, as they are written in the domain."""
    titles: dict[str, str] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return titles


def fitted(title: str, most: int) -> str:
    """A title within so many characters: as it is, or its short form.

    Args:
        title: as it is said.
        most: characters.
    """
    if len(title) <= most:
        return title
    short = _said().get(title, title)
    # Of a title that an action made up, the first words.
    return short if len(short) <= most else short[: most - 1].rstrip() + "…"


@lru_cache(maxsize=1)
def _said() -> dict[str, str]:
    return {typeset(long): typeset(short) for long, short in short_titles().items()}

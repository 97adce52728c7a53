"""Messages made of signs alone: « 👍 » says « oui »."""

from functools import lru_cache
from pathlib import Path

import yaml


def in_words(text: str) -> str:
    """A message as it is, or the words that its first known sign stands for if it holds none.

    >>> in_words("👍🏽")
    'oui'
    >>> in_words("merci 👍")
    'merci 👍'
    """
    if any(map(str.isalnum, text)):
        return text
    return next((_signs()[sign] for sign in text if sign in _signs()), text)


@lru_cache(maxsize=1)
def _signs() -> dict[str, str]:
    file = Path(__file__).with_name("signs.yml")
    said: dict[str, list[str]] = yaml.safe_load(file.read_text(encoding="utf-8"))
    return {sign: words for words, signs in said.items() for sign in signs}

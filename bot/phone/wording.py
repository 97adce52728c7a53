"""The responses of the assistant as they are said on the phone."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from bot.french.spoken import spoken
from bot.knowledge import knowledge
from bot.wording import fact_values, fill, responses

_FILE = Path(__file__).with_name("responses.yml")


def phone_text(response: str) -> str:
    """The text of a response for the phone, its placeholders still to fill."""
    text: str = phone_responses().get(response) or responses()[response][0]["text"]
    return text


def aloud(response: str, given: Mapping[str, Any] | None = None) -> str:
    """A response as it is said, for the town being served.

    Args:
        response: its name in ``domain.yml``.
        given: values of the placeholders that are not facts.

    Raises:
        WordingError: nothing fills a placeholder.
    """
    return spoken(fill(phone_text(response), fact_values(knowledge()), given or {}))


@lru_cache(maxsize=1)
def phone_responses() -> Mapping[str, str]:
    """The responses that are worded otherwise on the phone, by name."""
    wordings: dict[str, str] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return wordings

"""The names and signs of ``vocabulary.yml``."""

from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml


@lru_cache(maxsize=1)
def vocabulary() -> dict[str, Any]:
    """The groups of the file, by name."""
    file = Path(__file__).with_name("vocabulary.yml")
    groups: dict[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))
    return groups

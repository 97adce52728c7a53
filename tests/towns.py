"""Town files made for a test, read as the assistant reads those of a town."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from bot.knowledge import FOLDER, default_town, load
from bot.knowledge.town_hall import TownHall

USUAL_HOURS = "Mo-Fr 09:00-12:00; PH off"


def town_file(folder: Path, **changes: Any) -> Path:
    """The file of Argences with other values; ``hours`` stands for those of the opening hours."""
    content = yaml.safe_load((FOLDER / "towns" / "argences.yml").read_text(encoding="utf-8"))
    if "hours" in changes:
        content["opening_hours"]["value"] = changes.pop("hours")
    file = folder / "ville.yml"
    file.write_text(yaml.safe_dump(content | changes, allow_unicode=True), encoding="utf-8")
    return file


def town(folder: Path, **changes: Any) -> TownHall:
    """The town hall of such a file."""
    return load(str(town_file(folder, **changes))).town_hall


@contextmanager
def serving(file: Path) -> Iterator[None]:
    """The assistant serves the town of a file, then that of before."""
    before = os.environ.get("TOWN")
    os.environ["TOWN"] = str(file)
    default_town.cache_clear()
    try:
        yield
    finally:
        os.environ.pop("TOWN")
        if before is not None:
            os.environ["TOWN"] = before
        default_town.cache_clear()


def exception(first: str, last: str, hours: str | None, reason: str = "fêtes") -> dict[str, Any]:
    """One exception, as a town writes it."""
    days = {"first": date.fromisoformat(first), "last": date.fromisoformat(last)}
    return {**days, "hours": hours, "reason": reason}

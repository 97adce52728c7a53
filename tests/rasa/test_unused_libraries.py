"""What this assistant never calls is not loaded: most of a process's memory, and of its start."""

import ast
import subprocess
import sys

from bot.commands.unused_libraries import UNUSED
from tests.running import ROOT

LOADED = """
import sys
from bot.commands.rasa_setting import quiet_rasa
quiet_rasa()
import bot.rasa.server
print(*(name for name in sys.modules if getattr(sys.modules[name], "__file__", None)))
"""


def test_the_server_loads_none_of_them() -> None:
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", LOADED],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = {part for name in done.stdout.split() for part in within(name)}
    assert "rasa" in loaded
    assert loaded & UNUSED == set()
    # What only they imported.
    assert loaded & {"prompt_toolkit", "sklearn", "spacy"} == set()


def test_none_of_our_own_code_calls_them() -> None:
    files = [file for folder in ("bot", "actions") for file in (ROOT / folder).rglob("*.py")]
    assert len(files) > 50
    for file in files:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            names = [each.name for each in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names.append(node.module)
            assert not UNUSED & {part for name in names for part in within(name)}, file


def within(name: str) -> list[str]:
    """A module and the packages that hold it."""
    parts = name.split(".")
    return [".".join(parts[:length]) for length in range(1, len(parts) + 1)]

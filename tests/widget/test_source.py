"""The widget's file itself: its weight, its types, and that it needs nothing else."""

from __future__ import annotations

import gzip
import re
import shutil
import subprocess

from bot.knowledge import knowledge
from bot.site.widget_file import FOLDER, MODULES, STYLES, widget_file
from tests.running import ROOT, need

MOST_BYTES = 10_000


def test_weighs_less_than_10_kb() -> None:
    assert len(gzip.compress(widget_file().source.encode())) <= MOST_BYTES


def test_every_module_is_served() -> None:
    written = {file.stem for file in FOLDER.glob("*.js")}
    assert set(MODULES) | {"settings"} == written
    assert {file.stem for file in FOLDER.glob("*.css")} == set(STYLES)


def test_is_one_script_that_imports_nothing_and_says_the_phone() -> None:
    source = widget_file().source
    for of_a_module in ("import ", "import.meta", "export "):
        assert of_a_module not in source
    assert knowledge().town_hall.phone.value in source


def test_the_modules_can_stand_in_one_function() -> None:
    """One name means one thing, nothing is renamed, and what is used stands above."""
    names: list[str] = []
    for position, module in enumerate(MODULES):
        text = (FOLDER / f"{module}.js").read_text(encoding="utf-8")
        names += re.findall(
            r"^(?:export )?(?:async )?(?:const|let|class|function) (\w+)", text, re.M
        )
        imports = re.findall(r"^import (.*)$", text, re.M)
        assert [line for line in imports if " as " in line or not line.endswith('.js";')] == []
        for imported in re.findall(r'from "./([\w-]+).js"', text):
            assert imported in (*MODULES[:position], "settings")
    assert len(names) > 50
    assert sorted(names) == sorted(set(names))


def test_types_are_right() -> None:
    tsc = shutil.which("tsc")
    need(tsc, "tsc (paquet node-typescript)")
    done = subprocess.run([str(tsc), "--project", "."], cwd=ROOT, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, "")

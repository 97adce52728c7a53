"""The widget's file itself: its weight, its types, and that it needs nothing else."""

from __future__ import annotations

import gzip
import shutil
import subprocess

from bot.knowledge import knowledge
from bot.site.widget_file import FOLDER, MODULES, widget_file
from tests.running import ROOT, need

MOST_BYTES = 10_000


def test_weighs_less_than_10_kb() -> None:
    assert len(gzip.compress(widget_file().source.encode())) <= MOST_BYTES


def test_every_module_is_served() -> None:
    written = {file.stem for file in FOLDER.glob("*.js")}
    assert set(MODULES) | {"settings"} == written


def test_is_one_file_that_imports_nothing_and_says_the_phone() -> None:
    source = widget_file().source
    assert "import " not in source
    assert knowledge().town_hall.phone.value in source


def test_types_are_right() -> None:
    tsc = shutil.which("tsc")
    need(tsc, "tsc (paquet node-typescript)")
    done = subprocess.run([str(tsc), "--project", "."], cwd=ROOT, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, "")

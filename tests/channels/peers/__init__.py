"""Libraries that play the platforms, in environments of their own: they do not live beside Rasa.

An environment is built once, in a folder of the project that git does not see.
"""

import hashlib
import json
import shutil
import subprocess
import sys
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from tests.running import ROOT

HERE = Path(__file__).parent
CACHE = ROOT / ".peers"
PYTHON = (
    "aiogram==3.31.0",
    "pymsgr==0.1.0",
    "python-telegram-bot==22.8",
    "pywa==4.5.0",
    "twilio==9.13.0",
)
NODE = (
    "@warriorteam/messenger-sdk@1.5.8",
    "sms-segments-calculator@1.3.0",
    "whatsapp-api-js@6.3.0",
)
BUILD_SECONDS = 100
# One of them takes six seconds of processor time to load.
ANSWER_SECONDS = 180


def ask_python(script: str, question: Any) -> Any:
    """What a script of this folder answers, in the Python environment of the peers."""
    return _ask([str(_python()), str(HERE / script)], question)


def ask_node(script: str, question: Any) -> Any:
    """What a script of this folder answers, run by Node beside its own libraries."""
    return _ask(["node", str(_node() / script)], question)


def _ask(command: list[str], question: Any) -> Any:
    asked = subprocess.run(
        command,
        input=json.dumps(question),
        capture_output=True,
        text=True,
        timeout=ANSWER_SECONDS,
    )
    assert asked.returncode == 0, asked.stderr[-2000:]
    return json.loads(asked.stdout)


@lru_cache(maxsize=1)
def _python() -> Path:
    folder = _folder("python", PYTHON)
    python = folder / "bin" / "python"
    if not (folder / "ready").exists():
        uv = Path(sys.executable).with_name("uv")
        install = [str(uv), "pip"] if uv.exists() else [str(python), "-m", "pip"]
        named = ["--python", str(python)] if uv.exists() else []
        compiled = ["--compile-bytecode"] if uv.exists() else []
        _build([sys.executable, "-m", "venv", "--clear", str(folder)], folder)
        _build([*install, "install", "--quiet", *compiled, *named, *PYTHON], folder)
        (folder / "ready").touch()
    return python


@lru_cache(maxsize=1)
def _node() -> Path:
    folder = _folder("node", NODE)
    if not shutil.which("npm"):
        # Like a registry out of reach: these libraries judge ours where they can be had.
        pytest.skip("npm n'est pas installé")
    if not (folder / "ready").exists():
        options = ["--no-save", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", "."]
        _build(["npm", "install", *options, *NODE], folder)
        (folder / "ready").touch()
    # Node looks for libraries beside the script.
    for script in HERE.glob("*.mjs"):
        shutil.copy(script, folder)
    return folder


def _folder(name: str, pins: tuple[str, ...]) -> Path:
    return CACHE / f"{name}-{hashlib.sha256(repr(pins).encode()).hexdigest()[:12]}"


def _build(command: list[str], folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    try:
        subprocess.run(command, check=True, capture_output=True, timeout=BUILD_SECONDS, cwd=folder)
    except (OSError, subprocess.SubprocessError) as error:
        pytest.skip(f"les bibliothèques témoins ne s'installent pas ({type(error).__name__})")

"""The guide for who writes the content: what it shows is read, and what it quotes is said."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.__main__ import main
from bot.knowledge import load
from bot.linter import ROOT
from tests.towns import serving, town_file

GUIDE = (ROOT / "docs" / "contenu.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```yaml\n(.*?)```", GUIDE, re.DOTALL)
TOWN_BLOCKS = [block for block in BLOCKS if block.startswith("# ma-ville.yml\n")]
CODE = "\n".join(
    file.read_text(encoding="utf-8")
    for file in (
        ROOT / "bot" / "linter.py",
        ROOT / "bot" / "wording.py",
        ROOT / "bot" / "content_files.py",
        *sorted((ROOT / "bot" / "knowledge").glob("*.py")),
    )
)
MESSAGES = re.findall(r"^\| `(.+?)` \|", GUIDE.partition("## Ce que disent")[2], re.MULTILINE)


@pytest.mark.parametrize("block", TOWN_BLOCKS)
def test_what_it_adds_to_a_town_file_is_read(tmp_path: Path, block: str) -> None:
    shown: dict[str, Any] = yaml.safe_load(block)
    town_hall = load(str(town_file(tmp_path, **shown))).town_hall
    for key, value in shown.items():
        assert len(getattr(town_hall, key)) == len(value)


def test_it_shows_a_banner_and_an_exception() -> None:
    assert {key for block in TOWN_BLOCKS for key in yaml.safe_load(block)} == {
        "banners",
        "exceptions",
    }


def test_the_hours_that_it_shows_are_those_of_its_exceptions(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("BOT_NOW", "2026-11-28")
    moment, answer = re.findall(r"bot hours --at (\S+)\n(.+)", GUIDE)[0]
    shown = {key: value for each in TOWN_BLOCKS for key, value in yaml.safe_load(each).items()}
    with serving(town_file(tmp_path, **shown)):
        assert main(["hours", "--at", moment]) == 0
    assert capsys.readouterr().out.replace("\N{NO-BREAK SPACE}", " ").strip() == answer


def test_every_block_is_yaml() -> None:
    assert len(BLOCKS) >= 6
    for block in BLOCKS:
        assert yaml.safe_load(block)


@pytest.mark.parametrize("message", MESSAGES)
def test_each_message_that_it_explains_is_one_of_ours(message: str) -> None:
    # Long lines of the code are cut into several strings.
    assert message in re.sub(r'"\n\s+f?"', "", CODE)


def test_its_links_lead_somewhere() -> None:
    for target in re.findall(r"\]\(([^)]+)\)", GUIDE):
        file, _, anchor = target.partition("#")
        text = (ROOT / "docs" / file).read_text(encoding="utf-8") if file else GUIDE
        titles = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
        anchors = {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}
        assert not anchor or anchor in anchors, target

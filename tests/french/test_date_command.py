import argparse
import json

import pytest

from bot.commands import date as command


def run(*words: str) -> int:
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    return command.run(parser.parse_args(words))


def test_prints_the_range(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("mi août", "--today", "2026-11-22") == 0
    printed = json.loads(capsys.readouterr().out)
    assert printed == {"earliest": "2026-08-10", "latest": "2026-08-20"}


def test_prints_null_when_nothing_is_found(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("le 31 février", "--today", "2026-11-22") == 0
    assert capsys.readouterr().out == "null\n"


def test_future(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("lundi de Pâques", "--future", "--today", "2026-11-22") == 0
    assert json.loads(capsys.readouterr().out)["earliest"] == "2027-03-29"


def test_today_comes_from_the_clock(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("BOT_NOW", "2026-01-01T00:30")
    assert run("hier") == 0
    assert json.loads(capsys.readouterr().out)["latest"] == "2025-12-31"


@pytest.mark.parametrize(
    "today", ["22/11/2026", "demain", "2026-02-30", "0001-01-01", "9999-12-31"]
)
def test_unusable_today(today: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("hier", "--today", today) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "--today" in captured.err

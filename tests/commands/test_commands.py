"""The command line, as someone types it."""

import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from bot.__main__ import COMMANDS, main
from tests.running import NOW, ROOT, call, free_port, start_server
from tests.sources.sheets import saved, sheet
from tests.towns import town_file


def run(*words: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "bot", *words],
        cwd=ROOT,
        env={**os.environ, "BOT_NOW": NOW, **environment},
        capture_output=True,
        text=True,
        timeout=120,
    )


def test_help_lists_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["--help"])
    assert left.value.code == 0
    shown = capsys.readouterr().out
    assert [command for command in COMMANDS if command not in shown] == []


def test_an_unknown_command_is_unusable() -> None:
    assert run("danser").returncode == 2


def test_ask_answers_one_message() -> None:
    done = run("ask", "combien ça coûte le médiateur ?")
    assert done.returncode == 0
    assert "gratuite" in done.stdout
    assert "robot" not in done.stdout


def test_ask_as_json() -> None:
    answer = json.loads(run("ask", "horaires mairie", "--json").stdout)
    assert answer["intent"] == "ask_opening_hours"
    assert answer["confidence"] > 0.5
    assert "lundi" in answer["text"]
    assert {"title": "Le téléphone", "payload": "/ask_town_hall_contact"} in answer["buttons"]


def test_ask_nothing_is_unusable() -> None:
    done = run("ask", "  ")
    assert done.returncode == 2
    assert "vide" in done.stderr


def test_check_finds_nothing_wrong() -> None:
    done = run("check")
    assert (done.returncode, done.stdout) == (0, "Tout est en ordre.\n")


def test_check_lists_the_facts_to_check_again_without_finding_fault() -> None:
    done = run("check", BOT_NOW="2027-11-25")
    assert done.returncode == 0
    said = done.stdout.replace("\N{NO-BREAK SPACE}", " ")
    assert "vérifié le 22 novembre 2026 : mediator.name" in said
    assert "27 novembre 2026" not in said
    assert said.endswith("Tout est en ordre.\n")


def test_check_names_the_file_and_the_line_of_a_fault(tmp_path: Path) -> None:
    file = tmp_path / "ville.yml"
    file.write_text("name: Ici: là\n", encoding="utf-8")
    done = run("check", TOWN=str(file))
    assert done.returncode == 2
    assert f"{file}, ligne 1 : YAML illisible" in done.stderr
    assert "Traceback" not in done.stderr


def test_ask_leaves_out_the_banner_as_it_does_the_introduction(tmp_path: Path) -> None:
    banner = {"first": "2026-11-01", "last": "2026-11-30", "text": "Travaux."}
    done = run("ask", "merci", TOWN=str(town_file(tmp_path, banners=[banner])))
    assert done.stdout == "Avec plaisir.\n"


def test_an_unknown_town_stops_the_start() -> None:
    done = run("run", TOWN="atlantis")
    assert done.returncode == 2
    assert "atlantis" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "words",
    [
        ("assess", "--complaint", "2026-03-03", "--written", "--json"),
        ("date", "mi août"),
        ("hours", "--json"),
    ],
)
def test_a_quick_command_imports_neither_rasa_nor_tensorflow(words: tuple[str, ...]) -> None:
    assert_quick(*words)


def test_comparing_with_a_sheet_is_quick_too(tmp_path: Path) -> None:
    assert_quick("sources", saved(tmp_path, sheet()))


def assert_quick(*words: str) -> None:
    script = (
        "import sys; from bot.__main__ import main; code = main(sys.argv[1:]); "
        "sys.exit(code or any(m.split('.')[0] in ('rasa', 'tensorflow') for m in sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, *words], cwd=ROOT, capture_output=True, timeout=60
    )
    assert done.returncode == 0, done.stderr


def test_a_quick_command_answers_in_half_a_second() -> None:
    # The processor's time, not the clock's: the machine may be busy with something else.
    before = os.times()
    assert run("hours", "--json").returncode == 0
    after = os.times()
    spent = (after.children_user - before.children_user) + (
        after.children_system - before.children_system
    )
    assert spent < 0.5


def test_widget_gives_the_line_to_paste() -> None:
    done = run("widget", PUBLIC_URL="https://assistant.ville.fr/")
    assert done.returncode == 0
    assert '<script defer src="https://assistant.ville.fr/widget.js"></script>' in done.stdout
    assert 'src="https://assistant.ville.fr/widget-' in done.stdout
    assert 'integrity="sha384-' in done.stdout


def test_run_names_a_setting_that_cannot_be_used() -> None:
    done = run("run", "--port", str(free_port()), ALLOWED_ORIGINS="https://www.ville.fr/")
    assert done.returncode == 2
    assert "ALLOWED_ORIGINS" in done.stderr


def test_run_says_when_no_temporary_folder_can_be_written(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def nowhere() -> str:
        raise FileNotFoundError("No usable temporary directory found")

    monkeypatch.setattr("tempfile.gettempdir", nowhere)
    assert main(["run", "--port", str(free_port())]) == 2
    assert "TMPDIR=" in capsys.readouterr().err


def test_the_assistant_is_served_to_machines_that_have_only_ipv6(tmp_path: Path) -> None:
    if not socket.has_ipv6 or not Path("/proc/net/if_inet6").read_text():
        pytest.skip("cette machine n'a pas d'adresse IPv6")
    store = f"sqlite:///{tmp_path}/conversations.db"
    for running in start_server(HOST="::1", STORE_URL=store):
        url = running.url.replace("localhost", "[::1]")
        assert any(url in line for line in running.log)
        assert call(f"{url}/live").json == {"status": "ok"}


def test_a_store_that_cannot_be_opened_is_told_in_a_line() -> None:
    done = run("run", "--port", str(free_port()), STORE_URL="sqlite:////nulle/part/c.db")
    assert done.returncode == 2
    assert "STORE_URL : la base des conversations ne s'ouvre pas" in done.stderr
    assert "Traceback" not in done.stderr


def test_hear_without_a_trained_model_says_how_to_get_one(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("bot.commands.hear.INTENTS", tmp_path)
    assert main(["hear", "j'ai écrit à Orange", "--today", "2026-11-23"]) == 2
    said = capsys.readouterr().err
    assert "make train" in said
    assert str(tmp_path) in said
    assert "Traceback" not in said

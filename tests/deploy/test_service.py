"""The systemd unit: well formed, closed to what it does not need, and stopped late enough."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from bot.web_settings import web_settings
from tests.running import ROOT, need

UNIT = ROOT / "deploy" / "mediation-assistant@.service"
ENVIRONMENT = ROOT / "deploy" / "mediation-assistant.env"
# Out of 10, by systemd's own count; a service that closes nothing has more than 9.
MOST_EXPOSED = 1.5


def analyze(*words: str) -> str:
    """What ``systemd-analyze`` says, which needs no running systemd."""
    need(binary := shutil.which("systemd-analyze"), "systemd-analyze")
    ran = subprocess.run([str(binary), *words], capture_output=True, text=True)
    return ran.stdout + ran.stderr


def test_the_service_is_closed_to_what_it_does_not_need() -> None:
    said = analyze("security", "--offline=true", "--no-pager", str(UNIT))
    level = re.search(r"Overall exposure level for \S+: ([\d.]+)", said)
    assert level, said
    assert float(level[1]) <= MOST_EXPOSED, said


def test_systemd_understands_the_unit(tmp_path: Path) -> None:
    # Where the guide installs it, there may be nothing on this machine.
    unit = tmp_path / "mediation-assistant@5005.service"
    unit.write_text(re.sub("(?m)^ExecStart=.*", "ExecStart=/bin/true", UNIT.read_text()))
    assert analyze("verify", "--man=no", str(unit)) == ""


def test_turns_under_way_have_the_time_to_be_answered() -> None:
    from bot.commands.rasa_setting import quiet_rasa

    quiet_rasa()
    from bot.rasa.server import ANSWER_TIMEOUT_SECONDS

    stop = re.search(r"(?m)^TimeoutStopSec=(\d+)$", UNIT.read_text())
    assert stop
    assert int(stop[1]) > ANSWER_TIMEOUT_SECONDS


def test_the_settings_of_the_service_can_be_used(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [line for line in ENVIRONMENT.read_text().splitlines() if not line.startswith("#")]
    for name, _, value in (line.partition("=") for line in lines):
        monkeypatch.setenv(name, value)
    settings = web_settings()
    assert settings.trusted_proxies == 1
    assert settings.allowed_origins == {"https://www.ville.fr"}

"""The weekly comparison: what the person who answers for the content finds in the mail."""

import email
import email.policy
import os
import re
import shutil
import subprocess
from email.message import EmailMessage
from pathlib import Path

import pytest

from tests.running import ROOT, need
from tests.sources.sheets import DELAYS, sheet

SCRIPT = ROOT / "deploy" / "verifier-les-sources"
UNITS = [ROOT / "deploy" / f"mediation-sources.{kind}" for kind in ("service", "timer")]
MOST_EXPOSED = 3.0


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """Commands in the place of the network: a curl that copies, a sendmail that keeps."""
    commands = {
        "curl": f'while [ "$1" != -o ]; do shift; done; cp {tmp_path}/online "$2"',
        "sendmail": f'[ "$*" = -t ] && cat > {tmp_path}/mail',
    }
    for name, script in commands.items():
        command = tmp_path / "bin" / name
        command.parent.mkdir(exist_ok=True)
        command.write_text(f"#!/bin/sh\n{script}\n")
        command.chmod(0o755)
    return tmp_path


def run(machine: Path, **settings: str) -> tuple[int, EmailMessage | None, str]:
    """The exit code of the script, the mail it sent if any, and what it printed."""
    environment = {
        "PATH": f"{machine}/bin:{os.environ['PATH']}",
        "BOT_NOW": "2026-11-28",
        "TMPDIR": str(machine),
        "CONTENT_MAIL": "contenu@ville.fr",
        **settings,
    }
    done = subprocess.run(
        [str(SCRIPT)], env=environment, capture_output=True, text=True, cwd="/", timeout=60
    )
    kept = machine / "mail"
    mail = email.message_from_bytes(kept.read_bytes(), policy=email.policy.default)
    return done.returncode, mail, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("online", "code", "subject", "told"),
    [
        (sheet(), 0, "rien à changer", "- pareil : referral.direct_delay : 2 mois"),
        (
            sheet(delays={**DELAYS, "referral.direct_delay": "de 3 mois"}),
            1,
            "à relire",
            "nous disons « 2 mois », l'autre « 3 mois »",
        ),
        (b"<html>Erreur</html>", 2, "a échoué", "n'est pas une fiche"),
    ],
)
def test_the_result_is_sent(
    machine: Path, online: bytes, code: int, subject: str, told: str
) -> None:
    (machine / "online").write_bytes(online)
    left, mail, printed = run(machine)
    assert (left, printed) == (code, "")
    assert mail
    assert mail["To"] == "contenu@ville.fr"
    assert subject in mail["Subject"]
    assert told in mail.get_content().replace("\N{NO-BREAK SPACE}", " ")
    assert sorted(os.listdir(machine)) == ["bin", "mail", "online"]


def test_a_sheet_that_cannot_be_fetched_is_told(machine: Path) -> None:
    left, mail, _ = run(machine)
    assert left == 2
    assert mail
    assert "a échoué" in mail["Subject"]
    assert "n'a pas pu être téléchargée" in mail.get_content()


def test_a_mail_that_does_not_leave_is_an_error(machine: Path) -> None:
    (machine / "online").write_bytes(sheet())
    (machine / "mail").touch()
    (machine / "bin" / "sendmail").write_text("#!/bin/sh\ncat >/dev/null; exit 75\n")
    assert run(machine)[0] == 75


def test_without_an_address_nothing_is_done(machine: Path) -> None:
    (machine / "mail").touch()
    left, _, printed = run(machine, CONTENT_MAIL="")
    assert left == 2
    assert "personne qui répond du contenu" in printed


def test_systemd_understands_the_units(tmp_path: Path) -> None:
    need(binary := shutil.which("systemd-analyze"), "systemd-analyze")
    for unit in UNITS:
        copy = tmp_path / unit.name
        copy.write_text(re.sub("(?m)^ExecStart=.*", "ExecStart=/bin/true", unit.read_text()))
    paths = [str(tmp_path / unit.name) for unit in UNITS]
    done = subprocess.run(
        [str(binary), "verify", "--man=no", *paths], capture_output=True, text=True
    )
    assert done.stdout + done.stderr == ""
    level = subprocess.run(
        [str(binary), "security", "--offline=true", "--no-pager", str(UNITS[0])],
        capture_output=True,
        text=True,
    ).stdout
    found = re.search(r"Overall exposure level for \S+: ([\d.]+)", level)
    assert found, level
    assert float(found[1]) <= MOST_EXPOSED

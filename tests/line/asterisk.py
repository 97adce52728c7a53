"""A real Asterisk in a folder of its own, with our menu, and what it does told line by line."""

import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot.knowledge import knowledge
from bot.phone.asterisk import FASTAGI
from bot.phone.menu_files import menu_files

START_SECONDS = 30
QUIET_SECONDS = 10
SOUNDS = "usr/share/asterisk/sounds/mairie"
# Whom to call: the menu, a case, a case while the assistant is away.
MENU, CASE, CASE_ALONE = "100", "200", "300"
# What a switchboard of a town adds to our dialplan: where calls come in, and its desk.
OURS = f"""
[entrant]
exten => {MENU},1,Goto(mairie,s,1)
exten => {CASE},1,Goto(mairie-dossier,s,1)
exten => {CASE_ALONE},1,Set(MAIRIE_AGI=127.0.0.1:1)
 same => n,Goto(mairie-dossier,s,1)

[poste]
exten => s,1,Answer()
 same => n,Playback(mairie/p-midi)
 same => n,Hangup()
"""
# Modules that want a database, a sound card or a licence.
NOT_LOADED = (
    "chan_sip chan_alsa chan_console chan_iax2 chan_mgcp chan_skinny chan_unistim cdr_pgsql "
    "cel_pgsql pbx_ael pbx_dundi pbx_lua res_config_pgsql res_hep res_phoneprov"
)
CONFIGURATION = {
    "modules.conf": "[modules]\nautoload=yes\n"
    + "".join(f"noload => {name}.so\n" for name in NOT_LOADED.split()),
    "logger.conf": "[general]\ndateformat=%s.%3q\n[logfiles]\nmenu => verbose(5),warning,error\n",
    "rtp.conf": "[general]\nrtpstart=20000\nrtpend=20200\n",
    "http.conf": "[general]\nenabled=no\n",
}
PJSIP = """
[transport]
type=transport
protocol=udp
bind=127.0.0.1:{port}

[anonymous]
type=endpoint
context=entrant
disallow=all
allow=alaw
dtmf_mode=rfc4733
"""
# When our assistant is told something (Tx) or asks for something (Rx), which its console shows.
_AGI = re.compile(r"\[(\d+\.\d+)\].*<(PJSIP/anonymous-\w+)>AGI (Tx >>|Rx <<) (.*)")
_KEY = re.compile(r"200 result=[1-9]")
_STEP = re.compile(r"Executing \[([^@]+)@([\w-]+):\d+\] (\w+)\(\"([^\"]*)\", \"?(.*?)\"?\)")


@dataclass(frozen=True)
class Done:
    """One step that Asterisk took: in which context, what, with what."""

    context: str
    application: str
    given: str


@dataclass
class Asterisk:
    """A running one."""

    root: Path
    port: int

    def uri(self, number: str) -> str:
        """Whom to call."""
        return f"sip:{number}@127.0.0.1:{self.port}"

    @property
    def log(self) -> str:
        """All it told."""
        return (self.root / "var/log/asterisk/menu").read_text(errors="replace")

    @property
    def channels(self) -> list[str]:
        """The calls it took, in order."""
        found = re.findall(r'\("(PJSIP/anonymous-\w+)"', self.log)
        return list(dict.fromkeys(found))

    def steps(self, channel: str) -> list[Done]:
        """What it did in one call."""
        return [
            Done(context, application, given)
            for _, context, application, of, given in _STEP.findall(self.log)
            if of == channel
        ]

    def from_key_to_sound(self, calls: Sequence[str]) -> list[float]:
        """The milliseconds from each key to its first sound, under « agi set debug on »."""
        took, keyed = [], dict.fromkeys(calls, 0.0)
        for at, call, way, words in _AGI.findall(self.log):
            if call not in keyed:
                continue
            if way.startswith("Tx"):
                keyed[call] = float(at) if _KEY.match(words) else 0.0
            elif keyed[call] and words.startswith("STREAM FILE"):
                took.append((float(at) - keyed[call]) * 1000)
        return took

    def is_quiet(self) -> bool:
        """Whether every call is over; who hung up is told so before Asterisk has ended the call."""
        deadline = time.monotonic() + QUIET_SECONDS
        while "0 active channels" not in self.command("core show channels"):
            if time.monotonic() > deadline:
                return False
        return True

    def command(self, words: str) -> str:
        """What its console answers."""
        told = subprocess.run(
            ["chroot", str(self.root), "asterisk", "-rx", words], capture_output=True, text=True
        )
        return told.stdout


def played(steps: list[Done]) -> list[str]:
    """The sounds of the menu that were played, in order."""
    return [
        sound.removeprefix("mairie/")
        for step in steps
        if step.application in ("BackGround", "Playback", "ExecIf")
        for sound in re.findall(r"mairie/[a-z0-9-]+", step.given)
    ]


@contextmanager
def running_asterisk(root: Path, today: date, fastagi: str = FASTAGI) -> Iterator[Asterisk]:
    """Our menu, its sounds made by the voice, served by the Asterisk of a Debian folder.

    Args:
        root: the folder.
        today: the day on which the menu is made.
        fastagi: where the assistant takes calls.
    """
    port = _free_udp_port()
    etc = root / "etc/asterisk"
    files = {file.name: file.content for file in menu_files(knowledge(), today, with_sounds=True)}
    dialplan = files["asterisk/extensions.conf"].decode()
    dialplan = dialplan.replace("MAIRIE_POSTE=PJSIP/accueil", "MAIRIE_POSTE=Local/s@poste")
    dialplan = dialplan.replace(f"MAIRIE_AGI={FASTAGI}", f"MAIRIE_AGI={fastagi}")
    (etc / "extensions.conf").write_text(dialplan + OURS, encoding="utf-8")
    for name, text in {**CONFIGURATION, "pjsip.conf": PJSIP.format(port=port)}.items():
        (etc / name).write_text(text)
    shutil.rmtree(root / SOUNDS, ignore_errors=True)
    (root / SOUNDS).mkdir(parents=True)
    for name, content in files.items():
        if name.endswith(".wav"):
            (root / SOUNDS / Path(name).name).write_bytes(content)
    log = root / "var/log/asterisk/menu"
    log.parent.mkdir(parents=True, exist_ok=True)
    log.write_text("")
    process = subprocess.Popen(
        ["chroot", str(root), "asterisk", "-f"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    asterisk = Asterisk(root, port)
    try:
        deadline = time.monotonic() + START_SECONDS
        while "fully booted" not in asterisk.command("core waitfullybooted"):
            assert time.monotonic() < deadline, "Asterisk did not start"
            time.sleep(0.2)
        asterisk.command("core set verbose 5")
        yield asterisk
    finally:
        asterisk.command("core stop now")
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()


def _free_udp_port() -> int:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port

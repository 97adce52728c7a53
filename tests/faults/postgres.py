"""A real PostgreSQL of the tests' own, from Debian's package; never one already there."""

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.running import free_port

# PostgreSQL refuses to run as root; Debian's package makes this user.
_USER = "postgres"


def programs() -> Path | None:
    """Where ``initdb`` and ``postgres`` are, if they are here and can be run."""
    here = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return here[-1].parent if here else None


@dataclass
class Postgres:
    """A running server, which a test may stop, kill or freeze."""

    data: Path
    port: int
    programs: Path
    process: "subprocess.Popen[bytes]"

    @property
    def url(self) -> str:
        """Its address, as ``STORE_URL`` takes it."""
        return f"postgresql://{_USER}@127.0.0.1:{self.port}/postgres"

    def crash(self) -> None:
        """Stop it as a crash does, and start it again."""
        self._signal(signal.SIGQUIT)
        self.process.wait(timeout=30)
        self.process = _serve(self.programs, self.data, self.port)

    @contextmanager
    def frozen(self) -> Iterator[None]:
        """As a machine that no longer answers, but keeps its connections."""
        self._signal_all(signal.SIGSTOP)
        try:
            yield
        finally:
            self._signal_all(signal.SIGCONT)

    def stop(self) -> None:
        """Stop it for good."""
        self._signal(signal.SIGINT)
        self.process.wait(timeout=30)

    def _signal(self, number: int) -> None:
        os.kill(int((self.data / "postmaster.pid").read_text().split()[0]), number)

    def _signal_all(self, number: int) -> None:
        master = (self.data / "postmaster.pid").read_text().split()[0]
        children = subprocess.run(["pgrep", "-P", master], capture_output=True, text=True)
        for pid in [master, *children.stdout.split()]:
            os.kill(int(pid), number)


def start_postgres(programs: Path) -> Iterator[Postgres]:
    """Serve an empty database until the generator is closed."""
    with tempfile.TemporaryDirectory(prefix="postgres-", ignore_cleanup_errors=True) as folder:
        if os.geteuid() == 0:
            shutil.chown(folder, _USER)
        data, port = Path(folder) / "data", free_port()
        subprocess.run(
            [programs / "initdb", "-U", _USER, "-A", "trust", "-D", data],
            check=True,
            capture_output=True,
            user=_user(),
        )
        running = Postgres(data, port, programs, _serve(programs, data, port))
        try:
            yield running
        finally:
            running.stop()


def _serve(programs: Path, data: Path, port: int) -> "subprocess.Popen[bytes]":
    options: list[str | Path] = [
        "-D",
        data,
        "-p",
        str(port),
        "-c",
        f"unix_socket_directories={data}",
    ]
    process = subprocess.Popen(
        [programs / "postgres", *options, "-c", "listen_addresses=127.0.0.1"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        user=_user(),
    )
    ready: list[str | Path] = [
        programs / "pg_isready",
        "-h",
        "127.0.0.1",
        "-p",
        str(port),
        "-t",
        "1",
        "-q",
    ]
    for _ in range(10_000):
        if subprocess.run(ready).returncode == 0:
            return process
    raise AssertionError("PostgreSQL n'a pas démarré")


def _user() -> str | None:
    return _USER if os.geteuid() == 0 else None

"""Debian's nginx with the very file of ``deploy/nginx.conf``: only places and ports are changed."""

import os
import shutil
import socket
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPSConnection
from pathlib import Path
from string import Template

from tests.running import ROOT, Answer, free_port, need

EXAMPLE = ROOT / "deploy" / "nginx.conf"
HOST = "assistant.ville.fr"
# What surrounds the example on Debian, with more written than Debian asks for.
AROUND = Template(
    """
    daemon off;
    $user
    pid $folder/nginx.pid;
    error_log $folder/log/error.log info;
    events {}
    http {
        access_log $folder/log/access.log;
        client_body_temp_path $folder/temporary/body;
        proxy_temp_path $folder/temporary/proxy;
        fastcgi_temp_path $folder/temporary/fastcgi;
        uwsgi_temp_path $folder/temporary/uwsgi;
        scgi_temp_path $folder/temporary/scgi;
        include $folder/site.conf;
    }
    """
)


class Front:
    """A running nginx.

    Args:
        folder: an empty folder of its own.
        first, second: the ports of the assistants behind it, listening or not.
    """

    def __init__(self, folder: Path, first: int, second: int) -> None:
        self._folder = folder
        self._plain, self._tls = free_port(), free_port()
        for name in ("log", "temporary", "www"):
            (folder / name).mkdir()
        make_certificate(folder)
        self._trust = ssl.create_default_context(cafile=folder / "fullchain.pem")
        (folder / "site.conf").write_text(self._site(first, second))
        user = "user root;" if os.geteuid() == 0 else ""
        (folder / "nginx.conf").write_text(AROUND.substitute(folder=folder, user=user))

    def _site(self, first: int, second: int) -> str:
        places = {
            "listen 80;": f"listen 127.0.0.1:{self._plain};",
            "listen 443 ssl;": f"listen 127.0.0.1:{self._tls} ssl;",
            # The machine of the tests may have no IPv6.
            "listen [::]:80;": "",
            "listen [::]:443 ssl;": "",
            "127.0.0.1:5005": f"127.0.0.1:{first}",
            "127.0.0.1:5006": f"127.0.0.1:{second}",
            f"/etc/letsencrypt/live/{HOST}": str(self._folder),
            "/var/log/nginx": str(self._folder / "log"),
            "/var/www/assistant": str(self._folder / "www"),
        }
        site = EXAMPLE.read_text()
        for written, here in places.items():
            assert written in site, f"{EXAMPLE} : « {written} » n'y est plus"
            site = site.replace(written, here)
        return site

    @property
    def www(self) -> Path:
        """The folder of the pages that nginx serves itself."""
        return self._folder / "www"

    @contextmanager
    def running(self) -> Iterator[None]:
        """Run; once left, everything is written in :meth:`written`."""
        binary = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
        need(binary, "nginx")
        errors = self._folder / "log" / "error.log"
        started = [str(binary), "-c", str(self._folder / "nginx.conf"), "-e", str(errors)]
        process = subprocess.Popen(started)
        try:
            while not listens(self._tls):
                assert process.poll() is None, errors.read_text()
            yield
        finally:
            process.terminate()
            process.wait(timeout=20)

    def ask(
        self,
        path: str,
        body: bytes | None = None,
        address: str = "127.0.0.1",
        tls: bool = True,
        **headers: str,
    ) -> Answer:
        """One request, from a resident whose address is ``address``; no redirect is followed."""
        connection: HTTPConnection
        if tls:
            connection = HTTPSConnection(
                "127.0.0.1",
                self._tls,
                timeout=30,
                source_address=(address, 0),
                context=self._trust,
            )
        else:
            connection = HTTPConnection("127.0.0.1", self._plain, 30, source_address=(address, 0))
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        if body is not None:
            named = {"Content-Type": "application/json"} | named
        connection.request("GET" if body is None else "POST", path, body, {"Host": HOST} | named)
        answer = connection.getresponse()
        content = Answer(answer.status, answer.msg, answer.read())
        connection.close()
        return content

    def send_raw(self, sent: bytes, address: str) -> None:
        """Send bytes that are not TLS to the port of TLS, and wait for the end."""
        with socket.create_connection(("127.0.0.1", self._tls), 30, (address, 0)) as connection:
            connection.sendall(sent)
            while connection.recv(4096):
                pass

    def written(self) -> str:
        """All that was written on the disk: logs, and files that should have been temporary."""
        files = [path for name in ("log", "temporary") for path in (self._folder / name).rglob("*")]
        return "".join(path.read_text(errors="replace") for path in files if path.is_file())


def make_certificate(folder: Path) -> None:
    """A certificate that signs itself, for the address of this machine."""
    openssl = shutil.which("openssl")
    need(openssl, "openssl")
    subprocess.run(
        [
            *(str(openssl), "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"),
            *("-subj", f"/CN={HOST}", "-addext", f"subjectAltName=DNS:{HOST},IP:127.0.0.1"),
            *("-keyout", str(folder / "privkey.pem"), "-out", str(folder / "fullchain.pem")),
        ],
        check=True,
        capture_output=True,
    )


def listens(port: int) -> bool:
    """Whether a connection to a port of this machine is accepted."""
    with socket.socket() as tried:
        return tried.connect_ex(("127.0.0.1", port)) == 0

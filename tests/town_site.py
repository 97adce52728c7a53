"""A town's website on another origin than the assistant, with a strict policy of its own."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from string import Template

# Hostile to whoever trusts the page: root size, resets, a rule for every element.
STYLES = """
html { font-size: 62.5%; }
* { letter-spacing: 0.3em; text-transform: uppercase; outline: none; }
div, p, button { display: none; color: red !important; }
"""
PAGE = Template(
    """<!doctype html>
<html lang="fr">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width">
  <title>Une commune</title>
  <link rel="stylesheet" href="/styles.css">
</head>
<body>
  <main>
    <h1>Une commune</h1>
    <a href="#suite">Un lien de la page</a>
  </main>
  $line
</body>
</html>
"""
)
POLICY = Template(
    "default-src 'none'; script-src 'self'$assistant; style-src 'self'; img-src 'self'; "
    "connect-src 'self'$assistant; frame-src$assistant; require-trusted-types-for 'script'; "
    "report-uri /reports"
)


class TownSite:
    """The website; a test chooses the line that its page holds.

    Attributes:
        url: its address, which is its origin too.
        line: what a webmaster pasted.
        styles: its style sheet.
        assistant: the origin that its policy lets in, besides its own.
        reports: what browsers said that its policy forbade, as they sent it.
    """

    def __init__(self, url: str) -> None:
        self.url = url
        self.line = self.assistant = ""
        self.styles = STYLES
        self.reports: list[str] = []

    @property
    def page(self) -> str:
        return PAGE.substitute(line=self.line)

    @property
    def policy(self) -> str:
        return POLICY.substitute(assistant=f" {self.assistant}" if self.assistant else "")


def serve_town_site() -> Iterator[TownSite]:
    """Serve the website until the generator is closed."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            styles = self.path == "/styles.css"
            self.send_response(204 if self.path == "/favicon.ico" else 200)
            self.send_header("Content-Type", "text/css" if styles else "text/html; charset=utf-8")
            self.send_header("Content-Security-Policy", site.policy)
            self.end_headers()
            if self.path != "/favicon.ico":
                self.wfile.write((site.styles if styles else site.page).encode())

        def do_POST(self) -> None:
            site.reports.append(self.rfile.read(int(self.headers["Content-Length"])).decode())
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Nothing: the tests' output is for what fails."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    site = TownSite(f"http://127.0.0.1:{server.server_port}")
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()

"""The addresses of our facts, asked politely, on a website of this machine."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from bot.knowledge import knowledge
from bot.sources.links import MAX_LINKS, USER_AGENT, LinkState, addresses, check_links

Asked = list[tuple[str, str, str]]


class Website:
    """What it was asked: method, path and who asked."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.asked: Asked = []


@pytest.fixture
def website() -> Iterator[Website]:
    class Handler(BaseHTTPRequestHandler):
        def do_HEAD(self) -> None:
            site.asked.append((self.command, self.path, self.headers["User-Agent"]))
            moved = {"/ancienne": "/nouvelle", "/boucle": "/boucle", "/https": "/https/"}
            if self.path in moved:
                self.send_response(301)
                self.send_header("Location", moved[self.path])
            else:
                status = {"/absente": 404, "/partie": 410, "/panne": 503}.get(self.path, 200)
                no_head = self.path == "/sans-head" and self.command == "HEAD"
                self.send_response(405 if no_head else status)
            self.send_header("Content-Length", "0")
            self.end_headers()

        do_GET = do_HEAD  # noqa: N815

        def log_message(self, *_: object) -> None:
            """Nothing: the tests' output is for what fails."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    site = Website(f"http://127.0.0.1:{server.server_port}")
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()


@pytest.mark.parametrize(
    ("path", "state", "methods"),
    [
        ("/", LinkState.ANSWERS, ["HEAD"]),
        ("/sans-head", LinkState.ANSWERS, ["HEAD", "GET"]),
        ("/absente", LinkState.GONE, ["HEAD"]),
        ("/partie", LinkState.GONE, ["HEAD"]),
        ("/panne", LinkState.UNKNOWN, ["HEAD"]),
        ("/ancienne", LinkState.MOVED, ["HEAD", "HEAD"]),
        ("/https", LinkState.ANSWERS, ["HEAD", "HEAD"]),
        ("/boucle", LinkState.UNKNOWN, ["HEAD"] * 6),
    ],
)
def test_an_address_is_asked_once(
    website: Website, path: str, state: LinkState, methods: list[str]
) -> None:
    (check,) = check_links({website.url + path: ("referral.online",)})
    assert check.state is state
    assert "referral.online" in str(check)
    assert [method for method, _, _ in website.asked] == methods
    assert {agent for _, _, agent in website.asked} == {USER_AGENT}


def test_a_site_that_is_not_there_is_no_proof() -> None:
    (check,) = check_links({"http://127.0.0.1:9/": ("a",)})
    assert check.state is LinkState.UNKNOWN


def test_no_more_than_a_bounded_number_is_asked(website: Website) -> None:
    wanted = {f"{website.url}/{number}": ("a",) for number in range(MAX_LINKS + 5)}
    assert len(list(check_links(wanted, pause=0))) == MAX_LINKS
    assert len(website.asked) == MAX_LINKS


def test_each_address_of_ours_is_there_once_with_what_gives_it() -> None:
    wanted = addresses(knowledge())
    assert "referral.online" in wanted["https://www.mediation-telecom.org/saisir-le-mediateur"]
    assert {"official_sheet.url", "sources.f14373"} <= {
        *wanted["https://www.service-public.gouv.fr/particuliers/vosdroits/F14373"]
    }
    assert len(wanted) < MAX_LINKS
    assert all(url.startswith("https://") for url in wanted)

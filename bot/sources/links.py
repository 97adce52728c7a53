"""The addresses that our facts and sources give, asked one by one whether they still answer."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from http import HTTPStatus

import requests

from bot.knowledge import all_facts
from bot.knowledge.model import Knowledge
from bot.sources.comparison import same_address

# Who asks, for whoever keeps the other site.
USER_AGENT = "assistant-mairies (verification des liens, une fois par page)"
MAX_LINKS = 200
TIMEOUT_SECONDS = 10
MAX_REDIRECTS = 5
_PAUSE_SECONDS = 1.0
_GONE = {HTTPStatus.NOT_FOUND, HTTPStatus.GONE}
# Some sites answer HEAD with an error only.
_NO_HEAD = {HTTPStatus.FORBIDDEN, HTTPStatus.METHOD_NOT_ALLOWED, HTTPStatus.NOT_IMPLEMENTED}


class LinkState(Enum):
    """What becomes of an address."""

    ANSWERS = "répond"
    MOVED = "a déménagé"
    GONE = "N'EXISTE PLUS"
    UNKNOWN = "pas vérifiée"


@dataclass(frozen=True)
class LinkCheck:
    """One address, the facts or sources that give it, and what became of it."""

    url: str
    given_by: tuple[str, ...]
    state: LinkState
    detail: str

    def __str__(self) -> str:
        told = f" ({self.detail})" if self.detail else ""
        return f"- {self.state.value}{told} : {self.url}, donnée par {', '.join(self.given_by)}"


def addresses(facts: Knowledge) -> dict[str, tuple[str, ...]]:
    """Each address once, with the keys of the facts and sources that give it."""
    given: dict[str, list[str]] = {}
    for key, fact in all_facts(facts).items():
        if str(fact.value).startswith("https://"):
            given.setdefault(str(fact.value), []).append(key)
    for key, source in facts.sources.items():
        if source.url:
            given.setdefault(source.url, []).append(f"sources.{key}")
    return {url: tuple(keys) for url, keys in given.items()}


def check_links(
    wanted: dict[str, tuple[str, ...]], pause: float = _PAUSE_SECONDS
) -> Iterator[LinkCheck]:
    """Ask each address, one at a time; nothing of the pages is read.

    Args:
        wanted: see :func:`addresses`; beyond ``MAX_LINKS`` nothing is asked.
        pause: seconds between two of them.
    """
    with requests.Session() as session:
        session.headers["User-Agent"] = USER_AGENT
        session.max_redirects = MAX_REDIRECTS
        for number, (url, given_by) in enumerate(list(wanted.items())[:MAX_LINKS]):
            time.sleep(pause if number else 0)
            state, detail = _ask(session, url)
            yield LinkCheck(url, given_by, state, detail)


def _ask(session: requests.Session, url: str) -> tuple[LinkState, str]:
    try:
        answer = _answer(session, "HEAD", url)
        if answer.status_code in _NO_HEAD:
            answer = _answer(session, "GET", url)
    except requests.RequestException as error:
        # Not proof of anything: the site may be down for an hour, or this machine shut in.
        return LinkState.UNKNOWN, type(error).__name__
    if answer.status_code in _GONE:
        return LinkState.GONE, f"erreur {answer.status_code}"
    if not answer.ok:
        return LinkState.UNKNOWN, f"erreur {answer.status_code}"
    moved = any(step.is_permanent_redirect for step in answer.history)
    if moved and not same_address(url, answer.url):
        return LinkState.MOVED, f"devenue {answer.url}"
    return LinkState.ANSWERS, ""


def _answer(session: requests.Session, method: str, url: str) -> requests.Response:
    # A stream that is closed at once: the page itself is not fetched.
    with session.request(
        method, url, timeout=TIMEOUT_SECONDS, allow_redirects=True, stream=True
    ) as answer:
        return answer

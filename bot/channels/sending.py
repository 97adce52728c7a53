"""Posting to an app: a few seconds at most, tried again only when it surely was not taken."""

import asyncio
import logging
from collections import Counter
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

import aiohttp

from bot.channels.message import NotSentError

logger = logging.getLogger(__name__)

TIMEOUT_SECONDS = 5.0
TRIES = 3
PAUSES_SECONDS = (0.5, 2.0)
LONGEST_WAIT_SECONDS = 30.0
# What the app says it has not done; another error may come from a message that was taken.
_NOT_TAKEN = (
    HTTPStatus.TOO_MANY_REQUESTS,
    HTTPStatus.INTERNAL_SERVER_ERROR,
    HTTPStatus.BAD_GATEWAY,
    HTTPStatus.SERVICE_UNAVAILABLE,
)


class Sender:
    """The connections of one process to one app.

    Args:
        base: the address of the app's API; it may hold a secret, so that it is in no message.
        headers: of every request.

    Attributes:
        counts: what became of the requests, by name.
    """

    def __init__(self, base: str, headers: Mapping[str, str] | None = None) -> None:
        self._base = base
        self._headers = headers
        self.counts: Counter[str] = Counter()
        self._session: aiohttp.ClientSession | None = None

    async def post(self, path: str, **content: Any) -> Any:
        """What the app answers to a request, as JSON; None when it is not JSON.

        Args:
            path: below the base.
            content: ``json`` or ``data``, as aiohttp takes them; a callable is asked for it again
                at each try, since a form is used up by being sent.

        Raises:
            NotSentError: it refused, or gave no answer in time.
        """
        for last in (*(False,) * (TRIES - 1), True):
            given = {name: each() if callable(each) else each for name, each in content.items()}
            wait, reason = PAUSES_SECONDS[0], ""
            try:
                async with self._connections().post(self._base + path, **given) as answer:
                    told = await _json(answer)
                    if answer.status < HTTPStatus.BAD_REQUEST:
                        return told
                    reason = _reason(answer.status, told)
                    if answer.status not in _NOT_TAKEN:
                        raise NotSentError(reason)
                    wait = _asked_to_wait(answer.headers, told)
            except aiohttp.ClientConnectorError as error:
                reason = type(error).__name__
            except (aiohttp.ClientError, asyncio.TimeoutError) as error:
                # Perhaps taken all the same: a doubled message is worse than a lost one.
                self.counts["unsure"] += 1
                raise NotSentError(type(error).__name__) from None
            if last or wait > LONGEST_WAIT_SECONDS:
                raise NotSentError(reason)
            self.counts["retried"] += 1
            await asyncio.sleep(wait)
        raise AssertionError("the last try returns or raises")

    async def close(self) -> None:
        """Close the connections."""
        if self._session is not None:
            await self._session.close()

    def _connections(self) -> aiohttp.ClientSession:
        # Made by the loop that uses it.
        if self._session is None:
            limit = aiohttp.ClientTimeout(total=TIMEOUT_SECONDS)
            self._session = aiohttp.ClientSession(headers=self._headers, timeout=limit)
        return self._session


async def _json(answer: aiohttp.ClientResponse) -> Any:
    try:
        return await answer.json(content_type=None)
    except ValueError:
        return None


def _reason(status: int, told: Any) -> str:
    """The app's own number for what is wrong: its words may quote the person."""
    error = told.get("error") if isinstance(told, dict) else None
    code = error.get("code") if isinstance(error, dict) else None
    return f"HTTP {status}" + (f", code {code}" if isinstance(code, int) else "")


def _asked_to_wait(headers: Mapping[str, str], told: Any) -> float:
    asked: Any = headers.get("Retry-After")
    if asked is None and isinstance(told, dict):
        asked = (told.get("parameters") or {}).get("retry_after")
    try:
        return max(0.0, float(asked))
    except (TypeError, ValueError):
        return PAUSES_SECONDS[1]

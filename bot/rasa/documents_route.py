"""``/documents/<token>/<name>``: the file of a signed link, or a clear French page."""

import asyncio
import contextvars
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus

from sanic.request import Request
from sanic.response import HTTPResponse, html, raw

from bot.clock import now
from bot.documents import ExpiredLinkError, LinkError, NoDateToComeError, read_link, render
from bot.mediation import CaseError
from bot.rasa.clients import client_address
from bot.rate_limit import Limit, in_words
from bot.site.problem import problem_page

# Each takes a core for some hundredths of a second.
AT_ONCE = 2
_TITLE = "Ce document ne peut pas être ouvert"


class DocumentsRoute:
    """Makes the files afresh, beside the conversations; nothing of them is kept.

    Args:
        limit: how often one client may ask for a file.
    """

    def __init__(self, limit: Limit) -> None:
        self._limit = limit
        self._threads = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="document")

    async def document(self, request: Request, token: str, name: str) -> HTTPResponse:
        """The file, or a French page that says why there is none."""
        seconds = await self._limit.wait(f"documents {client_address(request)}")
        if seconds:
            page = problem_page(
                _TITLE, f"Trop de demandes à la fois. Réessayez {in_words(seconds)}."
            )
            headers = {"Retry-After": str(seconds)}
            return html(page, HTTPStatus.TOO_MANY_REQUESTS, headers)
        loop = asyncio.get_running_loop()
        here = contextvars.copy_context().run
        return await loop.run_in_executor(self._threads, here, answer, token)


def answer(token: str) -> HTTPResponse:
    """The file of a link."""
    try:
        file = render(read_link(token, now()))
    except ExpiredLinkError as error:
        return html(problem_page(_TITLE, str(error)), HTTPStatus.GONE)
    except (LinkError, CaseError, NoDateToComeError) as error:
        return html(problem_page(_TITLE, str(error)), HTTPStatus.NOT_FOUND)
    headers = {
        "Content-Disposition": f'attachment; filename="{file.name}"',
        "Cache-Control": "private, no-store",
        "X-Content-Type-Options": "nosniff",
        "X-Robots-Tag": "noindex",
    }
    return raw(file.content, content_type=file.mime, headers=headers)

"""``/documents/<token>/<name>``: the file of a signed link, or a clear French page."""

from http import HTTPStatus

from sanic.request import Request
from sanic.response import HTTPResponse, html, raw

from bot.clock import now
from bot.documents import ExpiredLinkError, LinkError, NoDateToComeError, read_link, render
from bot.mediation import CaseError
from bot.site.problem import problem_page

_TITLE = "Ce document ne peut pas être ouvert"


async def document(_request: Request, token: str, name: str) -> HTTPResponse:
    """Make the file afresh; nothing of it is kept."""
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

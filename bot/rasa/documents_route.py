"""``/documents/<token>/<name>``: the file of a signed link, or a clear French page."""

from http import HTTPStatus
from string import Template

from sanic.request import Request
from sanic.response import HTTPResponse, html, raw

from bot.clock import now
from bot.documents import ExpiredLinkError, LinkError, NoDateToComeError, read_link, render
from bot.mediation import CaseError

_PAGE = Template(
    '<!DOCTYPE html><html lang="fr"><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width">'
    "<title>Document introuvable</title><h1>Ce document ne peut pas être ouvert</h1>"
    '<p>$reason</p><p><a href="../../assistant">Revenir à l\'assistant</a></p></html>'
)


async def document(_request: Request, token: str, name: str) -> HTTPResponse:
    """Make the file afresh; nothing of it is kept."""
    try:
        file = render(read_link(token, now()))
    except ExpiredLinkError as error:
        return html(_PAGE.substitute(reason=error), HTTPStatus.GONE)
    except (LinkError, CaseError, NoDateToComeError) as error:
        return html(_PAGE.substitute(reason=error), HTTPStatus.NOT_FOUND)
    headers = {
        "Content-Disposition": f'inline; filename="{file.name}"',
        "Cache-Control": "private, no-store",
        "X-Content-Type-Options": "nosniff",
        "X-Robots-Tag": "noindex",
    }
    return raw(file.content, content_type=file.mime, headers=headers)

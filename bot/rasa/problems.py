"""What is wrong with a request, in French: as a page for a browser, and as JSON otherwise."""

from sanic.request import Request
from sanic.response import HTTPResponse, html
from sanic.response import json as json_response

from bot.site.problem import problem_page


def problem(request: Request, message: str, status: int, assistant: bool = True) -> HTTPResponse:
    """The response.

    Args:
        request: what was asked.
        message: what is wrong, for the resident.
        status: of HTTP.
        assistant: whether the page leads to the assistant.
    """
    if "text/html" in request.headers.get("accept", ""):
        page = problem_page("Cette page ne peut pas être affichée", message, assistant)
        return html(page, status)
    return json_response({"error": message}, status)

"""What every response carries: security headers, and who may read it from another website."""

from http import HTTPStatus

from sanic import Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, empty

from bot.knowledge import served
from bot.site.pages import FRAMED
from bot.web_settings import WebSettings

SECURITY_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
# Older browsers read it, and could not be told of several websites.
SAME_SITE_FRAMES = ("X-Frame-Options", "SAMEORIGIN")
# What sets no policy of its own runs nothing, should a browser show it as a page.
NO_CONTENT_POLICY = "default-src 'none'; frame-ancestors 'none'"
# Chromium's own viewer of these would not run either.
PDF = "application/pdf"
# What the widget on another website reads with `fetch`.
SHARED_WITH_ALLOWED = ("/webhooks/rest/", "/mairie.json")
PREFLIGHT_SECONDS = "3600"


def apply_policy(app: Sanic, settings: WebSettings) -> None:
    """Add the headers to every response of an application, errors included."""

    @app.middleware("response")
    async def add_headers(request: Request, response: HTTPResponse) -> None:
        for name, value in SECURITY_HEADERS.items():
            response.headers.setdefault(name, value)
        if request.path != FRAMED:
            response.headers.setdefault(*SAME_SITE_FRAMES)
        if response.content_type != PDF:
            response.headers.setdefault("Content-Security-Policy", NO_CONTENT_POLICY)
        if request.path.startswith(SHARED_WITH_ALLOWED):
            response.headers["Vary"] = "Origin"
            origin = request.headers.get("origin", "")
            if origin in allowed_origins(settings):
                response.headers["Access-Control-Allow-Origin"] = origin


def allowed_origins(settings: WebSettings) -> frozenset[str]:
    """The websites whose pages may talk to the assistant of the town served."""
    town = served()
    own = frozenset(town.facts.town_hall.allowed_origins)
    # Those of the environment are of its own town.
    return own if town.key else own | settings.allowed_origins


async def preflight(_request: Request) -> HTTPResponse:
    """What a browser asks before it sends JSON from another website.

    The answer means yes only to an allowed origin: the others get no
    ``Access-Control-Allow-Origin``.
    """
    headers = {
        "Access-Control-Allow-Methods": "POST",
        "Access-Control-Allow-Headers": "Content-Type",
        "Access-Control-Max-Age": PREFLIGHT_SECONDS,
    }
    return empty(HTTPStatus.NO_CONTENT, headers)

"""The town of a request: by ``/ville/NAME/…``, else by the host, else that of ``TOWN``."""

from dataclasses import dataclass
from http import HTTPStatus

from sanic import Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, redirect

from bot.knowledge import default_town, serve
from bot.public_address import TOWN_PATH
from bot.rasa.problems import problem
from bot.towns import RefusedTownError, Towns, UnknownTownError

# Whatever the town: about the process, and what loads the widget of the town that a page names.
OF_THE_PROCESS = ("/live", "/health", "/favicon.ico", "/widget.js")


@dataclass(frozen=True)
class Asked:
    """What a request asks of which town.

    Attributes:
        url: the path and the query, without the town.
        by_name: whether the path named the town.
        error: why no town answers, for the resident, and the status of HTTP, if none does.
        missing_slash: where to go when nothing followed the name, not even a slash: the links of
            the page would miss.
    """

    url: bytes
    by_name: bool = False
    error: tuple[str, HTTPStatus] | None = None
    missing_slash: str | None = None


def serve_town_of(towns: Towns | None, url: bytes, host: str) -> Asked:
    """Serve the town of a request, for as long as it lasts; nothing to do when there is but one."""
    if towns is None:
        return Asked(url)
    # Not that of the request before it on the same connection.
    serve(default_town())
    path, mark, query = url.decode("latin-1").partition("?")
    try:
        if not path.startswith(TOWN_PATH):
            serve(towns.of_host(host))
            return Asked(url)
        name, slash, rest = path.removeprefix(TOWN_PATH).partition("/")
        serve(towns.named(name))
    except UnknownTownError as error:
        return Asked(url, error=(str(error), HTTPStatus.NOT_FOUND))
    except RefusedTownError as error:
        return Asked(url, error=(str(error), HTTPStatus.SERVICE_UNAVAILABLE))
    asked = f"/{rest}{mark}{query}".encode("latin-1")
    return Asked(asked, by_name=True, missing_slash=None if slash else f"{name}/")


def check_towns(app: Sanic) -> None:
    """Let no route answer a request that no town answers."""

    @app.middleware("request")
    async def check(request: Request) -> HTTPResponse | None:
        asked: Asked = request.ctx.town
        if asked.error and request.path not in OF_THE_PROCESS:
            return problem(request, *asked.error, assistant=False)
        return redirect(asked.missing_slash) if asked.missing_slash else None

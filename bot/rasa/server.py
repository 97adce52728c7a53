"""One process on one port: the assistant, its channels, its page and its health."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import socket
from http import HTTPStatus

from rasa.core.channels import channel
from sanic import Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, empty, html
from sanic.response import json as json_response
from sanic.server import HttpProtocol

from bot.documents import link_key
from bot.rasa.assistant import Assistant, load_assistant
from bot.rasa.documents_route import document
from bot.rasa.rest_channel import MAX_BODY_BYTES, RestChannel
from bot.rasa.site_routes import add_site
from bot.rasa.strict_request import StrictRequest
from bot.rasa.tracker_store import ConversationStore
from bot.rasa.web_policy import apply_policy
from bot.rate_limit import RateLimit
from bot.site.problem import problem_page
from bot.web_settings import web_settings

logger = logging.getLogger(__name__)

ANSWER_TIMEOUT_SECONDS = 30
FORGET_SILENT_EVERY_SECONDS = 600
# A connection is opened to send a message, which may still be on its way when we are told to stop.
FIRST_REQUEST_SECONDS = 1
# Sanic forgets that it was told to stop when that comes while its start listeners still run.
STOP_AFTER_SECONDS = 0.1
ERRORS = {
    HTTPStatus.BAD_REQUEST: "La demande est mal formée.",
    HTTPStatus.NOT_FOUND: "Cette adresse n'existe pas.",
    HTTPStatus.METHOD_NOT_ALLOWED: "Cette adresse ne s'utilise pas ainsi.",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "La demande est trop longue. Raccourcissez votre message.",
}


class PatientProtocol(HttpProtocol):
    """Sanic's connection; once stopping, one that has just opened is answered before it closes."""

    def close_if_idle(self) -> bool:
        """Close the connection if nothing is under way; whether it was."""
        if self.state["requests_count"]:
            return bool(super().close_if_idle())
        self.loop.call_later(FIRST_REQUEST_SECONDS, super().close_if_idle)
        return False


def run(host: str, port: int) -> None:
    """Serve until stopped; prints the address once the first answer can be given."""
    os.environ.setdefault("PUBLIC_URL", f"http://{host}:{port}")
    link_key()
    app = create_app(load_assistant())

    @app.listener("after_server_start")
    async def announce(_app: Sanic, loop: asyncio.AbstractEventLoop) -> None:
        for told in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(told, loop.call_later, STOP_AFTER_SECONDS, app.stop)
        print(f"L'assistant répond sur http://{host}:{port}", flush=True)
        _tell_systemd_ready()

    app.run(
        host=host,
        port=port,
        protocol=PatientProtocol,
        register_sys_signals=False,
        access_log=False,
        debug=False,
        motd=False,
    )


def _tell_systemd_ready() -> None:
    """Say so on the socket that systemd names to a service of ``Type=notify``, if it does."""
    address = os.environ.get("NOTIFY_SOCKET")
    if address:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as told:
            # systemd writes the first byte of an abstract address, which is zero, as an at sign.
            told.sendto(b"READY=1", address.replace("@", "\0", 1))


def create_app(assistant: Assistant) -> Sanic:
    """The web application; the model is tried once when it starts.

    Raises:
        WebSettingError: an environment variable cannot be used.
    """
    app = Sanic("mediation-telecom", request_class=StrictRequest, configure_logging=False)
    app.config.REQUEST_MAX_SIZE = MAX_BODY_BYTES
    app.config.RESPONSE_TIMEOUT = ANSWER_TIMEOUT_SECONDS
    # Told to stop, it answers the turns under way first.
    app.config.GRACEFUL_SHUTDOWN_TIMEOUT = ANSWER_TIMEOUT_SECONDS
    app.ctx.agent = assistant
    settings = web_settings()
    app.config.PROXIES_COUNT = settings.trusted_proxies or None
    app.ctx.limit = RateLimit(settings.messages_per_minute)
    channel.register([RestChannel(app.ctx.limit)], app, route="/webhooks/")
    apply_policy(app, settings)
    app.register_listener(_start, "before_server_start")
    app.add_task(forget_silent)
    add_site(app)
    app.add_route(document, "/documents/<token:str>/<name:str>")
    app.add_route(_no_icon, "/favicon.ico")
    app.add_route(_health, "/health")
    app.error_handler.add(Exception, _explain)
    return app


async def _start(app: Sanic, _loop: asyncio.AbstractEventLoop) -> None:
    if not await model_answers(app.ctx.agent):
        raise RuntimeError("Le modèle ne comprend pas « bonjour ». Relancez « make train ».")


async def forget_silent(app: Sanic) -> None:
    """Forget silent conversations and clients for as long as the server runs, used or not."""
    while True:
        app.ctx.limit.forget_silent()
        try:
            app.ctx.agent.tracker_store.erase_silent()
        except Exception as error:
            logger.error("conversations non effacées : %s", type(error).__name__)
        await asyncio.sleep(FORGET_SILENT_EVERY_SECONDS)


async def model_answers(assistant: Assistant) -> bool:
    """Whether the model understands a greeting."""
    understood = await assistant.parse_message("bonjour")
    return bool(understood["intent"]["name"] == "greet")


def store_writes(store: ConversationStore) -> bool:
    """Whether a conversation could be kept right now."""
    try:
        store.probe()
    except Exception as error:
        logger.error("conversations : %s", type(error).__name__)
        return False
    return True


async def _health(request: Request) -> HTTPResponse:
    assistant: Assistant = request.app.ctx.agent
    state = {
        "model": await model_answers(assistant),
        "store": store_writes(assistant.tracker_store),
    }
    well = all(state.values())
    status = HTTPStatus.OK if well else HTTPStatus.SERVICE_UNAVAILABLE
    return json_response({"status": "ok" if well else "failing", **state}, status)


async def _no_icon(_request: Request) -> HTTPResponse:
    return empty()


def _explain(request: Request, error: Exception) -> HTTPResponse:
    """Any error in French, as a page for a browser and as JSON otherwise, never a stack trace."""
    status = getattr(error, "status_code", HTTPStatus.INTERNAL_SERVER_ERROR)
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        logger.error("erreur interne : %s", type(error).__name__)
    message = ERRORS.get(status, "Un incident m'empêche de répondre. Réessayez dans un instant.")
    if "text/html" in request.headers.get("accept", ""):
        return html(problem_page("Cette page ne peut pas être affichée", message), status)
    return json_response({"error": message}, status)

"""One process on one port: the assistant, its channels, its page and its health."""

from __future__ import annotations

import asyncio
import logging
import os
import socket
from http import HTTPStatus

from rasa.core.channels import channel
from sanic import Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, empty
from sanic.response import json as json_response

from bot.channels.channel import Channel
from bot.channels.settings import channels_on
from bot.channels.short_links import ShortLinks
from bot.database import Database, StoreError
from bot.documents import link_key
from bot.rasa.assistant import Assistant, load_assistant
from bot.rasa.call_route import add_calls
from bot.rasa.call_sms import CallSms
from bot.rasa.connections import StrictRequest
from bot.rasa.desk_route import add_desk
from bot.rasa.documents_route import DocumentsRoute
from bot.rasa.fastagi_calls import add_fastagi, listen
from bot.rasa.figures_route import FiguresRoute
from bot.rasa.messaging import Messaging
from bot.rasa.phone_route import add_phone
from bot.rasa.problems import problem
from bot.rasa.rest_channel import MAX_BODY_BYTES, RestChannel
from bot.rasa.site_routes import add_site
from bot.rasa.towns_route import check_towns
from bot.rasa.tracker_store import ConversationStore
from bot.rasa.web_policy import apply_policy
from bot.rasa.workers import serve, while_serving
from bot.rate_limit import Limit, RateLimit, SharedRateLimit
from bot.towns import Towns, towns_of_environment
from bot.web_settings import WebSettingError, WebSettings, web_settings

logger = logging.getLogger(__name__)

ANSWER_TIMEOUT_SECONDS = 30
# A request that comes a byte at a time is given up.
REQUEST_TIMEOUT_SECONDS = 30
FORGET_SILENT_EVERY_SECONDS = 60
# Of one person on a messaging app; each answer may cost the town something.
PERSON_PER_MINUTE = 20
ERRORS = {
    HTTPStatus.BAD_REQUEST: "La demande est mal formée.",
    HTTPStatus.NOT_FOUND: "Cette adresse n'existe pas.",
    HTTPStatus.METHOD_NOT_ALLOWED: "Cette adresse ne s'utilise pas ainsi.",
    HTTPStatus.REQUEST_TIMEOUT: "La demande n'est pas arrivée en entier. Envoyez-la de nouveau.",
    HTTPStatus.NOT_IMPLEMENTED: "Cet encodage n'est pas connu. Envoyez la demande sans lui.",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "La demande est trop longue. Raccourcissez votre message.",
}


def run(here: socket.socket, host: str, port: int) -> None:
    """Serve until stopped; prints the address once the first answer can be given.

    Args:
        here: bound to the address, not listening yet.
        host: the address, as it was asked for.
        port: its port.

    Raises:
        WebSettingError: an environment variable cannot be used.
        StoreError: the database cannot be opened.
        KnowledgeError: a fact file cannot be used, or ``TOWNS`` is no folder.
    """
    shown = f"http://{f'[{host}]' if ':' in host else host}:{port}"
    os.environ.setdefault("PUBLIC_URL", shown)
    link_key()
    settings = web_settings()
    channels = channels_on()
    towns = towns_of_environment()
    if settings.fastagi and towns and not towns.has_own:
        raise WebSettingError("FASTAGI : ses appels sont pour la mairie de TOWN. Donnez TOWN=…")
    # Bound before the processes part: each takes calls that come to it.
    fastagi = listen(*settings.fastagi) if settings.fastagi else None
    app = create_app(load_assistant(), settings, channels, towns)
    if fastagi is not None:
        add_fastagi(app, fastagi, app.ctx.call_sms)
    serve(app, here, settings.workers, f"L'assistant répond sur {shown}")


def create_app(
    assistant: Assistant,
    settings: WebSettings,
    channels: dict[str, Channel],
    towns: Towns | None,
) -> Sanic:
    """The web application; the model is tried once when it starts.

    Args:
        assistant: who answers.
        settings: what is let in.
        channels: the messaging apps that are on, by name.
        towns: those served; None when there is but the one of ``TOWN``.
    """
    app = Sanic("mediation-telecom", request_class=StrictRequest, configure_logging=False)
    app.config.REQUEST_MAX_SIZE = MAX_BODY_BYTES
    app.config.REQUEST_TIMEOUT = REQUEST_TIMEOUT_SECONDS
    app.config.RESPONSE_TIMEOUT = ANSWER_TIMEOUT_SECONDS
    # Told to stop, it answers the turns under way first.
    app.config.GRACEFUL_SHUTDOWN_TIMEOUT = ANSWER_TIMEOUT_SECONDS
    app.ctx.agent = assistant
    app.ctx.towns = towns
    app.config.PROXIES_COUNT = settings.trusted_proxies or None
    database = assistant.tracker_store.database
    shared = database if database.is_shared or settings.workers > 1 else None
    messages = limit(settings.messages_per_minute, shared)
    documents = limit(settings.documents_per_minute, shared)
    people = limit(PERSON_PER_MINUTE, shared)
    notices = limit(1, shared)
    app.ctx.limits = (messages, documents, people, notices)
    app.ctx.messaging = Messaging(channels, towns, assistant, people, notices)
    app.ctx.messaging.add_to(app)
    channel.register([RestChannel(messages)], app, route="/webhooks/")
    apply_policy(app, settings)
    check_towns(app)
    app.register_listener(_start, "before_server_start")
    while_serving(app, forget_silent)
    add_site(app, settings)
    add_phone(app)
    app.ctx.call_sms = CallSms(app.ctx.messaging.desk.channels, ShortLinks(database))
    if settings.twilio_token is not None:
        add_calls(app, settings.twilio_token, app.ctx.call_sms)
    if settings.desk_key is not None:
        add_desk(app, settings.desk_key)
    app.add_route(DocumentsRoute(documents).document, "/documents/<token:str>/<name:str>")
    if settings.figures_key:
        FiguresRoute(settings.figures_key, database, documents).add_to(app)
    app.add_route(_no_icon, "/favicon.ico")
    app.add_route(_live, "/live")
    app.add_route(_health, "/health")
    app.error_handler.add(Exception, _explain)
    return app


def limit(per_minute: int, shared: Database | None) -> Limit:
    """A limit of each client, held in the database when other workers hold it too."""
    if shared is None:
        return RateLimit(per_minute)
    return SharedRateLimit(per_minute, shared, link_key())


async def _start(app: Sanic, _loop: asyncio.AbstractEventLoop) -> None:
    if not await model_answers(app.ctx.agent):
        raise RuntimeError("Le modèle ne comprend pas « bonjour ». Relancez « make train ».")


async def forget_silent(app: Sanic) -> None:
    """Forget silent conversations and clients for as long as the server runs, used or not."""
    while True:
        try:
            for each in app.ctx.limits:
                await each.forget_silent()
            await app.ctx.agent.tracker_store.erase_silent()
        except Exception as error:
            logger.error("conversations non effacées : %s", type(error).__name__)
        await asyncio.sleep(FORGET_SILENT_EVERY_SECONDS)


async def model_answers(assistant: Assistant) -> bool:
    """Whether the model understands a greeting."""
    understood = await assistant.parse_message("bonjour")
    return bool(understood["intent"]["name"] == "greet")


async def store_writes(store: ConversationStore) -> bool:
    """Whether a conversation could be kept right now."""
    try:
        await store.probe()
    except Exception as error:
        # Ours names no resident; a library's may quote one.
        told = error if isinstance(error, StoreError) else type(error).__name__
        logger.error("conversations : %s", told)
        return False
    return True


async def _live(_request: Request) -> HTTPResponse:
    """The process answers: nothing is tried, so that it may be asked every second."""
    return json_response({"status": "ok"})


async def _health(request: Request) -> HTTPResponse:
    """Whether a resident would be answered: the store is tried; the model was, at the start."""
    store: ConversationStore = request.app.ctx.agent.tracker_store
    state = {"store": await store_writes(store), "erased": store.database.is_clean}
    well = all(state.values())
    status = HTTPStatus.OK if well else HTTPStatus.SERVICE_UNAVAILABLE
    told = {"status": "ok" if well else "failing", **state}
    if counts := request.app.ctx.messaging.counts:
        told["channels"] = counts
    if request.app.ctx.towns and (refused := request.app.ctx.towns.refused):
        told["towns_refused"] = refused
    return json_response(told, status)


async def _no_icon(_request: Request) -> HTTPResponse:
    return empty()


def _explain(request: Request, error: Exception) -> HTTPResponse:
    """Any error in French, as a page for a browser and as JSON otherwise, never a stack trace."""
    status = getattr(error, "status_code", HTTPStatus.INTERNAL_SERVER_ERROR)
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        logger.error("erreur interne : %s", type(error).__name__)
    message = ERRORS.get(status, "Un incident m'empêche de répondre. Réessayez dans un instant.")
    return problem(request, message, status)

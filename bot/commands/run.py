"""``python -m bot run``: serve the assistant, its page and its health on one port."""

import argparse
import os
import socket
import sys
import tempfile

from bot.clock import now
from bot.documents import LinkKeyError
from bot.knowledge import KnowledgeError
from bot.web_settings import LAST_PORT, WebSettingError
from bot.wording import WordingError

DEFAULT_PORT = 5005


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    port = os.environ.get("PORT", DEFAULT_PORT)
    host = os.environ.get("HOST", "localhost")
    parser.add_argument("--port", type=_port, default=port, help="port (ou variable PORT)")
    parser.add_argument("--host", default=host, help="adresse d'écoute (ou variable HOST)")


def _port(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 0 < int(text) <= LAST_PORT):
        raise argparse.ArgumentTypeError(f"« {text} » n'est pas un port, de 1 à {LAST_PORT}")
    return int(text)


def _take_port(host: str, port: int) -> socket.socket:
    """Bound before the model takes its seconds to load; raises ``OSError``."""
    family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    here = socket.socket(family, kind, protocol)
    here.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        here.bind(address)
    except OSError:
        here.close()
        raise
    return here


def _check_temporary_folder() -> None:
    """Rasa unpacks the model in one; raises ``ValueError``."""
    try:
        tempfile.gettempdir()
    except OSError:
        raise ValueError(
            "Aucun dossier temporaire n'accepte d'écriture. Libérez de la place dans /tmp, "
            "ou nommez-en un autre : TMPDIR=/chemin/du/dossier"
        ) from None


def run(arguments: argparse.Namespace) -> int:
    """Serve until stopped; 2 with a message when something it needs cannot be used."""
    try:
        now()
        _check_temporary_folder()
        here = _take_port(arguments.host, arguments.port)
    except ValueError as error:
        print(error, file=sys.stderr)
        return 2
    except OSError as error:
        where = f"{arguments.host}:{arguments.port}"
        print(f"{where} : {error.strerror}. Choisissez-en un autre : PORT=5006", file=sys.stderr)
        return 2
    from bot.commands.rasa_setting import quiet_rasa
    from bot.database import StoreError

    quiet_rasa()
    from bot.rasa.assistant import ModelMissingError
    from bot.rasa.server import run as serve

    unusable = (
        KnowledgeError,
        LinkKeyError,
        ModelMissingError,
        StoreError,
        WebSettingError,
        WordingError,
    )
    try:
        with here:
            serve(here, arguments.host, arguments.port)
    except unusable as error:
        print(error, file=sys.stderr)
        return 2
    return 0

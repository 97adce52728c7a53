"""``python -m bot run``: serve the assistant, its page and its health on one port."""

import argparse
import os
import sys

from bot.documents import LinkKeyError
from bot.knowledge import KnowledgeError
from bot.web_settings import WebSettingError
from bot.wording import WordingError

DEFAULT_PORT = 5005


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    port = int(os.environ.get("PORT", DEFAULT_PORT))
    host = os.environ.get("HOST", "localhost")
    parser.add_argument("--port", type=int, default=port, help="port (ou variable PORT)")
    parser.add_argument("--host", default=host, help="adresse d'écoute (ou variable HOST)")


def run(arguments: argparse.Namespace) -> int:
    """Serve until stopped; 2 when the knowledge, the wording or the model cannot be used."""
    from bot.commands.rasa_setting import quiet_rasa

    quiet_rasa()
    from bot.rasa.assistant import ModelMissingError
    from bot.rasa.server import run as serve

    unusable = (KnowledgeError, LinkKeyError, ModelMissingError, WebSettingError, WordingError)
    try:
        serve(arguments.host, arguments.port)
    except unusable as error:
        print(error, file=sys.stderr)
        return 2
    return 0

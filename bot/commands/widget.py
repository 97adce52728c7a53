"""``python -m bot widget``: the line that a town pastes into its website."""

import argparse
import sys

from bot.knowledge import KnowledgeError
from bot.public_address import absolute
from bot.site.widget_file import script_tag


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """No option: the address comes from ``PUBLIC_URL``."""


def run(arguments: argparse.Namespace) -> int:
    """Print both lines; 2 with a message when the town's facts cannot be used."""
    try:
        pinned = script_tag(absolute(""))
    except KnowledgeError as error:
        print(error, file=sys.stderr)
        return 2
    print("Toujours à jour :")
    print(f'<script type="module" src="{absolute("/widget.js")}"></script>')
    print("Figée à cette version, avec son empreinte (à changer à chaque mise à jour) :")
    print(pinned)
    return 0

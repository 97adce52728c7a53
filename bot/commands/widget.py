"""``python -m bot widget``: the line that a town pastes into its website."""

import argparse
import sys

from bot.commands.town_setting import add_town, serve_asked
from bot.knowledge import KnowledgeError
from bot.public_address import absolute
from bot.site.widget_file import widget_file


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the option; the address comes from ``PUBLIC_URL``."""
    add_town(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print both lines; 2 with a message when the town's facts cannot be used."""
    try:
        serve_asked(arguments)
        latest, pinned = lines(absolute(""))
    except KnowledgeError as error:
        print(error, file=sys.stderr)
        return 2
    print(f"Toujours à jour :\n{latest}")
    print("Figée à cette version, avec son empreinte (à changer à chaque mise à jour) :")
    print(pinned)
    return 0


def lines(address: str) -> tuple[str, str]:
    """The line that follows every update, and the one that refuses any other text than now's.

    Args:
        address: where the assistant is reached, without a final ``/``.
    """
    file = widget_file()
    return (
        f'<script defer src="{address}/widget.js"></script>',
        f'<script defer src="{address}/{file.name}" '
        f'integrity="{file.integrity}" crossorigin="anonymous"></script>',
    )

"""How a command is told of a town of the folder ``TOWNS``."""

import argparse

from bot.knowledge import Town, serve, served
from bot.towns import RefusedTownError, TownsFolderError, UnknownTownError, towns_of_environment


def add_town(parser: argparse.ArgumentParser) -> None:
    """Declare ``--town``."""
    parser.add_argument(
        "--town", metavar="MAIRIE", help="une mairie du dossier TOWNS (par défaut : celle de TOWN)"
    )


def serve_asked(arguments: argparse.Namespace) -> Town:
    """Serve the town that was named, else the one of ``TOWN``.

    Raises:
        TownsFolderError: there is no such town in the folder, or no folder.
    """
    if arguments.town is not None:
        towns = towns_of_environment()
        if towns is None:
            raise TownsFolderError("--town : donnez aussi TOWNS, le dossier des mairies.")
        try:
            serve(towns.named(arguments.town))
        except (RefusedTownError, UnknownTownError) as error:
            raise TownsFolderError(f"--town : {error}") from None
    return served()

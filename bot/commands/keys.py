"""``python -m bot keys``: what opens the pages of one town among many."""

import argparse
import os
import sys

from bot.commands.town_setting import add_town, serve_asked
from bot.knowledge import KnowledgeError
from bot.public_address import absolute
from bot.web_settings import WebSettingError, key_of_town, web_settings


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the option."""
    add_town(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print the keys of a town; 2 with a message when there are none."""
    try:
        town, settings = serve_asked(arguments), web_settings()
    except (KnowledgeError, WebSettingError) as error:
        print(error, file=sys.stderr)
        return 2
    if town.key and not os.environ.get("LINK_KEY"):
        print("LINK_KEY : donnez celle du service, dont ces clés sont tirées.", file=sys.stderr)
        return 2
    given = {"figures": settings.figures_key, "accueil": settings.desk_key}
    keys = {page: key_of_town(key, page, town.key) for page, key in given.items() if key}
    for page, key in keys.items():
        print(f"{absolute(f'/{page}')}  {key}")
    if not keys:
        print("Donnez FIGURES_KEY ou DESK_KEY, celles du service.", file=sys.stderr)
        return 2
    return 0

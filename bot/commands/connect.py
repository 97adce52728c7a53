"""``python -m bot connect``: tell a messaging app where to deliver, once, after the first start."""

import argparse
import asyncio
import os
import sys
from pathlib import Path

from bot.channels.accounts import account_file, read_account
from bot.channels.channel import Channel
from bot.channels.message import NotSentError
from bot.channels.settings import ADAPTERS, WEBHOOKS, channels_on
from bot.commands.town_setting import add_town, serve_asked
from bot.documents import LinkKeyError
from bot.knowledge import KnowledgeError
from bot.public_address import absolute
from bot.web_settings import WebSettingError


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    names = list(dict.fromkeys(adapter.name for adapter in ADAPTERS))
    add_town(parser)
    parser.add_argument("name", metavar="MESSAGERIE", choices=names, help=", ".join(names))


def run(arguments: argparse.Namespace) -> int:
    """Connect it and print what is left to do; 2 with a message when it refuses."""
    name = arguments.name
    try:
        town = serve_asked(arguments)
        given = read_account(account_file(Path(os.environ["TOWNS"]), town)) if town.key else None
        channel = (channels_on() if given is None else channels_on(given)).get(name)
        if channel is None:
            missing = " ou ".join(
                ", ".join(adapter.variables) for adapter in ADAPTERS if adapter.name == name
            )
            print(f"{name} : donnez {missing}. Le guide est docs/messageries.md.", file=sys.stderr)
            return 2
        print(asyncio.run(_connect(channel)))
    except (KnowledgeError, LinkKeyError, WebSettingError) as error:
        print(error, file=sys.stderr)
        return 2
    except NotSentError as error:
        print(f"{name} : refusé ({error}). Vérifiez les variables.", file=sys.stderr)
        return 2
    return 0


async def _connect(channel: Channel) -> str:
    try:
        return await channel.connect(absolute(WEBHOOKS + channel.name))
    finally:
        await channel.close()

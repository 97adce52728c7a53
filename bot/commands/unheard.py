"""``python -m bot unheard``: the messages not understood, where the town told its residents."""

import argparse
import sys

import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError

from bot.clock import today
from bot.commands.store_setting import open_store
from bot.commands.town_setting import add_town, serve_asked
from bot.database import Database, StoreError
from bot.figures import unheard
from bot.french.say import typeset
from bot.knowledge import KnowledgeError, served
from bot.limits import UNHEARD_DAYS, keep_hours


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    add_town(parser)
    choice = parser.add_mutually_exclusive_group()
    choice.add_argument(
        "--consent",
        action="store_true",
        help="la mairie a informé ses habitants : garder ces messages, données privées masquées",
    )
    choice.add_argument(
        "--no-consent", action="store_true", help="ne plus en garder, et effacer ceux qui le sont"
    )


def run(arguments: argparse.Namespace) -> int:
    """Print them, or change what is kept; 2 with a message when the database cannot be used."""
    try:
        serve_asked(arguments)
        store = open_store()
        if arguments.consent:
            _consent(store)
        elif arguments.no_consent:
            _withdraw(store)
        else:
            _print(store)
    except SQLAlchemyError as error:
        print(f"La base ne répond pas ({type(error).__name__}).", file=sys.stderr)
        return 2
    except (KnowledgeError, StoreError, ValueError) as error:
        print(typeset(str(error)), file=sys.stderr)
        return 2
    return 0


def _consent(store: Database) -> None:
    day, town = today(), served()
    hours = keep_hours(town.facts.town_hall)
    store.run_here(lambda connection: unheard.consent(connection, day, town.key))
    print(
        typeset(
            f"C'est noté : d'ici une minute, les messages non compris sont gardés {UNHEARD_DAYS} "
            "jours, noms, adresses et numéros masqués. La page /confidentialite et la réponse sur "
            f"les données le disent. Ils se lisent {hours} heures après la fin de la "
            "conversation : python -m bot unheard"
        )
    )


def _withdraw(store: Database) -> None:
    def work(connection: sa.engine.Connection) -> int:
        erased = unheard.withdraw(connection, served().key)
        store.erase_from_log(connection)
        return erased

    erased = store.run_here(work)
    print(typeset(f"Plus aucun message n'est gardé ; effacés : {erased}."))


def _print(store: Database) -> None:
    town = served().key
    kept = store.run_here(lambda connection: unheard.read(connection, town))
    for day, text in kept:
        print(f"{day}  {text}")
    if not kept and not store.run_here(lambda found: unheard.may_be_kept(found, town)):
        print(
            typeset(
                "Rien n'est gardé. Si la mairie a informé ses habitants : "
                "python -m bot unheard --consent"
            )
        )
    elif not kept:
        print("Aucun message pour le moment.")

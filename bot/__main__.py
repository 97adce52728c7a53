"""``python -m bot``: the assistant's commands. Each is a module of ``bot.commands``."""

import argparse
import sys
from contextvars import copy_context
from importlib import import_module

COMMANDS = {
    "run": "servir l'assistant sur http://localhost:5005",
    "chat": "parler à l'assistant dans le terminal",
    "ask": "répondre à un message, sans serveur",
    "hear": "dire ce qu'un message raconte d'un dossier",
    "assess": "calculer les dates d'un dossier",
    "date": "lire une date écrite en français",
    "hours": "dire si la mairie est ouverte",
    "town": "écrire le fichier d'une mairie d'après l'annuaire de l'État",
    "script": "écrire les fiches de qui répond au téléphone (papier, page, tableau)",
    "phone-menu": "écrire le menu téléphonique de la mairie (sons, Asterisk, tableaux)",
    "widget": "donner la ligne à coller dans le site de la mairie",
    "figures": "donner à la mairie les chiffres d'un mois",
    "unheard": "lire les messages non compris, si la mairie les garde",
    "keys": "donner à une mairie ses clés de /figures et de /accueil",
    "connect": "brancher une messagerie",
    "check": "vérifier les données et les réponses",
    "sources": "comparer ce qui est dit à la fiche officielle et à l'annuaire",
}


def main(words: list[str] | None = None) -> int:
    """Run one command; 0 when answered, 2 with a message when the call is unusable."""
    words = sys.argv[1:] if words is None else words
    parser = argparse.ArgumentParser(
        prog="python -m bot", description="L'assistant des mairies pour les litiges télécom."
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMANDE")
    asked = next((word for word in words if word in COMMANDS), None)
    for name, description in COMMANDS.items():
        command = commands.add_parser(name, help=description, description=description)
        # Only the command asked for is imported: some load Rasa, some answer at once.
        if name == asked:
            module = import_module(f"bot.commands.{name.replace('-', '_')}")
            module.add_arguments(command)
            command.set_defaults(run=module.run)
    arguments = parser.parse_args(words)
    # What it says of the town that it serves goes with it.
    code: int = copy_context().run(arguments.run, arguments)
    return code


if __name__ == "__main__":
    sys.exit(main())

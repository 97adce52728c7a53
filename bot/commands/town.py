"""``python -m bot town``: the town file of a commune, from the State's directory."""

import argparse
import shlex
import sys
from pathlib import Path

from bot.clock import today
from bot.directory.choosing import choose
from bot.directory.records import read_records
from bot.directory.town_file import TownFile, write_town_file
from bot.french.say import typeset
from bot.french.text import fold
from bot.knowledge import KnowledgeError, load
from bot.townhall_words import say_hours


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument(
        "file",
        type=Path,
        metavar="FICHIER",
        help="réponse de l'API de l'annuaire, ou fichier du jour",
    )
    parser.add_argument(
        "--insee", type=_code, metavar="CODE", help="la commune, si le fichier en a plusieurs"
    )
    parser.add_argument(
        "--record", metavar="ID", help="la fiche, si plusieurs pouvaient être la bonne"
    )
    parser.add_argument(
        "--out", type=Path, metavar="FICHIER", help="le fichier à écrire (par défaut : commune.yml)"
    )


def _code(text: str) -> str:
    return text.strip().upper()


def run(arguments: argparse.Namespace) -> int:
    """Write the file and print what to check; 0 when it can be served, 2 otherwise."""
    try:
        day = today()
        chosen = choose(read_records(arguments.file), arguments.insee, arguments.record)
        made = write_town_file(chosen, arguments.file, day)
        out = arguments.out or Path(f"{_file_name(made.name) or chosen.insee}.yml")
        with out.open("x", encoding="utf-8") as file:
            file.write(made.text)
    except FileExistsError:
        return _failed(f"{out} existe déjà : donnez un autre nom à --out, ou effacez-le.")
    except OSError as error:
        return _failed(f"{error.filename} : {error.strerror}.")
    except ValueError as error:
        return _failed(str(error))
    return _tell(made, out, chosen.insee)


def _file_name(town: str) -> str:
    return "-".join("".join(c if c.isalnum() else " " for c in fold(town)).split())


def _failed(told: str) -> int:
    print(typeset(told), file=sys.stderr)
    return 2


def _tell(made: TownFile, out: Path, insee: str) -> int:
    print(typeset(f"{out} est écrit : {made.name} ({insee})."))
    for notice in made.notices:
        print(typeset(f"- {notice}"))
    try:
        town_hall = load(str(out)).town_hall
    except KnowledgeError as error:
        return _failed(f"À corriger avant de servir cette mairie :\n{error}")
    print(typeset(f"L'assistant dira :\n{say_hours(town_hall, today())}"))
    print(typeset(f"Pour l'essayer : TOWN={shlex.quote(str(out))} make run"))
    return 0

"""``python -m bot figures``: what the assistant did in a month, in numbers only."""

import argparse
import csv
import sys
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from bot.clock import today
from bot.commands.store_setting import open_store
from bot.commands.town_setting import add_town, serve_asked
from bot.database import StoreError
from bot.figures.report import MONTH, Report, report, say_number
from bot.figures.table import read_month
from bot.french.say import typeset
from bot.knowledge import KnowledgeError

FEW = "<5"
# In the place of a file.
PRINTED = Path("-")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument(
        "--month", metavar="MOIS", type=month, help="par exemple 2026-11 (par défaut : ce mois)"
    )
    add_town(parser)
    form = parser.add_mutually_exclusive_group()
    form.add_argument(
        "--html",
        metavar="FICHIER",
        type=Path,
        nargs="?",
        const=PRINTED,
        help="écrire une page à imprimer (sans FICHIER : sur la sortie)",
    )
    form.add_argument("--csv", action="store_true", help="écrire un tableau pour un tableur")


def month(text: str) -> str:
    """A month as it is typed.

    Raises:
        ArgumentTypeError: it is not one.
    """
    if not MONTH.fullmatch(text):
        raise argparse.ArgumentTypeError(f"« {text} » n'est pas un mois ; exemple : 2026-11")
    return text


def run(arguments: argparse.Namespace) -> int:
    """Print or write the figures; 2 with a message when they cannot be read or written."""
    try:
        town = serve_asked(arguments)
        asked = arguments.month or f"{today():%Y-%m}"
        cells = open_store().run_here(lambda connection: read_month(connection, asked, town.key))
        found = report(asked, cells)
        if arguments.html:
            _write_page(found, arguments.html)
        elif arguments.csv:
            _print_csv(found)
        else:
            print(typeset("\n".join(_in_words(found))))
    except SQLAlchemyError as error:
        print(f"La base ne se lit pas ({type(error).__name__}).", file=sys.stderr)
        return 2
    except (KnowledgeError, OSError, StoreError, ValueError) as error:
        print(typeset(str(error)), file=sys.stderr)
        return 2
    return 0


def _write_page(found: Report, file: Path) -> None:
    from bot.figures.page import figures_page

    if file == PRINTED:
        print(figures_page(found))
        return
    file.write_text(figures_page(found), encoding="utf-8")
    print(f"Écrit : {file}")


def _print_csv(found: Report) -> None:
    table = csv.writer(sys.stdout, delimiter=";", lineterminator="\n")
    table.writerow(["mois", "tableau", "ligne", "nombre"])
    for each in found.tables:
        for line in each.lines:
            number = FEW if line.number is None else line.number
            table.writerow([found.month, each.title, line.label, number])


def _in_words(found: Report) -> list[str]:
    lines = [f"L'assistant en chiffres : {found.title}"]
    for table in found.tables:
        lines += ["", table.title]
        lines += [f"  {say_number(line.number):>10}  {line.label}" for line in table.lines]
        if not table.lines:
            lines.append("  rien ce mois-ci")
    return lines

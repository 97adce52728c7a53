"""``python -m bot sources``: what we state, against the official sheet and the town's record."""

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path

from dateutil.relativedelta import relativedelta

from bot.clock import today
from bot.french.say import typeset
from bot.knowledge import KnowledgeError, knowledge
from bot.knowledge.checked import due
from bot.sources.files import compare_file
from bot.sources.refused import RefusedFileError
from bot.sources.report import due_lines

DAYS = 365
_DAYS = range(1, 10_000)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument(
        "files",
        metavar="FICHIER",
        nargs="*",
        type=Path,
        help="la fiche officielle (F14373.xml), le zip du jour, ou un fichier de l'annuaire",
    )
    parser.add_argument(
        "--record", metavar="ID", help="la fiche de la mairie, si plusieurs pouvaient être la bonne"
    )
    parser.add_argument(
        "--days",
        metavar="N",
        type=int,
        default=DAYS,
        help=f"lister les faits vérifiés il y a plus de N jours (par défaut : {DAYS})",
    )
    parser.add_argument(
        "--links", action="store_true", help="demander aussi à chaque adresse si elle répond encore"
    )


def run(arguments: argparse.Namespace) -> int:
    """Print what each file says of our facts.

    Returns:
        0 when all is the same, 1 when something is to be read, 2 with a message on standard
        error when a file cannot be read or the call is unusable.
    """
    try:
        return _run(arguments)
    except (RefusedFileError, KnowledgeError, ValueError) as error:
        told = str(error)
    except OSError as error:
        told = f"{error.filename} : illisible ({error.strerror})."
    print(typeset(told), file=sys.stderr)
    return 2


def _run(arguments: argparse.Namespace) -> int:
    if not arguments.files and not arguments.links:
        raise ValueError("Donnez au moins un fichier, ou --links.")
    if arguments.days not in _DAYS:
        raise ValueError(f"--days : un nombre de jours, de {_DAYS[0]} à {_DAYS[-1]}.")
    facts, day = knowledge(), today()
    reports = [compare_file(file, facts, day, arguments.record) for file in arguments.files]
    alike = all(report.alike for report in reports)
    for report in reports:
        _print(report.lines)
    old = due(facts, day, relativedelta(days=arguments.days))
    if old:
        _print((f"Faits vérifiés il y a plus de {arguments.days} jours :", *due_lines(old)))
    if arguments.links:
        alike &= _links_answer()
    return 0 if alike else 1


def _links_answer() -> bool:
    """Print the addresses that do not answer as they did; whether all of them are still right."""
    # Only then is a library that speaks HTTP loaded.
    from bot.sources.links import LinkState, addresses, check_links

    wanted, right = addresses(knowledge()), True
    _print((f"Adresses ({len(wanted)}), une par seconde :",))
    for check in check_links(wanted):
        if check.state is not LinkState.ANSWERS:
            _print((str(check),))
        right &= check.state not in (LinkState.GONE, LinkState.MOVED)
    return right


def _print(lines: Iterable[str]) -> None:
    for line in lines:
        print(typeset(line), flush=True)

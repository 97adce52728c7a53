"""``python -m bot date``: read a French phrase as a date."""

import argparse
import json
import sys
from datetime import date

from bot import clock
from bot.french.dates import Tense, parse_date

_FIRST_YEAR, _LAST_YEAR = 1900, 2200


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the phrase and its options."""
    parser.add_argument("text", metavar="PHRASE", help="la phrase, par exemple « mi août »")
    parser.add_argument("--today", metavar="DATE", help="le jour où elle est dite (AAAA-MM-JJ)")
    parser.add_argument(
        "--future", action="store_true", help="comprendre un jour à venir et non un jour passé"
    )


def run(arguments: argparse.Namespace) -> int:
    """Print ``{"earliest", "latest"}`` in ISO dates, or ``null``.

    Returns:
        0, or 2 with a message on standard error when « today » is not a usable date.
    """
    try:
        today = _today(arguments.today)
    except ValueError as error:
        print(error, file=sys.stderr)
        return 2
    days = parse_date(arguments.text, today, Tense.FUTURE if arguments.future else Tense.PAST)
    found = days and {"earliest": days.earliest.isoformat(), "latest": days.latest.isoformat()}
    print(json.dumps(found))
    return 0


def _today(text: str | None) -> date:
    if text is None:
        return clock.today()
    today = clock.parse_moment(text, origin="--today").date()
    if not _FIRST_YEAR <= today.year <= _LAST_YEAR:
        raise ValueError(f"--today : l'année {today.year} est hors de portée.")
    return today

"""``python -m bot hours``: whether the town hall is open at a moment."""

import argparse
import json
import sys
from datetime import datetime

from bot.clock import now, parse_moment
from bot.french.say import typeset
from bot.knowledge import KnowledgeError, knowledge
from bot.townhall import Status, status_at
from bot.townhall_words import say_status


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument(
        "--at", metavar="MOMENT", help="moment ISO, heure de la commune (par défaut : maintenant)"
    )
    parser.add_argument("--json", action="store_true", help="écrire la réponse en JSON")


def run(arguments: argparse.Namespace) -> int:
    """Print the answer; 0 when answered, 2 with a message on standard error otherwise."""
    try:
        moment = parse_moment(arguments.at, "--at") if arguments.at else now()
        status = status_at(knowledge().town_hall, moment)
    except (ValueError, KnowledgeError) as error:
        print(typeset(str(error)), file=sys.stderr)
        return 2
    print(_as_json(status) if arguments.json else typeset(say_status(status, moment)))
    return 0


def _as_json(status: Status) -> str:
    def iso(moment: datetime | None) -> str | None:
        return f"{moment:%Y-%m-%dT%H:%M}" if moment else None

    return json.dumps(
        {
            "open": status.open,
            "closes": iso(status.closes),
            "opens": iso(status.opens),
            "reason": status.reason,
            "state": status.state.value,
            "note": status.note,
            "opens_to_all": iso(status.opens_to_all),
        },
        ensure_ascii=False,
    )

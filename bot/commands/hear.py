"""``python -m bot hear``: what a message is heard to say, without Rasa."""

import argparse
import json
import sys
from datetime import date
from typing import Any

from bot import clock
from bot.path.fields import BY_FIELD
from bot.path.heard import Heard, intents_of
from bot.path.hearing import hear
from bot.path.models import ModelsMissingError
from bot.path.options import as_options, case_from_options
from bot.path.questions import BY_NAME
from bot.path.reading import read
from bot.path.state import Told
from bot.path.words import say_fact
from bot.understanding.model import INTENTS, Model


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the message and what it answers."""
    add = parser.add_argument
    add("text", metavar="MESSAGE", help="le message, tel qu'il est écrit")
    add("--today", metavar="DATE", help="le jour où il est écrit (AAAA-MM-JJ)")
    add("--asked", metavar="QUESTION", help="la question en cours, par exemple « complaint_date »")
    add("--case", metavar="JSON", help="ce qui a déjà été dit, nommé comme les options d'assess")
    add("--json", action="store_true", help="écrire le résultat en JSON")


def run(arguments: argparse.Namespace) -> int:
    """Print what was heard; 0, or 2 with a message on standard error when the call is unusable."""
    try:
        today = clock.parse_moment(arguments.today, "--today").date() if arguments.today else None
        today = today or clock.today()
        told = _case(arguments.case)
        if arguments.asked and arguments.asked not in BY_NAME:
            known = ", ".join(BY_NAME)
            raise ValueError(f"--asked : « {arguments.asked} » est inconnue. Au choix : {known}.")
        intents = intents_of(Model.load(INTENTS), arguments.text)
        heard = hear(arguments.text, intents, told, arguments.asked, today)
    except (ValueError, ModelsMissingError) as error:
        print(error, file=sys.stderr)
        return 2
    except FileNotFoundError as error:
        missing = f"{error.filename} n'existe pas. Entraînez le modèle avec « make train »."
        print(missing, file=sys.stderr)
        return 2
    if arguments.json:
        print(json.dumps(as_json(heard, arguments.text, told, today), ensure_ascii=False))
    else:
        print(_in_words(heard))
    return 0


def as_json(heard: Heard, text: str, told: Told, today: date) -> dict[str, Any]:
    """The facts, the dates left without an event, the questions, and the words of each fact."""
    facts = {name: value for name, value in heard.facts.items() if name in BY_FIELD}
    used = {value for value in facts.values() if value is not None and not isinstance(value, str)}
    return {
        "facts": as_options(facts),
        "unplaced_dates": [
            {
                "earliest": said.days.earliest.isoformat(),
                "latest": said.days.latest.isoformat(),
                "words": said.text,
            }
            for said in read(text, today).dates
            if said.days and said.days not in used
        ],
        "questions": list(heard.questions),
        "evidence": as_options(dict(heard.words)),
        "for_path": heard.for_path,
    }


def _case(text: str | None) -> Told:
    if not text:
        return Told()
    try:
        return case_from_options(json.loads(text))
    except (json.JSONDecodeError, TypeError, KeyError, AttributeError) as error:
        raise ValueError(
            f'--case : JSON illisible ({error}). Exemple : {{"operator": "Free"}}.'
        ) from None


def _in_words(heard: Heard) -> str:
    told = Told(**{n: v for n, v in heard.facts.items() if v is not None})
    lines = [
        f"- {say_fact(name, told)}"
        for name in heard.facts
        if name in BY_FIELD and BY_FIELD[name].label and heard.facts[name] is not None
    ]
    lines += [f"? {intent}" for intent in heard.questions]
    return "\n".join(lines) or "Rien n'est noté."

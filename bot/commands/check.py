"""``python -m bot check``: our linter."""

import argparse
import sys

from bot.clock import today
from bot.french.say import typeset
from bot.knowledge import KnowledgeError, knowledge
from bot.knowledge.checked import due
from bot.linter import ROOT, findings
from bot.sources.report import due_lines


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """No option."""


def run(arguments: argparse.Namespace) -> int:
    """Print what is wrong; 0 when nothing is, 2 otherwise."""
    try:
        found = findings(ROOT, knowledge())
    except KnowledgeError as error:
        found = [str(error)]
    for finding in found:
        print(finding, file=sys.stderr)
    if found:
        return 2
    old = due(knowledge(), today())
    if old:
        # No fault of the files: someone has to read the sources again.
        print(typeset("À revérifier, car vérifié il y a plus d'un an :"))
        print("\n".join(due_lines(old)))
    print("Tout est en ordre.")
    return 0

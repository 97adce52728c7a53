"""``python -m bot check``: our linter."""

import argparse
import sys

from bot.knowledge import KnowledgeError, knowledge
from bot.linter import ROOT, findings


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
    if not found:
        print("Tout est en ordre.")
    return 2 if found else 0

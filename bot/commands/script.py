"""``python -m bot script``: the sheets of the clerk who answers the phone."""

import argparse
import sys
from pathlib import Path

from bot.clock import now
from bot.knowledge import KnowledgeError
from bot.phone.topics import TopicError


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument(
        "--out", metavar="DOSSIER", required=True, type=Path, help="où écrire les fichiers"
    )


def run(arguments: argparse.Namespace) -> int:
    """Write the files; 0, or 2 with a message on standard error when they cannot be made."""
    from bot.phone.script import make_script
    from bot.phone.script_files import script_files

    try:
        script = make_script(now())
        arguments.out.mkdir(parents=True, exist_ok=True)
        for file in script_files(script):
            (arguments.out / file.name).write_bytes(file.content)
            print(arguments.out / file.name)
    except (KnowledgeError, TopicError, ValueError) as error:
        print(error, file=sys.stderr)
        return 2
    except OSError as error:
        print(
            f"--out {arguments.out} : {error.strerror}. Donnez un autre dossier.", file=sys.stderr
        )
        return 2
    print(f"{len(script.sheets)} fiches. {script.mark}.")
    return 0

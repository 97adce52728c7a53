"""``python -m bot phone-menu``: the town's phone menu, for its switchboard."""

import argparse
import sys
from pathlib import Path

from bot.clock import today
from bot.knowledge import KnowledgeError, knowledge


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument(
        "--out", metavar="DOSSIER", required=True, type=Path, help="où écrire les fichiers"
    )


def run(arguments: argparse.Namespace) -> int:
    """Write the files; 0, or 2 with a message on standard error when they cannot be made."""
    from bot.phone.menu_files import menu_files
    from bot.phone.voice import has_voice

    count = 0
    try:
        for file in menu_files(knowledge(), today(), has_voice()):
            written = arguments.out / file.name
            written.parent.mkdir(parents=True, exist_ok=True)
            written.write_bytes(file.content)
            count += file.name.startswith("prompts/") and file.name.endswith(".txt")
    except (KnowledgeError, ValueError) as error:
        print(error, file=sys.stderr)
        return 2
    except OSError as error:
        print(
            f"--out {arguments.out} : {error.strerror}. Donnez un autre dossier.", file=sys.stderr
        )
        return 2
    print(f"{arguments.out} : {count} messages, asterisk/extensions.conf, touches.csv, ovh.csv.")
    if not has_voice():
        print(
            "Les sons ne sont pas faits : lisez et enregistrez les textes de prompts/, "
            "ou installez la voix : .venv/bin/uv pip install py-nanotts==0.1.1"
        )
    return 0

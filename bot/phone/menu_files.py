"""The files of the phone menu: texts and sounds, dialplan, tables."""

from collections.abc import Iterator
from datetime import date

from bot.documents.files import File
from bot.knowledge.model import Knowledge
from bot.phone.asterisk import extensions
from bot.phone.menu import Prompt, recorded_menu
from bot.phone.menu_tables import keys_table, ovh_table
from bot.phone.pieces import pieces
from bot.phone.voice import wav

_TEXT, _CSV, _WAV = "text/plain; charset=utf-8", "text/csv; charset=utf-8", "audio/wav"


def menu_files(facts: Knowledge, today: date, with_sounds: bool) -> Iterator[File]:
    """The files, made one at a time; their names may begin with a folder.

    Args:
        facts: those of the town served.
        today: the week's hours are those of that day; closed days are listed for a year from it.
        with_sounds: whether to make the WAV files; the voice must be installed.
    """
    menu = recorded_menu(facts, today)
    yield File("asterisk/extensions.conf", _TEXT, extensions(menu, facts.town_hall, today).encode())
    yield File("touches.csv", _CSV, keys_table(menu).encode())
    yield File("ovh.csv", _CSV, ovh_table(menu, facts.town_hall, today).encode())
    for prompt in (*menu.prompts, *pieces(facts.town_hall, today)):
        yield from _sound(prompt, with_sounds)


def _sound(prompt: Prompt, with_sounds: bool) -> Iterator[File]:
    yield File(f"prompts/{prompt.name}.txt", _TEXT, f"{prompt.said}\n".encode())
    if with_sounds:
        yield File(f"prompts/{prompt.name}.wav", _WAV, wav(prompt.said))

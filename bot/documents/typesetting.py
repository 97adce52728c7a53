"""PDF from a ``.typ`` template of this folder and data, by typst with the fonts it ships.

The data reach the template as JSON in ``sys.inputs``: typst shows their strings as text and never
reads them as markup.
"""

import json
import re
from collections.abc import Mapping
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, Final

from bot.french.say import MONTHS, say_date, typeset
from bot.knowledge.model import Knowledge
from bot.wording import fact_values

if TYPE_CHECKING:
    from typst import Compiler

FOLDER = Path(__file__).parent
# Tagged, with a language, a title and a reading order: what a screen reader needs.
STANDARD: Final = "ua-1"

# A number stays on the line of its unit, a day on that of its month.
_UNITS = "|".join([*MONTHS, "jours?", "semaines?", "mois", "ans?", "h", "%", "€"])
_TIED = re.compile(rf"(?<=\d) (?=(?:{_UNITS})(?!\w)|\d)|(?<=\b1er) (?=\w)|(?<=\d h) (?=\d)")
_lock = Lock()


def make_pdf(template: str, data: Mapping[str, Any], facts: Knowledge, made_at: datetime) -> bytes:
    """A tagged PDF (PDF/UA-1); the same bytes for the same arguments.

    Args:
        template: a file name of this folder.
        data: what the template shows, in strings, numbers, booleans, lists and dictionaries.
        facts: the knowledge, which the template reads by key with ``fact``.
        made_at: the creation date written in the file, aware.
    """
    shown = {**data, "facts": _said(fact_values(facts))}
    inputs = {"data": json.dumps(_printed(shown), ensure_ascii=False)}
    with _lock:
        made = _compiler().compile(
            input=FOLDER / template,
            format="pdf",
            sys_inputs=inputs,
            pdf_standards=[STANDARD],
            timestamp=int(made_at.timestamp()),
        )
    assert isinstance(made, bytes), "a PDF is one file, whatever its pages"
    return made


@lru_cache(maxsize=1)
def _compiler() -> "Compiler":
    # Imported when first needed: reading a link or making a calendar does without.
    from typst import Compiler, Fonts

    shipped = Fonts(include_system_fonts=False, include_embedded_fonts=True)
    return Compiler(root=FOLDER, font_paths=shipped)


def _said(facts: Mapping[str, Any]) -> dict[str, Any]:
    return {key: _in_words(value) for key, value in facts.items()}


def _in_words(value: Any) -> Any:
    if isinstance(value, date):
        return say_date(value)
    return list(value) if isinstance(value, tuple) else str(value)


def _printed(value: Any) -> Any:
    """The same data in the typography of French print: apostrophes, no-break spaces."""
    if isinstance(value, dict):
        return {key: _printed(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_printed(inner) for inner in value]
    if not isinstance(value, str):
        return value
    text = typeset(value).replace("'", "’")
    return _TIED.sub("\N{NO-BREAK SPACE}", text)

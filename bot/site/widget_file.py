"""The one file that a town's website loads: the modules of ``widget/``, one after the other.

Nothing is transformed: comments and indentation go, imports go because what they name is above,
and what this server knows (the town hall's phone, its limits) is written in.
"""

import base64
import gzip
import hashlib
import json
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from bot.knowledge import knowledge
from bot.limits import MAX_MESSAGE, keep_hours

FOLDER = Path(__file__).parents[2] / "widget"
# Each module after those it imports.
MODULES = (
    "dom",
    "text",
    "replies",
    "channel",
    "conversation",
    "colour",
    "layout",
    "styles",
    "field",
    "panel",
    "assistant-mairie",
)

_LEFT_OUT = re.compile(r"^\s*(?:(?://|/\*|\*).*|import .*)?\n", re.MULTILINE)
_INDENTATION = re.compile(r"^ +", re.MULTILINE)


@dataclass(frozen=True)
class WidgetFile:
    """The file as it is served.

    Attributes:
        source: the module's text.
        version: changes whenever the text does.
        integrity: what a page writes in the ``integrity`` attribute.
        compressed: the text in gzip.
    """

    source: str
    compressed: bytes
    version: str
    integrity: str

    @property
    def name(self) -> str:
        """The name that always gives this very text."""
        return f"widget-{self.version}.js"


@lru_cache(maxsize=1)
def widget_file() -> WidgetFile:
    """The file for the town being served."""
    modules = [(FOLDER / f"{name}.js").read_text(encoding="utf-8") for name in MODULES]
    source = "\n".join([_settings(), *map(_bare, modules)])
    digest = hashlib.sha384(source.encode()).digest()
    return WidgetFile(
        source=source,
        compressed=gzip.compress(source.encode(), mtime=0),
        version=digest.hex()[:12],
        integrity=f"sha384-{base64.b64encode(digest).decode()}",
    )


def _settings() -> str:
    settings: dict[str, Any] = {
        "phone": knowledge().town_hall.phone.value,
        "maxLength": MAX_MESSAGE,
        "keepHours": keep_hours(),
    }
    return f"const SETTINGS = {json.dumps(settings, ensure_ascii=False)};"


def _bare(module: str) -> str:
    return _INDENTATION.sub("", _LEFT_OUT.sub("", module))

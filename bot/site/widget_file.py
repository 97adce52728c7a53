"""The one file that a town's website loads: the modules of ``widget/``, minified.

A classic script and not a module, so that nothing of it is lost when a website's optimiser defers
it, delays it or puts it in a file of its own; ``type="module"`` runs it just as well. The modules
stand one after the other in one function: imports go because what they name is above.
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

import minify

from bot.knowledge import knowledge, served
from bot.limits import MAX_MESSAGE, keep_hours
from bot.public_address import absolute

FOLDER = Path(__file__).parents[2] / "widget"
# Each module after those it imports.
MODULES = (
    "dom",
    "text",
    "timeline",
    "files",
    "replies",
    "channel",
    "conversation",
    "colour",
    "place",
    "field",
    "menu",
    "panel",
    "address",
    "assistant-mairie",
    "start",
)
STYLES = ("look", "layout")
# Forty kilobytes each, of several towns.
FILES_HELD = 64

_IMPORT = re.compile(r"^import .*\n", re.MULTILINE)
_EXPORT = re.compile(r"^export ", re.MULTILINE)


@dataclass(frozen=True)
class WidgetFile:
    """The file as it is served.

    Attributes:
        source: the script's text.
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


def widget_file() -> WidgetFile:
    """The file for the town being served."""
    return _file(_settings())


@lru_cache(maxsize=FILES_HELD)
def _file(settings: str) -> WidgetFile:
    modules = "".join(map(_bare, MODULES))
    # Nothing of it is seen by the page's other scripts.
    script = f"(() => {{const SETTINGS = {settings};{modules}}})();"
    source = minify.string("application/javascript", script)
    digest = hashlib.sha384(source.encode()).digest()
    return WidgetFile(
        source=source,
        compressed=gzip.compress(source.encode(), mtime=0),
        version=digest.hex()[:12],
        integrity=f"sha384-{base64.b64encode(digest).decode()}",
    )


def towns_file(own: bool) -> str:
    """``/widget.js`` of a server of many towns: it loads the file of the town that its tag names.

    Args:
        own: whether the server has a town of its own, for a tag that names none.
    """
    written = (FOLDER / "towns" / "widget.js").read_text(encoding="utf-8")
    name = widget_file().name if own else ""
    script = written.replace('OWN = ""', f'OWN = "{name}"')
    return str(minify.string("application/javascript", script))


def _settings() -> str:
    town_hall = knowledge().town_hall
    public = absolute("/")
    settings: dict[str, Any] = {
        "town": town_hall.name,
        "phone": town_hall.phone.value,
        "maxLength": MAX_MESSAGE,
        "keepHours": keep_hours(town_hall),
        "key": served().key,
        # Any other address is that of one machine, or of a trial.
        "server": public if public.startswith("https://") else "",
        "styles": _styles(),
    }
    return json.dumps(settings, ensure_ascii=False)


@lru_cache(maxsize=1)
def _styles() -> str:
    sheets = ((FOLDER / f"{name}.css").read_text(encoding="utf-8") for name in STYLES)
    return str(minify.string("text/css", "".join(sheets)))


def _bare(name: str) -> str:
    module = (FOLDER / f"{name}.js").read_text(encoding="utf-8")
    return _EXPORT.sub("", _IMPORT.sub("", module))

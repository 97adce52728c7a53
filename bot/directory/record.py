"""One record of the directory, whatever shape its fields are written in.

A field is a list, a list written as a JSON string, a plain string, ``null`` or ``""``; one record
may mix them.
"""

import json
from datetime import date, datetime
from typing import Any

TOWN_HALL = "mairie"


class Record:
    """What a record says, as lists of plain objects and texts without stray spaces."""

    def __init__(self, written: dict[str, Any]) -> None:
        self._written = written

    def text(self, field: str) -> str:
        """A field of one value, empty when it has none."""
        return _text(self._written.get(field))

    def objects(self, field: str) -> list[dict[str, str]]:
        """A field of several objects; a value alone is an object of that one ``valeur``."""
        found = _listed(self._written.get(field))
        return [
            {key: _text(value) for key, value in each.items()}
            if isinstance(each, dict)
            else {"valeur": _text(each)}
            for each in found
        ]

    @property
    def id(self) -> str:
        """Its identifier in the directory."""
        return self.text("id")

    @property
    def name(self) -> str:
        """``Mairie - Argences``."""
        return self.text("nom")

    @property
    def published(self) -> bool:
        """Whether the directory shows it."""
        return self.text("statut_de_diffusion").lower() != "false"

    @property
    def roles(self) -> set[str]:
        """What it is: ``mairie``, with others at times."""
        return {_text(each.get("type_service_local")) for each in self._pivots}

    @property
    def insee_codes(self) -> list[str]:
        """The communes it serves as a town hall; the code beside its name only without any."""
        codes = [
            _text(code)
            for each in self._pivots
            if _text(each.get("type_service_local")) == TOWN_HALL
            for code in _listed(each.get("code_insee_commune"))
        ]
        return [code for code in codes if code] or [self.text("code_insee_commune")]

    @property
    def old_codes(self) -> set[str]:
        """``mairie-14020-01``, the main town hall of a commune, in both ways it is written."""
        numbered = {
            f"{TOWN_HALL}-{_text(code)}-{_text(each.get('indice_code_pivot'))}"
            for each in self._pivots
            for code in _listed(each.get("code_insee_commune"))
        }
        return numbered | {self.text("ancien_code_pivot")}

    @property
    def page(self) -> str:
        """Its page in the public directory."""
        return self.text("url_service_public")

    @property
    def modified(self) -> date | None:
        """The day it was last changed, None when that is not said."""
        forms = (
            ("date_modification_datetime", "%Y-%m-%d", 10),
            ("date_modification", "%d/%m/%Y", 10),
        )
        for field, form, length in forms:
            try:
                return datetime.strptime(self.text(field)[:length], form).date()
            except ValueError:
                continue
        return None

    @property
    def _pivots(self) -> list[dict[str, Any]]:
        return [each for each in _listed(self._written.get("pivot")) if isinstance(each, dict)]


def _listed(value: Any) -> list[Any]:
    if isinstance(value, str) and value.lstrip().startswith(("[", "{")):
        try:
            value = json.loads(value)
        except (ValueError, RecursionError):
            return [value]
    if value is None or value == "":
        return []
    return value if isinstance(value, list) else [value]


def _text(value: Any) -> str:
    """A value as one line; that of a list is its first."""
    if isinstance(value, str) and value.lstrip().startswith("["):
        value = _listed(value)
    if isinstance(value, list):
        value = value[0] if value else ""
    line = "" if value is None or isinstance(value, (list, dict)) else " ".join(str(value).split())
    return "".join(character for character in line if character.isprintable())

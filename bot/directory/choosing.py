"""The town hall of a commune among the records of a file: told by its name and code, or asked."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from bot.directory.record import TOWN_HALL, Record
from bot.directory.records import DirectoryError
from bot.french.text import fold

# At most that many are listed to be chosen from.
LISTED = 30
_MAIN = re.compile(r"mairie - ")
# « Mairie - Saint-Malo - annexe Saint-Servan » has the name of a main one, but for a word.
_BESIDE = re.compile(r"\b(?:annexe|delegue|associe|mobile|arrondissement|antenne|quartier|secteur)")


class ChoiceError(DirectoryError):
    """No town hall, or no single one, is the one meant: says so without the name of the file."""


@dataclass(frozen=True)
class Chosen:
    """A town hall, and the commune it is that of."""

    record: Record
    insee: str


def choose(records: Iterable[Record], insee: str | None, identifier: str | None) -> Chosen:
    """The main town hall of a commune, or the record asked for.

    Args:
        records: those of a file.
        insee: the commune; may be left out when the file holds one only.
        identifier: that of a record, as an answer to the question that is asked in doubt.

    Raises:
        ChoiceError: none is there, or more than one could be meant: they are listed.
    """
    found: dict[str, Record] = {}
    communes: set[str] = set()
    for record in records:
        if not record.published or not any(TOWN_HALL in role for role in record.roles):
            continue
        known = {*record.insee_codes, record.text("code_insee_commune")} - {""}
        communes |= known
        asked = identifier == record.id if identifier else insee is None or insee in known
        if asked and (insee or identifier or len(found) <= LISTED):
            found[record.id or str(len(found))] = record
    candidates = list(found.values())
    if not candidates:
        raise ChoiceError(_none_found(insee, identifier, communes))
    if identifier:
        return Chosen(candidates[0], _commune_of(candidates[0], insee))
    if insee is None and len({code for each in candidates for code in each.insee_codes}) > 1:
        raise ChoiceError(_which_commune(candidates))
    commune = insee or candidates[0].insee_codes[0]
    return Chosen(_main(candidates, commune), commune)


def _which_commune(candidates: list[Record]) -> str:
    told = "Ce fichier a les mairies de plusieurs communes. Laquelle ? Donnez --insee et son code"
    return f"{told}." if len(candidates) > LISTED else f"{told} :\n{_listing(candidates)}"


def _main(candidates: list[Record], insee: str) -> Record:
    by_code = [each for each in candidates if f"{TOWN_HALL}-{insee}-01" in each.old_codes]
    main = [each for each in candidates if _is_main(each) and insee in each.insee_codes]
    for group in (main, [each for each in main or candidates if each in by_code]):
        if len(group) == 1 and not _BESIDE.search(fold(group[0].name)):
            return group[0]
    raise ChoiceError(
        f"Rien ne dit quelle fiche de la commune {insee} est celle de la mairie principale. "
        "Laquelle ? Relancez avec --record et son identifiant :\n" + _listing(candidates)
    )


def _is_main(record: Record) -> bool:
    name = fold(record.name)
    return bool(_MAIN.match(name)) and not _BESIDE.search(name)


def _commune_of(record: Record, insee: str | None) -> str:
    codes = record.insee_codes
    if insee:
        return insee
    if len(codes) > 1:
        raise ChoiceError(
            f"« {record.name} » sert {len(codes)} communes ({', '.join(codes)}) : donnez --insee."
        )
    return codes[0]


def _none_found(insee: str | None, identifier: str | None, communes: set[str]) -> str:
    if not communes:
        return "Ce fichier n'a aucune mairie. Téléchargez celui de l'annuaire."
    if identifier:
        return f"Aucune mairie n'a l'identifiant {identifier} dans ce fichier."
    others = "une autre" if len(communes) == 1 else f"{len(communes)} autres"
    return (
        f"Aucune mairie de la commune {insee} dans ce fichier, qui en a {others}. "
        "Vérifiez le code INSEE (ce n'est pas le code postal)."
    )


def _listing(records: list[Record]) -> str:
    lines = [
        f"- {each.name}, INSEE {', '.join(each.insee_codes)}, --record {each.id}"
        for each in records[:LISTED]
    ]
    return "\n".join(lines)

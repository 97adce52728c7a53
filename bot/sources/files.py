"""A downloaded file, whichever it is, compared with what we state."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot.knowledge.model import Knowledge
from bot.sources.archive import Archive
from bot.sources.claims import claims
from bot.sources.comparison import Outcome, Verdict, compare_sheet
from bot.sources.refused import RefusedFileError
from bot.sources.report import sheet_lines, verdict_lines
from bot.sources.sheet import read_redirection, read_sheet
from bot.sources.town_record import compare_town
from bot.sources.xml_file import MAX_BYTES, parse

_REDIRECTIONS = "redirections.xml"
# The first bytes of gzip and bzip2.
_PACKED = (b"\x1f\x8b", b"BZh")
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True)
class FileReport:
    """What a file says of our facts, in lines, and whether that is what we say."""

    lines: tuple[str, ...]
    alike: bool


def compare_file(
    path: Path, facts: Knowledge, today: date, record: str | None = None
) -> FileReport:
    """Compare the official sheet or the town's record with our facts.

    The sheet is XML or in the daily zip; the record is in JSON, plain or in gzip, zip or tar.bz2.

    Args:
        path: the file.
        facts: what we state.
        today: the day the usual hours are looked at from.
        record: the identifier of the town's record, where nothing else tells it.

    Raises:
        RefusedFileError: the file is none of these, or cannot be read safely.
        OSError: it cannot be read at all.
    """
    with path.open("rb") as file:
        start = file.read(64).removeprefix(_BYTE_ORDER_MARK).lstrip()
    if start.startswith(b"PK"):
        archive = Archive(path)
        if not archive.holds_json:
            return _compare_archive(archive, path, facts)
    elif not start.startswith((b"<", b"{", b"[", *_PACKED)):
        raise RefusedFileError(f"{path} : ni un zip, ni du XML en UTF-8, ni du JSON.")
    if start.startswith(b"<"):
        with path.open("rb") as file:
            # One byte more than is accepted, so that more is refused.
            return _compare_sheet(file.read(MAX_BYTES + 1), str(path), facts)
    return _compare_town(path, facts, today, record)


def _compare_archive(archive: Archive, path: Path, facts: Knowledge) -> FileReport:
    sheet = _sheet_id(facts)
    index = archive.read(_REDIRECTIONS)
    moved = read_redirection(parse(index, f"{path}, {_REDIRECTIONS}"), sheet) if index else None
    content = archive.read(f"{sheet}.xml")
    if content is None and not moved:
        raise RefusedFileError(f"{path} : la fiche {sheet} n'y est pas. Est-ce le bon zip ?")
    told = [f"Fiche {sheet} : l'État la remplace par {moved}. Relisez tout."] if moved else []
    if content is None:
        return FileReport(tuple(told), alike=False)
    found = _compare_sheet(content, f"{path}, {sheet}.xml", facts)
    return FileReport((*told, *found.lines), alike=found.alike and not moved)


def _compare_sheet(content: bytes, name: str, facts: Knowledge) -> FileReport:
    sheet, wanted = read_sheet(parse(content, name), name), _sheet_id(facts)
    if sheet.id != wanted:
        raise RefusedFileError(f"{name} : c'est la fiche {sheet.id}, pas {wanted}.")
    if sheet.redirected:
        told = f"Fiche {sheet.id} : elle n'est plus qu'un renvoi vers une autre page. Relisez tout."
        return FileReport((told,), alike=False)
    verdicts = compare_sheet(facts, sheet, claims()[wanted])
    return FileReport(tuple(sheet_lines(sheet, verdicts)), _all_same(verdicts))


def _compare_town(path: Path, facts: Knowledge, today: date, record: str | None) -> FileReport:
    found = compare_town(facts.town_hall, path, today, record)
    lines = [f"Annuaire des mairies : « {found.name} »", *verdict_lines(found.verdicts)]
    lines += [f"- à comparer vous-même : « {note} »" for note in found.notes]
    return FileReport(tuple(lines), _all_same(found.verdicts))


def _sheet_id(facts: Knowledge) -> str:
    """``F14373``, the end of its address."""
    return facts.mediation.official_sheet.url.value.rpartition("/")[2]


def _all_same(verdicts: Iterable[Verdict]) -> bool:
    return all(verdict.outcome is Outcome.SAME for verdict in verdicts)

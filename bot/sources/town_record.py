"""The town file against the town's record in the State's directory of town halls.

Only what compares plainly: phone, address, website and the slots of the week. What a record says
in words beside its slots is quoted, for a person to compare.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from pathlib import Path
from typing import Any

from bot.french.say import DAYS
from bot.french.text import fold
from bot.knowledge.hours import Span
from bot.knowledge.town_hall import TownHall
from bot.sources.comparison import Outcome, Verdict, digits, same_address
from bot.sources.refused import RefusedFileError
from bot.townhall import usual_week
from bot.townhall_words import say_spans

# An answer of the API for one town weighs 5 kB; the file of the whole country, 273 MB.
MAX_BYTES = 5_000_000
_API = "https://api-lannuaire.service-public.gouv.fr"
Record = dict[str, Any]
Week = dict[int, list[tuple[time, time]]]


@dataclass(frozen=True)
class TownComparison:
    """The facts of the town compared, and what of the record is for a person to read."""

    name: str
    verdicts: list[Verdict]
    notes: list[str]


def compare_town(town_hall: TownHall, path: Path, today: date) -> TownComparison:
    """Compare the town file with the record of its INSEE code.

    Raises:
        RefusedFileError: the file cannot be read, or holds no record, or several, of the town.
    """
    record = _record_of(_records(path), town_hall.insee, path)
    notes = [_field(record, "commentaire_plage_ouverture")]
    notes += [str(slot.get("commentaire") or "") for slot in _listed(record, "plage_ouverture")]
    return TownComparison(
        name=_field(record, "nom"),
        verdicts=[
            _compare_phone(town_hall, record),
            _compare_address(town_hall, record),
            _compare_website(town_hall, record),
            _compare_hours(town_hall, record, today),
        ],
        notes=list(dict.fromkeys(filter(None, notes))),
    )


def _records(path: Path) -> list[Record]:
    """The records of an answer, an export or the daily file: each has its own envelope."""
    if path.stat().st_size > MAX_BYTES:
        raise RefusedFileError(
            f"{path} : plus de 5 Mo. Prenez la réponse pour votre seule commune, sur {_API}."
        )
    try:
        content = json.loads(path.read_bytes())
    except (ValueError, RecursionError):
        raise RefusedFileError(f"{path} : ce n'est pas du JSON lisible.") from None
    if isinstance(content, dict):
        content = content.get("results", content.get("service"))
    if not isinstance(content, list) or not all(isinstance(each, dict) for each in content):
        raise RefusedFileError(f"{path} : ce JSON n'est pas celui de l'annuaire des mairies.")
    return content


def _record_of(records: list[Record], insee: str, path: Path) -> Record:
    """The record of the town hall itself, never one of its annexes, never a guess."""
    found = [record for record in records if insee in _codes(record)]
    main = [r for r in found if _is_town_hall(_field(r, "nom"))]
    coded = [r for r in main if _field(r, "ancien_code_pivot") == f"mairie-{insee}-01"]
    if len(main) == 1 or len(coded) == 1:
        return (coded if len(coded) == 1 else main)[0]
    if not found:
        raise RefusedFileError(f"{path} : aucune fiche de mairie n'y porte le code INSEE {insee}.")
    names = ", ".join(f"« {_field(record, 'nom')} »" for record in found)
    raise RefusedFileError(
        f"{path} : laquelle est la mairie, parmi les fiches du code INSEE {insee} ({names}) ? "
        "Gardez-y seulement la sienne, nommée « Mairie - … »."
    )


def _is_town_hall(name: str) -> bool:
    """« Mairie - Caen », not « Mairie déléguée - … » nor « Mairie - … - annexe … »."""
    return name.startswith("Mairie - ") and not re.search(r"annexe|deleguee|mobile", fold(name))


def _codes(record: Record) -> set[str]:
    """The INSEE codes that a record serves as a town hall."""
    codes: set[str] = set()
    for pivot in _listed(record, "pivot"):
        if pivot.get("type_service_local") == "mairie":
            served = pivot.get("code_insee_commune") or []
            codes |= {served} if isinstance(served, str) else {str(code) for code in served}
    return codes


def _compare_phone(town_hall: TownHall, record: Record) -> Verdict:
    theirs = [str(each.get("valeur") or "").strip() for each in _listed(record, "telephone")]
    ours = town_hall.phone.value
    same = any(digits(number)[-9:] == digits(ours)[-9:] for number in theirs)
    return _verdict("town_hall.phone", ours, theirs, same)


def _compare_website(town_hall: TownHall, record: Record) -> Verdict:
    theirs = [str(each.get("valeur") or "").strip() for each in _listed(record, "site_internet")]
    ours = town_hall.website.value
    same = any(same_address(_bare_host(ours), _bare_host(url)) for url in theirs)
    return _verdict("town_hall.website", ours, theirs, same)


def _compare_address(town_hall: TownHall, record: Record) -> Verdict:
    """The street and the town; a record may have a postal address beside."""
    theirs = []
    for each in _listed(record, "adresse"):
        if each.get("type_adresse") == "Adresse":
            street = each.get("numero_voie") or each.get("complement1")
            place = f"{each.get('code_postal') or ''} {each.get('nom_commune') or ''}".strip()
            theirs.append(", ".join(str(part).strip() for part in (street, place) if part))
    ours = ", ".join(town_hall.address.value)
    same = any(_letters(address) == _letters(ours) for address in theirs)
    return _verdict("town_hall.address", ours, theirs, same)


def _compare_hours(town_hall: TownHall, record: Record, today: date) -> Verdict:
    theirs, odd = _week(_listed(record, "plage_ouverture"))
    ours = {
        each.day.weekday(): [(span.start, span.end) for span in each.spans]
        for each in usual_week(town_hall, today)
        if each.spans
    }
    said = [] if not theirs and not odd else [_say_week(theirs), *odd]
    return _verdict("town_hall.opening_hours", _say_week(ours), said, theirs == ours and not odd)


def _verdict(fact: str, ours: str, theirs: list[str], same: bool) -> Verdict:
    told = " ; ".join(filter(None, theirs))
    if not told:
        return Verdict(fact, Outcome.NOT_FOUND, ours)
    return Verdict(fact, Outcome.SAME if same else Outcome.DIFFERS, ours, told)


def _week(slots: list[Record]) -> tuple[Week, list[str]]:
    """The spans of each day of the week, and the slots that cannot be read, as they stand."""
    week: Week = {}
    odd = []
    for slot in slots:
        days = _days(slot)
        spans = [_span(slot, number) for number in ("1", "2")]
        if not days or any(span is None for span in spans):
            odd.append(json.dumps(slot, ensure_ascii=False))
            continue
        for day in days:
            week.setdefault(day, []).extend(span for span in spans if span)
    return {day: sorted(set(spans)) for day, spans in week.items() if spans}, odd


def _days(slot: Record) -> Sequence[int]:
    names = [fold(str(slot.get(f"nom_jour_{edge}") or "")) for edge in ("debut", "fin")]
    if any(name not in DAYS for name in names):
        return ()
    first, last = (DAYS.index(name) for name in names)
    return range(first, last + 1)


def _span(slot: Record, number: str) -> tuple[time, time] | tuple[()] | None:
    """One span of a slot, empty when it has none; None when it cannot be one."""
    hours = [str(slot.get(f"valeur_heure_{edge}_{number}") or "") for edge in ("debut", "fin")]
    if hours == ["", ""]:
        return ()
    try:
        start, end = (time.fromisoformat(hour) for hour in hours)
    except ValueError:
        return None
    return (start, end) if start < end else None


def _say_week(week: Week) -> str:
    said = [
        f"{DAYS[day]} {say_spans([Span(start, end) for start, end in week[day]])}"
        for day in sorted(week)
    ]
    return ", ".join(said)


def _listed(record: Record, key: str) -> list[Record]:
    """The objects of a field: a list, or one written as JSON in a string, or nothing."""
    value = record.get(key)
    if isinstance(value, str) and value.strip():
        try:
            value = json.loads(value)
        except (ValueError, RecursionError):
            value = [{"valeur": value}]
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _field(record: Record, key: str) -> str:
    value = record.get(key)
    return " ".join(value.split()) if isinstance(value, str) else ""


def _bare_host(url: str) -> str:
    return "https://" + re.sub(r"^(?:https?://)?(?:www\.)?", "", url.strip(), flags=re.IGNORECASE)


def _letters(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", fold(text))

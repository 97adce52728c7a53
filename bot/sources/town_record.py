"""The town file against the town's record in the State's directory of town halls.

``bot.directory`` chooses the record and reads it. What it does not understand of the words beside
its hours is quoted, for a person to compare.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from pathlib import Path

from bot.directory.choosing import ChoiceError, choose
from bot.directory.contact import address, directory_page, emails, phone, website
from bot.directory.hours import BY_APPOINTMENT, CLOSED_ON_HOLIDAYS, opening_hours
from bot.directory.notice import Notice
from bot.directory.record import Record
from bot.directory.records import DirectoryError, read_records
from bot.french.say import say_date
from bot.french.text import fold
from bot.knowledge.hours import Span, read_hours
from bot.knowledge.town_hall import TownHall
from bot.sources.comparison import Outcome, Verdict, digits, same_address
from bot.sources.refused import RefusedFileError
from bot.townhall_words import say_usual_hours

# A year of them, so that hours of some months or some weeks are met too.
_DAYS = 366
Slot = tuple[int, time, time]


@dataclass(frozen=True)
class TownComparison:
    """The facts of the town compared, and what of the record is for a person to read."""

    name: str
    verdicts: list[Verdict]
    notes: list[str]


def compare_town(
    town_hall: TownHall, path: Path, today: date, identifier: str | None
) -> TownComparison:
    """Compare the town file with the record of its INSEE code.

    Args:
        town_hall: the town file.
        path: a file of the directory.
        today: the day from which a year of usual hours is compared.
        identifier: that of the record, where nothing else tells which it is.

    Raises:
        RefusedFileError: the file cannot be read, or holds no record, or several, of the town.
    """
    try:
        record = choose(read_records(path), town_hall.insee, identifier).record
    except ChoiceError as error:
        told = str(error)
        raise RefusedFileError(f"{path} : {told[0].lower()}{told[1:]}") from None
    except DirectoryError as error:
        raise RefusedFileError(str(error)) from None
    hours, notes = _compare_hours(town_hall, record, today)
    verdicts = [
        _compare_phone(town_hall, record),
        _compare_address(town_hall, record),
        _compare_website(town_hall, record),
        *_compare_emails(town_hall, record),
        *hours,
    ]
    return TownComparison(record.name, verdicts, notes)


def _compare_phone(town_hall: TownHall, record: Record) -> Verdict:
    notices: list[Notice] = []
    ours, theirs = town_hall.phone.value, phone(record, notices)
    same = digits(theirs or "")[-9:] == digits(ours)[-9:]
    return _verdict("town_hall.phone", ours, theirs, same, notices)


def _compare_website(town_hall: TownHall, record: Record) -> Verdict:
    """The page of the directory, told for want of a site, is the same when we tell it too."""
    notices: list[Notice] = []
    ours, theirs = town_hall.website.value, website(record, notices)
    same = same_address(_bare_host(ours), _bare_host(theirs))
    found = theirs if same or theirs != directory_page(record) else None
    return _verdict("town_hall.website", ours, found, same, notices)


def _compare_address(town_hall: TownHall, record: Record) -> Verdict:
    """The street and the town; the name of the building before them may be left out."""
    notices: list[Notice] = []
    ours, theirs = town_hall.address.value, address(record, notices)
    endings = (theirs[start:] for start in range(max(1, len(theirs) - 1)))
    same = any(_letters(ours) == _letters(ending) for ending in endings)
    return _verdict("town_hall.address", ", ".join(ours), ", ".join(theirs), same, notices)


def _compare_emails(town_hall: TownHall, record: Record) -> Iterator[Verdict]:
    """All of them, if we tell any."""
    if town_hall.emails:
        ours, theirs = town_hall.emails.value, emails(record)
        same = {each.lower() for each in ours} == {each.lower() for each in theirs}
        yield _verdict("town_hall.emails", ", ".join(ours), ", ".join(theirs), same)


def _compare_hours(
    town_hall: TownHall, record: Record, today: date
) -> tuple[list[Verdict], list[str]]:
    """The usual hours and the words about all of them, and the words that only the record has."""
    fact, ours = (
        "town_hall.opening_hours",
        town_hall.copy(update={"exceptions": (), "hours_note": None}),
    )
    written = opening_hours(record, [])
    verdicts, notes = _compare_note(town_hall, written.note)
    if written.rules == [CLOSED_ON_HOLIDAYS]:
        return [_verdict(fact, _said(ours, today), None, same=False), *verdicts], notes
    rules = "; ".join(written.rules)
    try:
        read_hours(rules)
    except ValueError as error:
        differs = Verdict(fact, Outcome.DIFFERS, _said(ours, today), rules, str(error))
        return [differs, *verdicts], notes
    theirs = ours.copy(update={"opening_hours": ours.opening_hours.copy(update={"value": rules})})
    differing, words = _compare_days(ours, theirs, today)
    day = differing or today
    place = f"à partir du {say_date(day)}" if differing else None
    outcome = Outcome.DIFFERS if differing else Outcome.SAME
    verdict = Verdict(fact, outcome, _said(ours, day), _said(theirs, day), place)
    once = {_words(each): each for each in (*notes, *words)}
    return [verdict, *verdicts], list(once.values())


def _compare_note(town_hall: TownHall, theirs: str | None) -> tuple[list[Verdict], list[str]]:
    """Words are compared with ours if we have some, else they are for a person to read."""
    if not town_hall.hours_note:
        return [], [theirs] if theirs else []
    ours = town_hall.hours_note.value
    same = _words(ours) == _words(theirs)
    return [_verdict("town_hall.hours_note", ours, theirs, same)], []


def _compare_days(ours: TownHall, theirs: TownHall, today: date) -> tuple[date | None, list[str]]:
    """The first day whose hours differ, and the words of the record that we do not say.

    On which days such words mean these hours, nobody knows here: we may give them on all these
    days or on some, but no others.
    """
    differing: list[date] = []
    given: set[Slot] = set()
    unsaid: dict[Slot, tuple[date, str]] = {}
    for day in (today + timedelta(days=offset) for offset in range(_DAYS)):
        our_spans, their_spans = (each.written_hours.on(day).spans for each in (ours, theirs))
        missing = _without(their_spans, our_spans)
        in_words = {_slot(day, each): each.note for each in missing if _not_understood(each)}
        more = {_slot(day, each) for each in _without(our_spans, their_spans)}
        if len(in_words) < len(missing) or more - in_words.keys():
            differing.append(day)
        given |= {_slot(day, each) for each in our_spans}
        for slot, words in in_words.items():
            unsaid.setdefault(slot, (day, words or ""))
    differing += [day for slot, (day, _) in unsaid.items() if slot not in given]
    return min(differing, default=None), [words for _, words in unsaid.values()]


def _without(spans: Sequence[Span], others: Sequence[Span]) -> list[Span]:
    """The hours that are not among others with the same words."""
    known = {(each.start, each.end, _meaning(each)) for each in others}
    return [each for each in spans if (each.start, each.end, _meaning(each)) not in known]


def _slot(day: date, span: Span) -> Slot:
    return day.weekday(), span.start, span.end


def _not_understood(span: Span) -> bool:
    return bool(span.note) and not span.by_appointment


def _meaning(span: Span) -> str:
    return BY_APPOINTMENT if span.by_appointment else _words(span.note)


def _words(note: str | None) -> str:
    return fold(note or "").rstrip(" .")


def _said(town_hall: TownHall, day: date) -> str:
    """The usual week on one line, without the holidays, of which no record says anything."""
    *week, _ = say_usual_hours(town_hall, day).splitlines()
    return " ; ".join(line.removeprefix("- ") for line in week)


def _verdict(
    fact: str, ours: str, theirs: str | None, same: bool, notices: Sequence[Notice] = ()
) -> Verdict:
    if not theirs:
        return Verdict(fact, Outcome.NOT_FOUND, ours)
    place = " ".join(map(str, notices)) or None
    return Verdict(fact, Outcome.SAME if same else Outcome.DIFFERS, ours, theirs, place)


def _bare_host(url: str) -> str:
    return "https://" + re.sub(r"^(?:https?://)?(?:www\.)?", "", url.strip(), flags=re.IGNORECASE)


def _letters(lines: Sequence[str]) -> str:
    return re.sub(r"[^a-z0-9]", "", fold("".join(lines)))

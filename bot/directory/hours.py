"""The opening hours of a record in the syntax of a town file: no hour more, no restriction less.

A comment that is understood becomes a rule; any other stays word for word beside its hours, and
what is about all of them apart.
"""

from dataclasses import dataclass, replace

from bot.directory.comments import AFTERNOON, MORNING, Meaning, understand
from bot.directory.notice import Notice
from bot.directory.record import Record
from bot.directory.rules import Timed, TooManyConditionsError, write_rules
from bot.directory.slots import LUNCH, Line, Lines, read_lines, told
from bot.french.say import DAYS
from bot.french.text import fold

BY_APPOINTMENT = "sur rendez-vous"
CLOSED_ON_HOLIDAYS = 'PH off "jour férié"'
_SCHOOL_HOLIDAYS = "vacances"


@dataclass(frozen=True)
class WrittenHours:
    """The hours of a town file: its rules, one each, and the words about all of them."""

    rules: list[str]
    note: str | None


def opening_hours(record: Record, notices: list[Notice]) -> WrittenHours:
    """The hours of a record; what is to check is added to the notices."""
    lines = read_lines(record, notices)
    about_all = told(record.text("commentaire_plage_ouverture"))
    whole = _about_the_record(about_all, lines) if about_all else None
    timed = [
        slot
        for line in lines.read
        for slot in _read_beside(line, understand(line.comment), notices)
    ]
    notes = [_without_hours(line) for line in lines.read if line.comment and not line.slots]
    if whole and timed:
        timed = [each for slot in timed for each in _apply(slot, whole, about_all)]
        notices.append(_translated("toutes les heures", about_all))
    elif about_all:
        notes.append(about_all)
    rules = [*_rules(timed, notices), *lines.refused]
    _tell_what_is_missing(rules, lines, notes, notices)
    return WrittenHours([*rules, CLOSED_ON_HOLIDAYS], _one_note(notes))


def _about_the_record(comment: str, lines: Lines) -> tuple[Meaning, ...]:
    """What a comment about the whole record says of all its hours; nothing in doubt.

    A comment that a line of the record repeats may be about that line alone.
    """
    if any(fold(line.comment) == fold(comment) for line in lines.read):
        return ()
    allowed = {"record", "line"} if len(lines.read) == 1 else {"record"}
    found = understand(comment)
    days = {day for line in lines.read for day in line.days}
    fits = all(meaning.scope in allowed and _fits(meaning, days) for meaning in found)
    return found if fits else ()


def _read_beside(line: Line, meanings: tuple[Meaning, ...], notices: list[Notice]) -> list[Timed]:
    """The slots of a line with what its comment says of them."""
    plain = [Timed(each.day, each.start, each.end) for each in line.slots]
    if not (plain and line.comment):
        return plain
    named = _named(line)
    if not meanings or not all(_fits(each, set(line.days), line) for each in meanings):
        notices.append(_kept(named, line.comment))
        return [replace(slot, note=line.comment, comments=(line.comment,)) for slot in plain]
    notices.append(_translated(named, line.comment))
    return [each for slot in plain for each in _apply(slot, meanings, line.comment)]


def _fits(meaning: Meaning, days: set[int], line: Line | None = None) -> bool:
    """Whether what is said can be about these hours."""
    if meaning.only and meaning.only.day is not None and days != {meaning.only.day}:
        return False
    if meaning.never and meaning.never.day is not None and meaning.never.day not in days:
        return False
    if meaning.half and line:
        halves = {MORNING if slot.in_the_morning else AFTERNOON for slot in line.slots}
        return meaning.half in halves and all(
            s.in_the_morning or s.start >= "12" for s in line.slots
        )
    return True


def _apply(slot: Timed, meanings: tuple[Meaning, ...], comment: str) -> list[Timed]:
    for each in meanings:
        half = MORNING if slot.end <= LUNCH else AFTERNOON
        if each.by_appointment and each.half in (None, half):
            slot = replace(slot, note=_joined(slot.note, BY_APPOINTMENT))
        if each.only:
            slot = replace(slot, only=slot.only | {replace(each.only, day=None)})
        if each.never and each.never.day in (None, slot.day):
            slot = replace(slot, never=slot.never | {replace(each.never, day=None)})
    return [replace(slot, comments=(*slot.comments, comment))]


def _joined(note: str | None, more: str) -> str:
    return more if note is None or note == more else f"{note.rstrip(' .')}, {more}"


def _rules(timed: list[Timed], notices: list[Notice]) -> list[str]:
    try:
        return write_rules(timed)
    except TooManyConditionsError as error:
        day = error.day
    # Said word for word rather than translated: who reads them will understand.
    plain = [slot for slot in timed if slot.day != day]
    for slot in timed:
        if slot.day == day:
            words = ". ".join(dict.fromkeys(each.rstrip(" .") for each in slot.comments))
            plain.append(Timed(slot.day, slot.start, slot.end, note=words or None))
    notices.append(Notice("horaires", f"{DAYS[day]} : trop de conditions, dites mot pour mot."))
    return _rules(plain, notices)


def _named(line: Line) -> str:
    first, last = DAYS[line.days[0]], DAYS[line.days[-1]]
    days = first if first == last else f"{first} à {last}"
    first_day = [slot.hours for slot in line.slots if slot.day == line.days[0]]
    return " ".join([days, ",".join(first_day)]).strip()


def _translated(where: str, comment: str) -> Notice:
    return Notice(
        "horaires", f"{where} : « {comment} » est traduit ; relisez les horaires ci-dessous."
    )


def _kept(where: str, comment: str) -> Notice:
    more = ""
    if _SCHOOL_HOLIDAYS in fold(comment):
        more = " Les dates des vacances peuvent aller dans exceptions."
    return Notice(
        "horaires",
        f"{where} : « {comment} » n'est pas traduit. Il sera dit tel quel, et ces heures jamais "
        f"données sans lui : écrivez-le en règle si c'en est une, enlevez-le sinon.{more}",
    )


def _without_hours(line: Line) -> str:
    """A comment with no hours beside it, kept with the day it is about."""
    return f"{_named(line)} : {line.comment}"


def _tell_what_is_missing(
    rules: list[str], lines: Lines, notes: list[str], notices: list[Notice]
) -> None:
    for refused in lines.refused:
        notices.append(Notice("horaires", f"« {refused} » n'est pas lu : écrivez ces heures."))
    for note in notes:
        notices.append(_kept("toutes les heures", note))
    for line in lines.read:
        if not line.slots and not line.comment:
            notices.append(Notice("horaires", f"{_named(line)} : sans heures dans la fiche."))
        for slot in line.slots:
            if not ("06:00" <= slot.start < slot.end <= "23:59" and len(slot.hours) == 11):
                wrong = f"{DAYS[slot.day]} {slot.hours} n'est pas possible : corrigez ces heures."
                notices.append(Notice("horaires", wrong))
    if not rules:
        notices.append(Notice("horaires", "la fiche n'en a pas : donnez-les."))
    notices.append(Notice("jours fériés", "la fiche n'en dit rien : la mairie est dite fermée."))


def _one_note(notes: list[str]) -> str | None:
    return " ".join(note if note.endswith((".", "!")) else f"{note}." for note in notes) or None

"""The town hall's hours in words, for the chat, the phone and paper alike."""

from collections.abc import Sequence
from datetime import date, datetime
from itertools import groupby

from bot.french.half_days import HalfDay
from bot.french.say import DAYS, MONTHS, say_day, say_list, say_time
from bot.knowledge.hours import Rule, Span
from bot.knowledge.opening_rules import EVEN_WEEKS, LAST_OF_MONTH
from bot.knowledge.opening_rules import MONTHS as ENGLISH_MONTHS
from bot.knowledge.town_hall import HoursException, TownHall
from bot.townhall import (
    DayHours,
    Recurrence,
    State,
    Status,
    exceptions_soon,
    holidays_soon,
    plain_week,
    recurrences,
)

# How a sentence about this very moment begins.
NOW = "En ce moment"
# Before the next opening to all, when that of before is not.
TO_ALL = "Pour tous, elle ouvre"


def say_spans(spans: Sequence[Span]) -> str:
    """``de 9 h à midi et de 14 h à 17 h (sur rendez-vous)``."""
    return say_list(
        [f"de {say_time(s.start)} à {say_time(s.end)}{_because(s.note)}" for s in spans]
    )


def say_week(week: Sequence[DayHours], sometimes: Sequence[str] = ("",) * 7) -> str:
    """One line per day or run of days with the same hours, Monday first.

    Args:
        week: seven days, Monday first.
        sometimes: for each of them, what holds on some weeks or some days of the month only.
    """
    lines = []
    days = zip(week, sometimes, strict=True)
    for (spans, reason, more), run in groupby(days, key=lambda d: (d[0].spans, d[0].reason, d[1])):
        names = [DAYS[each.day.weekday()] for each, _ in run]
        lines.append(_line(say_list(names), spans, reason) + more)
    return "\n".join(lines)


def say_hours(town_hall: TownHall, today: date) -> str:
    """The week of a day as lines, then public holidays and the exceptions soon to come."""
    lines = [_say_usual_week(town_hall, today, dated=True)]
    for holiday in holidays_soon(town_hall, today):
        lines.append(_line(say_day(holiday.day), holiday.spans, holiday.reason))
    for exception in exceptions_soon(town_hall, today):
        lines.append(_line(_say_days(exception), exception.spans, exception.reason))
    return "\n".join([*lines, *_lines_about_all(town_hall)])


def say_hours_note(town_hall: TownHall) -> str:
    """The words about all the hours, to put after them; empty without any."""
    return _because(town_hall.hours_note.value if town_hall.hours_note else None)


def say_usual_hours(town_hall: TownHall, today: date) -> str:
    """The week as lines, then public holidays, without a date to come: true for a while."""
    lines = [_say_usual_week(town_hall, today, dated=False), *_lines_about_all(town_hall)]
    return "\n".join(lines)


def _say_usual_week(town_hall: TownHall, today: date, dated: bool) -> str:
    """The week, each day with what holds on some of them only, then any public holiday."""
    sometimes = [
        _say_sometimes(recurrences(town_hall, day, today), dated) for day in range(len(DAYS))
    ]
    holidays = _line("jours fériés", town_hall.written_hours.holidays.spans, None)
    return f"{say_week(plain_week(town_hall, today), sometimes)}\n{holidays}"


def _lines_about_all(town_hall: TownHall) -> list[str]:
    return [f"- à savoir : {town_hall.hours_note.value}"] if town_hall.hours_note else []


def _say_sometimes(found: Sequence[Recurrence], dated: bool) -> str:
    """``, sauf le 1er samedi du mois : de 9 h à midi (prochaine fois : …)``."""
    told = []
    for each in found:
        following = f" (prochaine fois : {say_day(each.following)})" if dated else ""
        when = _say_when(each.rule, each.following)
        told.append(f"{when} : {_say_spans_or_closed(each.hours)}{following}")
    return f", sauf {' ; '.join(told)}" if told else ""


def _say_when(rule: Rule, day: date) -> str:
    """``le 1er et le 3e samedi du mois, les semaines paires, en août``."""
    ordinals = {1: "1er", LAST_OF_MONTH: "dernier"}
    told = []
    if rule.numbers:
        numbers = [f"le {ordinals.get(number, f'{number}e')}" for number in rule.numbers]
        told.append(f"{say_list(numbers)} {DAYS[day.weekday()]} du mois")
    if rule.weeks:
        told.append(f"les semaines {'paires' if rule.weeks == EVEN_WEEKS else 'impaires'}")
    if rule.dates:
        told.append(say_list([_say_period(period) for period in rule.dates.split(",")]))
    return ", ".join(told)


def _say_period(period: str) -> str:
    """``en août``, ``de juillet à août``, ``du 15 juillet au 31 août``, for each year."""
    ends = []
    for end in period.split("-"):
        month, _, number = end.partition(" ")
        named = MONTHS[ENGLISH_MONTHS.index(month)]
        ends.append(f"{'1er' if number == '1' else number} {named}".lstrip())
    if period[-1].isdigit():
        return f"le {ends[0]}" if len(ends) == 1 else f"du {ends[0]} au {ends[1]}"
    return f"en {ends[0]}" if len(ends) == 1 else f"de {ends[0]} à {ends[1]}"


def _line(days: str, spans: Sequence[Span], reason: str | None) -> str:
    return f"- {days} : {say_spans(spans) if spans else 'fermée'}{_because(reason)}"


def _say_spans_or_closed(hours: DayHours) -> str:
    return say_spans(hours.spans) if hours.spans else f"fermée{_because(hours.reason)}"


def _because(*words: str | None) -> str:
    told = ", ".join(word.rstrip(" .") for word in words if word)
    return f" ({told})" if told else ""


def _say_days(exception: HoursException) -> str:
    first, last = say_day(exception.first), say_day(exception.last)
    return first if exception.first == exception.last else f"du {first} au {last}"


def say_moment(moment: datetime, now: datetime) -> str:
    """When something happens, seen from now: ``demain, lundi, à 9 h``, ``aujourd'hui à 14 h``."""
    hour = say_time(moment.time())
    days_ahead = (moment.date() - now.date()).days
    if days_ahead == 0:
        return f"aujourd'hui à {hour}"
    name = DAYS[moment.weekday()]
    if days_ahead == 1:
        return f"demain, {name}, à {hour}"
    if days_ahead < 7:
        return f"{name} à {hour}"
    number = "1er" if moment.day == 1 else moment.day
    return f"le {name} {number} {MONTHS[moment.month - 1]} à {hour}"


_STATES = {
    State.OPEN: "Ouverte",
    State.BY_APPOINTMENT: "Ouverte sur rendez-vous seulement",
    State.RESTRICTED: "Ouverte sous condition",
}


def say_status(status: Status, now: datetime) -> str:
    """Who is received until when, or closed, why and until when: ``Ouverte, jusqu'à midi.``."""
    if status.closes:
        until = say_time(status.closes.time()) + _because(status.reason, status.note)
        return f"{_STATES[status.state]}, jusqu'à {until}.{say_to_all(status, now)}"
    opens = f" Elle ouvre {say_opening(status, now)}." if status.opens else ""
    return f"Fermée{_because(status.reason)}.{opens}"


def say_closing(status: Status) -> str:
    """Until when the hours under way last, and why they are not the usual ones."""
    assert status.closes, "asked only while it is open"
    # The words beside restricted hours have a place of their own in what is said.
    note = status.note if status.state is State.BY_APPOINTMENT else None
    return say_time(status.closes.time()) + _because(status.reason, note)


def say_opening(status: Status, now: datetime) -> str:
    """When it opens next, for whom, and when to all, to end a sentence by, without its full stop.

    ``samedi à 10 h (sur rendez-vous). Pour tous, elle ouvre lundi à 9 h``: heard, a comma there
    would make « sur rendez-vous pour tous » of it.
    """
    assert status.opens, "asked only when it opens again"
    told = f"{say_moment(status.opens, now)}{_because(status.note)}."
    return f"{told}{say_to_all(status, now)}".removesuffix(".")


def say_to_all(status: Status, now: datetime) -> str:
    """A sentence more, while not everybody is received: ``Pour tous, elle ouvre lundi à 9 h.``."""
    if status.opens_to_all is None:
        return ""
    return f" {TO_ALL} {say_moment(status.opens_to_all, now)}."


def say_now(status: Status, now: datetime) -> tuple[str, dict[str, str]]:
    """The response that tells who is received now, and what fills its placeholders."""
    if status.state in _NOT_TO_ALL:
        return say_not_to_all(status, NOW, now)
    if status.open:
        return "utter_open_now", say_change(status, now)
    if status.opens is None:
        return "utter_closed_for_long", {}
    if status.reason:
        return "utter_closed_now_because", {**say_change(status, now), "reason": status.reason}
    return "utter_closed_now", say_change(status, now)


# Open, but not to all: the same words for now and for the hour asked about.
_NOT_TO_ALL = {
    State.BY_APPOINTMENT: "utter_by_appointment",
    State.RESTRICTED: "utter_restricted",
}


def say_not_to_all(status: Status, when: str, now: datetime) -> tuple[str, dict[str, str]]:
    """The response for a moment when not everybody is received, and what fills it.

    Args:
        status: by appointment or restricted.
        when: the moment, as a sentence begins by it.
        now: whence other moments are seen.
    """
    return _NOT_TO_ALL[status.state], {"when": when, **say_change(status, now)}


def say_change(status: Status, now: datetime) -> dict[str, str]:
    """Until when it is open, and for whom; when it opens, seen from now."""
    words = {"to_all": say_to_all(status, now)}
    if status.closes:
        words["closes"] = say_closing(status)
    if status.opens:
        words["opens"] = say_opening(status, now)
    if status.note:
        words["note"] = status.note.rstrip(" .")
    return words


def say_day_asked(day: date, half: HalfDay | None) -> str:
    """The day a question is about, in full: ``Mercredi 25 novembre 2026 après-midi``."""
    named = say_day(day)
    suffix = {HalfDay.MORNING: " matin", HalfDay.AFTERNOON: " après-midi"}
    return named[0].upper() + named[1:] + (suffix[half] if half else "")

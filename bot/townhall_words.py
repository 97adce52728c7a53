"""The town hall's hours in words, for the chat, the phone and paper alike."""

from collections.abc import Sequence
from datetime import date, datetime
from itertools import groupby

from bot.french.half_days import HalfDay
from bot.french.say import DAYS, MONTHS, say_day, say_list, say_time
from bot.knowledge.hours import Span
from bot.knowledge.town_hall import HoursException, TownHall
from bot.townhall import DayHours, Status, exceptions_soon, holidays_soon, usual_week


def say_spans(spans: Sequence[Span]) -> str:
    """``de 9 h à midi et de 14 h à 17 h (sur rendez-vous)``."""
    return say_list(
        [f"de {say_time(s.start)} à {say_time(s.end)}{_because(s.note)}" for s in spans]
    )


def say_week(week: Sequence[DayHours]) -> str:
    """One line per day or run of days with the same hours, Monday first."""
    lines = []
    for (spans, reason), days in groupby(week, key=lambda each: (each.spans, each.reason)):
        names = [DAYS[each.day.weekday()] for each in days]
        lines.append(_line(say_list(names), spans, reason))
    return "\n".join(lines)


def say_hours(town_hall: TownHall, today: date) -> str:
    """The week of a day as lines, then public holidays and the exceptions soon to come."""
    lines = [say_week(usual_week(town_hall, today))]
    lines.append(_line("jours fériés", town_hall.written_hours.holidays.spans, None))
    for holiday in holidays_soon(town_hall, today):
        lines.append(_line(say_day(holiday.day), holiday.spans, holiday.reason))
    for exception in exceptions_soon(town_hall, today):
        lines.append(_line(_say_days(exception), exception.spans, exception.reason))
    return "\n".join(lines)


def _line(days: str, spans: Sequence[Span], reason: str | None) -> str:
    return f"- {days} : {say_spans(spans) if spans else 'fermée'}{_because(reason)}"


def _because(reason: str | None) -> str:
    return f" ({reason})" if reason else ""


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


def say_status(status: Status, now: datetime) -> str:
    """Open until when, or closed, why and until when: ``Ouverte, jusqu'à midi.``."""
    if status.closes:
        return f"Ouverte, jusqu'à {say_closing(status)}."
    opens = f" Elle ouvre {say_moment(status.opens, now)}." if status.opens else ""
    return f"Fermée{_because(status.reason)}.{opens}"


def say_closing(status: Status) -> str:
    """Until when it is open, and what is to know of it: ``midi (sur rendez-vous)``."""
    assert status.closes, "asked only while it is open"
    return say_time(status.closes.time()) + _because(status.reason)


def say_day_asked(day: date, half: HalfDay | None) -> str:
    """The day a question is about, in full: ``Mercredi 25 novembre 2026 après-midi``."""
    named = say_day(day)
    suffix = {HalfDay.MORNING: " matin", HalfDay.AFTERNOON: " après-midi"}
    return named[0].upper() + named[1:] + (suffix[half] if half else "")

"""The town hall's hours in words, for the chat, the phone and paper alike."""

from collections.abc import Sequence
from datetime import date, datetime
from itertools import groupby

from bot.french.half_days import HalfDay
from bot.french.say import DAYS, MONTHS, say_day, say_list, say_time
from bot.knowledge.model import HoursException, TownHall
from bot.townhall import (
    Span,
    Status,
    closed_on_holidays,
    exceptions_soon,
    hours_on,
    usual_week,
)


def say_spans(spans: Sequence[Span]) -> str:
    """``de 9 h à midi et de 14 h à 17 h``."""
    return say_list([f"de {say_time(span.start)} à {say_time(span.end)}" for span in spans])


def say_week(week: Sequence[tuple[Span, ...]]) -> str:
    """One line per day or run of days with the same hours, Monday first."""
    lines = []
    for spans, days in groupby(range(7), key=lambda day: week[day]):
        names = [DAYS[day] for day in days]
        lines.append(f"- {say_list(names)} : {say_spans(spans) if spans else 'fermée'}")
    return "\n".join(lines)


def say_hours(town_hall: TownHall, today: date) -> str:
    """The week of a day as lines, then public holidays and the exceptions soon to come."""
    lines = [say_week(usual_week(town_hall, today))]
    if closed_on_holidays(town_hall):
        lines.append("- jours fériés : fermée")
    lines += [_say_exception(town_hall, each) for each in exceptions_soon(town_hall, today)]
    return "\n".join(lines)


def _say_exception(town_hall: TownHall, exception: HoursException) -> str:
    first, last = say_day(exception.first), say_day(exception.last)
    days = first if exception.first == exception.last else f"du {first} au {last}"
    spans = hours_on(town_hall, exception.first).spans
    return f"- {days} : {say_spans(spans) if spans else 'fermée'} ({exception.reason})"


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
        return f"Ouverte, jusqu'à {say_time(status.closes.time())}."
    because = f" ({status.reason})" if status.reason else ""
    opens = f" Elle ouvre {say_moment(status.opens, now)}." if status.opens else ""
    return f"Fermée{because}.{opens}"


def say_day_asked(day: date, half: HalfDay | None) -> str:
    """The day a question is about, in full: ``Mercredi 25 novembre 2026 après-midi``."""
    named = say_day(day)
    suffix = {HalfDay.MORNING: " matin", HalfDay.AFTERNOON: " après-midi"}
    return named[0].upper() + named[1:] + (suffix[half] if half else "")

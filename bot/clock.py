"""The one place that knows today's date and time, always as the clocks of the town show them.

The environment variable ``BOT_NOW`` (ISO 8601, a date or a date and time) overrides the real
clock, for tests and for answering "and if we were in April?".
"""

import os
from datetime import date, datetime, time, timezone
from zoneinfo import ZoneInfo

from bot.knowledge import knowledge

YEARS = range(2000, 2101)


def zone() -> ZoneInfo:
    """The time zone of the town served.

    Raises:
        KnowledgeError: a fact file cannot be used.
    """
    return knowledge().town_hall.territory.zone


def now() -> datetime:
    """Return the current moment, aware, in the time zone of the town.

    Raises:
        ValueError: ``BOT_NOW`` is set and is not an ISO date or date-time.
        KnowledgeError: a fact file cannot be used.
    """
    fixed = os.environ.get("BOT_NOW")
    return parse_moment(fixed, origin="BOT_NOW") if fixed else datetime.now(zone())


def today() -> date:
    """Return today's date in the town."""
    return now().date()


def parse_moment(text: str, origin: str) -> datetime:
    """Read an ISO date or date-time; without an offset it is the time of the town.

    Args:
        text: for example ``2026-11-23`` or ``2026-11-23T09:00``.
        origin: where the text comes from, named in the error.

    Raises:
        ValueError: not an ISO date, or a year outside 2000 to 2100.
    """
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise ValueError(
            f"{origin} : « {text} » n'est pas une date ISO ; écrivez par exemple 2026-11-23T09:00."
        ) from None
    if moment.year not in YEARS:
        raise ValueError(f"{origin} : l'année {moment.year} n'est pas entre 2000 et 2100.")
    if moment.tzinfo:
        return moment.astimezone(zone())
    return in_town(moment.date(), moment.time())


def in_town(day: date, hour: time) -> datetime:
    """An hour of a day; one that the change to summer time skips is the one after."""
    moment = datetime.combine(day, hour, zone())
    return moment.astimezone(timezone.utc).astimezone(moment.tzinfo)

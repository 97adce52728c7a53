"""The one place that knows today's date and time, always in Europe/Paris.

The environment variable ``BOT_NOW`` (ISO 8601, a date or a date and time) overrides the real
clock, for tests and for answering "and if we were in April?".
"""

import os
from datetime import date, datetime, time, timezone
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")
YEARS = range(2000, 2101)


def now() -> datetime:
    """Return the current moment, aware, in Europe/Paris.

    Raises:
        ValueError: ``BOT_NOW`` is set and is not an ISO date or date-time.
    """
    fixed = os.environ.get("BOT_NOW")
    return parse_moment(fixed, origin="BOT_NOW") if fixed else datetime.now(PARIS)


def today() -> date:
    """Return today's date in Europe/Paris."""
    return now().date()


def parse_moment(text: str, origin: str) -> datetime:
    """Read an ISO date or date-time; without an offset it is Paris time.

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
        return moment.astimezone(PARIS)
    return in_paris(moment.date(), moment.time())


def in_paris(day: date, hour: time) -> datetime:
    """An hour of a day; one that the change to summer time skips is the one after."""
    moment = datetime.combine(day, hour, PARIS)
    return moment.astimezone(timezone.utc).astimezone(PARIS)

"""The one place that knows today's date and time, always in Europe/Paris.

The environment variable ``BOT_NOW`` (ISO 8601, a date or a date and time) overrides the real
clock, for tests and for answering "and if we were in April?".
"""

import os
from datetime import date, datetime
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")


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
    """
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise ValueError(
            f"{origin} : « {text} » n'est pas une date ISO ; écrivez par exemple 2026-11-23T09:00."
        ) from None
    return moment.astimezone(PARIS) if moment.tzinfo else moment.replace(tzinfo=PARIS)

"""Uncertain days and the counting of a delay, in French words."""

from datetime import date

from bot.french.date_range import DateRange
from bot.french.say import say_date
from bot.knowledge.model import Delay


def say_range(days: DateRange) -> str:
    """``3 mars 2026``, ``entre le 10 août 2026 et le 20 août 2026``."""
    if days.exact:
        return say_date(days.earliest)
    return f"entre le {say_date(days.earliest)} et le {say_date(days.latest)}"


def say_counting(start: date, delay: Delay, doubt: str) -> str:
    """``du 3 mars + 1 mois = 3 avril``: how the last day of a delay is found.

    The year is said only when the delay crosses into another one.

    Args:
        start: the day the delay is counted from.
        delay: its length.
        doubt: words put after an uncertain start, or nothing.
    """
    end = start + delay.delta
    with_year = start.year != end.year
    clipped = delay.days is None and delay.weeks is None and start.day != end.day
    month_end = " (dernier jour du mois)" if clipped else ""
    return f"du {_say(start, with_year)}{doubt} + {delay} = {_say(end, with_year)}{month_end}"


def _say(day: date, with_year: bool) -> str:
    said = say_date(day)
    return said if with_year else said.removesuffix(f" {day.year}")

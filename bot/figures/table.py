"""The table of the counts: a few hundred rows for each town and month, thirteen months of them.

A town is named by its key (``bot.knowledge.Town``), empty for the one of ``TOWN``.
"""

from collections.abc import Mapping
from datetime import date

import sqlalchemy as sa
from dateutil.relativedelta import relativedelta

from bot.figures.counting import Figure

MONTHS_KEPT = 13
COUNTS = sa.table("counts", *map(sa.column, ("town", "month", "figure", "value", "number")))

Cells = Mapping[Figure, Mapping[str, int]]


def read_month(connection: sa.engine.Connection, month: str, town: str = "") -> Cells:
    """All that was counted in a month, by figure and value.

    Args:
        connection: to the database.
        month: « 2026-11 ».
        town: its key.
    """
    found: dict[Figure, dict[str, int]] = {figure: {} for figure in Figure}
    known = {figure.value for figure in Figure}
    columns = COUNTS.c
    rows = sa.select(columns.figure, columns.value, columns.number).where(
        columns.town == town, columns.month == month, columns.number > 0
    )
    for row in connection.execute(rows):
        if row.figure in known:
            found[Figure(row.figure)][row.value] = row.number
    return found


def months(connection: sa.engine.Connection, town: str = "") -> list[str]:
    """The months in which something was counted for a town, the latest first."""
    columns = COUNTS.c
    of_town = sa.select(columns.month).where(columns.town == town).distinct()
    return list(connection.scalars(of_town.order_by(columns.month.desc())))


def oldest_month(today: date) -> str:
    """The oldest month that is kept."""
    return f"{today - relativedelta(months=MONTHS_KEPT - 1):%Y-%m}"


def forget_old(connection: sa.engine.Connection, today: date) -> None:
    """Delete what is older than thirteen months."""
    connection.execute(COUNTS.delete().where(COUNTS.c.month < oldest_month(today)))

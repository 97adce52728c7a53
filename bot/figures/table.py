"""The table of the counts: a few hundred rows for each month, thirteen months of them."""

from collections.abc import Mapping
from datetime import date

import sqlalchemy as sa
from dateutil.relativedelta import relativedelta

from bot.figures.counting import Figure

MONTHS_KEPT = 13
COUNTS = sa.table("counts", *map(sa.column, ("month", "figure", "value", "number")))

Cells = Mapping[Figure, Mapping[str, int]]


def read_month(connection: sa.engine.Connection, month: str) -> Cells:
    """All that was counted in a month, by figure and value.

    Args:
        connection: to the database.
        month: « 2026-11 ».
    """
    found: dict[Figure, dict[str, int]] = {figure: {} for figure in Figure}
    known = {figure.value for figure in Figure}
    columns = COUNTS.c
    rows = sa.select(columns.figure, columns.value, columns.number).where(
        columns.month == month, columns.number > 0
    )
    for row in connection.execute(rows):
        if row.figure in known:
            found[Figure(row.figure)][row.value] = row.number
    return found


def months(connection: sa.engine.Connection) -> list[str]:
    """The months in which something was counted, the latest first."""
    column = COUNTS.c.month
    return list(connection.scalars(sa.select(column).distinct().order_by(column.desc())))


def oldest_month(today: date) -> str:
    """The oldest month that is kept."""
    return f"{today - relativedelta(months=MONTHS_KEPT - 1):%Y-%m}"


def forget_old(connection: sa.engine.Connection, today: date) -> None:
    """Delete what is older than thirteen months."""
    connection.execute(COUNTS.delete().where(COUNTS.c.month < oldest_month(today)))

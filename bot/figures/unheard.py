"""Messages that were not understood, private data masked, for the town that asked for them.

A message stays with its conversation, erased with it, until that is forgotten by its age; only
then it is kept, without a link to it, 30 days from the day it was written. Nothing is kept unless
the town has said that it told its residents.
"""

from datetime import date, timedelta

import sqlalchemy as sa

from bot.figures.masking import mask
from bot.limits import UNHEARD_DAYS

CONSENT = sa.table("unheard_consent", sa.column("since"))
MESSAGES = sa.table("unheard_messages", sa.column("id"), sa.column("day"), sa.column("text"))
CONVERSATIONS = sa.table("conversations", sa.column("unheard"))

# A day in ISO and the masked text.
Kept = list[str]


def kept(text: str, today: date) -> Kept:
    """A message as it is kept."""
    return [today.isoformat(), mask(text)]


def may_be_kept(connection: sa.engine.Connection) -> bool:
    """Whether the town has said that it told its residents."""
    return connection.scalar(sa.select(CONSENT.c.since).limit(1)) is not None


def consent(connection: sa.engine.Connection, today: date) -> None:
    """Keep them from now on."""
    if not may_be_kept(connection):
        connection.execute(CONSENT.insert(), {"since": today.isoformat()})


def withdraw(connection: sa.engine.Connection) -> int:
    """Keep none from now on, and erase those that were kept; how many."""
    connection.execute(CONSENT.delete())
    connection.execute(CONVERSATIONS.update().values(unheard=""))
    erased: int = connection.execute(MESSAGES.delete()).rowcount
    return erased


def read(connection: sa.engine.Connection) -> list[tuple[str, str]]:
    """The day and the masked text of each, the latest day first."""
    columns = MESSAGES.c
    rows = sa.select(columns.day, columns.text).order_by(columns.day.desc(), columns.text)
    return [(row.day, row.text) for row in connection.execute(rows)]


def forget_old(connection: sa.engine.Connection, today: date) -> int:
    """Erase those that are older than they may be kept; how many."""
    oldest = (today - timedelta(days=UNHEARD_DAYS)).isoformat()
    erased: int = connection.execute(MESSAGES.delete().where(MESSAGES.c.day < oldest)).rowcount
    return erased

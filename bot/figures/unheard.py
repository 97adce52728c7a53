"""Messages that were not understood, private data masked, for the town that asked for them.

A message stays with its conversation, erased with it, until that is forgotten by its age; only
then it is kept, without a link to it, 30 days from the day it was written. Nothing is kept unless
the town has said that it told its residents. A town is named by its key, empty for the one of
``TOWN``.
"""

from datetime import date, timedelta

import sqlalchemy as sa

from bot.figures.masking import mask
from bot.limits import UNHEARD_DAYS

CONSENT = sa.table("unheard_consent", sa.column("town"), sa.column("since"))
MESSAGES = sa.table("unheard_messages", *map(sa.column, ("id", "town", "day", "text")))
CONVERSATIONS = sa.table("conversations", sa.column("town"), sa.column("unheard"))

# A day in ISO and the masked text.
Kept = list[str]


def kept(text: str, today: date) -> Kept:
    """A message as it is kept."""
    return [today.isoformat(), mask(text)]


def towns(connection: sa.engine.Connection) -> frozenset[str]:
    """The towns that have said that they told their residents."""
    return frozenset(connection.scalars(sa.select(CONSENT.c.town)))


def may_be_kept(connection: sa.engine.Connection, town: str = "") -> bool:
    """Whether a town has said that it told its residents."""
    since = sa.select(CONSENT.c.since).where(CONSENT.c.town == town).limit(1)
    return connection.scalar(since) is not None


def consent(connection: sa.engine.Connection, today: date, town: str = "") -> None:
    """Keep them from now on."""
    if not may_be_kept(connection, town):
        connection.execute(CONSENT.insert(), {"town": town, "since": today.isoformat()})


def withdraw(connection: sa.engine.Connection, town: str = "") -> int:
    """Keep none from now on, and erase those that were kept; how many."""
    connection.execute(CONSENT.delete().where(CONSENT.c.town == town))
    of_town = CONVERSATIONS.update().where(
        CONVERSATIONS.c.town == town, CONVERSATIONS.c.unheard != ""
    )
    connection.execute(of_town.values(unheard=""))
    erased: int = connection.execute(MESSAGES.delete().where(MESSAGES.c.town == town)).rowcount
    return erased


def read(connection: sa.engine.Connection, town: str = "") -> list[tuple[str, str]]:
    """The day and the masked text of each, the latest day first."""
    columns = MESSAGES.c
    of_town = sa.select(columns.day, columns.text).where(columns.town == town)
    rows = connection.execute(of_town.order_by(columns.day.desc(), columns.text))
    return [(row.day, row.text) for row in rows]


def forget_old(connection: sa.engine.Connection, today: date) -> int:
    """Erase those that are older than they may be kept; how many."""
    oldest = (today - timedelta(days=UNHEARD_DAYS)).isoformat()
    erased: int = connection.execute(MESSAGES.delete().where(MESSAGES.c.day < oldest)).rowcount
    return erased

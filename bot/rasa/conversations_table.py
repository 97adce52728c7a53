"""The table of conversations: one row each, written only on top of the turn it was read at."""

import time
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from bot.figures.counting import Counts

# What a row holds of the words of a resident and of their case.
HELD = ("events", "answers", "counts", "unheard")
# As bot/migrations makes it; what it holds is empty once erased: the row then only stops a turn
# that was under way.
CONVERSATIONS = sa.table(
    "conversations", *map(sa.column, ("sender_id", "town", "turn", "updated_at", *HELD))
)

# Written once: SQLAlchemy takes longer to build a statement than SQLite to run it.
# What is known already is not read again.
_READ = sa.text(
    "SELECT turn, "
    + ", ".join(f"CASE WHEN turn = :known THEN '' ELSE {name} END AS {name}" for name in HELD)
    + " FROM conversations WHERE sender_id = :sender_id"
).columns(*map(sa.column, ("turn", *HELD)))
_KEPT = ("turn", "updated_at", *HELD)
_BEGIN = sa.text(
    f"INSERT INTO conversations (sender_id, town, {', '.join(_KEPT)}) "
    f"VALUES (:sender_id, :town, {', '.join(f':{name}' for name in _KEPT)})"
)
_GO_ON = sa.text(
    f"UPDATE conversations SET {', '.join(f'{name} = :{name}' for name in _KEPT)} "
    "WHERE sender_id = :sender_id AND turn = :turn - 1"
)


def read(connection: sa.engine.Connection, name: str, known: int) -> Any:
    """The row of a conversation, None when there is none.

    Args:
        connection: to the database.
        name: as it is stored.
        known: the turn of which nothing more than its number is read; -1 for none.
    """
    return connection.execute(_READ, {"sender_id": name, "known": known}).first()


def write(connection: sa.engine.Connection, row: dict[str, Any]) -> bool:
    """Whether the turn could be written on top of the one before."""
    if row["turn"] == 1:
        try:
            connection.execute(_BEGIN, row)
        except IntegrityError:
            return False
        return True
    return bool(connection.execute(_GO_ON, row).rowcount)


def erase(
    connection: sa.engine.Connection, name: str, counts: Counts | None = None, town: str = ""
) -> None:
    """Leave nothing but a row that no turn under way can be written on."""
    empty = {**dict.fromkeys(HELD, ""), "updated_at": time.time()}
    last = {**empty, "counts": counts.to_json()} if counts else empty
    mine = CONVERSATIONS.update().where(CONVERSATIONS.c.sender_id == name)
    emptied = mine.values(turn=CONVERSATIONS.c.turn + 1, **last)
    if not connection.execute(emptied).rowcount:
        try:
            row = {"sender_id": name, "town": town, "turn": 1, **last}
            connection.execute(CONVERSATIONS.insert(), row)
        except IntegrityError:
            connection.execute(emptied)
    if counts:
        # Counted as it was written; where the case stood goes too, and stays counted.
        connection.execute(mine.values(counts=""))

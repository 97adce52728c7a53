"""What the database holds of a conversation, looked at from beside the assistant."""

import sqlite3
from pathlib import Path

import sqlalchemy as sa

_ROW = sa.text("SELECT events, answers FROM conversations WHERE sender_id = :sender")


def stored(engine: sa.engine.Engine, sender: str) -> tuple[str, str]:
    """The events and the answers, both empty when there are none."""
    with engine.connect() as connection:
        row = connection.execute(_ROW, {"sender": sender}).first()
    return ("", "") if row is None else (row.events, row.answers)


def words_stored(engine: sa.engine.Engine, sender: str) -> str:
    """All of it."""
    return "".join(stored(engine, sender))


def everything_stored(url: str) -> str:
    """All the rows of all the tables."""
    with sa.create_engine(url).connect() as connection:
        tables = sa.inspect(connection).get_table_names()
        rows = [connection.execute(sa.text(f"SELECT * FROM {name}")).all() for name in tables]
    # SQLAlchemy cuts long values when it shows a row.
    return repr([tuple(row) for table in rows for row in table])


def kept(store: Path) -> int:
    """The conversations of a SQLite file of which a word is kept."""
    with sqlite3.connect(store) as read:
        rows = read.execute("SELECT events FROM conversations WHERE events <> ''")
        return len(rows.fetchall())

"""What the database holds of a conversation, looked at from beside the assistant."""

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

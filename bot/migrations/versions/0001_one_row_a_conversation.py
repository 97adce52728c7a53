"""One row for each conversation, instead of one for each event.

A turn is written only on top of the turn it was made from, and keeps the answers of its message.
"""

import json
from itertools import groupby
from operator import attrgetter

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_OLD = sa.table(
    "conversation_events",
    *map(sa.column, ("id", "sender_id", "timestamp", "starts_session", "data")),
)


def upgrade() -> None:
    """Make the table, and take over the conversations that the older version kept."""
    new = op.create_table(
        "conversations",
        sa.Column("sender_id", sa.String(255), primary_key=True),
        sa.Column("turn", sa.Integer, nullable=False),
        sa.Column("updated_at", sa.Float, nullable=False),
        sa.Column("events", sa.Text, nullable=False),
        sa.Column("answers", sa.Text, nullable=False),
    )
    op.create_index("conversations_by_age", "conversations", ["updated_at"])
    op.create_table(
        "clients",
        sa.Column("client", sa.String(64), primary_key=True),
        sa.Column("full_at", sa.Float, nullable=False),
        # Counts of a minute: nothing is lost with them.
        prefixes=["UNLOGGED"] if op.get_bind().dialect.name == "postgresql" else [],
    )
    connection = op.get_bind()
    if not sa.inspect(connection).has_table(_OLD.name):
        return
    old = connection.execute(sa.select(_OLD).order_by(_OLD.c.sender_id, _OLD.c.id)).all()
    for sender_id, rows in groupby(old, attrgetter("sender_id")):
        op.bulk_insert(new, [_conversation(sender_id, list(rows))])
    op.drop_table(_OLD.name)
    if connection.dialect.name == "sqlite":
        # The older file neither gave its space back nor can without being written afresh.
        connection.exec_driver_sql("PRAGMA auto_vacuum=INCREMENTAL")
        connection.exec_driver_sql("VACUUM")


def _conversation(sender_id: str, rows: list[sa.engine.Row]) -> dict[str, object]:
    starts = [index for index, row in enumerate(rows) if row.starts_session]
    kept = rows[starts[-1] if starts else 0 :]
    return {
        "sender_id": sender_id,
        "turn": 1,
        "updated_at": max(row.timestamp for row in kept),
        "events": json.dumps([json.loads(row.data) for row in kept], ensure_ascii=False),
        "answers": "{}",
    }

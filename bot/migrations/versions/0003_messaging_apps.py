"""What the messaging apps need: deliveries seen, who is being answered, short links.

A delivery keeps what it said, sealed, only until it is answered.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "deliveries",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("delivery", sa.String(64), nullable=False, unique=True),
        sa.Column("conversation", sa.String(255), nullable=False),
        sa.Column("received_at", sa.Float, nullable=False),
        sa.Column("content", sa.Text, nullable=False),
        sa.Column("sent", sa.Integer, nullable=False),
    )
    op.create_index("deliveries_by_age", "deliveries", ["received_at"])
    waits = sa.text("content <> ''")
    op.create_index(
        "deliveries_waiting",
        "deliveries",
        ["conversation", "number"],
        sqlite_where=waits,
        postgresql_where=waits,
    )
    op.create_table(
        "answering",
        sa.Column("conversation", sa.String(255), primary_key=True),
        sa.Column("until", sa.Float, nullable=False),
    )
    op.create_table(
        "short_links",
        sa.Column("code", sa.String(32), primary_key=True),
        sa.Column("conversation", sa.String(255), nullable=False),
        sa.Column("path", sa.Text, nullable=False),
        sa.Column("expires_at", sa.Float, nullable=False),
    )
    op.create_index("short_links_of", "short_links", ["conversation"])

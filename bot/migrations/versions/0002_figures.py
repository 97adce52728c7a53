"""Counts for the town hall, added to by the database itself in the transaction of each turn.

A turn writes what it adds in its own row (``counts``); a trigger adds it up, month by month. What
was not understood (``unheard``) leaves its conversation when that is forgotten by its age, without
a link to it, and only where the town has said that it told its residents.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_SQLITE = (
    *(
        f"""
        CREATE TRIGGER turns_counted_{name} AFTER {when} ON conversations WHEN NEW.counts <> ''
        BEGIN
            INSERT INTO counts (month, figure, value, number)
            SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]'),
                   json_extract(value, '$[2]'), json_extract(value, '$[3]')
            FROM json_each(NEW.counts, '$.add') WHERE true
            ON CONFLICT (month, figure, value) DO UPDATE SET number = number + excluded.number;
        END
        """
        for name, when in (("first", "INSERT"), ("next", "UPDATE OF counts"))
    ),
    """
    CREATE TRIGGER unheard_kept AFTER DELETE ON conversations
    WHEN OLD.unheard <> '' AND EXISTS (SELECT 1 FROM unheard_consent)
    BEGIN
        INSERT INTO unheard_messages (id, day, text)
        SELECT random(), json_extract(value, '$[0]'), json_extract(value, '$[1]')
        FROM json_each(OLD.unheard);
    END
    """,
)
_POSTGRESQL = (
    """
    CREATE FUNCTION count_turn() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        INSERT INTO counts (month, figure, value, number)
        SELECT added ->> 0, added ->> 1, added ->> 2, (added ->> 3)::int
        FROM json_array_elements(NEW.counts::json -> 'add') AS added
        ON CONFLICT (month, figure, value) DO UPDATE SET number = counts.number + excluded.number;
        RETURN NULL;
    END $$
    """,
    """
    CREATE TRIGGER turns_counted AFTER INSERT OR UPDATE OF counts ON conversations
    FOR EACH ROW WHEN (NEW.counts <> '') EXECUTE FUNCTION count_turn()
    """,
    """
    CREATE FUNCTION keep_unheard() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        INSERT INTO unheard_messages (id, day, text)
        SELECT floor(random() * 9e18)::bigint, kept ->> 0, kept ->> 1
        FROM json_array_elements(OLD.unheard::json) AS kept
        WHERE EXISTS (SELECT 1 FROM unheard_consent);
        RETURN NULL;
    END $$
    """,
    """
    CREATE TRIGGER unheard_kept AFTER DELETE ON conversations
    FOR EACH ROW WHEN (OLD.unheard <> '') EXECUTE FUNCTION keep_unheard()
    """,
)


def upgrade() -> None:
    """Make the tables, the two columns and their triggers."""
    op.create_table(
        "counts",
        sa.Column("month", sa.String(7), primary_key=True),
        sa.Column("figure", sa.String(32), primary_key=True),
        sa.Column("value", sa.String(64), primary_key=True),
        sa.Column("number", sa.Integer, nullable=False),
    )
    op.create_table("unheard_consent", sa.Column("since", sa.String(10), primary_key=True))
    op.create_table(
        "unheard_messages",
        # Drawn at random: the order of the rows tells nothing either.
        sa.Column("id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("day", sa.String(10), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
    )
    for name in ("counts", "unheard"):
        op.add_column("conversations", sa.Column(name, sa.Text, nullable=False, server_default=""))
    on_sqlite = op.get_bind().dialect.name == "sqlite"
    for statement in _SQLITE if on_sqlite else _POSTGRESQL:
        op.execute(statement)

"""Each row of the conversations, the counts and the messages not understood is a town's.

What was there is of the town of ``TOWN``, whose name is empty. In one transaction: a process of
the version before, still answering, finds one or the other.
"""

from alembic import op

revision = "0004"
down_revision = "0003"

_NO_TOWN = "VARCHAR(255) NOT NULL DEFAULT ''"
_COUNTS_BY_TOWN = (
    f"""
    CREATE TABLE counts_by_town (
        town {_NO_TOWN}, month VARCHAR(7) NOT NULL, figure VARCHAR(32) NOT NULL,
        value VARCHAR(64) NOT NULL, number INTEGER NOT NULL,
        PRIMARY KEY (town, month, figure, value)
    )
    """,
    """
    INSERT INTO counts_by_town (month, figure, value, number)
    SELECT month, figure, value, number FROM counts
    """,
    "DROP TABLE counts",
    "ALTER TABLE counts_by_town RENAME TO counts",
    f"CREATE TABLE consent_by_town (town {_NO_TOWN} PRIMARY KEY, since VARCHAR(10) NOT NULL)",
    "INSERT INTO consent_by_town (since) SELECT since FROM unheard_consent ORDER BY since LIMIT 1",
    "DROP TABLE unheard_consent",
    "ALTER TABLE consent_by_town RENAME TO unheard_consent",
    f"ALTER TABLE unheard_messages ADD COLUMN town {_NO_TOWN}",
    f"ALTER TABLE conversations ADD COLUMN town {_NO_TOWN}",
)
_SQLITE = (
    "DROP TRIGGER turns_counted_first",
    "DROP TRIGGER turns_counted_next",
    "DROP TRIGGER unheard_kept",
    *_COUNTS_BY_TOWN,
    *(
        f"""
        CREATE TRIGGER turns_counted_{name} AFTER {when} ON conversations WHEN NEW.counts <> ''
        BEGIN
            INSERT INTO counts (town, month, figure, value, number)
            SELECT NEW.town, json_extract(value, '$[0]'), json_extract(value, '$[1]'),
                   json_extract(value, '$[2]'), json_extract(value, '$[3]')
            FROM json_each(NEW.counts, '$.add') WHERE true
            ON CONFLICT (town, month, figure, value)
            DO UPDATE SET number = number + excluded.number;
        END
        """
        for name, when in (("first", "INSERT"), ("next", "UPDATE OF counts"))
    ),
    """
    CREATE TRIGGER unheard_kept AFTER DELETE ON conversations
    WHEN OLD.unheard <> '' AND EXISTS (SELECT 1 FROM unheard_consent WHERE town = OLD.town)
    BEGIN
        INSERT INTO unheard_messages (id, town, day, text)
        SELECT random(), OLD.town, json_extract(value, '$[0]'), json_extract(value, '$[1]')
        FROM json_each(OLD.unheard);
    END
    """,
)
_POSTGRESQL = (
    *_COUNTS_BY_TOWN,
    # The name of a town and that of a sender.
    "ALTER TABLE conversations ALTER COLUMN sender_id TYPE VARCHAR(512)",
    """
    CREATE OR REPLACE FUNCTION count_turn() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        INSERT INTO counts (town, month, figure, value, number)
        SELECT NEW.town, added ->> 0, added ->> 1, added ->> 2, (added ->> 3)::int
        FROM json_array_elements(NEW.counts::json -> 'add') AS added
        ON CONFLICT (town, month, figure, value)
        DO UPDATE SET number = counts.number + excluded.number;
        RETURN NULL;
    END $$
    """,
    """
    CREATE OR REPLACE FUNCTION keep_unheard() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        INSERT INTO unheard_messages (id, town, day, text)
        SELECT floor(random() * 9e18)::bigint, OLD.town, kept ->> 0, kept ->> 1
        FROM json_array_elements(OLD.unheard::json) AS kept
        WHERE EXISTS (SELECT 1 FROM unheard_consent WHERE town = OLD.town);
        RETURN NULL;
    END $$
    """,
)


def upgrade() -> None:
    """Give the tables their column, and have the triggers fill it."""
    connection = op.get_bind()
    if connection.dialect.name == "sqlite":
        script = ";".join(_SQLITE)
        connection.connection.executescript(f"BEGIN IMMEDIATE;{script};COMMIT")
    else:
        # Statements sent together are one transaction.
        connection.exec_driver_sql(";".join(_POSTGRESQL))

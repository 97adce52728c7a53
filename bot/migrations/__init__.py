"""The database brought to the tables of this version, by Alembic; asked for at each start."""

from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config

# Any number of ours: two workers that start together migrate one after the other.
_LOCK = 6_217_224


def migrate(engine: sa.engine.Engine) -> None:
    """Run the steps that this database has not seen yet.

    Raises:
        sqlalchemy.exc.SQLAlchemyError: the database cannot be read or changed.
    """
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    with engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(sa.text("SELECT pg_advisory_lock(:key)"), {"key": _LOCK})
        config.attributes["connection"] = connection
        try:
            command.upgrade(config, "head")
        finally:
            if engine.dialect.name == "postgresql":
                connection.execute(sa.text("SELECT pg_advisory_unlock(:key)"), {"key": _LOCK})

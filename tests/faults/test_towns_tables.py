"""The database of one town becomes that of many: nothing is lost, nothing changes hands."""

from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.config import Config

from bot import migrations
from bot.database import Database
from bot.figures import unheard
from bot.figures.counting import Figure
from bot.figures.table import read_month
from tests.faults.postgres import Postgres

MONTH = "2026-11"
ADDED = '{"add": [["2026-11", "messages", "rest", 2]], "left_at": null}'
UNHEARD = '[["2026-11-20", "zblrt"]]'


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'before.db'}"
    postgres: Postgres = request.getfixturevalue("postgres")
    engine = sa.create_engine(postgres.url, isolation_level="AUTOCOMMIT", future=True)
    with engine.connect() as connection:
        connection.exec_driver_sql("DROP SCHEMA IF EXISTS before_towns CASCADE")
        connection.exec_driver_sql("CREATE SCHEMA before_towns")
    return f"{postgres.url}?options=-csearch_path%3Dbefore_towns"


def before_towns(url: str) -> None:
    """A database as the version before left it."""
    engine = sa.create_engine(url, isolation_level="AUTOCOMMIT", future=True)
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    with engine.connect() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0003")
        connection.exec_driver_sql(
            "INSERT INTO conversations (sender_id, turn, updated_at, events, answers, counts, "
            f"unheard) VALUES ('moi', 1, 1.0, '[]', '{{}}', '{ADDED}', '{UNHEARD}')"
        )
        connection.exec_driver_sql("INSERT INTO unheard_consent (since) VALUES ('2026-11-01')")
        connection.exec_driver_sql(
            "INSERT INTO unheard_messages (id, day, text) VALUES (7, '2026-11-02', 'kfjz')"
        )
    engine.dispose()


def test_what_was_there_is_of_the_town_of_town(url: str) -> None:
    before_towns(url)
    database = Database(url)

    def look(connection: sa.engine.Connection) -> None:
        for town, messages in (("", {"rest": 2}), ("rouen", {})):
            assert read_month(connection, MONTH, town)[Figure.MESSAGES] == messages
        assert unheard.towns(connection) == {""}
        assert unheard.read(connection) == [("2026-11-02", "kfjz")]
        assert unheard.read(connection, "rouen") == []

    database.run_here(look)


def test_each_row_is_counted_and_kept_for_its_town(url: str) -> None:
    before_towns(url)
    database = Database(url)

    def write(connection: sa.engine.Connection) -> None:
        for town in ("rouen", "caen"):
            connection.exec_driver_sql(
                "INSERT INTO conversations (sender_id, town, turn, updated_at, events, answers, "
                f"counts, unheard) VALUES ('{town} moi', '{town}', 1, 1.0, '[]', '{{}}', "
                f"'{ADDED}', '{UNHEARD}')"
            )
        connection.exec_driver_sql(
            f"UPDATE conversations SET counts = '{ADDED}' WHERE town = 'caen'"
        )
        connection.exec_driver_sql("INSERT INTO unheard_consent VALUES ('caen', '2026-11-01')")
        connection.exec_driver_sql("DELETE FROM conversations")

    database.run_here(write)

    def look(connection: sa.engine.Connection) -> None:
        numbers = {"": 2, "rouen": 2, "caen": 4}
        for town, number in numbers.items():
            assert read_month(connection, MONTH, town)[Figure.MESSAGES] == {"rest": number}
        # Rouen has not told its residents.
        assert unheard.read(connection, "rouen") == []
        assert unheard.read(connection, "caen") == [("2026-11-20", "zblrt")]
        assert unheard.read(connection) == [("2026-11-20", "zblrt"), ("2026-11-02", "kfjz")]
        assert unheard.withdraw(connection, "caen") == 1
        assert len(unheard.read(connection)) == 2

    database.run_here(look)


def test_a_process_of_the_version_before_still_writes(url: str) -> None:
    """While it is relayed, it names no town: its rows are of the town of TOWN."""
    before_towns(url)
    database = Database(url)

    def write(connection: sa.engine.Connection) -> None:
        connection.exec_driver_sql(f"UPDATE conversations SET counts = '{ADDED}', turn = 2")
        connection.exec_driver_sql(
            "INSERT INTO conversations (sender_id, turn, updated_at, events, answers, counts, "
            f"unheard) VALUES ('toi', 1, 1.0, '[]', '{{}}', '{ADDED}', '')"
        )

    database.run_here(write)
    counted = database.run_here(lambda connection: read_month(connection, MONTH))
    assert counted[Figure.MESSAGES] == {"rest": 6}

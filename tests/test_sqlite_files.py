"""SQLite's files altered by hand under a database in use: noticed, and what can be kept is kept."""

import shutil
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pytest

from bot.database import Database, StoreError
from tests.files_altered import emptied, removed, replaced

ROUNDS = 150


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "conversations.db"


@pytest.fixture
def database(file: Path) -> Database:
    database = Database(f"sqlite:///{file}")
    database.run_here(lambda connection: connection.exec_driver_sql("CREATE TABLE said (words)"))
    return database


def say(database: Database, words: str) -> None:
    insert = "INSERT INTO said VALUES (?)"
    database.run_here(lambda connection: connection.exec_driver_sql(insert, (words,)))


def said(connection: sqlite3.Connection) -> list[str]:
    return [words for (words,) in connection.execute("SELECT words FROM said")]


def found_after_a_kill(file: Path, folder: Path) -> list[str]:
    """What who opens the files as they are now reads there."""
    for each in file.parent.glob(f"{file.name}*"):
        shutil.copy(each, folder)
    try:
        return said(sqlite3.connect(folder / file.name))
    except sqlite3.OperationalError:
        return []


@pytest.mark.parametrize(
    ("alter", "endings", "kept"),
    [
        (removed, ["-wal"], True),
        (removed, ["-wal", "-shm"], True),
        (removed, ["-shm"], True),
        (removed, ["", "-wal", "-shm"], False),
        (replaced, ["-wal"], True),
        (emptied, ["-wal"], False),
        (emptied, [""], False),
    ],
    ids=lambda each: "".join(each) if isinstance(each, list) else getattr(each, "__name__", ""),
)
def test_nothing_is_written_in_vain(
    database: Database,
    file: Path,
    tmp_path_factory: pytest.TempPathFactory,
    alter: Callable[[Path], None],
    endings: list[str],
    kept: bool,
) -> None:
    say(database, "acknowledged")
    for ending in endings:
        alter(Path(f"{file}{ending}"))
    for _ in range(2):
        with pytest.raises(StoreError, match="edémarrez"):
            say(database, "not acknowledged")
    assert found_after_a_kill(file, tmp_path_factory.mktemp("after")) == ["acknowledged"] * kept


def test_a_removed_log_is_saved_once_a_connection_is_free(
    database: Database, file: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """One that had to be made would begin another log, and the first would be lost."""
    say(database, "acknowledged")
    turn_under_way = database.engine.raw_connection()
    removed(Path(f"{file}-wal"))
    with pytest.raises(StoreError):
        say(database, "not acknowledged")
    turn_under_way.close()
    with pytest.raises(StoreError):
        say(database, "not acknowledged")
    assert found_after_a_kill(file, tmp_path_factory.mktemp("after")) == ["acknowledged"]


def test_a_log_emptied_during_a_turn_is_noticed_at_the_next(database: Database, file: Path) -> None:
    say(database, "one")

    def emptied_meanwhile(connection: sqlite3.Connection) -> None:
        emptied(Path(f"{file}-wal"))
        connection.exec_driver_sql("INSERT INTO said VALUES ('two')")

    database.run_here(emptied_meanwhile)
    with pytest.raises(StoreError, match="vidé"):
        say(database, "three")


def test_what_is_put_back_serves_again(database: Database, file: Path) -> None:
    say(database, "one")
    away = file.rename(file.with_suffix(".away"))
    with pytest.raises(StoreError, match="supprimée"):
        say(database, "two")
    away.rename(file)
    say(database, "three")
    assert said(sqlite3.connect(file)) == ["one", "three"]


def test_nothing_is_made_of_what_others_may_do(database: Database, file: Path) -> None:
    """Other processes read, write, empty the log the right way, give space back, and go."""
    say(database, "one")
    for _ in range(3):
        other = Database(f"sqlite:///{file}")
        say(other, "more")
        other.run_here(other.erase_from_log)
        other.run_here(lambda connection: connection.exec_driver_sql("DELETE FROM said"))
        other.run_here(partial(other.give_back_space, pages=100))
        other.run_here(other.erase_from_log)
        other.close()
        say(other, "after all were closed")
        other.close()
        say(database, "one")
    database.close()
    for each in (file, Path(f"{file}-wal"), Path(f"{file}-shm")):
        # The last to close has tidied up.
        assert each.exists() == (each == file)
    say(database, "one")


def test_a_log_emptied_the_right_way_under_way_alarms_nobody(database: Database) -> None:
    def rounds(work: Callable[[], object]) -> None:
        for _ in range(ROUNDS):
            work()

    def empty() -> None:
        database.run_here(database.erase_from_log)

    works = [*[partial(say, database, "words")] * 3, *[empty] * 2]
    with ThreadPoolExecutor(len(works)) as threads:
        for done in [threads.submit(rounds, work) for work in works]:
            done.result()

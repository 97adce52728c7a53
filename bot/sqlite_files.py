"""SQLite's files, watched: removed, replaced or emptied by hand, they are not written in vain.

SQLite looks only at the files it has opened. It goes on with one that has no name any more, or
whose beginning is gone, and what it writes there is lost when the process ends.
"""

import os
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

# So begins every log of writes: sqlite.org/fileformat2.html#the_write_ahead_log.
LOG_BEGINS = b"\x37\x7f\x06"

# The device and the number of a file on it; None when there is none.
Inode = tuple[int, int] | None


class _Found(NamedTuple):
    file: Inode
    log: Inode
    log_index: Inode


class SqliteFiles:
    """The file of a database, its log of writes (``-wal``), and the index of that (``-shm``).

    They stay the same as long as a connection is open. The database and the index are looked at
    and never opened: closing them would give up SQLite's own locks on them.

    Args:
        file: where the database is, or will be.
    """

    def __init__(self, file: Path) -> None:
        self._file = str(file)
        # Beside the file itself, whatever link leads to it.
        self._log, self._index = (f"{file.resolve()}{ending}" for ending in ("-wal", "-shm"))
        self._opened: _Found | None = None
        # Of the log, which SQLite does not lock: opened once, to be read before each statement.
        self._open_log: int | None = None

    def remember(self) -> None:
        """Take them for the right ones, the first time; a connection is open."""
        if self._opened is None:
            with suppress(FileNotFoundError):
                # There is none on a file system that has no logs.
                self._open_log = os.open(self._log, os.O_RDONLY)
            self._opened = self._find()

    def forget(self) -> None:
        """Every connection was closed: the next one may make others."""
        if self._open_log is not None:
            os.close(self._open_log)
        self._opened = self._open_log = None

    def altered(self) -> str | None:
        """What was done to them and what to do now, in French; None when nothing was done."""
        now = self._find()
        if self._opened in (None, now):
            return None
        if self._opened.file != now.file:
            return (
                f"La base {self._file} a été supprimée ou remplacée, ou vidée, pendant la marche. "
                "Remettez-la en place, ou redémarrez l'assistant pour en créer une."
            )
        return self._log_was("supprimé ou remplacé")

    def log_emptied(self, connection: sa.engine.Connection) -> str | None:
        """As :meth:`altered`, when the log is the same file and has lost its beginning."""
        begins = self._log_beginning()
        if begins == b"":
            # It may well be empty: SQLite knows whether something should be there.
            begins = LOG_BEGINS if _holds_nothing(connection) else self._log_beginning()
        return None if begins == LOG_BEGINS else self._log_was("vidé")

    def save(self, connection: sa.engine.Connection) -> None:
        """Put into the database what a log that was removed held: who has it open still reads it.

        Nothing is done once the database is another, or once somebody has begun another log.
        """
        now, opened = self._find(), self._opened
        if opened and now in (opened._replace(log=None), opened._replace(log=None, log_index=None)):
            connection.exec_driver_sql("PRAGMA wal_checkpoint(PASSIVE)")

    def _log_was(self, done: str) -> str:
        return (
            f"Le journal d'écriture de la base {self._file} (-wal, -shm) a été {done} pendant la "
            "marche. Redémarrez l'assistant."
        )

    def _find(self) -> _Found:
        return _Found(_inode(self._file, least=1), _inode(self._log), _inode(self._index))

    def _log_beginning(self) -> bytes:
        return (
            LOG_BEGINS if self._open_log is None else os.pread(self._open_log, len(LOG_BEGINS), 0)
        )


def _inode(file: str, least: int = 0) -> Inode:
    """The identity of a file of at least so many bytes."""
    try:
        found = os.stat(file)
    except OSError:
        return None
    return (found.st_dev, found.st_ino) if found.st_size >= least else None


def _holds_nothing(connection: sa.engine.Connection) -> bool:
    """Whether SQLite agrees that its log is empty; it fails to copy what is not there any more."""
    try:
        _, held, _ = connection.exec_driver_sql("PRAGMA wal_checkpoint(PASSIVE)").one()
    except DBAPIError:
        return False
    return bool(held <= 0)

"""The one door to the database: SQLite beside the program, or PostgreSQL for several workers.

Every statement is a transaction of its own and runs in a thread, so that a slow or frozen database
slows down only those who wait for it.
"""

import asyncio
import contextvars
import select
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, TypeVar

import psycopg2
import psycopg2.extensions
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from bot.migrations import migrate
from bot.sqlite_files import SqliteFiles

Result = TypeVar("Result")
Work = Callable[[sa.engine.Connection], Result]

# Rather an apology than a resident who waits; the connection is then dropped.
BUSY_SECONDS = 0.5
ANSWER_SECONDS = 2.0
# Once it has not answered, the next residents are told at once instead of waiting as long.
SILENT_SECONDS = 2.0
CONNECTIONS = 8
# Another worker may be emptying the log at the same moment.
CHECKPOINT_TRIES = 3
CHECKPOINT_PAUSE_SECONDS = 0.05
# A statement that PostgreSQL gives up by itself, should the worker die while it waits.
_POSTGRES = {
    "connect_timeout": 2,
    "application_name": "mediation-telecom",
    "options": f"-c statement_timeout={int(ANSWER_SECONDS * 1000)} -c lock_timeout=1000",
}


class StoreError(Exception):
    """The database cannot be used; the message, in French, says where and how to go on."""


class SilentServerError(psycopg2.OperationalError):
    """The server has answered nothing for too long."""


class Database:
    """A pool of connections and as many threads.

    Args:
        url: SQLAlchemy's address, ``sqlite:///…`` or ``postgresql://…``; its tables are brought
            to those of this version.

    Raises:
        StoreError: the database cannot be opened.
    """

    def __init__(self, url: str) -> None:
        try:
            self.engine = _engine(url)
            self._files = _files(self.engine)
            migrate(self.engine)
        except (SQLAlchemyError, ImportError) as error:
            # Never the address itself, which may hold a password.
            raise StoreError(
                f"STORE_URL : la base des conversations ne s'ouvre pas ({type(error).__name__}). "
                "Vérifiez l'adresse et les droits ; exemple : sqlite:///conversations.db"
            ) from error
        if self._files is not None:
            self._files.remember()
            # Nor does a new connection begin files beside those that the others have open.
            sa.event.listen(self.engine, "do_connect", self._refuse_altered)
        self._threads = ThreadPoolExecutor(CONNECTIONS, thread_name_prefix="database")
        self._words_in_log = False
        self._silent_until = 0.0

    @property
    def is_shared(self) -> bool:
        """Whether workers of other machines may use it too."""
        return self._files is None

    @property
    def is_clean(self) -> bool:
        """Whether erased words are gone from SQLite's log of writes as well."""
        return not self._words_in_log

    async def run(self, work: Work[Result]) -> Result:
        """The result of some statements, run in a thread; once more after a lost connection.

        Raises:
            SQLAlchemyError: the database did not do it, or not in time.
            StoreError: its files were altered by hand, or its server is known not to answer.
        """
        return await self.begin(work)

    def begin(self, work: Work[Result]) -> asyncio.Future[Result]:
        """As :meth:`run`, begun at once: what is awaited is the end."""
        loop = asyncio.get_running_loop()
        # The town being served is that of the caller.
        here = contextvars.copy_context().run
        return loop.run_in_executor(self._threads, here, self.run_here, work)

    def run_here(self, work: Work[Result]) -> Result:
        """As :meth:`run`, in the thread of the caller."""
        try:
            self._refuse_altered()
        except StoreError:
            self._save_removed_log()
            raise
        if time.monotonic() < self._silent_until:
            raise StoreError("La base des conversations ne répond pas. Vérifiez son serveur.")
        try:
            with self._connection() as connection:
                return work(connection)
        except DBAPIError as error:
            if isinstance(error.orig, SilentServerError):
                self._silent_until = time.monotonic() + SILENT_SECONDS
                raise
            if not error.connection_invalidated:
                raise
        # The server was restarted since the last message.
        with self.engine.connect() as connection:
            return work(connection)

    @contextmanager
    def at_once(self, connection: sa.engine.Connection) -> Iterator[None]:
        """Some statements as one transaction in a file, where each would be a commit of its own.

        On a server it would be two round trips more: each statement stays one.
        """
        if self._files is None:
            yield
            return
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            connection.exec_driver_sql("ROLLBACK")
            raise
        connection.exec_driver_sql("COMMIT")

    def erase_from_log(self, connection: sa.engine.Connection) -> None:
        """Empty SQLite's log of writes, where erased words would stay.

        Another process that reads for long prevents it: :attr:`is_clean` says so until a later
        call.
        """
        if self._files is None:
            return
        for _ in range(CHECKPOINT_TRIES):
            busy, _, _ = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()
            self._words_in_log = bool(busy)
            if not busy:
                break
            time.sleep(CHECKPOINT_PAUSE_SECONDS)

    def give_back_space(self, connection: sa.engine.Connection, pages: int) -> int:
        """Shorten SQLite's file by some of its empty pages; how many are left."""
        if self._files is None:
            return 0
        # Python's driver takes one step of a statement, which here is one page; a script, all.
        connection.connection.executescript(f"PRAGMA incremental_vacuum({pages})")
        left: int = connection.exec_driver_sql("PRAGMA freelist_count").scalar_one()
        return left

    def close(self) -> None:
        """Close every connection; the next statement opens another."""
        self.engine.dispose()
        if self._files is not None:
            self._files.forget()

    @contextmanager
    def _connection(self) -> Iterator[sa.engine.Connection]:
        with self.engine.connect() as connection:
            if self._files is not None:
                self._files.remember()
                if told := self._files.log_emptied(connection):
                    raise StoreError(told)
            yield connection

    def _refuse_altered(self, *_: Any) -> None:
        if self._files is not None and (told := self._files.altered()):
            raise StoreError(told)

    def _save_removed_log(self) -> None:
        if self._files is not None:
            # No connection may be free, or none could make it: the next statement tries again.
            with suppress(SQLAlchemyError, StoreError), self.engine.connect() as connection:
                self._files.save(connection)


def _engine(url: str) -> sa.engine.Engine:
    settings: dict[str, Any] = {
        "future": True,
        "poolclass": sa.pool.QueuePool,
        "pool_size": CONNECTIONS,
        "max_overflow": 0,
        "pool_timeout": ANSWER_SECONDS,
        # The last one used still has its pages at hand.
        "pool_use_lifo": True,
        # One round trip for each statement: no BEGIN, no ROLLBACK.
        "isolation_level": "AUTOCOMMIT",
        "pool_reset_on_return": None,
    }
    address = sa.engine.make_url(url)
    if address.get_backend_name() == "sqlite":
        connect = {"timeout": BUSY_SECONDS, "check_same_thread": False}
        engine = sa.create_engine(address, connect_args=connect, **settings)
        sa.event.listen(engine, "connect", _set_up_sqlite)
        return engine
    psycopg2.extensions.set_wait_callback(_wait_for_postgres)
    asked = {name: value for name, value in _POSTGRES.items() if name not in address.query}
    return sa.create_engine(address, connect_args=asked, **settings)


def _set_up_sqlite(connection: Any, _record: Any) -> None:
    # Only a new file takes it: erased conversations give their place back.
    connection.execute("PRAGMA auto_vacuum=INCREMENTAL")
    # Readers do not wait for the writer, and a commit is one append.
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=NORMAL")
    # Erased words are overwritten, not only forgotten.
    connection.execute("PRAGMA secure_delete=ON")


def _wait_for_postgres(connection: Any) -> None:
    """Drop a connection whose server answers nothing any more; psycopg2 itself waits for ever."""
    # A little longer than the server's own limit, which leaves the connection usable.
    until = time.monotonic() + ANSWER_SECONDS * 1.25
    while (state := connection.poll()) != psycopg2.extensions.POLL_OK:
        here = [connection.fileno()]
        reads = here if state == psycopg2.extensions.POLL_READ else []
        writes = here if state == psycopg2.extensions.POLL_WRITE else []
        if not any(select.select(reads, writes, [], max(0.0, until - time.monotonic()))):
            # psycopg2 drops the connection itself; closing it here would wait for ever.
            raise SilentServerError("the server does not answer")


def _files(engine: sa.engine.Engine) -> SqliteFiles | None:
    name = engine.url.database
    on_disk = engine.dialect.name == "sqlite" and name and name != ":memory:"
    return SqliteFiles(Path(str(name)).absolute()) if on_disk else None

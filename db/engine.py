"""Connections: one writer at a time on SQLite, durable commits for the inbox, one leader among several processes."""

import asyncio
import contextlib
import fcntl
import os
import sqlite3
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

from sqlalchemy import text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError, OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine

from db import sqlite
from db.long_reads import LongReads

LEADER_LOCK = 0x65_6F_72_64  # any number does, as long as every process of the desk takes the same one
STANDBY_SECONDS = 1.0
PING_SECONDS = 5.0
PASSING = ("08", "25006", "40", "53", "55", "57", "58")
"""Classes of SQLSTATE that say nothing against the statement: connection, rollback, resources, locks, shutdown; and
25006: a server that takes no writes while another takes over."""
FAILURES = (SQLAlchemyError, sqlite3.Error, OSError)
"""What a database may raise: on SQLite some statements pass SQLAlchemy by."""
_LEAD = text(f"select pg_try_advisory_lock({LEADER_LOCK})")
_PING = text("select 1")


class DatabaseUnusableError(Exception):
    """The database cannot be used; the text is one line for the person who starts the desk."""


class DatabaseLostError(Exception):
    """The file of an SQLite database was removed, moved or replaced under a running desk; the text is one line."""


def is_away(error: BaseException) -> bool:
    """Tell whether the database was out of reach, busy or out of space: what was asked of it may succeed later."""
    if isinstance(error, BaseExceptionGroup):
        return all(is_away(each) for each in error.exceptions)
    if isinstance(error, OperationalError | sqlite3.OperationalError | PoolTimeoutError | OSError):
        return True
    if isinstance(error, DBAPIError):
        return error.connection_invalidated or _passes(error.orig)
    return _passes(error)


def _passes(error: BaseException | None) -> bool:
    return str(getattr(error, "sqlstate", None)).startswith(PASSING)


class Database:
    """What stands behind one DATABASE_URL. Build once, `close` at the end."""

    def __init__(self, url: str) -> None:
        """Accept `sqlite+aiosqlite:///…` and `postgresql+asyncpg://…`; nothing is opened yet.

        On SQLite the named driver serves long reads (db/long_reads.py); the rest runs in the loop's own thread
        (db/sqlite.py).
        """
        self.url = make_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        spoken = self.url.set(drivername=sqlite.DRIVER) if self.is_sqlite else self.url
        self._engine = create_async_engine(spoken, hide_parameters=True)
        self._long_reads = LongReads(self.url)
        self._writing = asyncio.Lock()
        self._idle: list[AsyncConnection] = []
        self._file: os.stat_result | None = None

    def transaction(self) -> AbstractAsyncContextManager[AsyncConnection]:
        """Open a transaction: everything inside is committed together or not at all.

        One after another also on PostgreSQL: else a row could be committed after one with a higher id, and the courier,
        which looks for what is behind the last row it saw, would let the later one overtake.
        """
        return self._written(durable=False)

    def durable(self) -> AbstractAsyncContextManager[AsyncConnection]:
        """Open a transaction that is on disk, not only in the page cache, when it is committed (synchronous=FULL).

        Raises DatabaseLostError: what would be acknowledged by it must be there after a restart.
        """
        self.check_file()
        return self._written(durable=True)

    def rebuilding(self) -> AbstractAsyncContextManager[AsyncConnection]:
        """Open a durable transaction for migrations: on SQLite it does not enforce references between tables."""
        if not self.is_sqlite:
            return self._begun()
        return sqlite.Rebuilding(self._idle, self._engine, self._writing)

    def reading(self) -> AbstractAsyncContextManager[AsyncConnection]:
        """Open a consistent view for reading, without waiting for the writer."""
        return sqlite.View(self._idle, self._engine) if self.is_sqlite else self._engine.connect()

    def long_reading(self) -> AbstractAsyncContextManager[AsyncConnection]:
        """Open a consistent view for what reads much: the loop goes on meanwhile, at most two of them are open at once.

        It takes ten times as long as `reading` to hand a statement over, and cannot write.
        """
        return self._long_reads.open()

    def attempt(self, connection: AsyncConnection) -> AbstractAsyncContextManager[object]:
        """Open a part of a transaction that can fail and be undone alone."""
        raw = sqlite.driver(connection)
        return connection.begin_nested() if raw is None else sqlite.Savepoint(raw)

    def _written(self, *, durable: bool) -> AbstractAsyncContextManager[AsyncConnection]:
        if not self.is_sqlite:
            return self._begun()
        return sqlite.Transaction(self._idle, self._engine, self._writing, durable=durable)

    @contextlib.asynccontextmanager
    async def _begun(self) -> AsyncIterator[AsyncConnection]:
        async with self._writing, self._engine.begin() as connection:
            yield connection

    @contextlib.contextmanager
    def exclusively(self) -> Iterator[None]:
        """Be the only process on an SQLite file; PostgreSQL serves many. Raises DatabaseUnusableError.

        To be left when the database is closed.
        """
        if not self.is_sqlite:
            yield
            return
        with _locked(_file_of(self.url.database)) as opened:
            self._file = opened
            try:
                yield
            finally:
                self._file = None

    def check_file(self) -> None:
        """Raise DatabaseLostError when the file is not the one that was opened: what goes there is gone with it."""
        if self._file is None:
            return
        assert self.url.database is not None
        try:
            found = Path(self.url.database).stat()
        except OSError as error:
            raise DatabaseLostError(f"the database is gone: {self.url.database}: {error.strerror}") from error
        if not os.path.samestat(found, self._file):
            raise DatabaseLostError(f"another file was put in the place of the database: {self.url.database}")

    @contextlib.asynccontextmanager
    async def leadership(self) -> AsyncIterator[Callable[[], Coroutine[Any, Any, None]]]:
        """Wait to be the one process that consumes and sends; yields a watch that raises when it no longer is."""
        if self.is_sqlite:
            yield _forever
            return
        async with self._engine.connect() as held:
            connection = await held.execution_options(isolation_level="AUTOCOMMIT")
            while not await connection.scalar(_LEAD):  # noqa: ASYNC110 -- another process holds the lock
                await asyncio.sleep(STANDBY_SECONDS)

            async def watch() -> None:
                while True:
                    await _ping(connection)
                    await asyncio.sleep(STANDBY_SECONDS)

            try:
                yield watch
            finally:
                await held.invalidate()  # back in the pool it would keep the lock

    async def close(self) -> None:
        """Give every connection back."""
        for connection in self._idle:
            await connection.close()
        self._idle.clear()
        await self._engine.dispose()
        await self._long_reads.close()


async def _ping(connection: AsyncConnection) -> None:
    """Make sure that a connection lives. Raises OSError: a driver has many words for one that was cut, some its own."""
    try:
        async with asyncio.timeout(PING_SECONDS):
            await connection.execute(_PING)
    except DBAPIError as error:
        raise ConnectionError("the connection that holds the leader's lock is gone") from error


async def _forever() -> None:
    await asyncio.Event().wait()


def _file_of(database: str | None) -> Path:
    if not database or database == ":memory:":
        raise DatabaseUnusableError("DATABASE_URL must name a file: an SQLite database in memory would lose tickets")
    return Path(database)


@contextlib.contextmanager
def _locked(path: Path) -> Iterator[os.stat_result]:
    """Lock a file itself, by whatever name another process may know it; yields what tells it from others.

    SQLite's own locks are of another kind. They go when any handle of the process is closed: this one outlives them.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = path.open("ab")
    except OSError as error:
        raise DatabaseUnusableError(f"the database cannot be opened: {path}: {error.strerror}") from error
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise DatabaseUnusableError(f"another desk is already running on {path}") from error
        yield os.fstat(file.fileno())

"""Connections: one writer at a time on SQLite, durable commits for the inbox, one leader among several processes."""

import asyncio
import contextlib
import fcntl
import os
import sqlite3
import uuid
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError, OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import NullPool

from db import leases, sqlite
from db.files import keep_private
from db.long_reads import LongReads

CONNECT_SECONDS = 10.0
ANSWER_SECONDS = 30.0
"""For a statement of PostgreSQL, but for those of migrations: a network that is cut in the middle says nothing."""
PASSING = ("08", "25006", "40", "53", "55", "57", "58")
"""Classes of SQLSTATE that say nothing against the statement: connection, rollback, resources, locks, shutdown; and
25006: a server that takes no writes while another takes over."""
FAILURES = (SQLAlchemyError, sqlite3.Error, OSError)
"""What a database may raise: on SQLite some statements pass SQLAlchemy by."""


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


@dataclass(frozen=True, slots=True)
class Lead:
    """The right to consume and to send."""

    watch: Callable[[], Coroutine[Any, Any, None]]
    """Runs as long as it holds; raises LeadLostError."""
    continues: bool
    """Whether nobody else has led since this process did."""


class Database:
    """What stands behind one DATABASE_URL. Build once, `close` at the end."""

    def __init__(self, url: str) -> None:
        """Accept `sqlite+aiosqlite:///…` and `postgresql+asyncpg://…`; nothing is opened yet.

        On SQLite the named driver serves long reads (db/long_reads.py); the rest runs in the loop's own thread
        (db/sqlite.py).
        """
        self.url = make_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self._holder = f"desk {uuid.uuid4()}"
        self._engine = self._in_loop() if self.is_sqlite else self._postgres()
        self._long_reads = LongReads(self.url)
        self._writing = asyncio.Lock()
        self._idle: list[AsyncConnection] = []
        self._file: os.stat_result | None = None
        self._lease: leases.Lease | None = None
        self._led = 0
        """The epoch in which this process led last."""

    def _in_loop(self) -> AsyncEngine:
        return create_async_engine(self.url.set(drivername=sqlite.DRIVER), hide_parameters=True)

    def _postgres(self) -> AsyncEngine:
        limits = {"timeout": CONNECT_SECONDS, "command_timeout": ANSWER_SECONDS}
        named = {"server_settings": {"application_name": self._holder}}
        return create_async_engine(self.url, connect_args=limits | named, hide_parameters=True)

    def transaction(self) -> AbstractAsyncContextManager[AsyncConnection]:
        """Open a transaction: everything inside is committed together or not at all.

        One after another also on PostgreSQL: else a row could be committed after one with a higher id, and the courier,
        which looks for what is behind the last row it saw, would let the later one overtake.
        Raises LeadLostError where another process has taken the lead from this one.
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
            return self._patient()
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
            if self._lease is not None:
                await self._lease.fence(connection)
            yield connection

    @contextlib.asynccontextmanager
    async def _patient(self) -> AsyncIterator[AsyncConnection]:
        engine = create_async_engine(self.url, poolclass=NullPool, hide_parameters=True)
        async with engine.begin() as connection:
            yield connection

    @property
    def file(self) -> Path:
        """The file of an SQLite database. Raises DatabaseUnusableError when it has none."""
        return _file_of(self.url.database)

    @contextlib.contextmanager
    def exclusively(self) -> Iterator[None]:
        """Be the only process on an SQLite file; PostgreSQL serves many. Raises DatabaseUnusableError.

        To be left when the database is closed.
        """
        if not self.is_sqlite:
            yield
            return
        with _locked(self.file) as opened:
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
    async def leadership(self) -> AsyncIterator[Lead]:
        """Wait to be the one process that consumes and sends."""
        if self.is_sqlite:
            yield Lead(_forever, continues=True)
            return
        async with self._locking() as connection:
            self._lease = lease = await leases.take(connection, self._holder)
            continues, self._led = lease.epoch == self._led + 1, lease.epoch
            try:
                yield Lead(lease.keep, continues)
            finally:
                self._lease = None
                await lease.give_up()

    @contextlib.asynccontextmanager
    async def _locking(self) -> AsyncIterator[AsyncConnection]:
        """Open a connection for locks that outlast transactions. They go with it: in the pool it would keep them."""
        async with self._engine.connect() as held:
            try:
                yield await held.execution_options(isolation_level="AUTOCOMMIT")
            finally:
                await held.invalidate()

    def check_lead(self) -> None:
        """Raise LeadLostError when another process may have taken the lead from this one."""
        if self._lease is not None:
            self._lease.check()

    async def close(self) -> None:
        """Give every connection back."""
        for connection in self._idle:
            await connection.close()
        self._idle.clear()
        await self._engine.dispose()
        await self._long_reads.close()


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
        keep_private(path)
        file = path.open("ab")
    except OSError as error:
        raise DatabaseUnusableError(f"the database cannot be opened: {path}: {error.strerror}") from error
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise DatabaseUnusableError(f"another desk is already running on {path}") from error
        yield os.fstat(file.fileno())

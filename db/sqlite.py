"""SQLite in the event loop's own thread.

A statement takes microseconds, its hand-over to a thread and back ten times that; so nothing is handed over. The price:
while a statement runs nothing else does. Every query of the desk walks an index (tests/db/test_plans.py); what reads a
long stretch of one does it elsewhere (db/long_reads.py).
"""

import asyncio
import sqlite3
import time
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

from sqlalchemy import URL
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine
from sqlalchemy.pool import NullPool, Pool
from sqlalchemy.util import await_only

from db.files import keep_database_private

DRIVER = "sqlite+inloop"
BUSY_MS = 10
"""For the rare reading that another process holds up: the loop stands still meanwhile."""
BUSY_SECONDS = 5.0
"""How long another process may be writing before a transaction gives up; the loop goes on meanwhile."""
LOOK_SECONDS = 0.02
PRAGMAS = ("journal_mode=WAL", "synchronous=NORMAL", f"busy_timeout={BUSY_MS}", "foreign_keys=ON")
STATEMENTS_KEPT = 512


async def _nothing() -> None:
    pass


class _Cursor(sqlite3.Cursor):
    async def _async_soft_close(self) -> None:
        """SQLAlchemy asks an asynchronous driver for this; the rows are here already."""


class _Connection(sqlite3.Connection):
    def cursor(self, factory: Any = _Cursor) -> Any:
        return super().cursor(factory)


class InLoop(SQLiteDialect_pysqlite):
    """Python's own sqlite3, called directly. Transactions are begun and ended by `db.engine` alone."""

    driver = "inloop"
    is_async = True
    supports_statement_cache = True

    @classmethod
    def get_pool_class(cls, _url: URL) -> type[Pool]:
        """Pool nothing: `db.engine` keeps the connections it opened."""
        return NullPool

    def create_connect_args(self, url: URL) -> Any:
        """Switch off the transactions that sqlite3 would begin by itself."""
        args, options = super().create_connect_args(url)
        ours = {"factory": _Connection, "isolation_level": None, "cached_statements": STATEMENTS_KEPT}
        return args, {**options, **ours, "check_same_thread": False}

    def connect(self, *args: Any, **options: Any) -> Any:
        """Open the file, which nobody but its owner may read, whoever makes it."""
        if args[0] != ":memory:":
            keep_database_private(Path(args[0]))
        return super().connect(*args, **options)

    def on_connect(self) -> Any:
        """Set up a new connection."""
        prepare: Any = super().on_connect()

        def on_connect(connection: sqlite3.Connection) -> None:
            prepare(connection)
            for pragma in PRAGMAS:
                connection.execute(f"PRAGMA {pragma}")

        return on_connect

    def do_execute(self, cursor: Any, statement: str, parameters: Any, context: Any = None) -> None:  # noqa: ARG002
        """Await nothing: SQLAlchemy takes a driver that never awaits for a mistake."""
        await_only(_nothing())
        cursor.execute(statement, parameters)

    def do_executemany(self, cursor: Any, statement: str, parameters: Any, context: Any = None) -> None:  # noqa: ARG002
        """Await nothing, as above."""
        await_only(_nothing())
        cursor.executemany(statement, parameters)

    def do_begin(self, dbapi_connection: Any) -> None:
        """Leave it to `db.engine`."""

    def do_commit(self, dbapi_connection: Any) -> None:
        """Leave it to `db.engine`."""

    def do_rollback(self, dbapi_connection: Any) -> None:
        """Leave it to `db.engine`."""


registry.register("sqlite.inloop", __name__, "InLoop")


def driver(connection: AsyncConnection) -> sqlite3.Connection | None:
    """Return the sqlite3 connection underneath; None on PostgreSQL, and for a long read."""
    assert connection.sync_connection is not None
    found: Any = connection.sync_connection.connection.dbapi_connection
    return found if isinstance(found, sqlite3.Connection) else None


def empty_log(connection: AsyncConnection) -> None:
    """Bring what the write-ahead log holds into the database's own file, as far as nobody reads there."""
    raw = driver(connection)
    assert raw is not None
    raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


class View(AbstractAsyncContextManager[AsyncConnection]):
    """An idle connection, or a new one, to read by; one that failed is not used again.

    It begins no transaction: no statement hands the loop over, so nothing is written between two of them. A class, as
    below, because there are five for each message: generators would take longer than what they do.
    """

    __slots__ = ("_connection", "_engine", "_idle")

    def __init__(self, idle: list[AsyncConnection], engine: AsyncEngine) -> None:
        """Take one of the idle, or connect with `engine`."""
        self._idle, self._engine = idle, engine

    async def __aenter__(self) -> AsyncConnection:
        """Take a connection."""
        self._connection = self._idle.pop() if self._idle else await self._engine.connect()
        return self._connection

    async def __aexit__(self, kind: type[BaseException] | None, error: object, trace: object) -> None:
        """Give it back."""
        if kind is None:
            self._idle.append(self._connection)
        else:
            await self._connection.close()


class Transaction(AbstractAsyncContextManager[AsyncConnection]):
    """A transaction on an idle connection, or on a new one; one that failed is not used again."""

    __slots__ = ("_connection", "_durable", "_engine", "_idle", "_lock", "_raw")

    def __init__(self, idle: list[AsyncConnection], engine: AsyncEngine, lock: asyncio.Lock, *, durable: bool) -> None:
        """Begin when the lock is free; with `durable` the commit waits for the disk."""
        self._idle, self._engine, self._lock, self._durable = idle, engine, lock, durable

    async def __aenter__(self) -> AsyncConnection:
        """Take a connection and begin."""
        await self._lock.acquire()
        try:
            self._connection = self._idle.pop() if self._idle else await self._engine.connect()
            await self._start()
        except BaseException:
            self._lock.release()
            raise
        return self._connection

    async def _start(self) -> None:
        raw = driver(self._connection)
        assert raw is not None
        self._raw = raw
        try:
            if self._durable:
                raw.execute("PRAGMA synchronous=FULL")
            await _begin(raw)
        except BaseException:
            await self._connection.close()
            raise

    async def __aexit__(self, kind: type[BaseException] | None, error: object, trace: object) -> None:
        """Commit, or undo everything: a connection that is closed takes back what it began."""
        committed = False
        try:
            if kind is None:
                self._raw.execute("COMMIT")
                committed = True
        finally:
            if committed:
                self._give_back()
            else:
                await self._connection.close()
            self._lock.release()

    def _give_back(self) -> None:
        if self._durable:
            self._raw.execute("PRAGMA synchronous=NORMAL")
        self._idle.append(self._connection)


async def _begin(raw: sqlite3.Connection) -> None:
    """Begin to write, which a reader that goes on to write may be refused. Raises OperationalError."""
    give_up = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            raw.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() >= give_up:
                raise
            await asyncio.sleep(LOOK_SECONDS)
        else:
            return


class Rebuilding(Transaction):
    """A transaction on disk in which a table that others refer to can be made again: SQLite alters little in place.

    References are not enforced in it, and whoever rebuilds checks them at the end.
    """

    __slots__ = ()

    def __init__(self, idle: list[AsyncConnection], engine: AsyncEngine, lock: asyncio.Lock) -> None:
        """Begin when the lock is free."""
        super().__init__(idle, engine, lock, durable=True)

    async def _start(self) -> None:
        raw = driver(self._connection)
        assert raw is not None
        raw.execute("PRAGMA foreign_keys=OFF")  # inside a transaction it would do nothing
        await super()._start()

    def _give_back(self) -> None:
        self._raw.execute("PRAGMA foreign_keys=ON")
        super()._give_back()


class Savepoint(AbstractAsyncContextManager[None]):
    """Undoes what happens inside when it fails, and nothing else."""

    __slots__ = ("_raw",)

    def __init__(self, raw: sqlite3.Connection) -> None:
        """Work in the transaction of this connection."""
        self._raw = raw

    async def __aenter__(self) -> None:
        """Begin."""
        self._raw.execute("SAVEPOINT attempt")

    async def __aexit__(self, kind: type[BaseException] | None, error: object, trace: object) -> None:
        """Keep or undo."""
        if kind is not None:
            self._raw.execute("ROLLBACK TO attempt")
        self._raw.execute("RELEASE attempt")

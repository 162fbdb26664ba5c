"""Connections: one writer at a time on SQLite, durable commits for the inbox, one leader among several processes."""

import asyncio
import contextlib
import fcntl
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, event, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

LEADER_LOCK = 0x65_6F_72_64  # any number does, as long as every process of the desk takes the same one
STANDBY_SECONDS = 1.0
PING_SECONDS = 5.0
PASSING = ("08", "40", "53", "55", "57", "58")
"""Classes of SQLSTATE that say nothing against the statement: connection, rollback, resources, locks, shutdown."""
_LEAD = text(f"select pg_try_advisory_lock({LEADER_LOCK})")
_PING = text("select 1")


class DatabaseUnusableError(Exception):
    """The database cannot be used; the text is one line for the person who starts the desk."""


def is_away(error: BaseException) -> bool:
    """Tell whether the database was out of reach, busy or out of space: what was asked of it may succeed later."""
    if isinstance(error, BaseExceptionGroup):
        return all(is_away(each) for each in error.exceptions)
    if isinstance(error, OperationalError | PoolTimeoutError | OSError):
        return True
    if isinstance(error, DBAPIError):
        return error.connection_invalidated or _passes(error.orig)
    return _passes(error)


def _passes(error: BaseException | None) -> bool:
    return str(getattr(error, "sqlstate", None)).startswith(PASSING)


class Database:
    """The engines behind one DATABASE_URL. Build once, `close` at the end."""

    def __init__(self, url: str) -> None:
        """Accept `sqlite+aiosqlite:///…` and `postgresql+asyncpg://…`; nothing is opened yet."""
        self.url = make_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self._writing = asyncio.Lock()
        self._engine = self._build("NORMAL")
        self._durable = self._build("FULL") if self.is_sqlite else self._engine
        self._reader = self._engine.execution_options(begin="BEGIN")

    def _build(self, synchronous: str) -> AsyncEngine:
        if not self.is_sqlite:
            return create_async_engine(self.url)
        # Every use here ends by itself with a commit or a rollback: another rollback on return is another thread hop.
        engine = create_async_engine(self.url, pool_reset_on_return=None)
        _speak_sqlite(engine, synchronous)
        return engine

    @contextlib.asynccontextmanager
    async def transaction(self) -> AsyncIterator[AsyncConnection]:
        """Everything inside is committed together or not at all."""
        async with self._turn(), self._engine.begin() as connection:
            yield connection

    @contextlib.asynccontextmanager
    async def durable(self) -> AsyncIterator[AsyncConnection]:
        """Open a transaction that is on disk, not only in the page cache, when it is committed (synchronous=FULL)."""
        async with self._turn(), self._durable.begin() as connection:
            yield connection

    @contextlib.asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncConnection]:
        """Open a consistent view for reading, without waiting for the writer."""
        async with self._reader.connect() as connection:
            yield connection

    def _turn(self) -> contextlib.AbstractAsyncContextManager[object]:
        return self._writing if self.is_sqlite else contextlib.nullcontext()

    @contextlib.contextmanager
    def exclusively(self) -> Iterator[None]:
        """Be the only process on an SQLite file; PostgreSQL serves many. Raises DatabaseUnusableError."""
        with _locked(_lock_file(self.url.database)) if self.is_sqlite else contextlib.nullcontext():
            yield

    @contextlib.asynccontextmanager
    async def leadership(self) -> AsyncIterator[Callable[[], Coroutine[Any, Any, None]]]:
        """Wait to be the one process that consumes and sends; gives a watch that raises when it no longer is."""
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
        await self._engine.dispose()
        await self._durable.dispose()


def _speak_sqlite(engine: AsyncEngine, synchronous: str) -> None:
    def on_connect(connection: object, _record: object) -> None:
        cursor = connection.cursor()  # type: ignore[attr-defined]
        for pragma in ("journal_mode=WAL", f"synchronous={synchronous}", "busy_timeout=10000", "foreign_keys=ON"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    def on_begin(connection: Connection) -> None:
        # A transaction that starts as a reader and then writes may fail at once with «database is locked».
        connection.exec_driver_sql(connection.get_execution_options().get("begin", "BEGIN IMMEDIATE"))

    event.listen(engine.sync_engine, "connect", on_connect)
    event.listen(engine.sync_engine, "begin", on_begin)


async def _ping(connection: AsyncConnection) -> None:
    """Make sure that a connection lives. Raises OSError: a driver has many words for one that was cut, some its own."""
    try:
        async with asyncio.timeout(PING_SECONDS):
            await connection.execute(_PING)
    except DBAPIError as error:
        raise ConnectionError("the connection that holds the leader's lock is gone") from error


async def _forever() -> None:
    await asyncio.Event().wait()


def _lock_file(database: str | None) -> Path:
    if not database or database == ":memory:":
        raise DatabaseUnusableError("DATABASE_URL must name a file: an SQLite database in memory would lose tickets")
    path = Path(database)
    return path.with_name(path.name + ".lock")


@contextlib.contextmanager
def _locked(path: Path) -> Iterator[None]:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = path.open("w")
    except OSError as error:
        raise DatabaseUnusableError(f"cannot write beside the database: {path}: {error.strerror}") from error
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise DatabaseUnusableError(f"another desk is already running on {path.with_suffix('')}") from error
        yield

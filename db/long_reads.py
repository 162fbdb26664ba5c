"""Long reads: what grows with all that the desk ever did, read while everything else goes on.

On SQLite a connection of aiosqlite, which runs statements in a thread of its own; on PostgreSQL one of a second small
pool. Both show what was committed when the first statement began, and can change nothing.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from typing import Any

import aiosqlite
from sqlalchemy import URL, event
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import NullPool
from sqlalchemy.util import await_only

AT_ONCE = 2
"""Each may keep a core busy, and on SQLite keeps the write-ahead log from being cut short."""
INTERRUPT_SECONDS = 0.01
SQLITE_BEGINS = ("PRAGMA query_only=ON", "BEGIN")


class LongReads:
    """Connections for long reads of one database, so many at a time; others wait for theirs."""

    def __init__(self, url: URL) -> None:
        """Connect nowhere yet."""
        is_sqlite = url.get_backend_name() == "sqlite"
        self._engine = _sqlite(url) if is_sqlite else _postgres(url)
        self._begins = SQLITE_BEGINS if is_sqlite else ()
        self._places = asyncio.Semaphore(AT_ONCE)

    @contextlib.asynccontextmanager
    async def open(self) -> AsyncIterator[AsyncConnection]:
        """Wait for a place and open a view. Who is cancelled inside stops the statement under way."""
        async with self._places, self._engine.connect() as connection:
            for statement in self._begins:
                await connection.exec_driver_sql(statement)
            yield connection

    async def close(self) -> None:
        """Give back the connections that are not in use."""
        await self._engine.dispose()


def _sqlite(url: URL) -> AsyncEngine:
    """Pool nothing: a connection is opened in a millisecond, and its cache need not outlive what it reads."""
    spoken = url.set(drivername="sqlite+aiosqlite")
    # None: the transaction is begun above. By itself the driver begins none to read in, so there would be no view.
    options = {"isolation_level": None}
    engine = create_async_engine(spoken, poolclass=NullPool, connect_args=options, hide_parameters=True)
    event.listen(engine.sync_engine, "invalidate", _stop)
    return engine


def _postgres(url: URL) -> AsyncEngine:
    view = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    return create_async_engine(
        url, pool_size=AT_ONCE, max_overflow=0, execution_options=view, pool_pre_ping=True, hide_parameters=True
    )


def _stop(connection: Any, _record: object, _error: object) -> None:
    """Stop a statement whose task was cancelled. (The driver of PostgreSQL tells the server by itself.)"""
    await_only(_interrupt(connection.driver_connection))


async def _interrupt(connection: aiosqlite.Connection) -> None:
    """Interrupt until the thread gets to the rollback: a statement that has not quite begun does not hear of it."""
    undone = asyncio.create_task(connection.rollback())
    while not undone.done():
        await connection.interrupt()
        await asyncio.wait({undone}, timeout=INTERRUPT_SECONDS)
    undone.exception()  # looked at: whatever it says, the connection is closed next

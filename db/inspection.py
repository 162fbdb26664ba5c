"""Looking at a database that may be in use, may be anything, and must stay exactly as it is: no new file, no lock.

On SQLite a log (`-wal`) with its index (`-shm`) is read as it lies there. Without a log nobody has the file open, and
it is read as one that nobody changes, for else SQLite would make both files and leave them behind.
"""

import asyncio
import contextlib
import sqlite3
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import URL, inspect, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection

from db.long_reads import LongReads
from db.schema import revision_of

CONNECT_SECONDS = 8.0
_READ_ONLY = text(
    "select pg_is_in_recovery() or current_setting('default_transaction_read_only')::boolean "
    "or not has_schema_privilege(current_schema(), 'usage')"
)


class UnseenError(Exception):
    """A database cannot be looked at."""


class AbsentError(UnseenError):
    """There is no database yet."""


class LogUnreadableError(UnseenError):
    """A log of SQLite lies there without its index, which the next start makes: until then the file is not all."""


@dataclass(frozen=True, slots=True)
class Schema:
    """What a database holds: its revision (None: none of ours) and whether it has tables at all."""

    revision: str | None
    has_tables: bool


@contextlib.asynccontextmanager
async def looking(url: str) -> AsyncIterator[AsyncConnection]:
    """Open a view for queries. Raises UnseenError, and what a database raises (`db.engine.FAILURES`)."""
    reads = LongReads(await asyncio.to_thread(_untouched, make_url(url)))
    try:
        async with contextlib.AsyncExitStack() as stack:
            async with asyncio.timeout(CONNECT_SECONDS):
                connection = await stack.enter_async_context(reads.open())
            yield connection
    finally:
        await reads.close()


def _untouched(url: URL) -> URL:
    if url.get_backend_name() != "sqlite":
        return url
    path = Path(url.database or "")
    log, index = (path.with_name(path.name + end) for end in ("-wal", "-shm"))
    if not path.is_file() or path.stat().st_size == 0:
        raise AbsentError(str(path))
    way = {"immutable": "1"}
    if log.exists() and index.exists():
        way = {"readonly_shm": "1"}
    elif log.exists() and log.stat().st_size > 0:
        raise LogUnreadableError(str(log))
    return url.set(database=f"file:{quote(str(path.absolute()))}", query={"mode": "ro", "uri": "true", **way})


async def schema(connection: AsyncConnection) -> Schema:
    """Return what a database holds."""
    has_tables = await connection.run_sync(lambda raw: bool(inspect(raw).get_table_names()))
    return Schema(await connection.run_sync(revision_of), has_tables)


async def takes_no_writes(connection: AsyncConnection) -> bool:
    """Tell whether a server of PostgreSQL would refuse to write; on SQLite the file's rights say so."""
    return connection.dialect.name == "postgresql" and bool(await connection.scalar(_READ_ONLY))


async def damage(connection: AsyncConnection) -> str | None:
    """Read a whole SQLite file, and return what is broken in it, on one line; None when nothing is."""
    said = (await connection.exec_driver_sql("PRAGMA quick_check(1)")).scalar()
    return None if said == "ok" else " ".join(str(said).split())


def is_no_database(error: BaseException) -> bool:
    """Tell whether a file is something else altogether, and not a database that is damaged."""
    said = error.orig if isinstance(error, DBAPIError) else error
    return getattr(said, "sqlite_errorcode", None) == sqlite3.SQLITE_NOTADB


def reason(error: BaseException) -> str:
    """Return what a database said, on one line."""
    if isinstance(error, TimeoutError):
        return f"no answer within {CONNECT_SECONDS:.0f} s"
    said = error.orig if isinstance(error, DBAPIError) and error.orig is not None else error
    return next(iter(str(said).strip().splitlines()), "") or type(said).__name__

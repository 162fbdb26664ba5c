"""Finding a database at the present schema, or bringing it there, or saying in one line why that is impossible."""

from collections.abc import Awaitable, Callable
from pathlib import Path

from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import DBAPIError

from db import sqlite
from db.engine import FAILURES, Database, DatabaseUnusableError

_MIGRATIONS = Path(__file__).with_name("migrations") / "versions"
_REVISION = text("select version_num from alembic_version")
_ANY_TICKET = text("select 1 from tickets limit 1")

Before = Callable[[str], Awaitable[None]]
"""What is done before an upgrade of a database that holds tickets; it is told which schema that is."""


def is_ours(name: str | None, _kind: str, _parents: object) -> bool:
    """Tell whether a table or index is one of `db.tables`: what the search in the guide needs is made by hand."""
    return not (name or "").startswith("article_index")


def newest() -> str:
    """Return the present schema."""
    return max(revisions())


def revisions() -> frozenset[str]:
    """Return every schema that this release can bring to the present one."""
    return frozenset(file.stem[:4] for file in _MIGRATIONS.glob("[0-9]*.py"))


def revision_of(connection: Connection) -> str | None:
    """Return the schema that a database has; None when it has none of ours."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.scalar(_REVISION)
    return found


async def migrate(database: Database, before: Before | None = None) -> None:
    """Apply every migration that is missing, all or none. Raises DatabaseUnusableError with one line for the reader.

    On SQLite all that was written lies in the file itself afterwards, and not in the write-ahead log beside it.
    """
    try:
        async with database.reading() as connection:
            if await connection.run_sync(revision_of) == newest():
                return
        if before is not None:
            await _do_before(database, before)
        async with database.rebuilding() as connection:
            changed = await connection.run_sync(_bring_up)
        if changed and database.is_sqlite:
            async with database.reading() as connection:
                sqlite.empty_log(connection)
    except FAILURES as error:
        where = database.url.render_as_string(hide_password=True)
        raise DatabaseUnusableError(f"DATABASE_URL: cannot use {where}: {reason_of(error)}") from error


def reason_of(error: Exception) -> str:
    """Return the first line of what a database said."""
    return str(error.orig if isinstance(error, DBAPIError) else error).strip().splitlines()[0]


async def _do_before(database: Database, before: Before) -> None:
    async with database.reading() as connection:
        revision = await connection.run_sync(revision_of)
        known = revisions()
        if revision not in known or revision == newest() or not await connection.scalar(_ANY_TICKET):
            return
    await before(revision)


def _bring_up(connection: Connection) -> bool:
    """Tell whether there was anything to do."""
    if revision_of(connection) == newest():
        return False
    from db import upgrade  # noqa: PLC0415 -- Alembic takes 0.1 s and 10 MiB, which most starts can do without

    upgrade.upgrade(connection)
    return True

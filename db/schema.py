"""Finding a database at the present schema, or bringing it there, or saying in one line why that is impossible."""

from pathlib import Path

from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import DBAPIError

from db.engine import FAILURES, Database, DatabaseUnusableError

_MIGRATIONS = Path(__file__).with_name("migrations") / "versions"
_REVISION = text("select version_num from alembic_version")


def is_ours(name: str | None, _kind: str, _parents: object) -> bool:
    """Tell whether a table or index is one of `db.tables`: what the search in the guide needs is made by hand."""
    return not (name or "").startswith("article_index")


async def migrate(database: Database) -> None:
    """Apply every migration that is missing. Raises DatabaseUnusableError with one line for the reader."""
    try:
        async with database.rebuilding() as connection:
            await connection.run_sync(_bring_up)
    except FAILURES as error:
        reason = str(error.orig if isinstance(error, DBAPIError) else error).strip().splitlines()[0]
        where = database.url.render_as_string(hide_password=True)
        raise DatabaseUnusableError(f"DATABASE_URL: cannot use {where}: {reason}") from error


def _bring_up(connection: Connection) -> None:
    if _is_present(connection):
        return
    from db import upgrade  # noqa: PLC0415 -- Alembic takes 0.1 s and 10 MiB, which most starts can do without

    upgrade.upgrade(connection)


def _is_present(connection: Connection) -> bool:
    """Tell whether the last migration has been applied."""
    return revision_of(connection) == newest()


def revision_of(connection: Connection) -> str | None:
    """Return the last migration that was applied; None when there was none."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.scalar(_REVISION)
    return found


def newest() -> str:
    """Return the last migration there is, which its file is named after."""
    return max(file.stem[:4] for file in _MIGRATIONS.glob("[0-9]*.py"))

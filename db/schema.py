"""Bringing a database to the present schema, or saying in one line why that is impossible."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect
from sqlalchemy.exc import DBAPIError

from db.engine import FAILURES, Database, DatabaseUnusableError


def configuration(connection: Connection | None = None) -> Config:
    """Build Alembic's configuration; no ini file is needed."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).with_name("migrations")))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def is_ours(name: str | None, _kind: str, _parents: object) -> bool:
    """Tell whether a table or index is one of `db.tables`: what the search in the guide needs is made by hand."""
    return not (name or "").startswith("article_index")


async def migrate(database: Database) -> None:
    """Apply every migration that is missing. Raises DatabaseUnusableError with one line for the reader."""
    try:
        async with database.durable() as connection:
            await connection.run_sync(_upgrade)
    except FAILURES as error:
        reason = str(error.orig if isinstance(error, DBAPIError) else error).strip().splitlines()[0]
        where = database.url.render_as_string(hide_password=True)
        raise DatabaseUnusableError(f"DATABASE_URL: cannot use {where}: {reason}") from error


def _upgrade(connection: Connection) -> None:
    config = configuration(connection)
    _refuse_what_is_not_ours(connection, ScriptDirectory.from_config(config))
    command.upgrade(config, "head")


def _refuse_what_is_not_ours(connection: Connection, script: ScriptDirectory) -> None:
    revision = MigrationContext.configure(connection).get_current_revision()
    known = {each.revision for each in script.walk_revisions()}
    if revision is None and inspect(connection).get_table_names():
        raise DatabaseUnusableError("DATABASE_URL names a database of another program: it has tables, but none of ours")
    if revision is not None and revision not in known:
        raise DatabaseUnusableError(
            f"the database was made by a newer version (schema {revision}): update the program, or restore a backup"
        )

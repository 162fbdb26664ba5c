"""Bringing a database to the present schema with Alembic. Loaded only when there is something to do."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect

from db.engine import DatabaseUnusableError


def configuration(connection: Connection | None = None) -> Config:
    """Build Alembic's configuration; no ini file is needed."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).with_name("migrations")))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def upgrade(connection: Connection) -> None:
    """Apply every migration that is missing. Raises DatabaseUnusableError when the database is not one of ours."""
    config = configuration(connection)
    _refuse_what_is_not_ours(connection, ScriptDirectory.from_config(config))
    command.upgrade(config, "head")
    check_references(connection)


def check_references(connection: Connection) -> None:
    """Raise DatabaseUnusableError rather than leave a row that refers to none. PostgreSQL has refused it before."""
    if connection.dialect.name != "sqlite":
        return
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
    if broken is not None:
        raise DatabaseUnusableError(f"everything was undone: row {broken[1]} of {broken[0]} refers to no {broken[2]}")


def _refuse_what_is_not_ours(connection: Connection, script: ScriptDirectory) -> None:
    revision = MigrationContext.configure(connection).get_current_revision()
    known = {each.revision for each in script.walk_revisions()}
    if revision is None and inspect(connection).get_table_names():
        raise DatabaseUnusableError("DATABASE_URL names a database of another program: it has tables, but none of ours")
    if revision is not None and revision not in known:
        raise DatabaseUnusableError(
            f"the database was made by a newer version (schema {revision}): update the program, or restore a backup"
        )

"""`python -m bot restore FILE`: a backup takes the place of the database while no desk runs."""

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import URL

from bot.settings import Settings
from db.backups.dumps import restoring_command
from db.backups.folder import BackupError
from db.backups.restoring import SET_ASIDE, Restored, checked, restore
from db.engine import Database
from db.schema import revisions


def add(parser: argparse.ArgumentParser) -> None:
    """Take a backup, and what to do with deliveries that waited in it."""
    parser.add_argument("file", type=Path, metavar="FILE", help="the backup, with its .sha256 beside it")
    parser.add_argument(
        "--as-delivered",
        action="store_true",
        help="set aside what waited to be delivered at the backup: supervisors decide with /failed",
    )


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Do it, or on PostgreSQL say how it is done (1). Raises BackupError and DatabaseUnusableError."""
    database = Database(settings.database_url.get_secret_value())
    _check_kind(arguments.file, database)
    if not database.is_sqlite:
        _say_how(database.url, arguments.file, as_delivered=arguments.as_delivered)
        return 1
    with database.exclusively():
        done = restore(arguments.file, database.file, datetime.now(UTC), as_delivered=arguments.as_delivered)
    _tell(done, arguments.file, database.file, as_delivered=arguments.as_delivered)
    return 0


def _check_kind(file: Path, database: Database) -> None:
    if (file.suffix == ".dump") == database.is_sqlite:
        meant, kind = ("SQLite", "PostgreSQL") if database.is_sqlite else ("PostgreSQL", "SQLite")
        raise BackupError(
            f"{file} is a backup of {kind}, and DATABASE_URL is {meant}: restore it with a DATABASE_URL of {kind}, "
            "then python -m bot copy"
        )


def _tell(done: Restored, file: Path, database: Path, *, as_delivered: bool) -> None:
    print(f"restored {database} from {file}")
    if done.kept is not None:
        print(f"what was there is kept as {done.kept}")
    if done.schema != (present := max(revisions())):
        print(f"its schema is {done.schema}: the next start brings it to {present}")
    if done.waiting and as_delivered:
        print(f"{done.waiting} deliveries that waited in it are set aside: supervisors see them with /failed")
    elif done.waiting:
        print(
            f"{done.waiting} deliveries waited in it and go out at the next start, also those that went out after the "
            "backup (restore again with --as-delivered to have them set aside)"
        )


def _say_how(url: URL, file: Path, *, as_delivered: bool) -> None:
    """Check what can be checked, then print the commands."""
    checked(file, file)
    print("PostgreSQL restores with its own programs. Stop the desk, then:", file=sys.stderr)
    print(restoring_command(url, file))
    if as_delivered:
        print(f"and in psql: {SET_ASIDE};")

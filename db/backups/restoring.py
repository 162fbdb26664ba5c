"""Putting a backup in the place of an SQLite database that nobody uses."""

import contextlib
import shutil
import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from db.backups import snapshots
from db.backups.folder import BackupError, digest, expected
from db.files import BESIDE, beside, flush, keep_private
from db.schema import revisions

SET_ASIDE = (
    "update outbox set state = 'failed', error = 'restored from a backup: it may have been delivered since' "
    "where state in ('waiting', 'held')"
)
"""Works on PostgreSQL as well, by hand."""
_WAITING = "select count(*) from outbox where state in ('waiting', 'held')"
_SCHEMA = "select version_num from alembic_version"


@dataclass(frozen=True, slots=True)
class Restored:
    """What was put in place: its schema, how many deliveries waited in it, and where what was there is kept now."""

    schema: str
    waiting: int
    kept: Path | None


def restore(backup: Path, database: Path, now: datetime, *, as_delivered: bool) -> Restored:
    """Check a backup from end to end, then let it take the place of a database. Raises BackupError.

    Until everything is checked nothing is touched; what is replaced is kept beside. `as_delivered` sets aside what
    waited in the outbox. The caller makes sure that nobody uses the database.
    """
    if not backup.is_file():
        raise BackupError(f"there is no backup {backup}")
    staged = beside(database, ".restoring")
    try:
        staged.unlink(missing_ok=True)
        _stage(backup, staged)
        schema, waiting = _looked_through(staged, backup, as_delivered=as_delivered)
        flush(staged)
        kept = _put_aside(database, now)
        staged.replace(database)
        flush(database.parent)
    except (OSError, sqlite3.Error) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise BackupError(f"{backup} was not restored: {reason}") from error
    finally:
        staged.unlink(missing_ok=True)
    return Restored(schema, waiting, kept)


def checked(backup: Path, file: Path) -> None:
    """Raise BackupError unless a file holds, byte for byte, what the sum beside a backup says. Raises OSError."""
    if digest(file) != expected(backup):
        raise BackupError(f"{backup} is not as it was made (its SHA-256 differs): it is damaged or cut off")


def _stage(backup: Path, staged: Path) -> None:
    """Copy first and check the copy: it is that which will be used."""
    expected(backup)
    keep_private(staged)
    shutil.copyfile(backup, staged)
    checked(backup, staged)


def _looked_through(staged: Path, backup: Path, *, as_delivered: bool) -> tuple[str, int]:
    with contextlib.closing(snapshots.opened(staged)) as connection:
        snapshots.check(connection, backup)
        try:
            (schema,) = connection.execute(_SCHEMA).fetchone()
            (waiting,) = connection.execute(_WAITING).fetchone()
        except (sqlite3.Error, TypeError) as error:
            raise BackupError(f"{backup} is no backup of a desk") from error
        known = revisions()
        if schema not in known:
            raise BackupError(
                f"{backup} was made by a newer version (schema {schema}, here {max(known)}): update the program first"
            )
        if as_delivered:
            connection.execute(SET_ASIDE)
        return schema, waiting


def _put_aside(database: Path, now: datetime) -> Path | None:
    """Rename a database as it is, with the log beside it; None when there was none."""
    if not database.exists() or not database.stat().st_size:
        return None
    kept = beside(database, f".replaced-{now.astimezone(UTC):%Y%m%dT%H%M%SZ}")
    for suffix in (*BESIDE, ""):  # the log first: another database would take it for its own
        with contextlib.suppress(FileNotFoundError):
            beside(database, suffix).rename(beside(kept, suffix))
    return kept

"""Making a backup: under another name first, checked, then called what it is."""

import contextlib
import shutil
import sqlite3
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from sqlalchemy import URL

from db.backups import dumps, snapshots
from db.backups.folder import PART, SUM, Backup, BackupError, finish, holding, listed, name_of, remove_halves
from db.files import beside

RESERVE = 64 * 2**20
"""Bytes that a backup leaves free: the desk may have to write on the same disk."""


def make(url: URL, folder: Path, now: datetime, schema: str | None = None) -> Backup:
    """Back a database up into a folder while others use it. Raises BackupError.

    `schema` is the one that an upgrade is about to leave.
    """
    listed(folder)
    is_sqlite = url.get_backend_name() == "sqlite"
    path = folder / name_of(now, ".db" if is_sqlite else ".dump", schema)
    part = beside(path, PART)
    with _failing(folder):
        remove_halves(folder)
        if path.exists():
            raise BackupError(f"{path} is there already: try again in a second")
        try:
            with holding(part):
                if is_sqlite:
                    _copy(Path(url.database or ""), part)
                else:
                    dumps.dump(url, part)
                finish(part, path)
        except BaseException:
            for left in (part, beside(part, "-journal"), beside(path, SUM)):
                left.unlink(missing_ok=True)
            raise
    return Backup(now.replace(microsecond=0), path)


def _copy(source: Path, part: Path) -> None:
    if not source.is_file():
        raise BackupError(f"there is no database {source} (DATABASE_URL)")
    needed, free = snapshots.size_of(source) + RESERVE, shutil.disk_usage(part.parent).free
    if free < needed:
        raise BackupError(
            f"{part.parent} is too full for a backup: {needed >> 20} MiB are needed, {free >> 20} MiB are free"
        )
    snapshots.copy(source, part)


@contextlib.contextmanager
def _failing(folder: Path) -> Iterator[None]:
    """Turn whatever keeps a backup from being made into one line."""
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise BackupError(f"no backup was made in {folder}: {reason}") from error

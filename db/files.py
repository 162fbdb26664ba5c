"""Files that nobody but their owner reads, and that are on disk when we say so."""

import contextlib
import os
import stat
from pathlib import Path

OWNER_ONLY = 0o600
OTHERS = 0o077
"""What nobody else may, as a umask."""
BESIDE = ("-wal", "-shm")
"""What SQLite puts beside a database, with the mode of the database."""


def keep_private(path: Path) -> None:
    """Make a file that is missing, empty, and close one that is there to others. Raises OSError.

    No file is opened that was there: closing it would take away the locks that SQLite holds in this process. What
    belongs to another user stays as it is.
    """
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, OWNER_ONLY))
    except FileExistsError:
        _close_to_others(path)


def keep_database_private(path: Path) -> None:
    """Do so with the file of an SQLite database and with what lies beside it."""
    keep_private(path)
    for suffix in BESIDE:
        with contextlib.suppress(FileNotFoundError):
            _close_to_others(beside(path, suffix))


def beside(path: Path, suffix: str) -> Path:
    """Return the path with something behind its name."""
    return path.with_name(path.name + suffix)


def flush(path: Path) -> None:
    """Wait until a file, or the names in a folder, are on disk. Raises OSError."""
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def _close_to_others(path: Path) -> None:
    mode = stat.S_IMODE(path.stat().st_mode)
    if mode & OTHERS:
        with contextlib.suppress(PermissionError):
            path.chmod(mode & ~OTHERS)

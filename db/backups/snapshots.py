"""A copy of an SQLite database at one instant, made while others write."""

import contextlib
import sqlite3
import time
from pathlib import Path
from urllib.parse import quote

from db.backups.folder import BackupError

STEP = 64
"""Pages that are copied at a time, of 4 KiB each."""
LEAST_PAUSE = 0.001
BUSY_SECONDS = 10.0


def size_of(source: Path) -> int:
    """Return how many bytes a copy takes. Raises sqlite3.Error."""
    with contextlib.closing(opened(source)) as connection:
        pages, each = (connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "page_size"))
    return int(pages * each)


def copy(source: Path, target: Path) -> None:
    """Copy what is committed now into an empty file, and look whether it is sound. Raises sqlite3.Error, BackupError.

    A backup begins again when another process writes, and under constant writing it would never end: so it reads within
    a transaction, which sees one state. Who writes is not held up; the write-ahead log grows meanwhile. Half of the
    time is left to others.
    """
    with contextlib.closing(opened(source)) as reading, contextlib.closing(opened(target)) as writing:
        reading.execute("BEGIN")
        reading.execute("select 1 from sqlite_schema").fetchone()  # only now it sees one state
        writing.execute("PRAGMA synchronous=OFF")  # it is flushed when it is all there
        reading.backup(writing, pages=STEP, progress=_Pausing().after_a_step)
        reading.execute("ROLLBACK")
        # One file, that can be read where nothing can be written.
        writing.execute("PRAGMA journal_mode=DELETE")
        check(writing, target)


def check(connection: sqlite3.Connection, path: Path) -> None:
    """Raise BackupError unless a database is sound from end to end."""
    try:
        (found,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
    except sqlite3.DatabaseError as error:
        found = str(error)
    if found != "ok":
        raise BackupError(f"{path} is damaged: {' '.join(str(found).split())}")


def opened(path: Path) -> sqlite3.Connection:
    """Open a file that is there; transactions are begun by hand. Raises sqlite3.Error."""
    address = f"file:{quote(str(path.absolute()))}?mode=rw"
    return sqlite3.connect(address, uri=True, isolation_level=None, timeout=BUSY_SECONDS)


class _Pausing:
    """Pauses after each step as long as the step took."""

    def __init__(self) -> None:
        self._began = time.monotonic()

    def after_a_step(self, _status: int, _remaining: int, _total: int) -> None:
        time.sleep(max(LEAST_PAUSE, time.monotonic() - self._began))
        self._began = time.monotonic()

"""A folder of backups: what they are called, which there are, which go; each has its SHA-256 beside it."""

import contextlib
import fcntl
import hashlib
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from db.engine import DatabaseUnusableError
from db.files import OWNER_ONLY, beside, flush

SUM, PART = ".sha256", ".part"
_STAMP = "%Y%m%dT%H%M%SZ"
_NAME = re.compile(r"desk-(\d{8}T\d{6}Z)(-schema-\w+)?\.(db|dump)")


class BackupError(DatabaseUnusableError):
    """A backup cannot be made or used; the text is one line that says what to do."""


@dataclass(frozen=True, slots=True, order=True)
class Backup:
    """A complete backup, and the instant whose state it holds."""

    at: datetime
    path: Path


def name_of(at: datetime, suffix: str, schema: str | None = None) -> str:
    """Return the name of a backup made at an instant; `schema` is the one that an upgrade is about to leave."""
    return f"desk-{at.astimezone(UTC):{_STAMP}}{f'-schema-{schema}' if schema else ''}{suffix}"


def listed(folder: Path) -> list[Backup]:
    """Return the complete backups in a folder, the oldest first. Raises BackupError when it cannot be read."""
    try:
        names = set(os.listdir(folder))  # noqa: PTH208 -- names are all that is needed
    except OSError as error:
        raise BackupError(_unusable(folder, error)) from error
    found = ((_NAME.fullmatch(name), name) for name in names if name + SUM in names)
    return sorted(
        Backup(datetime.strptime(match[1], _STAMP).replace(tzinfo=UTC), folder / name) for match, name in found if match
    )


def latest(folder: Path) -> Backup | None:
    """Return the newest complete backup in a folder. Raises BackupError when it cannot be read."""
    return max(listed(folder), default=None)


def prune(folder: Path, keep: int) -> list[Path]:
    """Remove all but the newest backups, and return which. Raises BackupError."""
    old = [each.path for each in listed(folder)[:-keep]]
    try:
        for path in old:
            path.unlink()
            beside(path, SUM).unlink()
    except OSError as error:
        raise BackupError(f"an old backup cannot be removed: {error.filename}: {error.strerror}") from error
    return old


def remove_halves(folder: Path) -> None:
    """Remove what backups left that were cut off; one that is being made is let alone. Raises OSError."""
    for part in folder.glob(f"desk-*{PART}"):
        if not _is_held(part):
            for path in folder.glob(f"{part.name.removesuffix(PART)}*"):  # its journal and its sum as well
                path.unlink()


@contextlib.contextmanager
def holding(part: Path) -> Iterator[None]:
    """Make an empty file that nobody else reads, takes for abandoned or makes as well. Raises OSError."""
    opened = os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, OWNER_ONLY)
    try:
        with contextlib.suppress(OSError):  # some network file systems know no locks
            fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    finally:
        os.close(opened)


def _is_held(part: Path) -> bool:
    with part.open("ab") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        except OSError:
            return False  # no locks there
        return False


def digest(path: Path) -> str:
    """Return the SHA-256 of a file, in hexadecimal digits. Raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def finish(part: Path, path: Path) -> None:
    """Give a backup that is all there its name, with its sum as `sha256sum -c` reads it. Raises OSError."""
    flush(part)
    total = beside(path, SUM)
    total.write_text(f"{digest(part)}  {path.name}\n")
    flush(total)
    part.rename(path)
    flush(path.parent)


def expected(path: Path) -> str:
    """Return the SHA-256 that is written beside a backup. Raises BackupError."""
    total = beside(path, SUM)
    try:
        said = total.read_text("ascii").split()
    except FileNotFoundError as error:
        raise BackupError(f"{total} is missing: bring it along with the backup") from error
    except (OSError, UnicodeDecodeError) as error:
        raise BackupError(f"{total} cannot be read: {error}") from error
    if not said or not re.fullmatch("[0-9a-f]{64}", said[0]):
        raise BackupError(f"{total} does not hold a SHA-256: bring along the one that was made with the backup")
    return said[0]


def _unusable(folder: Path, error: OSError) -> str:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return f"there is no folder {folder} for backups: make it, or mount its disk (BACKUP_DIR)"
    return f"the folder {folder} for backups cannot be read: {error.strerror}"

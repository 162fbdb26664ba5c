"""The folders that the desk writes to: whether it may, and how much room there is. Nothing is written to find out."""

import asyncio
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from bot.doctor.database import file_of
from bot.doctor.subject import Subject
from bot.rules.desk import judgement
from bot.rules.desk.findings import Check, Finding, What, odd, wrong


async def disk(subject: Subject) -> list[Finding]:
    """Look at the folder of an SQLite database, its log, and the folder of files."""
    return await asyncio.to_thread(lambda: list(_disk(subject)))


def _disk(subject: Subject) -> Iterator[Finding]:
    database = file_of(subject)
    folders = [subject.settings.files_dir]
    if database is not None:
        folders.insert(0, database.parent)
        yield from _unwritable(database)
        yield from _log(database)
    seen: set[int] = set()
    for folder in map(existing, folders):
        yield from _unwritable(folder)
        if folder.stat().st_dev not in seen:  # two folders on one disk have the same room
            seen.add(folder.stat().st_dev)
            yield judgement.space(str(folder.absolute()), shutil.disk_usage(folder).free)


def _unwritable(path: Path) -> Iterator[Finding]:
    if path.exists() and not os.access(path, os.R_OK | os.W_OK | (os.X_OK if path.is_dir() else 0)):
        yield wrong(Check.DISK, What.NO_WRITING, path=str(path.absolute()))


def _log(database: Path) -> Iterator[Finding]:
    log = database.with_name(database.name + "-wal")
    size = log.stat().st_size if log.exists() else 0
    if size > judgement.LOG_LIMIT:
        yield odd(Check.DISK, What.LOG_LARGE, path=str(log.absolute()), size=size)


def existing(folder: Path) -> Path:
    """Return a folder, or the nearest above it that is there: in that the start makes the rest."""
    absolute = folder.absolute()
    return next(each for each in (absolute, *absolute.parents) if each.exists())

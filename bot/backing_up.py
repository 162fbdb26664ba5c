"""Backups that the desk makes by itself: before an upgrade, and each day outside working hours."""

import asyncio
import contextlib
import os
import signal
import sys
import time
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import structlog

from bot.actions import outgoing
from bot.actions.work import Work
from bot.metrics import Metrics
from bot.rules.desk.backups import is_due
from bot.rules.notices import BackupFailed, BackupWorks, Notice
from bot.rules.policy import Policy
from bot.settings import Settings
from db.backups.folder import BackupError, latest
from db.backups.making import make
from db.engine import Database
from db.schema import Before

LOOK_SECONDS = 60.0
RETRY_SECONDS = 3600.0
TELL_AGAIN = timedelta(days=1)
_ROOT = Path(__file__).parents[1]

log = structlog.get_logger(__name__)


def before_upgrade(database: Database, settings: Settings) -> Before:
    """Return what is done before an upgrade: SQLite is backed up; of PostgreSQL the log says how it could be.

    It raises BackupError, and then there is no upgrade.
    """

    async def keep(schema: str) -> None:
        if not database.is_sqlite:
            log.warning("upgrade_without_backup", schema=schema, how="stop the desk, then python -m bot backup FOLDER")
            return
        made = make(database.url, settings.backup_dir or database.file.parent, datetime.now(UTC), schema)
        log.info("backup_before_upgrade", schema=schema, file=str(made.path))

    return keep


class DailyBackups:
    """Looks every minute whether a backup is due, and has it made by a process of its own: `python -m bot backup`."""

    def __init__(
        self,
        settings: Settings,
        database: Database,
        policy: Policy,
        now: Callable[[], datetime],
        metrics: Metrics,
        wake: Callable[[], None],
    ) -> None:
        """Make none yet; `wake` is called when there is something to tell."""
        self._settings, self._database, self._policy, self._now = settings, database, policy, now
        self._metrics, self._wake = metrics, wake
        self._rests_until = 0.0
        self._told_at: datetime | None = None

    async def run(self) -> None:
        """Look until cancelled; without BACKUP_DIR there is nothing to do."""
        folder = self._settings.backup_dir
        while folder is not None:
            await self.look(folder)
            await asyncio.sleep(LOOK_SECONDS)

    async def look(self, folder: Path) -> None:
        """Make a backup when it is due, and tell supervisors when that fails and when it works again."""
        if time.monotonic() < self._rests_until:
            return
        try:
            if not await self._is_due(folder):
                return
            await _word(self._settings, folder)
            await self._is_due(folder)
        except BackupError as error:
            await self._failed(str(error))
        else:
            await self._succeeded()

    async def _is_due(self, folder: Path) -> bool:
        found = await asyncio.to_thread(latest, folder)
        at = None if found is None else found.at
        self._metrics.backed_up(at)
        async with self._database.reading() as connection:
            work = Work(connection, self._now(), self._policy)
            return is_due(await work.calendar(), work.now, at)

    async def _failed(self, why: str) -> None:
        log.error("backup_failed", why=why)
        self._rests_until = time.monotonic() + RETRY_SECONDS
        if self._told_at is None or self._now() - self._told_at >= TELL_AGAIN:
            await self._tell(BackupFailed(reason=why))
            self._told_at = self._now()

    async def _succeeded(self) -> None:
        log.info("backed_up")
        if self._told_at is not None:
            await self._tell(BackupWorks())
            self._told_at = None

    async def _tell(self, notice: Notice) -> None:
        async with self._database.transaction() as connection:
            await outgoing.tell_supervisors(Work(connection, self._now(), self._policy), notice)
        self._wake()


async def _word(settings: Settings, folder: Path) -> None:
    """Say `python -m bot backup` for this desk, and wait for it. Raises BackupError.

    In a process of its own it costs the loop nothing, and ends with the desk.
    """
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "backup"),
        env=_environment(settings, folder),
        stdout=DEVNULL,
        stderr=PIPE,
        start_new_session=True,
    )
    try:
        _, said = await process.communicate()
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)  # with the pg_dump that it may have begun
        await process.wait()
    if process.returncode:
        lines = said.decode(errors="replace").splitlines() or [f"it ended with {process.returncode}"]
        raise BackupError(lines[-1])


def _environment(settings: Settings, folder: Path) -> dict[str, str]:
    """Return the desk's own, with what it is told to back up."""
    given = {name: value for name, value in os.environ.items() if name.upper() != "DATABASE_URL_FILE"}
    paths = [str(_ROOT), *filter(None, [given.get("PYTHONPATH")])]
    return given | {
        "DATABASE_URL": settings.database_url.get_secret_value(),
        "BACKUP_DIR": str(folder),
        "BACKUP_KEEP": str(settings.backup_keep),
        "PYTHONPATH": os.pathsep.join(paths),
    }

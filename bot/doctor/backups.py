"""Backups: whether any are made by themselves, and how old the newest is."""

import asyncio

from bot.doctor.subject import Subject
from bot.rules.desk import judgement
from bot.rules.desk.findings import Check, Finding, What, odd, wrong
from db.backups.folder import BackupError, latest


async def backups(subject: Subject) -> list[Finding]:
    """Look into BACKUP_DIR."""
    folder = subject.settings.backup_dir
    if folder is None:
        return [odd(Check.BACKUPS, What.BACKUPS_OFF)]
    try:
        newest = await asyncio.to_thread(latest, folder)
    except BackupError as error:
        return [wrong(Check.BACKUPS, What.BACKUPS_UNREADABLE, reason=str(error))]
    return [judgement.backup(str(folder.absolute()), newest.at if newest else None, subject.now())]

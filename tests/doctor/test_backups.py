"""Backups as the doctor sees them."""

from datetime import timedelta
from pathlib import Path

from bot.doctor.backups import backups
from bot.rules.desk.findings import Verdict, What
from db.backups.folder import SUM, beside, name_of
from tests.doctor.conftest import NOW, subject, told

WRONG, ODD, RIGHT = Verdict


def left(folder: Path, days: float) -> None:
    """Leave a backup of so many days ago."""
    path = folder / name_of(NOW - timedelta(days=days), ".db")
    path.write_bytes(b"")
    beside(path, SUM).write_text("")


async def test_backups_that_are_off_missing_none_old_and_new_are_told_apart(absent: str, tmp_path: Path):
    assert told(await backups(subject(absent))) == [(ODD, What.BACKUPS_OFF)]
    folder = tmp_path / "backups"
    examined = subject(absent, backup_dir=folder)
    (finding,) = await backups(examined)
    assert (finding.verdict, finding.what) == (WRONG, What.BACKUPS_UNREADABLE)
    assert str(folder) in finding.details["reason"]
    folder.mkdir()
    assert told(await backups(examined)) == [(ODD, What.BACKUP_NONE)]
    left(folder, days=3)
    assert told(await backups(examined)) == [(ODD, What.BACKUP_OLD)]
    left(folder, days=1)
    (finding,) = await backups(examined)
    assert (finding.what, finding.details["at"]) == (What.BACKUP_RIGHT, NOW - timedelta(days=1))

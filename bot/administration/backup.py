"""`python -m bot backup [FOLDER]`: a checked copy of the database, also while the desk runs."""

import argparse
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy.engine import make_url

from bot.settings import Settings
from db.backups.folder import BackupError, prune
from db.backups.making import make


def add(parser: argparse.ArgumentParser) -> None:
    """Take a folder."""
    parser.add_argument(
        "folder",
        nargs="?",
        type=Path,
        metavar="FOLDER",
        help="where to; without it BACKUP_DIR, where only the newest BACKUP_KEEP stay; else beside the database",
    )


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Make it, and remove old ones from BACKUP_DIR. Raises BackupError."""
    made = make(
        make_url(settings.database_url.get_secret_value()), arguments.folder or folder_of(settings), datetime.now(UTC)
    )
    print(f"{made.path} ({made.path.stat().st_size / 2**20:.1f} MiB, SHA-256 beside it)")
    if arguments.folder is None and settings.backup_dir is not None:
        for old in prune(settings.backup_dir, settings.backup_keep):
            print(f"removed {old}: BACKUP_KEEP is {settings.backup_keep}")
    if settings.files_dir.is_dir():
        print(f"not in it: the files in {settings.files_dir}; copy that folder as well, at any time after the backup")
    return 0


def folder_of(settings: Settings) -> Path:
    """Return where backups go. Raises BackupError when there is no such place."""
    url = make_url(settings.database_url.get_secret_value())
    if settings.backup_dir is not None:
        return settings.backup_dir
    if url.get_backend_name() == "sqlite" and url.database:
        return Path(url.database).parent
    raise BackupError("where to? Name a folder, or set BACKUP_DIR")

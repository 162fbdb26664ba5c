"""A backup is checked from end to end before it replaces anything, and what it replaces is kept."""

import contextlib
import os
import shutil
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy.engine import make_url

from db.backups.folder import BackupError
from db.backups.making import make
from db.backups.restoring import Restored, restore
from db.schema import revisions
from tests.databases import SqliteFiles

NOW = datetime(2026, 2, 3, 7, tzinfo=UTC)
KEPT = "desk.db.replaced-20260203T080000Z"
HEAD = max(revisions())


def execute(path: Path, *statements: str) -> None:
    with contextlib.closing(sqlite3.connect(path)) as connection, connection:
        for statement in statements:
            connection.execute(statement)


def hosts(path: Path) -> list[str]:
    with contextlib.closing(sqlite3.connect(path)) as connection:
        return [host for (host,) in connection.execute("select host from guide_hosts")]


@pytest.fixture
def backup(sqlite_files: SqliteFiles, tmp_path: Path) -> Path:
    """Of a desk that knew one host of the guide."""
    source = Path(make_url(sqlite_files.new()).database)
    execute(source, "insert into guide_hosts values ('old.example.ru')")
    return backup_of(source, tmp_path)


def backup_of(source: Path, tmp_path: Path) -> Path:
    (tmp_path / "backups").mkdir(exist_ok=True)
    return make(make_url(f"sqlite+aiosqlite:///{source}"), tmp_path / "backups", NOW).path


@pytest.fixture
def database(sqlite_files: SqliteFiles, tmp_path: Path) -> Path:
    """What the desk has come to since."""
    path = tmp_path / "desk" / "desk.db"
    path.parent.mkdir()
    shutil.copy(make_url(sqlite_files.new()).database, path)
    execute(path, "insert into guide_hosts values ('new.example.ru')")
    return path


def restored(backup: Path, database: Path, *, as_delivered: bool = False) -> Restored:
    return restore(backup, database, NOW + timedelta(hours=1), as_delivered=as_delivered)


def files(database: Path) -> set[str]:
    return {path.name for path in database.parent.iterdir()}


def test_it_takes_the_place_of_what_was_there_and_that_is_kept(backup: Path, database: Path):
    done = restored(backup, database)
    assert done == Restored(HEAD, 0, database.with_name(KEPT))
    assert (hosts(database), hosts(done.kept)) == (["old.example.ru"], ["new.example.ru"])
    assert files(database) == {"desk.db", KEPT}
    assert database.stat().st_mode & 0o777 == 0o600
    assert backup.is_file()


def killed(database: Path) -> None:
    """Leave a database as a desk that was killed: what it wrote last lies in the log beside it."""
    running = sqlite3.connect(database)
    running.execute("pragma journal_mode=wal")
    running.execute("insert into guide_hosts values ('last.example.ru')")
    running.commit()
    for suffix in ("", "-wal", "-shm"):
        shutil.copy(f"{database}{suffix}", f"{database}{suffix}.copy")
    running.close()
    for suffix in ("", "-wal", "-shm"):
        Path(f"{database}{suffix}.copy").replace(f"{database}{suffix}")


def test_what_a_killed_desk_left_in_the_log_is_kept_and_not_taken_for_the_backups(backup: Path, database: Path):
    killed(database)
    done = restored(backup, database)
    assert hosts(database) == ["old.example.ru"]
    assert hosts(done.kept) == ["new.example.ru", "last.example.ru"]


def test_a_database_that_cannot_be_read_any_more_is_replaced_and_kept_with_its_log(backup: Path, database: Path):
    killed(database)
    log = database.with_name("desk.db-wal").read_bytes()
    database.write_bytes(b"\0" * 8192)
    done = restored(backup, database)
    assert hosts(database) == ["old.example.ru"]
    assert done.kept.read_bytes() == b"\0" * 8192
    assert done.kept.with_name(f"{KEPT}-wal").read_bytes() == log


def test_it_is_put_where_there_was_nothing(backup: Path, tmp_path: Path):
    assert restored(backup, tmp_path / "desk.db") == Restored(HEAD, 0, None)
    assert hosts(tmp_path / "desk.db") == ["old.example.ru"]


def cut_in_half(backup: Path) -> None:
    with backup.open("r+b") as file:
        file.truncate(backup.stat().st_size // 2)


def changed(backup: Path) -> None:
    with backup.open("r+b") as file:
        file.seek(backup.stat().st_size // 2)
        file.write(b"?")


def summed_up_anew(backup: Path) -> None:
    from db.backups.folder import digest

    Path(f"{backup}.sha256").write_text(f"{digest(backup)}  {backup.name}\n")


def cut_and_summed_up(backup: Path) -> None:
    cut_in_half(backup)
    summed_up_anew(backup)


def of_a_newer_version(backup: Path) -> None:
    execute(backup, "update alembic_version set version_num = '9999'")
    summed_up_anew(backup)


def of_another_program(backup: Path) -> None:
    backup.unlink()
    execute(backup, "create table notes (id integer)")
    summed_up_anew(backup)


def no_database(backup: Path) -> None:
    backup.write_text("Это не база данных. " * 100)
    summed_up_anew(backup)


def without_sum(backup: Path) -> None:
    Path(f"{backup}.sha256").unlink()


def with_another_sum(backup: Path) -> None:
    Path(f"{backup}.sha256").write_text("see the letter\n")


SPOILT = {
    cut_in_half: "its SHA-256 differs",
    changed: "its SHA-256 differs",
    cut_and_summed_up: "is damaged",
    of_a_newer_version: rf"made by a newer version \(schema 9999, here {HEAD}\): update the program first",
    of_another_program: "is no backup of a desk",
    no_database: "is damaged",
    without_sum: r"\.sha256 is missing: bring it along",
    with_another_sum: "does not hold a SHA-256",
    Path.unlink: "there is no backup",
}


@pytest.mark.parametrize("spoil", SPOILT, ids=lambda spoil: spoil.__name__)
def test_what_is_no_good_is_refused_and_nothing_is_touched(backup: Path, database: Path, spoil):
    before = database.read_bytes()
    spoil(backup)
    with pytest.raises(BackupError, match=SPOILT[spoil]) as refusal:
        restored(backup, database)
    assert "\n" not in str(refusal.value)
    assert database.read_bytes() == before
    assert files(database) == {"desk.db"}


def test_a_disk_that_is_full_leaves_what_was_there(backup: Path, database: Path, monkeypatch):
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(shutil, "copyfile", full)
    with pytest.raises(BackupError, match="was not restored: No space left on device"):
        restored(backup, database)
    assert (hosts(database), files(database)) == (["new.example.ru"], {"desk.db"})


def test_it_comes_from_another_file_system(backup: Path, database: Path, monkeypatch):
    def within_one(move):
        def moving(path: Path, target: Path) -> Path:
            if Path(path).parent != Path(target).parent:
                raise OSError(18, "Invalid cross-device link")
            return move(path, target)

        return moving

    for name in ("rename", "replace", "link"):
        monkeypatch.setattr(os, name, within_one(getattr(os, name)))
    assert restored(backup, database).kept is not None
    assert hosts(database) == ["old.example.ru"]


PARCEL = """insert into outbox (channel, destination, kind, body, created_at, due_at, state)
    values ('telegram', 'person:1', 'call', '{{}}', '2026-02-03', '2026-02-03', '{}')"""
STATES = ("waiting", "held", "done", "failed", "dropped")


@pytest.mark.parametrize(
    ("as_delivered", "left"),
    [(False, list(STATES)), (True, ["failed", "failed", "done", "failed", "dropped"])],
)
def test_what_waited_goes_out_again_or_is_set_aside(
    sqlite_files: SqliteFiles, database: Path, tmp_path: Path, as_delivered: bool, left: list[str]
):
    source = Path(make_url(sqlite_files.new()).database)
    execute(source, *(PARCEL.format(state) for state in STATES))
    done = restored(backup_of(source, tmp_path), database, as_delivered=as_delivered)
    assert done.waiting == 2
    with contextlib.closing(sqlite3.connect(database)) as connection:
        found = connection.execute("select state, error from outbox order by id").fetchall()
    assert [state for state, _ in found] == left
    assert [error is not None for _, error in found] == [as_delivered] * 2 + [False] * 3

"""A backup is one state, checked, called what it is when it is all there, and the newest few stay."""

import contextlib
import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Thread

import pytest
from sqlalchemy.engine import make_url

from db.backups import dumps, making, snapshots
from db.backups.folder import Backup, BackupError, latest, listed, prune
from db.backups.making import make
from db.engine import Database
from tests.databases import SqliteFiles
from tests.db import rows
from tests.delivery.faults import full_disk

NOW = datetime(2026, 2, 3, 7, tzinfo=UTC)
NAME = "desk-20260203T070000Z.db"
WRITER = """
import sqlite3, sys, time
connection = sqlite3.connect(sys.argv[1], isolation_level=None, timeout=10)
end = time.monotonic() + 20
while time.monotonic() < end:
    connection.execute("begin immediate")
    connection.execute("insert into guide_hosts values (hex(randomblob(100)))")
    connection.execute("insert into menus values (random())")
    connection.execute("commit")
    print("written", flush=True)
"""
"""Gives up after a while: a backup that waits for it must not wait for ever."""


@pytest.fixture
def source(sqlite_files: SqliteFiles) -> Path:
    return Path(make_url(sqlite_files.new()).database)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "backups").mkdir()
    return tmp_path / "backups"


def backed_up(source: Path, folder: Path, now: datetime = NOW, schema: str | None = None) -> Backup:
    return make(make_url(f"sqlite+aiosqlite:///{source}"), folder, now, schema)


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


@contextlib.contextmanager
def written_to(source: Path) -> Iterator[None]:
    """Another process writes without pause inside the body."""
    with subprocess.Popen([sys.executable, "-c", WRITER, source], stdout=subprocess.PIPE) as writer:
        assert writer.stdout.readline() == b"written\n"
        Thread(target=writer.stdout.read).start()
        try:
            yield
            assert writer.poll() is None
        finally:
            writer.kill()


def test_it_ends_and_is_one_state_while_another_process_writes_without_pause(source: Path, folder: Path):
    with contextlib.closing(sqlite3.connect(source)) as connection, connection:
        connection.execute("create table ballast (filler blob)")
        connection.executemany("insert into ballast values (randomblob(4000))", [()] * 2000)
    with written_to(source):
        made = backed_up(source, folder)
    with contextlib.closing(sqlite3.connect(made.path)) as connection:
        hosts, menus = (
            connection.execute(f"select count(*) from {name}").fetchone()[0] for name in ("guide_hosts", "menus")
        )
        assert hosts == menus > 0
        assert connection.execute("pragma integrity_check").fetchone() == ("ok",)


async def test_what_was_committed_before_is_there_though_it_lies_in_the_log(sqlite_files: SqliteFiles, folder: Path):
    database = Database(sqlite_files.new())
    async with database.transaction() as connection:
        await rows.ticket(connection)
    made = make(database.url, folder, NOW)
    await database.close()
    with contextlib.closing(sqlite3.connect(f"file:{made.path}?immutable=1", uri=True)) as connection:
        assert connection.execute("select count(*) from tickets").fetchone() == (1,)


def test_it_is_called_after_its_instant_and_its_sum_is_as_sha256sum_reads_it(source: Path, folder: Path):
    moscow = NOW.astimezone(tz=None).replace(microsecond=123)
    made = backed_up(source, folder, moscow)
    assert made == Backup(NOW, folder / NAME)
    assert names(folder) == {NAME, f"{NAME}.sha256"}
    assert (folder / f"{NAME}.sha256").read_text() == f"{hashlib.sha256(made.path.read_bytes()).hexdigest()}  {NAME}\n"


def test_nobody_else_reads_it(source: Path, folder: Path):
    before = os.umask(0)
    try:
        made = backed_up(source, folder)
    finally:
        os.umask(before)
    assert made.path.stat().st_mode & 0o777 == 0o600


def test_what_was_cut_off_is_no_backup_and_goes_with_the_next(source: Path, folder: Path):
    halves = {
        "desk-20260202T070000Z.db.part",
        "desk-20260202T070000Z.db.part-journal",
        "desk-20260202T070000Z.db.sha256",
    }
    for name in halves:
        (folder / name).touch()
    without_sum = folder / "desk-20260201T070000Z.db"
    without_sum.touch()
    assert latest(folder) is None
    made = backed_up(source, folder)
    assert names(folder) == {NAME, f"{NAME}.sha256", without_sum.name}
    assert listed(folder) == [made]


KILLED = """
import sys
from datetime import datetime, timedelta, timezone
from pathlib import Path
from sqlalchemy.engine import make_url
from db.backups import making, snapshots
snapshots.LEAST_PAUSE = 60
making.make(make_url(sys.argv[1]), Path(sys.argv[2]), datetime.fromisoformat(sys.argv[3]))
"""


def test_one_that_is_killed_leaves_no_backup_and_what_it_leaves_goes_with_the_next(source: Path, folder: Path):
    url, root = f"sqlite+aiosqlite:///{source}", Path(__file__).parents[2]
    command = [sys.executable, "-c", KILLED, url, str(folder), NOW.isoformat()]
    with subprocess.Popen(command, cwd=root) as process:
        while not (folder / f"{NAME}.part").exists():
            assert process.poll() is None
        process.kill()
    assert names(folder) >= {f"{NAME}.part"}
    assert listed(folder) == []
    later = backed_up(source, folder, NOW + timedelta(seconds=1))
    assert names(folder) == {later.path.name, f"{later.path.name}.sha256"}


def test_a_backup_that_is_being_made_is_let_alone_by_another(source: Path, folder: Path, monkeypatch):
    copy = snapshots.copy

    def copying(found: Path, target: Path) -> None:
        monkeypatch.setattr(snapshots, "copy", copy)
        backed_up(source, folder, NOW + timedelta(seconds=1))
        copy(found, target)

    monkeypatch.setattr(snapshots, "copy", copying)
    backed_up(source, folder)
    assert [each.at for each in listed(folder)] == [NOW, NOW + timedelta(seconds=1)]


def test_it_overwrites_none_of_the_same_second(source: Path, folder: Path):
    backed_up(source, folder)
    with pytest.raises(BackupError, match="is there already"):
        backed_up(source, folder)
    assert len(listed(folder)) == 1


@pytest.mark.parametrize("way", ["missing", "a file", "unreadable"])
def test_a_folder_that_does_not_work_is_named_with_what_to_do(source: Path, folder: Path, way: str, monkeypatch):
    if way == "missing":
        folder.rmdir()
    elif way == "a file":
        folder.rmdir()
        folder.touch()
    else:  # a test may run as root, whom no mode stops
        monkeypatch.setattr(os, "listdir", _refusing)
    with pytest.raises(BackupError, match=rf"{folder} for backups") as refusal:
        backed_up(source, folder)
    assert "\n" not in str(refusal.value)


def _refusing(path: Path) -> list[str]:
    raise PermissionError(13, "Permission denied", str(path))


def test_a_folder_too_full_is_not_even_begun_to_be_filled(source: Path, folder: Path, monkeypatch):
    size = snapshots.size_of(source)
    usage = shutil.disk_usage(folder)
    monkeypatch.setattr(making.shutil, "disk_usage", lambda _: usage._replace(free=size + making.RESERVE - 1))
    with pytest.raises(BackupError, match=r"is too full for a backup: \d+ MiB are needed, \d+ MiB are free"):
        backed_up(source, folder)
    assert names(folder) == set()
    monkeypatch.setattr(making.shutil, "disk_usage", lambda _: usage._replace(free=size + making.RESERVE))
    backed_up(source, folder)


def test_a_disk_that_becomes_full_meanwhile_leaves_nothing_behind(source: Path, folder: Path):
    with full_disk(), pytest.raises(BackupError, match=rf"no backup was made in {folder}: "):
        backed_up(source, folder)
    assert names(folder) == set()


def test_a_database_that_is_damaged_gives_no_backup(source: Path, folder: Path):
    with contextlib.closing(sqlite3.connect(source)) as connection, connection:
        connection.execute("pragma writable_schema=on")
        connection.execute("update sqlite_schema set rootpage = 99999 where name = 'menus'")
    with pytest.raises(BackupError):
        backed_up(source, folder)
    assert names(folder) == set()


def test_a_database_that_is_not_there_is_named_and_not_made(tmp_path: Path, folder: Path):
    with pytest.raises(BackupError, match=r"there is no database .*nowhere\.db \(DATABASE_URL\)"):
        backed_up(tmp_path / "nowhere.db", folder)
    assert not (tmp_path / "nowhere.db").exists()


def test_the_oldest_go_with_their_sums_and_nothing_else_does(source: Path, folder: Path):
    (folder / "desk-old.db").touch()
    made = [backed_up(source, folder, NOW + timedelta(days=day), "0021" if day == 1 else None) for day in range(4)]
    assert made[1].path.name == "desk-20260204T070000Z-schema-0021.db"
    assert prune(folder, 4) == []
    assert prune(folder, 2) == [made[0].path, made[1].path]
    kept = {made[2].path.name, made[3].path.name}
    assert names(folder) == kept | {f"{name}.sha256" for name in kept} | {"desk-old.db"}
    assert latest(folder) == made[3]


def said_in_a_shell(line: str) -> None:
    subprocess.run(line, shell=True, check=True)


class TestOnPostgresql:
    @pytest.fixture
    def url(self, postgres_databases, monkeypatch) -> str:
        monkeypatch.setenv("PATH", f"{postgres_databases.programs}{os.pathsep}/usr/bin{os.pathsep}/bin")
        return postgres_databases.new()

    async def test_it_is_a_dump_that_the_line_it_names_puts_back(self, url: str, folder: Path):
        database = Database(url)
        async with database.transaction() as connection:
            kept = await rows.ticket(connection)
        made = make(database.url, folder, NOW)
        assert made.path.name == "desk-20260203T070000Z.dump"
        assert made.path.stat().st_mode & 0o777 == 0o600
        async with database.transaction() as connection:
            await rows.ticket(connection)
        await database.close()
        said_in_a_shell(dumps.restoring_command(database.url, made.path))
        async with database.reading() as connection:
            found = await connection.exec_driver_sql("select number from tickets")
            assert found.scalars().all() == [kept.number]
        await database.close()

    def test_a_server_that_refuses_is_quoted(self, url: str, folder: Path):
        with pytest.raises(BackupError, match=r'no backup was made: .* database "nowhere" does not exist'):
            make(make_url(url).set(database="nowhere"), folder, NOW)
        assert names(folder) == set()

    def test_without_pg_dump_it_says_what_to_install(self, url: str, folder: Path, monkeypatch):
        monkeypatch.setenv("PATH", str(folder))
        with pytest.raises(BackupError, match="pg_dump is not installed: install PostgreSQL's client programs"):
            make(make_url(url), folder, NOW)
        assert names(folder) == set()


@pytest.mark.parametrize(
    ("url", "told"),
    [
        (
            "postgresql+asyncpg://desk:p%40ss@db:5433/orders?ssl=require",
            {
                "PGHOST": "db",
                "PGPORT": "5433",
                "PGUSER": "desk",
                "PGPASSWORD": "p@ss",
                "PGDATABASE": "orders",
                "PGSSLMODE": "require",
            },
        ),
        (
            "postgresql+asyncpg://desk@/orders?host=/run/postgresql",
            {"PGHOST": "/run/postgresql", "PGUSER": "desk", "PGDATABASE": "orders"},
        ),
    ],
)
def test_postgresqls_programs_are_told_where_and_no_password_shows(url: str, told: dict[str, str]):
    assert dumps.environment(make_url(url)) == told
    assert "p@ss" not in dumps.restoring_command(make_url(url), Path("a file.dump"))

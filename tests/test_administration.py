"""`python -m bot backup` and `restore`: what an administrator does, and reads."""

import asyncio
import os
import sys
from asyncio.subprocess import DEVNULL
from datetime import UTC, datetime
from pathlib import Path

import psutil
import pytest
from alembic import command
from pydantic import SecretStr

from bot import administration
from bot.settings import Settings
from db.backups.folder import BackupError, listed
from db.backups.making import make
from db.engine import Database, DatabaseUnusableError
from db.schema import revisions
from db.upgrade import configuration
from tests.databases import SqliteFiles
from tests.db import rows
from tests.delivery.conftest import until

EARLIER = "0015"
ROOT = Path(__file__).parents[1]


@pytest.fixture
def settings(sqlite_files: SqliteFiles, tmp_path: Path) -> Settings:
    return Settings(database_url=SecretStr(sqlite_files.new()), files_dir=tmp_path / "files")


def database_of(settings: Settings) -> Database:
    return Database(settings.database_url.get_secret_value())


def test_without_a_folder_it_lies_beside_the_database(settings: Settings, capsys):
    assert administration.perform(["backup"], lambda: settings) == 0
    (made,) = listed(database_of(settings).file.parent)
    said = capsys.readouterr().out
    assert said.startswith(f"{made.path} (0.")
    assert said.endswith("MiB, SHA-256 beside it)\n")
    made.path.unlink()


async def test_a_word_lets_the_desk_go_first_from_its_beginning(tmp_path: Path):
    os.mkfifo(tmp_path / "url")  # it waits there until somebody writes
    given = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "DATABASE_URL_FILE": str(tmp_path / "url")}
    command = (sys.executable, "-m", "bot", "backup")
    process = await asyncio.create_subprocess_exec(*command, cwd=tmp_path, env=given, stderr=DEVNULL)
    try:
        await until(lambda: psutil.Process(process.pid).nice() == 19, seconds=30)
    finally:
        process.kill()
        await process.wait()


def test_in_backup_dir_the_newest_stay_and_a_named_folder_is_left_as_it_is(settings: Settings, tmp_path: Path, capsys):
    settings = settings.model_copy(update={"backup_dir": tmp_path / "daily", "backup_keep": 2})
    for folder in (tmp_path / "daily", tmp_path / "another"):
        folder.mkdir()
        for day in (1, 2, 3):
            make(database_of(settings).url, folder, datetime(2026, 2, day, tzinfo=UTC))
    administration.perform(["backup", str(tmp_path / "another")], lambda: settings)
    assert len(listed(tmp_path / "another")) == 4
    capsys.readouterr()
    administration.perform(["backup"], lambda: settings)
    assert [each.at.day for each in listed(tmp_path / "daily")][:-1] == [3]
    removed = [line for line in capsys.readouterr().out.splitlines() if line.startswith("removed")]
    assert removed == [f"removed {tmp_path}/daily/desk-2026020{day}T000000Z.db: BACKUP_KEEP is 2" for day in (1, 2)]


def test_it_says_that_files_are_not_in_it_where_there_are_any(settings: Settings, tmp_path: Path, capsys):
    administration.perform(["backup", str(tmp_path)], lambda: settings)
    assert "not in it" not in capsys.readouterr().out
    settings.files_dir.mkdir()
    (tmp_path / "another").mkdir()
    administration.perform(["backup", str(tmp_path / "another")], lambda: settings)
    assert f"not in it: the files in {settings.files_dir}; copy that folder as well" in capsys.readouterr().out


def test_on_postgresql_a_folder_is_needed(settings: Settings):
    url = SecretStr("postgresql+asyncpg://desk@127.0.0.1:1/desk")
    with pytest.raises(BackupError, match="Name a folder, or set BACKUP_DIR"):
        administration.perform(["backup"], lambda: settings.model_copy(update={"database_url": url}))


def test_a_desk_that_runs_is_not_restored_under_its_feet(settings: Settings, tmp_path: Path):
    made = make(database_of(settings).url, tmp_path, datetime.now(UTC))
    before = database_of(settings).file.read_bytes()
    with (
        database_of(settings).exclusively(),
        pytest.raises(DatabaseUnusableError, match="another desk is already running"),
    ):
        administration.perform(["restore", str(made.path)], lambda: settings)
    assert database_of(settings).file.read_bytes() == before


def test_restore_tells_what_became_of_what_was_there(settings: Settings, tmp_path: Path, capsys):
    made = make(database_of(settings).url, tmp_path, datetime.now(UTC))
    assert administration.perform(["restore", str(made.path)], lambda: settings) == 0
    told = capsys.readouterr().out.splitlines()
    file = database_of(settings).file
    assert told[0] == f"restored {file} from {made.path}"
    assert told[1].startswith(f"what was there is kept as {file}.replaced-")
    assert len(told) == 2


@pytest.mark.parametrize(
    ("name", "url", "told"),
    [
        (
            "desk.dump",
            "sqlite+aiosqlite:///desk.db",
            "is a backup of PostgreSQL, and DATABASE_URL is SQLite: restore it",
        ),
        (
            "desk.db",
            "postgresql+asyncpg://desk@127.0.0.1:1/desk",
            "is a backup of SQLite, and DATABASE_URL is PostgreSQL",
        ),
    ],
)
def test_a_backup_of_the_other_kind_is_not_taken_for_a_damaged_one(tmp_path: Path, name: str, url: str, told: str):
    (tmp_path / name).touch()
    with pytest.raises(BackupError, match=told):
        administration.perform(["restore", str(tmp_path / name)], lambda: Settings(database_url=SecretStr(url)))


async def _earlier(database: Database) -> None:
    async with database.durable() as connection:
        await connection.run_sync(lambda sync: command.upgrade(configuration(sync), EARLIER))
    await database.close()


def test_restore_tells_that_an_older_backup_will_be_brought_up(settings: Settings, tmp_path: Path, capsys):
    earlier = Database(f"sqlite+aiosqlite:///{tmp_path / 'earlier.db'}")
    asyncio.run(_earlier(earlier))
    made = make(earlier.url, tmp_path, datetime.now(UTC))
    administration.perform(["restore", str(made.path)], lambda: settings)
    present = max(revisions())
    assert f"its schema is {EARLIER}: the next start brings it to {present}\n" in capsys.readouterr().out


async def _with_deliveries(database: Database) -> None:
    async with database.transaction() as connection:
        ticket = await rows.ticket(connection)
        await connection.exec_driver_sql(
            f"""insert into outbox (channel, destination, kind, body, ticket, created_at, due_at, state)
            values ('telegram', 'person:1', 'call', '{{}}', {ticket.number}, '2026-02-03', '2026-02-03', 'waiting')"""
        )
    await database.close()


@pytest.mark.parametrize(
    ("option", "told"),
    [
        ([], "1 deliveries waited in it and go out at the next start, also those that went out after the backup"),
        (["--as-delivered"], "1 deliveries that waited in it are set aside: supervisors see them with /failed"),
    ],
)
def test_restore_tells_how_many_deliveries_waited(
    settings: Settings, tmp_path: Path, option: list[str], told: str, capsys
):
    asyncio.run(_with_deliveries(database_of(settings)))
    made = make(database_of(settings).url, tmp_path, datetime.now(UTC))
    administration.perform(["restore", str(made.path), *option], lambda: settings)
    assert told in capsys.readouterr().out


def test_on_postgresql_restore_says_how_after_it_looked_at_the_sum(
    postgres_databases, tmp_path: Path, monkeypatch, capsys
):
    monkeypatch.setenv("PATH", f"{postgres_databases.programs}{os.pathsep}{os.environ['PATH']}")
    settings = Settings(database_url=SecretStr(postgres_databases.new()))
    made = make(database_of(settings).url, tmp_path, datetime.now(UTC))
    assert administration.perform(["restore", str(made.path), "--as-delivered"], lambda: settings) == 1
    told = capsys.readouterr().out.splitlines()
    assert told[0].startswith("pg_restore --clean --if-exists --no-owner --single-transaction --host=")
    assert told[0].endswith(f" {made.path}")
    assert told[1].startswith("and in psql: update outbox set state = 'failed'")
    with made.path.open("ab") as file:
        file.write(b"?")
    with pytest.raises(BackupError, match="SHA-256 differs"):
        administration.perform(["restore", str(made.path)], lambda: settings)

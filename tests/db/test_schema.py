"""Which databases the desk starts on, and with which line it refuses the others."""

import contextlib
import shutil
import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import text

from db.engine import Database, DatabaseUnusableError
from db.schema import is_ours, migrate
from db.tables import metadata


async def refusal(url: str) -> str:
    """The line with which a database is refused."""
    database = Database(url)
    try:
        with pytest.raises(DatabaseUnusableError) as caught, database.exclusively():
            await migrate(database)
    finally:
        await database.close()
    assert "\n" not in str(caught.value)
    return str(caught.value)


async def execute(database: Database, statement: str) -> None:
    async with database.transaction() as connection:
        await connection.execute(text(statement))


async def test_the_migrations_lead_to_the_tables(database):
    async with database.reading() as connection:
        difference = await connection.run_sync(
            lambda sync: compare_metadata(MigrationContext.configure(sync, opts={"include_name": is_ours}), metadata)
        )
    assert difference == []


async def test_a_migrated_database_is_left_alone(database):
    await execute(database, "insert into calendar_overrides (day, working, note) values ('2026-02-03', false, '')")
    await migrate(database)
    async with database.reading() as connection:
        assert await connection.scalar(text("select count(*) from calendar_overrides")) == 1


async def test_a_young_database_has_its_tables_in_its_own_file(tmp_path: Path):
    database = Database(f"sqlite+aiosqlite:///{tmp_path / 'desk.db'}")
    await migrate(database)
    shutil.copy(tmp_path / "desk.db", tmp_path / "copy.db")
    await database.close()
    with contextlib.closing(sqlite3.connect(tmp_path / "copy.db")) as connection:
        assert connection.execute("select count(*) from tickets").fetchone() == (0,)


async def test_a_newer_database_is_refused(database, spoilt_url):
    await execute(database, "update alembic_version set version_num = '9999'")
    assert "newer version (schema 9999)" in await refusal(spoilt_url)


async def test_a_foreign_database_is_refused(database, spoilt_url):
    await execute(database, "drop table alembic_version")
    assert "another program" in await refusal(spoilt_url)


async def test_an_sqlite_file_serves_one_desk_at_a_time(sqlite_files):
    url = sqlite_files.new()
    with Database(url).exclusively():
        assert "another desk is already running" in await refusal(url)
    with Database(url).exclusively():
        pass


@pytest.mark.parametrize("folder", ["/proc", "{file}"], ids=["read-only", "not a folder"])
async def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path, folder: str):
    file = tmp_path / "file"
    file.touch()
    path = f"{folder.format(file=file)}/desk.db"
    assert f"the database cannot be opened: {path}" in await refusal(f"sqlite+aiosqlite:///{path}")


async def test_a_file_that_is_no_database_is_refused(tmp_path: Path):
    path = tmp_path / "desk.db"
    path.write_text("Это не база данных. " * 100)
    assert "not a database" in await refusal(f"sqlite+aiosqlite:///{path}")


async def test_a_database_in_memory_is_refused():
    assert "must name a file" in await refusal("sqlite+aiosqlite:///:memory:")


async def test_a_server_that_is_away_is_named_without_its_password():
    line = await refusal("postgresql+asyncpg://desk:hunter2@127.0.0.1:1/desk")
    assert "127.0.0.1:1/desk" in line
    assert "hunter2" not in line


async def test_a_database_that_does_not_exist_is_named(postgres_databases):
    assert "nowhere" in await refusal(postgres_databases.url("nowhere"))

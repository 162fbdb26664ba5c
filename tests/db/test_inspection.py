"""A database is looked at, and is afterwards what it was: byte for byte, with no file more."""

import asyncio
import shutil
import sqlite3
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from db import inspection
from db.desk import pulse
from db.engine import FAILURES, Database
from db.inspection import AbsentError, LogUnreadableError, Schema
from db.schema import newest
from db.tables import pulse as pulse_table

NOW = datetime(2026, 2, 3, 7, tzinfo=UTC)
FILES = ("", "-wal", "-shm")
UNTOUCHED = """
import asyncio, sys
from db import inspection

async def look():
    async with inspection.looking(sys.argv[1]) as connection:
        print(await inspection.schema(connection), await inspection.damage(connection))

asyncio.run(look())
"""
"""What another process does to a database that is in use."""


def state(path: Path) -> dict[str, tuple[bytes, int]]:
    """Every file of a folder: what it holds, and when it was written."""
    return {each.name: (each.read_bytes(), each.stat().st_mtime_ns) for each in path.parent.iterdir()}


async def pulses(url: str) -> list[datetime]:
    async with inspection.looking(url) as connection:
        return list(await connection.scalars(select(pulse_table.c.at)))


@pytest.fixture
def alone(tmp_path: Path, sqlite_files) -> Path:
    """A database in a folder of its own."""
    path = tmp_path / "the desk" / "desk#1.db"
    path.parent.mkdir()
    shutil.copy(sqlite_files.new().removeprefix("sqlite+aiosqlite:///"), path)
    return path


def url_of(path: Path) -> str:
    return f"sqlite+aiosqlite:///{path}"


def spoil(path: Path) -> None:
    """Overwrite some pages."""
    page = 4096
    held = bytearray(path.read_bytes())
    held[page * 5 : page * 9] = b"\xff" * page * 4
    path.write_bytes(held)


async def killed(path: Path, folder: Path) -> Path:
    """A copy of what a desk leaves behind that is killed: its last change is in the log only."""
    database = Database(url_of(path))
    async with database.transaction() as connection:
        await pulse.beat(connection, NOW)
    for end in FILES:
        shutil.copy(f"{path}{end}", folder / f"left.db{end}")
    await database.close()
    return folder / "left.db"


async def test_one_that_nobody_has_open_is_left_as_it_is(alone: Path):
    before = state(alone)
    async with inspection.looking(url_of(alone)) as connection:
        assert await inspection.schema(connection) == Schema(newest(), has_tables=True)
        assert await inspection.damage(connection) is None
        assert not await inspection.takes_no_writes(connection)
    assert state(alone) == before
    assert list(before) == [alone.name]


async def test_one_that_a_killed_desk_left_is_read_with_its_log_and_left_as_it_is(alone: Path, tmp_path: Path):
    folder = tmp_path / "left"
    folder.mkdir()
    path = await killed(alone, folder)
    before = state(path)
    assert len(before) == 3
    assert await pulses(url_of(path)) == [NOW]
    assert state(path) == before


async def test_one_that_is_in_use_is_read_by_another_process_and_left_as_it_is(alone: Path):
    database = Database(url_of(alone))
    async with database.transaction() as connection:
        await pulse.beat(connection, NOW)
    files = sorted(each.name for each in alone.parent.iterdir())
    before = {name: (alone.parent / name).read_bytes() for name in files if not name.endswith("-shm")}
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", UNTOUCHED, url_of(alone), stdout=asyncio.subprocess.PIPE, cwd=Path(__file__).parents[2]
    )
    said, _ = await process.communicate()
    assert "has_tables=True" in said.decode()
    assert sorted(each.name for each in alone.parent.iterdir()) == files
    assert {name: (alone.parent / name).read_bytes() for name in before} == before
    assert await pulses(url_of(alone)) == [NOW]
    async with database.transaction() as connection:  # nobody stands in its way
        await pulse.beat(connection, NOW)
    await database.close()


async def test_a_log_without_its_index_is_not_touched(alone: Path, tmp_path: Path):
    folder = tmp_path / "left"
    folder.mkdir()
    path = await killed(alone, folder)
    path.with_name("left.db-shm").unlink()
    before = state(path)
    with pytest.raises(LogUnreadableError):
        await pulses(url_of(path))
    assert state(path) == before


@pytest.mark.parametrize("empty", [True, False])
async def test_one_that_is_not_there_is_not_made(tmp_path: Path, empty: bool):
    path = tmp_path / "desk.db"
    if empty:
        path.touch()
    with pytest.raises(AbsentError):
        await pulses(url_of(path))
    assert path.exists() is empty
    assert not empty or path.stat().st_size == 0


async def test_nothing_can_be_written_through_it(database_url: str):
    with pytest.raises(DBAPIError, match=r"read-?only"):
        async with inspection.looking(database_url) as connection:
            await connection.execute(pulse_table.insert().values(id=1, at=NOW))


async def test_a_server_that_takes_no_writes_is_known(database_url: str):
    async with inspection.looking(database_url) as connection:
        assert not await inspection.takes_no_writes(connection)
        if connection.dialect.name == "postgresql":
            await connection.exec_driver_sql("set default_transaction_read_only = on")
            assert await inspection.takes_no_writes(connection)


async def test_what_is_broken_is_told_on_one_line(alone: Path):
    spoil(alone)
    async with inspection.looking(url_of(alone)) as connection:
        damage = await inspection.damage(connection)
    assert damage
    assert "\n" not in damage


async def test_what_is_no_database_is_told_from_one_that_is_damaged(tmp_path: Path):
    path = tmp_path / "desk.db"
    path.write_bytes(b"hello" * 1000)
    with pytest.raises(DBAPIError) as caught:
        await pulses(url_of(path))
    assert inspection.is_no_database(caught.value)
    assert inspection.reason(caught.value) == "file is not a database"
    assert not inspection.is_no_database(sqlite3.OperationalError("disk I/O error"))


async def test_a_server_that_does_not_answer_is_given_up(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(inspection, "CONNECT_SECONDS", 0.1)
    done = asyncio.Event()

    async def say_nothing(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await done.wait()
        writer.close()

    async with await asyncio.start_server(say_nothing, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        with pytest.raises(FAILURES) as caught:
            async with inspection.looking(f"postgresql+asyncpg://desk:hunter2@127.0.0.1:{port}/desk"):
                pass
        done.set()
    assert inspection.reason(caught.value) == "no answer within 0 s"

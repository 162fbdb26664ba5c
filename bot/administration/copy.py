"""`python -m bot copy FROM TO`: everything into another database, to grow from SQLite to PostgreSQL, or back."""

import argparse
import asyncio
import contextlib

from pydantic import TypeAdapter, ValidationError

from bot import setting_types
from bot.settings import Settings
from db.copying import CopyError, copy
from db.engine import Database


def add(parser: argparse.ArgumentParser) -> None:
    """Take two addresses like DATABASE_URL."""
    parser.add_argument("source", metavar="FROM", help="a database that no desk runs on, like DATABASE_URL")
    parser.add_argument("target", metavar="TO", help="an empty database, like DATABASE_URL")


def run(arguments: argparse.Namespace, _settings: Settings) -> int:
    """Copy, and tell how many rows each table has. Raises DatabaseUnusableError."""
    source, target = (Database(_address(each)) for each in (arguments.source, arguments.target))
    if source.url == target.url:
        raise CopyError("FROM and TO are the same database")
    with contextlib.ExitStack() as stack:
        for database in (source, target):
            if database is source and source.is_sqlite and not source.file.is_file():
                raise CopyError(f"there is no database {source.file}")
            stack.enter_context(database.exclusively())
        for table, rows in asyncio.run(_copied(source, target)).items():
            print(f"{rows:>12,} {table}")
    print("Every table has as many rows in both. Set DATABASE_URL to the new one; FILES_DIR stays as it is.")
    return 0


async def _copied(source: Database, target: Database) -> dict[str, int]:
    try:
        return dict(await copy(source, target))
    finally:
        await source.close()
        await target.close()


def _address(given: str) -> str:
    """Return an address like DATABASE_URL. Raises CopyError, which does not quote it: it may hold a password."""
    try:
        return TypeAdapter(setting_types.Database).validate_python(given).get_secret_value()
    except ValidationError as error:
        fault = error.errors()[0]["msg"].removeprefix("Value error, ")
        raise CopyError(
            f"FROM or TO: {fault}. Expected: sqlite+aiosqlite:///var/desk.db or postgresql+asyncpg://desk@db/desk"
        ) from None

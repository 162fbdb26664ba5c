"""`python -m db "Add a column"`: write the next migration from the difference between tables.py and a new database."""

import asyncio
import sys
import tempfile
from pathlib import Path

from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from db.engine import Database
from db.schema import migrate
from db.upgrade import configuration


async def _write(message: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite+aiosqlite:///{Path(folder) / 'empty.db'}")
        try:
            await migrate(database)
            async with database.durable() as connection:
                await connection.run_sync(_revision, message)
        finally:
            await database.close()


def _revision(connection: Connection, message: str) -> None:
    config = configuration(connection)
    done = sum(1 for _ in ScriptDirectory.from_config(config).walk_revisions())
    command.revision(config, message, autogenerate=True, rev_id=f"{done + 1:04d}")


if __name__ == "__main__":
    asyncio.run(_write(sys.argv[1]))

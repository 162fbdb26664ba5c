from collections.abc import AsyncIterator

import pytest

from db.engine import Database


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """A migrated database; every test that asks for it runs on both kinds."""
    database = Database(database_url)
    yield database
    await database.close()

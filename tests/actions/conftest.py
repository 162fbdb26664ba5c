from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.actions.work import Work
from bot.policy import policy_of
from db.engine import Database
from tests.db.conftest import database
from tests.db.rows import NOW
from tests.desks import settings_for

__all__ = ["database"]
GROUP, DINA = -1001, 900


@pytest.fixture
async def work(database: Database) -> AsyncIterator[Work]:
    """An input of the group, on a Tuesday at 10:00 in Moscow; Dina is the supervisor."""
    policy = policy_of(settings_for("sqlite+aiosqlite://", "http://localhost"))
    async with database.transaction() as connection:
        yield Work(connection, NOW, replace(policy, supervisors=frozenset({str(DINA)})), chat=GROUP)

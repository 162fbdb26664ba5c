"""Long reads: what they see, what they may not do, how many there are, and how they end."""

import asyncio
import contextlib
import threading
from collections.abc import AsyncIterator

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection

from db.engine import Database
from db.long_reads import AT_ONCE
from db.tables import audit
from db.tickets import tickets
from tests.db import rows

ENDLESS = text("with recursive numbers(i) as (select 1 union all select i + 1 from numbers) select sum(i) from numbers")
RUNNING = text("select count(*) from pg_stat_activity where state = 'active' and query like 'with recursive numbers%'")


async def open_a_ticket(database: Database) -> None:
    async with database.transaction() as connection:
        await rows.ticket(connection)


async def count(connection: AsyncConnection) -> int:
    return await connection.scalar(text("select count(*) from tickets"))


def workers() -> list[str]:
    """The threads of SQLite's connections."""
    return [each.name for each in threading.enumerate() if "_connection_worker" in each.name]


async def running(database: Database) -> int:
    async with database.reading() as connection:
        return await connection.scalar(RUNNING)


async def test_it_shows_what_there_was_at_its_first_statement(database: Database):
    async with database.long_reading() as connection:
        assert await count(connection) == 0
        await open_a_ticket(database)
        assert await count(connection) == 0
    async with database.long_reading() as connection:
        assert await count(connection) == 1


async def test_compiled_queries_give_the_same_values(database: Database):
    await open_a_ticket(database)
    async with database.reading() as short, database.long_reading() as long:
        assert await tickets.find(long, 1) == await tickets.find(short, 1) is not None


async def test_it_cannot_write(database: Database):
    async with database.long_reading() as connection:
        with pytest.raises(DBAPIError, match=r"read.?only"):
            await connection.execute(audit.delete())


@contextlib.asynccontextmanager
async def held(database: Database, number: int) -> AsyncIterator[None]:
    """Hold so many places."""
    async with contextlib.AsyncExitStack() as stack:
        for _ in range(number):
            await stack.enter_async_context(database.long_reading())
        yield


async def test_at_most_two_are_open_at_once(database: Database):
    entered = asyncio.Event()

    async def third() -> None:
        async with database.long_reading() as connection:
            assert await connection.scalar(select(func.count()).select_from(audit)) == 0
            entered.set()

    async with asyncio.TaskGroup() as tasks, held(database, AT_ONCE - 1):
        async with database.long_reading() as connection:
            tasks.create_task(third())
            assert await count(connection) == 0  # the third had every chance to go in
            assert not entered.is_set()
        await entered.wait()


@pytest.mark.parametrize("statements_before", [0, 1])
async def test_who_is_cancelled_stops_the_statement_and_frees_the_place(database: Database, statements_before: int):
    async def read(began: asyncio.Event) -> None:
        async with database.long_reading() as connection:
            for _ in range(statements_before):
                await count(connection)
            began.set()
            await connection.execute(ENDLESS)

    for _ in range(AT_ONCE + 1):
        began = asyncio.Event()
        reading = asyncio.create_task(read(began))
        await began.wait()
        await open_a_ticket(database)  # it holds up no writer
        reading.cancel()
        with pytest.raises(asyncio.CancelledError):
            await reading
    async with held(database, AT_ONCE - 1), database.long_reading() as connection:
        assert await count(connection) == AT_ONCE + 1
    async with asyncio.timeout(20):
        while workers() or (not database.is_sqlite and await running(database)):  # noqa: ASYNC110
            await asyncio.sleep(0)


async def test_a_failure_inside_is_raised_and_frees_the_place(database: Database):
    for _ in range(AT_ONCE + 1):
        with pytest.raises(DBAPIError):
            async with database.long_reading() as connection:
                await connection.execute(text("select nothing"))

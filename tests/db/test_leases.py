"""Two desks on PostgreSQL: one leads; one that hangs is replaced, and writes nothing when it wakes up."""

import asyncio
import contextlib
from collections.abc import AsyncIterator

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from db import leases
from db.engine import Database, is_away
from db.leases import LeadLostError
from tests.delivery.conftest import until

BEAT = text("insert into pulse (id, at) values (:id, now())")
BEATS = text("select count(*) from pulse")


@pytest.fixture(autouse=True)
def hurry(monkeypatch):
    """A twelfth of the real times: a term is longer than a busy machine takes for a transaction."""
    monkeypatch.setattr(leases, "TERM", 1.0)
    monkeypatch.setattr(leases, "RENEW_SECONDS", 0.15)
    monkeypatch.setattr(leases, "LOOK_SECONDS", 0.05)


@pytest.fixture
async def desks(postgres_url: str) -> AsyncIterator[tuple[Database, Database]]:
    both = Database(postgres_url), Database(postgres_url)
    yield both
    for each in both:
        await each.close()


async def beat(database: Database, number: int) -> None:
    async with database.transaction() as connection:
        await connection.execute(BEAT, {"id": number})


async def beats(database: Database) -> int:
    async with database.reading() as connection:
        return await connection.scalar(BEATS)


@contextlib.asynccontextmanager
async def renewed(database: Database) -> AsyncIterator[None]:
    """Lead as a healthy desk does."""
    async with database.leadership() as lead:
        watching = asyncio.create_task(lead.watch())
        yield
        watching.cancel()


async def test_nobody_takes_over_from_one_that_renews(desks: tuple[Database, Database]):
    first, second = desks
    async with renewed(first):
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(leases.TERM * 3), second.leadership():
                pass
        first.check_lead()
        await beat(first, 1)


async def test_one_that_stops_is_replaced_at_once(desks: tuple[Database, Database], monkeypatch):
    monkeypatch.setattr(leases, "TERM", 60.0)
    first, second = desks
    async with first.leadership():
        pass
    async with asyncio.timeout(20), second.leadership() as lead:
        assert not lead.continues


async def test_one_that_hangs_is_replaced_and_writes_and_sends_nothing_more(desks: tuple[Database, Database]):
    first, second = desks
    async with first.leadership() as hung:
        await beat(first, 1)
        async with asyncio.timeout(20), second.leadership():
            with pytest.raises(LeadLostError):
                first.check_lead()
            with pytest.raises(DBAPIError, match="closed") as ended:
                await beat(first, 2)
            assert is_away(ended.value)
            with pytest.raises(LeadLostError):  # by a connection that nobody has ended, too
                await beat(first, 3)
            with pytest.raises(LeadLostError):
                await hung.watch()
            await beat(second, 4)
    assert await beats(second) == 2


async def test_what_one_has_begun_that_hangs_never_comes_through(desks: tuple[Database, Database]):
    first, second = desks
    async with first.leadership():
        begun = first.transaction()
        connection = await begun.__aenter__()
        await connection.execute(BEAT, {"id": 1})
        async with asyncio.timeout(20), second.leadership():
            await beat(second, 2)
        with pytest.raises(DBAPIError, match="closed"):
            await begun.__aexit__(None, None, None)
    assert await beats(second) == 1


async def test_one_that_cannot_renew_no_longer_leads(desks: tuple[Database, Database]):
    first, second = desks
    async with first.leadership() as lead:
        await _end_all(second, first)
        with pytest.raises(LeadLostError):
            await asyncio.wait_for(lead.watch(), 5)


async def test_one_that_fails_while_it_takes_the_lead_keeps_no_lock(desks: tuple[Database, Database], monkeypatch):
    first, second = desks
    with monkeypatch.context() as patch:
        patch.setattr(leases, "_TAKE", text("update leases set epoch = null where epoch = :epoch"))
        with pytest.raises(DBAPIError, match="null value"):
            await asyncio.wait_for(first.leadership().__aenter__(), 20)
    async with asyncio.timeout(20), second.leadership():
        pass


async def test_it_knows_whether_another_has_led_meanwhile(desks: tuple[Database, Database]):
    first, second = desks
    async with first.leadership():
        pass
    async with asyncio.timeout(20), first.leadership() as lead:
        assert lead.continues
    async with asyncio.timeout(20), second.leadership() as lead:
        assert not lead.continues
    async with asyncio.timeout(20), first.leadership() as lead:
        assert not lead.continues


async def test_of_many_that_stand_by_one_takes_over(desks: tuple[Database, Database]):
    first, second = desks
    others = [Database(first.url.render_as_string(hide_password=False)) for _ in range(4)]
    led = []

    async def stand_by(database: Database) -> None:
        async with renewed(database):
            led.append(database)
            await asyncio.sleep(leases.TERM * 2)

    async with first.leadership():
        waiting = [asyncio.create_task(stand_by(each)) for each in (second, *others)]
        await until(lambda: led)
        await asyncio.sleep(leases.TERM)
        assert len(led) == 1
    for task in waiting:
        task.cancel()
    await asyncio.gather(*waiting, return_exceptions=True)
    for each in others:
        await each.close()


async def _end_all(asking: Database, ended: Database) -> None:
    ending = text("select pg_terminate_backend(pid) from pg_stat_activity where application_name = :holder")
    async with asking.reading() as connection:
        await connection.execute(ending, {"holder": ended._holder})

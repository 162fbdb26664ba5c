"""The desk as a whole when its database goes away, and when there are several of it."""

import asyncio
from time import monotonic

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from bot import clock
from bot.sandbox.client import Person
from db import outbox
from db.engine import Database
from db.leases import Lease
from tests.delivery.conftest import until
from tests.desks import QUICK, Stage, telegram, working
from tests.factories import open_ticket

TERMINATE = text(
    "select pg_terminate_backend(pid) from pg_stat_activity"
    " where datname = current_database() and pid <> pg_backend_pid()"
)


async def test_it_goes_on_when_the_database_was_away(stage: Stage, anna: Person, vera: Person, monkeypatch):
    await open_ticket(stage.desk)
    await stage.settled()
    waiting, away = outbox.waiting, [OperationalError("select", {}, Exception("disk I/O error"))] * 2

    async def failing(connection, after, most):
        if away:
            raise away.pop()
        return await waiting(connection, after, most)

    monkeypatch.setattr(outbox, "waiting", failing)
    await anna.send("раз")
    await vera.in_topic("ЭО-1").sees("раз")
    assert not away


async def test_it_goes_on_when_every_connection_was_cut(stage: Stage, anna: Person, vera: Person):
    if stage.desk.database.is_sqlite:
        pytest.skip("a file has no connections to cut")
    await open_ticket(stage.desk)
    await stage.settled()
    async with stage.desk.database.transaction() as connection:
        await connection.execute(TERMINATE)
    await anna.send("раз")
    await vera.in_topic("ЭО-1").sees("раз", timeout=10)


async def test_another_process_takes_over(database_url: str):
    if database_url.startswith("sqlite"):
        pytest.skip("one process only: see exclusively()")
    async with telegram() as (sandbox, address):
        async with working(database_url, sandbox, address) as first:
            await open_ticket(first.desk)
            await first.settled()
            began = monotonic()
            async with working(database_url, sandbox, address) as standby:
                assert not standby.desk.leads
                assert standby.desk.faults() == []
            assert monotonic() - began < 1, "who does nothing has nothing to finish"
            second = working(database_url, sandbox, address)
            standby = await second.__aenter__()
        await until(lambda: standby.desk.leads)
        await standby.people["anna"].send("раз")
        await standby.people["vera"].in_topic("ЭО-1").sees("раз")
        await second.__aexit__(None, None, None)


async def test_who_no_longer_leads_lets_another_lead(database_url: str):
    if database_url.startswith("sqlite"):
        pytest.skip("one process only")
    database, other = Database(database_url), Database(database_url)
    async with database.leadership():
        pass
    async with asyncio.timeout(20), other.leadership():
        pass
    await database.close()
    await other.close()


async def test_nothing_is_called_for_once_the_lease_may_have_run_out(stage: Stage, anna: Person, vera: Person):
    """Whichever call of a delivery it is: the topic is made, and the card waits until it is this desk's to send."""
    await until(lambda: stage.desk.leads)
    database, lease, calls = stage.desk.database, stage.desk.database._lease, []
    carried_out = stage.sandbox._carried_out

    async def losing(request, method, call):
        calls.append(method)
        if method == "createforumtopic":
            database._lease = Lease(None, 1, until=0.0)
        return await carried_out(request, method, call)

    stage.sandbox._carried_out = losing
    await open_ticket(stage.desk)
    await until(lambda: "createforumtopic" in calls)
    made = len(calls)
    await asyncio.sleep(10 * QUICK.longest)  # lanes try again all the while
    assert [each for each in calls[made:] if each.startswith(("send", "copy", "edit", "create"))] == []
    database._lease = lease
    await vera.in_topic("ЭО-1").sees("ЭО-1")


async def test_a_bug_in_the_clock_does_not_stop_messages(stage: Stage, anna: Person, vera: Person, monkeypatch):
    async def failing(*_):
        raise ZeroDivisionError

    monkeypatch.setattr(clock, "JOBS", (failing,))
    monkeypatch.setattr(clock, "TICK_SECONDS", 0.01)
    await open_ticket(stage.desk)
    await stage.settled()
    await anna.send("раз")
    await vera.in_topic("ЭО-1").sees("раз")

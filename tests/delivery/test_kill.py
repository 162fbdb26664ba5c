"""Ends under load: nothing is lost or reordered; SIGKILL doubles no more than the calls in flight, SIGTERM nothing."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from time import monotonic

import pytest

from bot.app import utc_now
from bot.sandbox.faults import Fault
from tests.delivery.conftest import until
from tests.delivery.processes import Nursery, gone, nursery
from tests.desks import telegram
from tests.soak.__main__ import table
from tests.soak.campaign import Plan, Trap, environment, run
from tests.soak.load import Load, opened

KILLS = 10
"""The long campaign (`make soak`) makes ten times as many, and spoils calls besides."""
STOPS = 3
STOP_SECONDS = 5.0
pytestmark = pytest.mark.xdist_group("kill")


@pytest.fixture(scope="module")
async def desks(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Nursery]:
    async with nursery(tmp_path_factory.mktemp("desks")) as started:
        yield started


async def test_ten_kills_with_200_updates_in_flight_lose_nothing_and_double_only_calls_in_flight(
    database_url: str, desks: Nursery
):
    outcome = await run(database_url, desks, Plan(KILLS, seconds=60))
    assert outcome.problems == []
    assert outcome.kills == KILLS
    assert f"| {KILLS} | 0 | {outcome.written} | 0 | {outcome.doubled} |" in table({"any": outcome})


async def test_a_stop_under_load_takes_less_than_five_seconds_and_neither_loses_nor_doubles(
    database_url: str, desks: Nursery
):
    async with telegram(utc_now()) as (sandbox, address):
        load, trap = Load(sandbox, await opened(database_url, sandbox, address)), Trap(how=signal.SIGTERM)
        trap.watch(sandbox)
        for _ in range(STOPS):
            load.top_up()
            pid = await desks.start(environment(database_url, address))
            await trap.spring(pid, load.dice.randint(5, 60), load.dice.uniform(0, 0.02))
        load.top_up()
        survivor = await desks.start(environment(database_url, address))
        await until(lambda: not load.missing(), seconds=20, step=0.1)
        assert list(load.problems()) == []
        assert load.doubled() == 0
        sandbox.faults.add(Fault("timeout", times=100))  # a call that hangs is not waited for
        load.top_up()
        await asyncio.sleep(0.3)
        began = monotonic()
        os.kill(survivor, signal.SIGTERM)
        await gone(survivor)
        assert monotonic() - began < STOP_SECONDS

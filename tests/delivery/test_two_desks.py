"""Two desks in processes of their own on one PostgreSQL, under load: whatever befalls who leads, nothing is lost.

The terms of leases are a sixth of the real ones.
"""

import asyncio
import os
import signal
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from time import monotonic
from urllib.parse import parse_qs, urlsplit

import aiohttp
import asyncpg
import pytest
from sqlalchemy.engine import make_url

from bot.app import utc_now
from tests.delivery.conftest import until
from tests.delivery.processes import Nursery, gone, nursery
from tests.delivery.wire import laid
from tests.desks import free_port, telegram
from tests.soak.campaign import Trap, environment
from tests.soak.load import Load, opened

TERM = 2.0
REPLACED_SECONDS = TERM + 6.0
"""In the time of the real desk: within 15 s."""
pytestmark = pytest.mark.xdist_group("kill")


@pytest.fixture(scope="module")
async def desks(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Nursery]:
    async with nursery(tmp_path_factory.mktemp("desks")) as started:
        yield started


@dataclass
class Pair:
    """Desks that stand by for each other, and what they are given to do."""

    desks: Nursery
    url: str
    address: str
    load: Load
    trap: Trap
    ports: dict[int, int] = field(default_factory=dict)

    async def start(self, url: str | None = None) -> int:
        """Start a desk, and wait until it answers."""
        port = free_port()
        terms = {"LEASE_TERM": str(TERM), "HTTP_PORT": str(port)}
        pid = await self.desks.start(environment(url or self.url, self.address) | terms)
        self.ports[pid] = port
        await self.role(pid)
        return pid

    async def role(self, pid: int) -> str | None:
        """What a desk says of itself; None when it does not answer."""
        async with asyncio.timeout(20), aiohttp.ClientSession() as session:
            while True:
                try:
                    async with session.get(f"http://127.0.0.1:{self.ports[pid]}/healthz") as answer:
                        return (await answer.json())["role"]
                except aiohttp.ClientConnectorError:
                    await asyncio.sleep(0.05)

    async def becomes(self, pid: int, role: str) -> None:
        """Wait until a desk leads, or stands by."""
        async with asyncio.timeout(20):
            while await self.role(pid) != role:  # noqa: ASYNC110
                await asyncio.sleep(0.05)

    async def goes_on(self, befall: Callable[[], object]) -> float:
        """Let something befall the leader under load; returns the seconds until others' calls come again."""
        self.load.top_up()
        calls = self.trap.calls
        await until(lambda: self.trap.calls > calls + 20, seconds=20)
        began = monotonic()
        befall()
        await asyncio.sleep(0.2)  # what was in flight has come
        self.load.top_up()
        calls = self.trap.calls
        await until(lambda: self.trap.calls > calls, seconds=20)
        return monotonic() - began

    async def brought(self) -> None:
        """Wait until nothing is missing."""
        await until(lambda: not self.load.missing(), seconds=60, step=0.05)

    def account(self) -> None:
        """Nothing was lost or reordered, and no more doubled than calls were in flight."""
        assert list(self.load.problems()) == []
        assert self.load.doubled() <= len(self.trap.places)


@pytest.fixture
async def pair(postgres_url: str, desks: Nursery) -> AsyncIterator[Pair]:
    async with telegram(utc_now()) as (sandbox, address):
        pair = Pair(desks, postgres_url, address, Load(sandbox, await opened(postgres_url, sandbox, address)), Trap())
        pair.trap.watch(sandbox)
        yield pair
        for pid in pair.ports:
            os.kill(pid, signal.SIGCONT)
            os.kill(pid, signal.SIGKILL)
            await gone(pid)


async def test_one_that_is_killed_is_replaced(pair: Pair):
    leader = await pair.start()
    await pair.becomes(leader, "leader")
    standby = await pair.start()
    assert await pair.role(standby) == "standby"
    assert await pair.goes_on(lambda: os.kill(leader, signal.SIGKILL)) < REPLACED_SECONDS
    del pair.ports[leader]
    await pair.brought()
    pair.account()


async def test_one_that_hangs_is_replaced_and_stands_by_when_it_wakes_up(pair: Pair):
    leader = await pair.start()
    await pair.becomes(leader, "leader")
    standby = await pair.start()
    assert await pair.goes_on(lambda: os.kill(leader, signal.SIGSTOP)) < REPLACED_SECONDS
    await pair.becomes(standby, "leader")
    await pair.brought()
    doubled = pair.load.doubled()
    os.kill(leader, signal.SIGCONT)
    pair.load.top_up()
    await pair.becomes(leader, "standby")
    await pair.brought()
    assert await pair.role(standby) == "leader"
    assert pair.load.doubled() == doubled, "who wakes up sends nothing"
    pair.account()


async def test_one_whose_network_is_cut_is_replaced_and_stands_by_when_it_is_back(pair: Pair):
    parts = urlsplit(pair.url)
    (folder,) = parse_qs(parts.query)["host"]
    async with laid(f"{folder}/.s.PGSQL.5432") as wire:
        leader = await pair.start(f"postgresql+asyncpg://postgres@127.0.0.1:{wire.port}{parts.path}")
        await pair.becomes(leader, "leader")
        standby = await pair.start()
        assert await pair.goes_on(lambda: setattr(wire, "silent", True)) < REPLACED_SECONDS
        await pair.becomes(standby, "leader")
        wire.hang_up()
        await pair.becomes(leader, "standby")
        await pair.brought()
        pair.account()


async def test_both_outlast_a_server_that_takes_no_writes_for_a_while(pair: Pair):
    first, second = await pair.start(), await pair.start()
    url = make_url(pair.url)
    admin = await asyncpg.connect(user="postgres", database=url.database, host=url.query["host"])
    pair.load.top_up()
    try:
        await admin.execute("alter system set default_transaction_read_only = on")
        await admin.execute("select pg_reload_conf()")
        pair.load.top_up()
        await asyncio.sleep(1.0)
    finally:
        await admin.execute("set default_transaction_read_only = off")
        await admin.execute("alter system reset default_transaction_read_only")
        await admin.execute("select pg_reload_conf()")
        await admin.close()
    pair.load.top_up()
    await pair.brought()
    assert sorted([await pair.role(first), await pair.role(second)]) == ["leader", "standby"]
    pair.account()

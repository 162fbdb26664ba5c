"""Ends under load: nothing is lost or reordered; SIGKILL doubles no more than the calls in flight, SIGTERM nothing."""

import asyncio
import os
import random
import signal
from collections import defaultdict
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from itertools import groupby
from time import monotonic
from typing import Any

import pytest

from bot.app import utc_now
from bot.delivery.courier import CALLS_AT_ONCE
from bot.sandbox import cast
from bot.sandbox.faults import Fault
from bot.sandbox.server import TOKEN, Sandbox
from bot.sandbox.world import Content, User
from tests.delivery.conftest import until
from tests.delivery.processes import Nursery, gone, nursery
from tests.desks import telegram, working
from tests.factories import open_ticket

KILLS = 20
STOPS = 3
STOP_SECONDS = 5.0
IN_FLIGHT = 200
TICKETS = 10
pytestmark = pytest.mark.xdist_group("kill")


@pytest.fixture(scope="module")
async def desks(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Nursery]:
    async with nursery(tmp_path_factory.mktemp("desks")) as started:
        yield started


@dataclass
class Load:
    """Requesters and an operator who write without pause, and what has reached the other side."""

    sandbox: Sandbox
    threads: dict[int, int]
    """Topics of the requesters, by their Telegram id."""
    dice: random.Random = field(default_factory=lambda: random.Random(2026))
    written: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    """Texts by the chat (a requester's, negative: their topic) they must arrive in."""

    def write(self) -> None:
        """Let somebody write one message."""
        requester = self.dice.choice(list(self.threads))
        telegram, world = self.sandbox.telegram, self.sandbox.world
        if self.dice.random() < 0.5:
            content = self._next(-requester)
            telegram.post(world.chats[requester], requester, content)
        else:
            content = self._next(requester)
            telegram.post(world.chats[cast.GROUP], cast.VERA, content, thread=self.threads[requester])

    def _next(self, place: int) -> Content:
        text = f"#{len(self.written[place])}"
        self.written[place].append(text)
        return Content(text=text)

    def arrived(self) -> dict[int, list[str]]:
        """Give what the bot has brought, by place, in order."""
        chats = self.sandbox.world.chats
        brought = defaultdict(list)
        of_thread = {thread: -requester for requester, thread in self.threads.items()}
        for post in [*chats[cast.GROUP].posts.values(), *(p for r in self.threads for p in chats[r].posts.values())]:
            if post.sender_id == cast.BOT_ID and post.content.text.startswith("#"):
                brought[of_thread[post.thread] if post.thread else post.chat_id].append(post.content.text)
        return brought

    def missing(self) -> int:
        arrived = self.arrived()
        return sum(len(texts) - len(set(arrived[place])) for place, texts in self.written.items())

    def top_up(self) -> None:
        """Bring the messages under way up to IN_FLIGHT."""
        for _ in range(IN_FLIGHT - self.missing()):
            self.write()


@dataclass
class Trap:
    """Ends a process at a chosen call of the Bot API, a moment before or after the call has its effect."""

    calls: int = 0
    pid: int | None = None
    at: int = 0
    after: float = 0.0
    how: signal.Signals = signal.SIGKILL

    def watch(self, sandbox: Sandbox) -> None:
        carried_out = sandbox._carried_out

        async def counting(request: Any, method: str, call: Any) -> Any:
            self.calls += 1
            if self.pid is not None and self.calls == self.at:
                asyncio.get_running_loop().call_later(self.after, os.kill, self.pid, self.how)
            return await carried_out(request, method, call)

        sandbox._carried_out = counting  # type: ignore[method-assign]

    async def spring(self, pid: int, calls: int, after: float) -> None:
        """End a process `after` seconds beyond its so many-th call, and wait until it is gone."""
        self.calls, self.pid, self.at, self.after = 0, pid, calls, after
        await gone(pid, seconds=15)
        self.pid = None


async def opened(database_url: str, sandbox: Sandbox, address: str) -> dict[int, int]:
    """Open a ticket each for new requesters; gives their topics."""
    async with working(database_url, sandbox, address) as stage:
        for number in range(TICKETS):
            sandbox.world.add_person(User(5000 + number, f"Заявитель {number}", started=True))
            await open_ticket(stage.desk, 5000 + number)
        await stage.settled()
        topics = sandbox.world.chats[cast.GROUP].topics.values()
    return {4999 + int(topic.name.split("ЭО-")[1].split()[0]): topic.thread for topic in topics}


def environment(database_url: str, address: str) -> dict[str, str]:
    """What a desk is told from outside."""
    return {
        "BOT_TOKEN": TOKEN,
        "TELEGRAM_API_URL": address,
        "DATABASE_URL": database_url,
        "OPERATOR_CHAT_ID": str(cast.GROUP),
        "HTTP_PORT": "0",
    }


async def doubled(load: Load) -> int:
    """Wait for all that was written, in order; gives how many messages came more than once."""
    await until(lambda: not load.missing(), seconds=20, step=0.1)
    arrived = load.arrived()
    assert {place: [text for text, _ in groupby(texts)] for place, texts in arrived.items()} == load.written
    return sum(map(len, arrived.values())) - sum(map(len, load.written.values()))


async def test_twenty_kills_with_200_updates_in_flight_lose_nothing_and_double_only_calls_in_flight(
    database_url: str, desks: Nursery
):
    async with telegram(utc_now()) as (sandbox, address):
        load, trap = Load(sandbox, await opened(database_url, sandbox, address)), Trap()
        trap.watch(sandbox)
        for _ in range(KILLS):
            load.top_up()
            pid = await desks.start(environment(database_url, address))
            await trap.spring(pid, load.dice.randint(1, 40), load.dice.uniform(0, 0.02))
        load.top_up()
        survivor = await desks.start(environment(database_url, address))
        assert await doubled(load) <= KILLS * min(CALLS_AT_ONCE, 2 * TICKETS)
        os.kill(survivor, signal.SIGTERM)
        await gone(survivor)


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
        assert await doubled(load) == 0
        sandbox.faults.add(Fault("timeout", times=100))  # a call that hangs is not waited for
        load.top_up()
        await asyncio.sleep(0.3)
        began = monotonic()
        os.kill(survivor, signal.SIGTERM)
        await gone(survivor)
        assert monotonic() - began < STOP_SECONDS

"""A whole desk behind proxies: they are killed, refuse and fall silent under load, and every message arrives."""

import asyncio
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from time import monotonic

import pytest
from pydantic import SecretStr

from bot.sandbox import cast
from tests import desks
from tests.delivery.conftest import until
from tests.desks import QUICK, Stage, playing
from tests.factories import open_ticket
from tests.proxies import ProxyServer, proxy
from tests.test_metrics import scrape

COUNT = 30
SOON = replace(QUICK, connect=0.4, stall=0.5, probe=0.3, answer=3.0)


@dataclass
class Behind:
    """A desk behind two proxies, the first of which it prefers."""

    stage: Stage
    first: ProxyServer
    second: ProxyServer

    async def load(self) -> None:
        """Let Anna write so many messages."""
        for number in range(COUNT):
            await self.stage.people["anna"].send(f"вопрос {number};")

    def arrived(self) -> list[int]:
        """Return the numbers of her messages in the group, in order."""
        posts = self.stage.sandbox.world.chats[cast.GROUP].posts.values()
        words = " ".join(post.content.text for post in posts if post.sender_id == cast.BOT_ID)
        return [int(number) for number in re.findall(r"вопрос (\d+);", words)]


@pytest.fixture
async def behind(database_url: str, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Behind]:
    monkeypatch.setattr(desks, "QUICK", SOON)
    async with proxy("socks5", ("desk", "secret")) as first, proxy("http") as second:
        routes = SecretStr(f"{first.url},{second.url}")
        async with playing(database_url, telegram_proxy=routes) as stage:
            await open_ticket(stage.desk)
            await stage.settled()
            assert first.asked
            assert second.asked == []
            yield Behind(stage, first, second)


@pytest.mark.parametrize("fault", ["killed", "refuse", "black hole", "mute", "html", "slow"])
async def test_whatever_a_proxy_does_under_load_nothing_is_lost(behind: Behind, fault: str):
    loading = asyncio.create_task(behind.load())
    await until(lambda: len(behind.arrived()) > COUNT // 5)
    if fault == "killed":
        await behind.first.kill()
    else:
        behind.first.fault = fault
        if fault not in ("mute", "slow"):  # what is connected would go on: new connections are what it refuses
            for writer in [*behind.first._writers]:
                writer.transport.abort()
    broken_at = monotonic()
    await loading
    await until(lambda: len({*behind.arrived()}) == COUNT, seconds=10)
    arrived = behind.arrived()
    assert [*dict.fromkeys(arrived)] == [*range(COUNT)], "in order"
    assert len(arrived) <= COUNT + 1, "the lane's one call in flight may come twice"
    if fault != "slow":
        assert behind.second.asked
        assert monotonic() - broken_at < 10
    behind.first.fault = ""
    await behind.stage.settled()


async def test_it_returns_and_shows_which_way_it_takes(behind: Behind):
    await behind.first.kill()
    await behind.load()
    await behind.stage.settled()
    found = await scrape(behind.stage)
    assert found("desk_telegram_route", route=behind.second.name) == 1
    assert found("desk_telegram_route_up", route=behind.first.name) == 0
    await behind.first.start()
    first, *_ = behind.stage.desk._api.routes.standings()
    await until(lambda: behind.stage.desk._api.routes.standings()[0].in_use)
    found = await scrape(behind.stage)
    assert found("desk_telegram_route", route=first.name) == found("desk_telegram_route") == 1
    assert found("desk_telegram_route_switches_total", route=behind.first.name) == 1
    assert "secret" not in repr(found.samples)

"""Who opens connections and says nothing cannot keep others out."""

import asyncio
from collections.abc import AsyncIterator
from urllib.parse import urlsplit

import aiohttp
import pytest
from aiohttp import web

from bot import listening
from bot.listening import address_of, bind, most_connections, serving
from tests.delivery.conftest import until

MOST = 4


@pytest.fixture
async def address(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[str]:
    monkeypatch.setattr(listening, "MOST", MOST)
    app = web.Application()
    app.router.add_get("/healthz", healthy)
    with bind("127.0.0.1", 0) as bound:
        async with serving(app, bound):
            yield address_of(bound)


async def healthy(_request: web.Request) -> web.Response:
    return web.Response()


async def open_silently(address: str) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    parts = urlsplit(address)
    return await asyncio.open_connection(parts.hostname, parts.port)


async def test_connections_that_say_nothing_make_way_for_those_that_ask(address: str):
    silent = [await open_silently(address) for _ in range(10 * MOST)]
    async with aiohttp.ClientSession() as session, session.get(f"{address}/healthz") as answer:
        assert answer.status == 200
    await until(lambda: sum(reader.at_eof() for reader, _ in silent) >= 9 * MOST)
    for _, writer in silent:
        writer.close()


async def test_who_is_being_answered_is_not_sent_away(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(listening, "MOST", 1)
    asked, go_on = asyncio.Event(), asyncio.Event()

    async def slow(_request: web.Request) -> web.Response:
        asked.set()
        await go_on.wait()
        return web.Response()

    app = web.Application()
    app.router.add_get("/", slow)
    with bind("127.0.0.1", 0) as bound:
        async with serving(app, bound), aiohttp.ClientSession() as session:
            first = asyncio.create_task(session.get(address_of(bound)))
            await asked.wait()
            with pytest.raises(aiohttp.ClientError):
                await session.get(address_of(bound))
            go_on.set()
            assert (await first).status == 200


async def test_a_connection_that_says_nothing_is_closed(address: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(listening, "SILENT_SECONDS", 0.05)
    with bind("127.0.0.1", 0) as bound:
        async with serving(web.Application(), bound):
            reader, writer = await open_silently(address_of(bound))
            writer.write(b"GET /healthz HTTP/1.1\r\nHost")
            async with asyncio.timeout(20):
                assert await reader.read() == b""
            writer.close()


async def test_whatever_happens_the_loop_looks_at_its_socket_no_more():
    numbers = []

    async def begin() -> None:
        with bind("127.0.0.1", 0) as bound:
            numbers.append(bound.fileno())
            async with serving(web.Application(), bound):
                raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await begin()
    assert not asyncio.get_running_loop().remove_reader(*numbers)


def test_most_of_the_descriptors_are_for_others(monkeypatch: pytest.MonkeyPatch):
    for soft, most in ((256, 64), (1024, 256), (1_000_000, 512), (-1, 512)):
        monkeypatch.setattr("bot.listening.resource.getrlimit", lambda _which, soft=soft: (soft, soft))
        assert most_connections() == most

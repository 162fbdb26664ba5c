"""Routes to Telegram: which of them a request takes when proxies are gone, refuse, are silent or talk nonsense."""

import asyncio
import contextlib
import ssl
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace

import pytest
from aiohttp import web
from structlog.testing import capture_logs

from bot.app import utc_now
from bot.channels.telegram.api import ApiError, TelegramApi, Upload
from bot.channels.telegram.routes import opened
from bot.metrics import Metrics
from bot.proxies import STRAIGHT, Proxy, parse
from tests.delivery.conftest import until
from tests.desks import QUICK
from tests.proxies import ProxyServer, proxy
from tests.smtp import CERTIFICATE
from tests.test_metrics import Scrape

TOKEN, LOGIN = "42:abc", ("desk", "hunter@2%")
WRITTEN = "desk:hunter%402%25"
SOON = replace(QUICK, connect=0.3, stall=0.4, probe=0.05, probe_longest=0.2)
SCHEMES = ("socks5", "http")


@dataclass
class Telegram:
    """A Bot API server that says «true», holds what it is told to, and remembers what it was asked."""

    port: int = 0
    made: list[str] = field(default_factory=list)
    held: set[str] = field(default_factory=set)
    done: asyncio.Event = field(default_factory=asyncio.Event)

    async def answer(self, request: web.Request) -> web.Response:
        method = request.path.rpartition("/")[2]
        await request.read()
        self.made.append(method)
        if method in self.held:
            await self.done.wait()
        if "/file/" in request.path:
            return web.Response(body=b"held by Telegram")
        result = {"file_path": "documents/a.txt"} if method == "getFile" else True
        return web.json_response({"ok": True, "result": result})


@contextlib.asynccontextmanager
async def serving(tls: ssl.SSLContext | None = None) -> AsyncIterator[Telegram]:
    server, app = Telegram(), web.Application()
    app.router.add_route("*", "/{path:.*}", server.answer)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0, ssl_context=tls).start()
    server.port = runner.addresses[0][1]
    try:
        yield server
    finally:
        server.done.set()
        await runner.cleanup()


@pytest.fixture
async def server() -> AsyncIterator[Telegram]:
    async with serving() as server:
        yield server


@dataclass
class Line:
    """An API over some routes, with what it counts."""

    api: TelegramApi
    metrics: Metrics

    def scrape(self) -> Scrape:
        return Scrape(self.metrics.text(None, utc_now()).decode())

    def in_use(self) -> str:
        (name,) = [each.name for each in self.api.routes.standings() if each.in_use]
        assert self.scrape()("desk_telegram_route", route=name) == self.scrape()("desk_telegram_route") == 1
        return name

    def up(self) -> list[bool]:
        found = self.api.routes.standings()
        assert [bool(self.scrape()("desk_telegram_route_up", route=each.name)) for each in found] == [
            each.up for each in found
        ]
        return [each.up for each in found]


@contextlib.asynccontextmanager
async def line(
    server: Telegram, *routes: ProxyServer | Proxy, watched: bool = False, host: str = "127.0.0.1", **pace: float
) -> AsyncIterator[Line]:
    """An API whose Telegram lies behind proxies."""
    proxies = [parse(each.url)[0] if isinstance(each, ProxyServer) else each for each in routes]
    metrics = Metrics()
    async with opened(proxies, replace(SOON, **pace), metrics.counts, sealed=False) as found:
        api = TelegramApi(found, TOKEN, f"http://{host}:{server.port}", SOON, metrics.counts)
        watching = asyncio.create_task(api.watch_routes()) if watched else None
        yield Line(api, metrics)
        if watching is not None:
            watching.cancel()
            await asyncio.gather(watching, return_exceptions=True)


@pytest.mark.parametrize("login", [None, LOGIN], ids=["open", "password"])
@pytest.mark.parametrize("scheme", SCHEMES)
async def test_calls_files_and_uploads_go_through_the_proxy_which_resolves_the_name(server, scheme, login):
    async with proxy(scheme) as between:
        between.login = login
        url = between.url.replace(":".join(login or ()), WRITTEN) if login else between.url
        (route,) = parse(url)
        async with line(server, route, host="telegram.test") as there:
            assert await there.api.call("sendMessage", {"chat_id": 1}) is True
            assert await there.api.call("sendPhoto", {}, uploads={"a": Upload(b"1", "a.png", "image/png")}) is True
            assert await there.api.download("AgAD") == b"held by Telegram"
    assert server.made == ["sendMessage", "sendPhoto", "getFile", "a.txt"]
    assert {*between.asked} == {("telegram.test", server.port)}


@pytest.mark.parametrize("fault", ["refuse", "html", "hang up", "black hole", "gone", "wrong password"])
@pytest.mark.parametrize("scheme", SCHEMES)
async def test_a_proxy_that_fails_is_left_for_the_next_and_no_message_comes_twice(server, scheme, fault):
    async with proxy(scheme, LOGIN) as first, proxy("socks5") as second:
        url = first.url.replace(":".join(LOGIN), WRITTEN if fault != "wrong password" else "desk:hunter2")
        if fault == "gone":
            await first.kill()
        elif fault != "wrong password":
            first.fault = fault
        async with line(server, *parse(url), second) as there:
            answered = []
            for number in range(6):
                with contextlib.suppress(ApiError):  # HTML in the place of an answer: who knows what became of it
                    answered.append(await there.api.call(f"send{number}", {}))
            assert len(answered) >= 4 if (scheme, fault) == ("http", "html") else len(answered) == 6
            assert (there.up(), there.in_use()) == ([False, True], second.name)
            assert there.scrape()("desk_telegram_route_switches_total", route=second.name) == 1
    assert len(server.made) == len({*server.made}) == len(answered)


async def test_one_failure_leaves_no_route_and_repeats_the_call_on_the_next(server):
    async with proxy() as first, proxy() as second, line(server, first, second) as there:
        first.fault = "hang up"
        assert await there.api.call("sendMessage", {}) is True
        first.fault = ""
        assert await there.api.call("sendMessage", {}) is True
        first.fault = "hang up"
        assert there.up() == [True, True]
        assert [len(each.asked) for each in (first, second)] == [2, 1]


async def test_a_call_that_may_have_arrived_is_not_repeated(server):
    server.held.add("sendMessage")
    async with proxy() as first, proxy() as second, line(server, first, second) as there:
        call = asyncio.create_task(there.api.call("sendMessage", {}))
        await until(lambda: server.made)
        await first.kill()
        with pytest.raises(ApiError, match=f"sendMessage through {first.name}: ") as error:
            await call
    assert not error.value.permanent
    assert server.made == ["sendMessage"]


async def test_a_silent_route_is_left_its_poll_goes_on_elsewhere_and_its_calls_count_as_cut(server):
    server.held = {"getUpdates"}
    async with proxy() as first, proxy() as second, line(server, first, second, watched=True) as there:
        poll = asyncio.create_task(there.api.call("getUpdates", {}, seconds=60))
        await until(lambda: server.made)
        first.fault = "mute"
        began = time.monotonic()
        with pytest.raises(ApiError, match="TimeoutError"):
            await there.api.call("sendMessage", {}, seconds=60)
        assert there.in_use() == second.name
        assert time.monotonic() - began < SOON.stall + 2 * SOON.connect + 1
        await until(lambda: server.made.count("getUpdates") == 2)
        server.done.set()
        assert await poll is True
        assert await there.api.call("sendMessage", {}) is True


async def test_a_poll_alone_on_a_silent_route_goes_on_elsewhere_before_its_time(server):
    server.held = {"getUpdates"}
    async with proxy() as first, proxy() as second, line(server, first, second, watched=True) as there:
        poll = asyncio.create_task(there.api.call("getUpdates", {}, seconds=60))
        await until(lambda: server.made)
        first.fault = "mute"
        await until(lambda: server.made.count("getUpdates") == 2)
        assert there.in_use() == second.name
        server.done.set()
        assert await poll is True


async def test_a_poll_that_waits_is_no_stall(server):
    server.held = {"getUpdates"}
    async with proxy() as first, proxy() as second, line(server, first, second, watched=True, stall=0.05) as there:
        poll = asyncio.create_task(there.api.call("getUpdates", {}, seconds=60))
        await until(lambda: server.made)
        await until(lambda: server.made.count("getMe") >= 3)
        assert there.up() == [True, True]
        assert server.made.count("getUpdates") == 1
        server.done.set()
        assert await poll is True


async def test_a_slow_answer_makes_the_route_be_asked_and_kept(server):
    server.held = {"sendMessage"}
    async with proxy() as first, proxy() as second, line(server, first, second, watched=True, stall=0.1) as there:
        call = asyncio.create_task(there.api.call("sendMessage", {}, seconds=60))
        await until(lambda: server.made.count("getMe") >= 2)
        server.done.set()
        assert await call is True
        assert there.up() == [True, True]


@pytest.mark.parametrize("scheme", SCHEMES)
async def test_a_slow_proxy_is_slow_and_no_more(server, scheme):
    async with proxy(scheme) as first, proxy() as second, line(server, first, second, watched=True) as there:
        first.fault = "slow"
        for _ in range(3):
            assert await there.api.call("sendMessage", {}) is True
        assert (there.in_use(), second.asked) == (first.name, [])


async def test_the_preferred_route_is_returned_to_and_asked_ever_more_rarely(server):
    async with proxy() as first, proxy() as second, line(server, first, second, watched=True) as there:
        first.fault, began = "hang up", time.monotonic()
        for _ in range(2):
            await there.api.call("sendMessage", {})
        assert there.in_use() == second.name
        await until(lambda: len(first.asked) == 6)
        assert time.monotonic() - began >= 0.05 + 0.1 + 0.2 + 0.2
        first.fault = ""
        await until(lambda: there.up() == [True, True])
        assert there.in_use() == first.name
        assert there.scrape()("desk_telegram_route_switches_total") == 2


async def test_when_no_route_is_up_each_call_tries_all_and_finds_the_one_that_is_back(server):
    async with proxy() as first, proxy() as second, line(server, first, second) as there:
        await first.kill()
        await second.kill()
        for _ in range(3):
            with pytest.raises(ApiError, match=r"sendMessage through .*Couldn't connect to proxy"):
                await there.api.call("sendMessage", {})
        assert there.up() == [False, False]
        await second.start()
        assert await there.api.call("sendMessage", {}) is True
        assert (there.up(), there.in_use()) == ([False, True], second.name)


async def test_the_only_route_is_kept_and_told_of(server):
    async with proxy(login=LOGIN) as only:
        (route,) = parse(only.url.replace(":".join(LOGIN), WRITTEN))
        async with line(server, route, watched=True) as there:
            await only.kill()
            for _ in range(3):
                with pytest.raises(ApiError, match=f"sendMessage through {only.name}: .*Couldn't connect") as error:
                    await there.api.call("sendMessage", {})
            assert "hunter" not in str(error.value)
            assert (there.up(), there.in_use()) == ([False], only.name)
            await only.start()
            assert await there.api.call("sendMessage", {}) is True
            assert (there.up(), there.scrape()("desk_telegram_route_switches_total")) == ([True], 0)


async def test_without_a_proxy_an_error_speaks_of_none(server):
    server.port = 1
    async with line(server) as there:
        with pytest.raises(ApiError, match=r"^sendMessage: Cannot connect to host"):
            await there.api.call("sendMessage", {})
        assert there.in_use() == "direct"


async def test_direct_can_stand_anywhere_in_the_list(server):
    async with proxy() as last, line(server, STRAIGHT, last) as there:
        assert await there.api.call("sendMessage", {}) is True
        assert (there.in_use(), last.asked) == ("direct", [])
    async with proxy() as first, line(server, first, STRAIGHT) as there:
        await first.kill()
        assert await there.api.call("sendMessage", {}) is True


@pytest.mark.parametrize("scheme", SCHEMES)
async def test_tls_is_with_telegram_and_its_certificate_must_be_good(scheme, monkeypatch: pytest.MonkeyPatch):
    ours = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    ours.load_cert_chain(CERTIFICATE)
    async with serving(ours) as server, proxy(scheme) as only:
        counts = Metrics().counts
        async with opened(parse(only.url), SOON, counts, sealed=True) as routes:
            api = TelegramApi(routes, TOKEN, f"https://localhost:{server.port}", SOON, counts)
            with pytest.raises(ApiError, match=r"CERTIFICATE_VERIFY_FAILED"):
                await api.call("getMe", {})
            assert server.made == []
            trusting = ssl.create_default_context(cafile=str(CERTIFICATE))
            monkeypatch.setattr("aiohttp.connector._SSL_CONTEXT_VERIFIED", trusting)
            assert await api.call("getMe", {}) is True
            assert await api.call("getMe", {}) is True
        assert only.asked == [("localhost", server.port)] * 2


async def test_tls_that_gets_no_answer_is_no_connection_and_nothing_was_sent():
    """Behind a proxy whose Telegram accepts and says nothing."""
    counts = Metrics().counts
    async with proxy() as silent, proxy() as first, proxy() as second:
        silent.fault = "black hole"
        async with opened(parse(f"{first.url},{second.url}"), SOON, counts, sealed=True) as routes:
            api = TelegramApi(routes, TOKEN, f"https://telegram.test:{silent.port}", SOON, counts)
            with pytest.raises(ApiError, match=f"getMe through {second.name}: TimeoutError$"):
                await api.call("getMe", {})
    assert first.asked == second.asked == [("telegram.test", silent.port)]


async def test_credentials_are_in_no_line_no_error_and_no_metric(server):
    async with proxy(login=LOGIN) as first, proxy("http", LOGIN) as second:
        proxies = parse(
            f"socks5://intruder:hunter2@127.0.0.1:{first.port},http://intruder:hunter2@127.0.0.1:{second.port}"
        )
        with capture_logs() as logs:
            async with line(server, *proxies) as there:
                errors = []
                for _ in range(3):
                    with pytest.raises(ApiError) as error:
                        await there.api.call("sendMessage", {})
                    errors.append(str(error.value))
                said = f"{logs}{errors}{there.metrics.text(None, utc_now())}{there.api.routes.standings()}"
    assert [each["event"] for each in logs] == ["route_left", "route_left"]
    assert "407" in said
    assert not [secret for secret in ("hunter2", "intruder", TOKEN) if secret in said]


async def test_a_route_can_be_asked_by_its_name(server):
    async with proxy() as first, proxy() as second, line(server, first, second) as there:
        assert 0 < await there.api.probe(second.name) < 5
        assert first.asked == []
        await first.kill()
        with pytest.raises(ApiError, match=f"getMe through {first.name}: "):
            await there.api.probe(first.name)
        assert there.in_use() == first.name


def test_a_desk_without_a_proxy_does_not_load_what_it_takes():
    code = "import sys, bot.app; sys.exit('aiohttp_socks' in sys.modules or 'python_socks' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False, timeout=60).returncode == 0

"""The ways to Telegram in order of preference, and which of them a request takes.

A route that fails twice in a row, or on which nothing is heard, is left for the next; it is asked again from time to
time and returned to. With one route nothing is ever switched.
"""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass, field
from enum import Enum
from functools import lru_cache
from typing import Any

import aiohttp
import structlog

from bot.channels.errors import without
from bot.metrics import Counts
from bot.pace import Pace, happens
from bot.proxies import STRAIGHT, Proxy, parse
from bot.settings import Settings

FAILURES = 2
"""In a row, after which a route is left."""

log = structlog.get_logger(__name__)
Ask = Callable[[aiohttp.ClientSession], Awaitable[Any]]
"""Makes a request in a session and returns what was answered; ValueError when that is not what Telegram answers."""


class NotConnectedError(aiohttp.ClientConnectionError):
    """A proxy brought about no connection: nothing of the request was written."""


UNSENT = (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError, NotConnectedError)
"""What surely did not reach Telegram. Of everything else it cannot be known."""
BROKEN = (aiohttp.ClientError, TimeoutError, ValueError)


class Sort(Enum):
    """How long silence is natural, and what may be done about it."""

    CALL = "call"
    POLL = "poll"
    """Telegram answers when it has something to tell; asking twice does no harm."""
    FILE = "file"
    """Takes its time, in which nothing else may be heard."""


class UnreachedError(Exception):
    """A request got no answer of Telegram's; the text names the route unless that goes without saying."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How things stand with a route, whose name bears no credentials."""

    name: str
    in_use: bool
    up: bool


@dataclass(slots=True, eq=False)
class Path:
    """A route, and how it fared. Instants are of the monotonic clock."""

    proxy: Proxy
    session: aiohttp.ClientSession
    failures: int = 0
    up: bool = True
    left_at: float = 0.0
    heard_at: float = 0.0
    suspected: bool = False
    """Something was asked for in vain, and nothing heard since."""
    probing: bool = False
    probes: int = 0
    due: float = 0.0
    under_way: dict[asyncio.Timeout, "UnderWay"] = field(default_factory=dict)

    def said(self, error: BaseException) -> str:
        """Return what an error says, or is called, without the credentials."""
        text = str(error) or type(error).__name__
        for secret in self.proxy.secrets:
            text = without(secret, text)
        return text

    def silence(self, now: float) -> float:
        """Return the seconds for which nothing was heard though somebody waits for an answer.

        A poll is one of them: what is asked besides tells whether it is Telegram that has nothing to say.
        """
        begun = [each.begun for each in self.under_way.values() if each.sort is not Sort.FILE]
        return now - max(min(begun), self.heard_at) if begun else 0.0

    def cut(self, sort: Sort, before: float) -> None:
        """Wait no longer for what is under way since an instant or longer."""
        now = asyncio.get_running_loop().time()
        for limit, each in self.under_way.items():
            if each.sort is sort and each.begun <= before and not limit.expired():
                limit.reschedule(now)


@dataclass(frozen=True, slots=True)
class UnderWay:
    """A request, and when it was begun."""

    sort: Sort
    begun: float


class Routes:
    """Chooses a route for every request, whoever makes it."""

    def __init__(self, paths: Sequence[Path], pace: Pace, counts: Counts, *, sealed: bool) -> None:
        """Begin with the first; `sealed` (by TLS) what is answered can only come from Telegram."""
        self._paths, self._pace, self._counts, self._sealed = paths, pace, counts, sealed
        self._several = len(paths) > 1
        self._named = self._several or paths[0].proxy != STRAIGHT
        self._chosen = paths[0]
        self._woken = asyncio.Event()
        self._show()

    def limit(self, seconds: float) -> aiohttp.ClientTimeout:
        """Return the limit of a request: where there are proxies, connecting has one of its own."""
        return _limit(seconds, min(self._pace.connect, seconds / 2) if self._named else None)

    def standings(self) -> list[Standing]:
        """Return how things stand, in order of preference."""
        return [Standing(str(each.proxy), each is self._chosen, each.up) for each in self._paths]

    async def request(self, ask: Ask, sort: Sort = Sort.CALL) -> Any:
        """Return what is answered. Raises UnreachedError: then it may have reached Telegram, or no route led there.

        What surely did not reach Telegram is repeated on the next route at once.
        """
        tried: list[Path] = []
        error: Exception | None = None
        while (path := self._next(tried)) is not None:
            tried.append(path)
            begun = time.monotonic()
            try:
                answer = await (self._watched(path, ask, sort, begun) if self._several else ask(path.session))
            except _Cut:
                continue
            except UNSENT as failed:
                error = failed
                self._failed(path, begun, failed)
            except BROKEN as failed:
                error = failed
                self._broken(path, begun, failed)
                break
            else:
                self._heard(path, begun)
                return answer
        raise self._unreached(tried[-1], error) from error

    async def probe(self, name: str, ask: Ask) -> float:
        """Return the seconds that a request takes by one route. Raises UnreachedError, KeyError for an unknown name."""
        path = {str(each.proxy): each for each in self._paths}[name]
        begun = time.monotonic()
        try:
            await ask(path.session)
        except BROKEN as error:
            raise self._unreached(path, error) from error
        self._heard(path, begun)
        return time.monotonic() - begun

    async def watch(self, ask: Ask) -> None:
        """Ask by the routes that were left, or of which nothing is heard, until cancelled: `ask` is to be harmless."""
        if not self._several:
            return
        async with asyncio.TaskGroup() as tasks:
            while True:
                self._woken.clear()
                now = time.monotonic()
                for path in self._paths:
                    if self._is_due(path, now):
                        path.probing = True
                        tasks.create_task(self._look(path, ask))
                    if not path.up:
                        path.cut(Sort.CALL, before=now - self._pace.stall)
                await happens(self._woken, self._pace.look)

    def _next(self, tried: Collection[Path]) -> Path | None:
        """Return the best route that is up, or when none is the best of all: one of them may be back."""
        candidates = [each for each in self._paths if each.up] or self._paths
        return next((each for each in candidates if each not in tried), None)

    async def _watched(self, path: Path, ask: Ask, sort: Sort, begun: float) -> Any:
        """Ask, until the route is left. Raises _Cut when that can be repeated at once."""
        limit = asyncio.timeout(None)
        try:
            async with limit:
                path.under_way[limit] = UnderWay(sort, begun)
                return await ask(path.session)
        except TimeoutError as error:
            if limit.expired() and sort is Sort.POLL:
                raise _Cut from error
            raise
        finally:
            path.under_way.pop(limit, None)

    def _broken(self, path: Path, begun: float, error: Exception) -> None:
        """Note a request that may have reached Telegram."""
        if isinstance(error, ValueError) and self._sealed:
            self._heard(path, begun)
        elif not isinstance(error, TimeoutError):
            self._failed(path, begun, error)
        elif time.monotonic() - max(path.heard_at, begun) >= self._pace.stall:
            self._leave(path, begun, error)
        elif path.heard_at < begun:
            path.suspected = True
            self._woken.set()

    def _failed(self, path: Path, begun: float, error: Exception) -> None:
        if begun >= path.left_at:
            path.failures += 1
            if path.failures >= FAILURES:
                self._leave(path, begun, error)

    def _leave(self, path: Path, begun: float, error: Exception) -> None:
        if not path.up or begun < path.left_at:
            return
        path.up, path.left_at, path.suspected, path.probes = False, time.monotonic(), False, 0
        path.due = path.left_at + self._pace.probe
        if self._several:  # what calls come to on the only route is told by those who make them
            log.warning("route_left", route=str(path.proxy), why=path.said(error))
        stalled = isinstance(error, TimeoutError) and not isinstance(error, UNSENT)
        path.cut(Sort.POLL, before=path.left_at)  # it goes on elsewhere
        if stalled:
            path.cut(Sort.CALL, before=path.left_at)
        self._choose()

    def _heard(self, path: Path, begun: float) -> None:
        path.heard_at = time.monotonic()
        path.suspected = False
        if begun < path.left_at:
            return  # an old connection tells nothing of new ones
        path.failures = 0
        if not path.up:
            path.up = True
            if self._several:
                log.info("route_back", route=str(path.proxy))
            self._choose()

    def _choose(self) -> None:
        best = next((each for each in self._paths if each.up), self._chosen)
        if best is not self._chosen:
            self._chosen = best
            self._counts.switches(str(best.proxy)).inc()
        self._show()
        self._woken.set()

    def _show(self) -> None:
        for each in self.standings():
            self._counts.route(each.name).set(each.in_use)
            self._counts.route_up(each.name).set(each.up)

    def _unreached(self, path: Path, error: Exception | None) -> UnreachedError:
        said = path.said(error) if error is not None else "the route was left"
        return UnreachedError(f"through {path.proxy}: {said}" if self._named else said)

    def _is_due(self, path: Path, now: float) -> bool:
        if path.probing:
            return False
        if path.up:
            return path.suspected or path.silence(now) >= self._pace.stall
        return path.due <= now

    async def _look(self, path: Path, ask: Ask) -> None:
        begun = time.monotonic()
        try:
            await ask(path.session)
        except BROKEN as error:
            if path.up:  # and nothing is heard on it
                self._leave(path, begun, TimeoutError(path.said(error)))
            else:
                path.probes += 1
                pause = min(self._pace.probe * 2.0**path.probes, self._pace.probe_longest)
                path.due = time.monotonic() + pause
        else:
            self._heard(path, begun)
        finally:
            path.probing = path.suspected = False


@lru_cache(maxsize=16)
def _limit(seconds: float, connecting: float | None) -> aiohttp.ClientTimeout:
    return aiohttp.ClientTimeout(total=seconds, sock_connect=connecting)


class _Cut(Exception):
    """A poll was under way on a route that was left."""


@contextlib.asynccontextmanager
async def opened(proxies: Sequence[Proxy], pace: Pace, counts: Counts, *, sealed: bool) -> AsyncIterator[Routes]:
    """Open a session for each route, in order of preference; none is direct."""
    async with contextlib.AsyncExitStack() as stack:
        paths = [Path(each, await stack.enter_async_context(_session(each))) for each in proxies or (STRAIGHT,)]
        yield Routes(paths, pace, counts, sealed=sealed)


def routes_of(
    settings: Settings, server: str | None, pace: Pace, counts: Counts
) -> contextlib.AbstractAsyncContextManager[Routes]:
    """Open the routes of TELEGRAM_PROXY to a Bot API server; None is Telegram's own."""
    given = settings.telegram_proxy
    proxies = parse(given.get_secret_value()) if given else ()
    return opened(proxies, pace, counts, sealed=server is None or server.startswith("https:"))


def _session(proxy: Proxy) -> aiohttp.ClientSession:
    if proxy == STRAIGHT:
        return aiohttp.ClientSession()
    from bot.channels.telegram.tunnels import Tunnels  # noqa: PLC0415 -- a desk without a proxy need not wait for it

    return aiohttp.ClientSession(connector=Tunnels(proxy))

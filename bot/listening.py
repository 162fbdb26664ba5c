"""The desk's HTTP server: the address is known before anything is built that needs it."""

import asyncio
import contextlib
import errno
import resource
import socket
from collections.abc import AsyncIterator, Awaitable, Callable

from aiohttp import web

MOST = 512
"""Connections at once. Telegram opens one, a proxy some dozens."""
SILENT_SECONDS = 20.0
"""How long a connection may be without a request, or take to say what it asks for."""

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class AddressTakenError(Exception):
    """The desk cannot listen where the settings say; the text is one line."""


def bind(host: str, port: int) -> socket.socket:
    """Take an address; port 0 takes any free one. Raises AddressTakenError."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=128)
    except OSError as error:
        taken = error.errno == errno.EADDRINUSE
        why = "another program uses it" if taken else error.strerror
        raise AddressTakenError(f"HTTP_HOST, HTTP_PORT: cannot listen on {host}:{port}: {why}") from error


def address_of(bound: socket.socket) -> str:
    """Return the address as people and programs open it."""
    host, port = bound.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


@contextlib.asynccontextmanager
async def serving(app: web.Application, bound: socket.socket) -> AsyncIterator[None]:
    """Answer requests inside the body. Nobody can take all connections by opening many and saying nothing."""
    doorkeeper = Doorkeeper(most_connections())
    app.middlewares.append(doorkeeper.busy)
    runner = web.AppRunner(
        app, access_log=None, shutdown_timeout=1.0, keepalive_timeout=SILENT_SECONDS, auto_decompress=False
    )
    await runner.setup()
    assert runner.server is not None
    admit = doorkeeper.admitting(runner.server)
    listening = await asyncio.get_running_loop().create_server(admit, sock=bound)
    try:
        yield
    finally:
        listening.close()  # before the socket is: the loop would go on looking at whatever gets its number
        await runner.cleanup()


def most_connections() -> int:
    """Return how many may be open at once: the rest of the descriptors is for files, the database and calls."""
    descriptors, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return MOST if descriptors == resource.RLIM_INFINITY else min(MOST, descriptors // 4)


class Doorkeeper:
    """Lets connections in: where there are too many, the oldest that is not being answered goes."""

    def __init__(self, most: int) -> None:
        """Let in `most` at once."""
        self._most = most
        self._answered: set[web.RequestHandler] = set()

    @web.middleware
    async def busy(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Know whose request is being answered."""
        self._answered.add(request.protocol)
        try:
            return await handler(request)
        finally:
            self._answered.discard(request.protocol)

    def admitting(self, server: web.Server) -> Callable[[], asyncio.Protocol]:
        """Build what takes a connection in."""

        def admit() -> asyncio.Protocol:
            there = [each for each in server.connections if each.transport is not None]
            surplus = len(there) + 1 - self._most
            idle = [each for each in there if each not in self._answered]
            for oldest in idle[: max(0, surplus)]:
                oldest.force_close()
            return server() if surplus <= len(idle) else _Refused()

        return admit


class _Refused(asyncio.Protocol):
    """Hangs up."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Hang up."""
        assert isinstance(transport, asyncio.Transport)
        transport.abort()

"""The desk's HTTP server: the address is known before anything is built that needs it."""

import contextlib
import errno
import socket
from collections.abc import AsyncIterator

from aiohttp import web


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
    """Answer requests inside the body."""
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    try:
        await web.SockSite(runner, bound).start()
        yield
    finally:
        await runner.cleanup()

"""A wire to PostgreSQL that can be cut: what one desk alone is connected by."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

CHUNK = 65536


@dataclass
class Wire:
    """Passes everything on, unless `silent`: then nothing comes through, and nobody is told."""

    socket: str
    """The server's own, in the file system."""
    silent: bool = False
    port: int = 0
    _open: list[asyncio.StreamWriter] = field(default_factory=list)

    def hang_up(self) -> None:
        """Close what is open; who connects anew is let through."""
        for writer in self._open:
            writer.transport.abort()
        self._open.clear()
        self.silent = False

    async def connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Connect somebody to the server."""
        theirs, ours = await asyncio.open_unix_connection(self.socket)
        self._open += [writer, ours]
        with contextlib.suppress(ConnectionError):
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(self._pass_on(reader, ours))
                tasks.create_task(self._pass_on(theirs, writer))

    async def _pass_on(self, source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
        while data := await source.read(CHUNK):
            if self.silent:
                continue
            target.write(data)
            await target.drain()
        target.close()


@contextlib.asynccontextmanager
async def laid(socket: str) -> AsyncIterator[Wire]:
    """Lay a wire to a server's socket; `port` is its end on this side."""
    wire = Wire(socket)
    server = await asyncio.start_server(wire.connected, "127.0.0.1")
    wire.port = server.sockets[0].getsockname()[1]
    try:
        yield wire
    finally:
        wire.hang_up()
        server.close()

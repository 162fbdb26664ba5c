"""Proxies of our own on loopback: SOCKS5 (RFC 1928, 1929) and HTTP CONNECT, with faults to switch on and off.

Every name is taken for this machine, so a test tells a name that nobody else knows.
"""

import asyncio
import base64
import contextlib
import socket
import struct
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Literal

Fault = Literal["", "refuse", "black hole", "mute", "slow", "html", "hang up"]
SLOW_SECONDS = 0.04
PAGE = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 20\r\n\r\n<html>Pay up!</html>"
NAMED, IPV4, IPV6 = 3, 1, 4
GRANTED, FORBIDDEN = b"\x05\x00\x00\x01\x00\x00\x00\x00\x00\x00", b"\x05\x02\x00\x01\x00\x00\x00\x00\x00\x00"


class RefusedError(Exception):
    """The proxy does not do what it is asked; its argument is the answer."""


@dataclass
class Pipe(asyncio.Protocol):
    """Passes on what comes to the other side: late when it is slow, never when it is mute."""

    server: "ProxyServer"
    other: asyncio.Transport

    def data_received(self, data: bytes) -> None:
        if self.server.fault == "slow":
            asyncio.get_running_loop().call_later(SLOW_SECONDS, self.other.write, data)
        elif self.server.fault not in ("mute", "black hole"):
            self.other.write(data)

    def connection_lost(self, _error: Exception | None) -> None:
        self.other.close()


@dataclass
class ProxyServer:
    """A proxy; `asked` are the destinations that connections were asked for, as they came."""

    scheme: Literal["socks5", "http"] = "socks5"
    login: tuple[str, str] | None = None
    fault: Fault = ""
    asked: list[tuple[str, int]] = field(default_factory=list)
    port: int = 0
    _writers: set[asyncio.StreamWriter] = field(default_factory=set)
    _listening: asyncio.Server | None = None

    @property
    def url(self) -> str:
        """As TELEGRAM_PROXY has it."""
        login = f"{self.login[0]}:{self.login[1]}@" if self.login else ""
        return f"{self.scheme}://{login}127.0.0.1:{self.port}"

    @property
    def name(self) -> str:
        """As everybody may read it."""
        return f"{self.scheme}://127.0.0.1:{self.port}"

    async def start(self) -> None:
        """Listen, after `kill` on the same port."""
        self._listening = await asyncio.start_server(self._serve, "127.0.0.1", self.port)
        self.port = self._listening.sockets[0].getsockname()[1]

    async def kill(self) -> None:
        """Be gone at once, with every connection."""
        if self._listening is not None:
            self._listening.close()
            self._listening = None
        for writer in self._writers:
            writer.transport.abort()
        self._writers.clear()
        await asyncio.sleep(0)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._writers.add(writer)  # kept: a writer that is forgotten closes its connection
        if self.fault == "black hole":
            return
        try:
            greet = self._socks if self.scheme == "socks5" else self._connect
            host, port, granted = await greet(reader, writer)
            self.asked.append((host, port))
            await self._join(writer, port, granted)
        except RefusedError as refused:
            writer.write(refused.args[0])
            writer.close()
        except (asyncio.IncompleteReadError, OSError):
            writer.close()

    async def _join(self, writer: asyncio.StreamWriter, port: int, granted: bytes) -> None:
        if self.fault == "hang up":
            raise RefusedError(b"")
        transport = writer.transport
        assert isinstance(transport, asyncio.Transport)
        target, _ = await asyncio.get_running_loop().create_connection(lambda: Pipe(self, transport), "127.0.0.1", port)
        if transport.is_closing():  # killed meanwhile: nobody would tell the other side
            target.close()
            return
        transport.set_protocol(Pipe(self, target))
        transport.write(granted)

    async def _socks(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> tuple[str, int, bytes]:
        _version, count = await reader.readexactly(2)
        offered, wanted = await reader.readexactly(count), 2 if self.login else 0
        if self.fault == "html":
            raise RefusedError(PAGE)
        if wanted not in offered:
            raise RefusedError(b"\x05\xff")
        writer.write(bytes([5, wanted]))
        if self.login is not None:
            await self._check_password(reader, writer, self.login)
        _version, _command, _reserved, kind = await reader.readexactly(4)
        host = await _host(reader, kind)
        (port,) = struct.unpack("!H", await reader.readexactly(2))
        if self.fault == "refuse":
            raise RefusedError(FORBIDDEN)
        return host, port, GRANTED

    async def _check_password(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, login: tuple[str, str]
    ) -> None:
        await reader.readexactly(1)
        given = [(await reader.readexactly((await reader.readexactly(1))[0])).decode() for _ in login]
        if given != [*login]:
            raise RefusedError(b"\x01\x01")
        writer.write(b"\x01\x00")

    async def _connect(self, reader: asyncio.StreamReader, _writer: asyncio.StreamWriter) -> tuple[str, int, bytes]:
        first, *lines = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
        if self.fault == "html":
            raise RefusedError(PAGE)
        if self.login is not None:
            basic = base64.b64encode(":".join(self.login).encode()).decode()
            if f"Proxy-Authorization: Basic {basic}" not in lines:
                raise RefusedError(b"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n")
        if self.fault == "refuse":
            raise RefusedError(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n")
        host, _, port = first.split(" ")[1].rpartition(":")
        return host, int(port), b"HTTP/1.1 200 Connection established\r\n\r\n"


async def _host(reader: asyncio.StreamReader, kind: int) -> str:
    if kind == NAMED:
        return (await reader.readexactly((await reader.readexactly(1))[0])).decode()
    family, length = (socket.AF_INET, 4) if kind == IPV4 else (socket.AF_INET6, 16)
    return socket.inet_ntop(family, await reader.readexactly(length))


@contextlib.asynccontextmanager
async def proxy(
    scheme: Literal["socks5", "http"] = "socks5", login: tuple[str, str] | None = None
) -> AsyncIterator[ProxyServer]:
    """A proxy that listens inside the body."""
    server = ProxyServer(scheme, login)
    await server.start()
    try:
        yield server
    finally:
        await server.kill()

"""The guard of conftest.py itself."""

import asyncio
import socket

import pytest

from tests.conftest import OutsideError


@pytest.mark.parametrize(
    ("family", "address"),
    [
        (socket.AF_INET, ("192.0.2.1", 80)),
        (socket.AF_INET, ("example.org", 80)),
        (socket.AF_INET6, ("2001:db8::1", 80)),
    ],
)
@pytest.mark.parametrize("how", ["connect", "connect_ex"])
def test_nobody_reaches_the_outside(family: socket.AddressFamily, address: tuple[str, int], how: str):
    with socket.socket(family) as connection, pytest.raises(OutsideError):
        getattr(connection, how)(address)


def test_nobody_sends_a_datagram_outside():
    with socket.socket(type=socket.SOCK_DGRAM) as connection, pytest.raises(OutsideError):
        connection.sendto(b"?", ("192.0.2.1", 53))


@pytest.mark.parametrize("host", ["192.0.2.1", "example.org"])
async def test_asyncio_does_not_reach_the_outside_either(host: str):
    with pytest.raises(OutsideError):
        await asyncio.open_connection(host, 80)


async def test_loopback_is_open():
    server = await asyncio.start_server(lambda _, writer: writer.close(), "127.0.0.1", 0)
    async with server:
        reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
        assert await reader.read() == b""
        writer.close()
        await writer.wait_closed()

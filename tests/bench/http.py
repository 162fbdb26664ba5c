"""Just enough of an HTTP/1.1 server: keep-alive and Content-Length, nothing checked, because it must be cheap."""

import asyncio
import re
from collections.abc import Callable

CONTENT_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"

Reply = Callable[[bytes], None]
Answer = Callable[[str, bytes, Reply], None]
"""Takes a method's name, the request's body, and what sends the JSON of the answer, now or later."""


class Connection(asyncio.Protocol):
    """One kept-alive connection of a client."""

    def __init__(self, answer: Answer) -> None:
        """Hand every request to `answer`."""
        self._answer = answer
        self._received = b""
        self._transport: asyncio.WriteTransport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Remember where to answer."""
        assert isinstance(transport, asyncio.WriteTransport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Take out every request that has come completely."""
        self._received += data
        while (end := self._received.find(b"\r\n\r\n")) >= 0:
            length = CONTENT_LENGTH.search(self._received, 0, end)
            complete = end + 4 + (int(length[1]) if length else 0)
            if len(self._received) < complete:
                return
            path = self._received.split(b" ", 2)[1]
            body, self._received = self._received[end + 4 : complete], self._received[complete:]
            self._answer(path.rpartition(b"/")[2].decode(), body, self._reply)

    def _reply(self, body: bytes) -> None:
        assert self._transport is not None
        if not self._transport.is_closing():
            self._transport.write(HEAD % len(body) + body)

"""A relay of plain sockets that does next to nothing itself: how fast it is, is how fast the stand-in can serve."""

import os
import re
import selectors
import socket
from collections import deque
from urllib.parse import urlsplit

from tests.bench.messages import GROUP

CONNECTIONS = 64
MESSAGE = re.compile(rb'"message_id": ?(\d+), ?"from": ?\{"id": ?(\d+)')
LENGTH = re.compile(rb"Content-Length: (\d+)")
POST = b"POST /bot/%b HTTP/1.1\r\nHost: bench\r\nContent-Length: %d\r\n\r\n%b"
COPY = b'{"chat_id":%d,"from_chat_id":%b,"message_id":%b}'


def fetched(poll: socket.socket) -> list[bytes]:
    """Read one answer to getUpdates; returns the copyMessage requests it asks for."""
    received = poll.recv(1 << 20)
    head, _, body = received.partition(b"\r\n\r\n")
    length = LENGTH.search(head)
    assert length
    missing = int(length[1]) - len(body)
    while missing > 0:
        more = poll.recv(missing)
        missing, body = missing - len(more), body + more
    bodies = [COPY % (GROUP, chat, message) for message, chat in MESSAGE.findall(body)]
    return [POST % (b"copyMessage", len(each), each) for each in bodies]


def main() -> None:
    """Relay until terminated."""
    parts = urlsplit(os.environ["TELEGRAM_API_URL"])
    poll, *copying = [socket.create_connection((parts.hostname, parts.port)) for _ in range(1 + CONNECTIONS)]
    waiting: deque[bytes] = deque()
    free = deque(copying)
    selector = selectors.DefaultSelector()
    for each in (poll, *copying):
        selector.register(each, selectors.EVENT_READ)
    poll.sendall(POST % (b"getUpdates", 2, b"{}"))
    while True:
        for key, _ in selector.select():
            connection = key.fileobj
            assert isinstance(connection, socket.socket)
            if connection is poll:
                waiting.extend(fetched(poll))
                poll.sendall(POST % (b"getUpdates", 2, b"{}"))
            else:
                connection.recv(4096)
                free.append(connection)
        while free and waiting:
            free.popleft().sendall(waiting.popleft())


if __name__ == "__main__":
    main()

"""A Bot API that is cheap to talk to: hands out prepared messages, takes every call, and notes when each arrives.

A process of its own: prints its address, then works off the `Load` in each line of its input and prints the `Run`.
"""

import asyncio
import json
import sys
from collections import Counter
from dataclasses import asdict
from itertools import count
from urllib.parse import parse_qsl

from tests.bench.http import Connection, Reply
from tests.bench.loop import ClosedLoop, Load, Run
from tests.bench.messages import Key

MOST_UPDATES = 100
BOT = b'{"id":42,"is_bot":true,"first_name":"Bench","username":"bench_bot"}'
RESULTS = {"getMe": BOT, "copyMessage": b'{"message_id":%d}', "createForumTopic": b'{"message_thread_id":%d,"name":""}'}
SENT = b'{"message_id":%d,"date":1,"chat":{"id":1,"type":"private"}}'


class StandIn:
    """Answers calls, and lets people write."""

    def __init__(self) -> None:
        """Begin without a load."""
        self._loop: ClosedLoop | None = None
        self._calls: Counter[str] = Counter()
        self._ids = count(10_000_000)
        self._poll: Reply | None = None
        self._handing_out = False

    async def run(self, load: Load) -> Run:
        """Put a load on the bot that polls."""
        self._calls.clear()
        self._loop = ClosedLoop(load, self._hand_out_soon)
        run = await self._loop.run()
        run.calls = dict(self._calls)
        return run

    def answer(self, method: str, body: bytes, reply: Reply) -> None:
        """Answer a call at once, but getUpdates when there is something to fetch."""
        self._calls[method] += 1
        if method == "getUpdates":
            self._poll = reply
            self._hand_out_soon()
            return
        if method == "copyMessage" and self._loop is not None:
            self._loop.arrived(copied(body))
        reply(b'{"ok":true,"result":%b}' % self._result(method))

    def _result(self, method: str) -> bytes:
        result = RESULTS.get(method) or (SENT if method.startswith("send") else b"true")
        return result % next(self._ids) if b"%d" in result else result

    def _hand_out_soon(self) -> None:
        """Let calls that came together first: what they set free is fetched together."""
        if not self._handing_out:
            self._handing_out = True
            asyncio.get_running_loop().call_soon(self._hand_out)

    def _hand_out(self) -> None:
        self._handing_out = False
        if self._poll is not None and self._loop is not None and (ready := self._loop.ready):
            updates = [ready.popleft() for _ in range(min(MOST_UPDATES, len(ready)))]
            reply, self._poll = self._poll, None
            reply(b'{"ok":true,"result":[%b]}' % b",".join(updates))


def copied(body: bytes) -> Key:
    """Read which message a copyMessage call names; aiogram posts a form, the desk JSON."""
    given = json.loads(body) if body.startswith(b"{") else dict(parse_qsl(body.decode()))
    return Key(int(given["from_chat_id"]), int(given["message_id"]))


async def main() -> None:
    """Serve until the input ends."""
    loop = asyncio.get_running_loop()
    stand_in, lines = StandIn(), asyncio.StreamReader()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(lines), sys.stdin)
    server = await loop.create_server(lambda: Connection(stand_in.answer), "127.0.0.1", 0)
    host, port = server.sockets[0].getsockname()
    print(f"http://{host}:{port}", flush=True)
    while line := await lines.readline():
        run = await stand_in.run(Load(**json.loads(line)))
        print(json.dumps(asdict(run)), flush=True)


if __name__ == "__main__":
    asyncio.run(main())

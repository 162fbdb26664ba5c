"""A Bot API that is cheap to talk to: hands out prepared messages, takes every call, and notes when each arrives.

A process of its own: prints its address, then works off the `Load` in each line of its input and prints the `Run`.
"""

import asyncio
import json
import sys
from collections import Counter, deque
from dataclasses import asdict
from functools import partial
from itertools import count
from random import Random
from time import monotonic

from tests.bench.asking import Asking
from tests.bench.http import Connection, Reply
from tests.bench.messages import GROUP, carried, parameters
from tests.bench.traffic import Load, Run, Traffic

MOST_UPDATES = 100
SLOW_SECONDS = (0.025, 0.075)
GROUP_CALLS, GROUP_SECONDS = 20, 60.0
BOT = b'{"id":42,"is_bot":true,"first_name":"Bench","username":"bench_bot"}'
RESULTS = {"getMe": BOT, "copyMessage": b'{"message_id":%d}', "createForumTopic": b'{"message_thread_id":%d,"name":""}'}
SENT = b'{"message_id":%d,"date":1,"chat":{"id":1,"type":"private"}}'
REFUSED = (
    b'{"ok":false,"error_code":429,"description":"Too Many Requests: retry after %d","parameters":{"retry_after":%d}}'
)


class StandIn:
    """Answers calls, and lets people write."""

    def __init__(self) -> None:
        """Begin without a load."""
        self._traffic: Traffic | None = None
        self._asking: Asking | None = None
        self._load = Load(0, 0)
        self._first = 1
        self._calls: Counter[str] = Counter()
        self._refused = 0
        self._budget = Budget()
        self._dice = Random(1)
        self._ids = count(10_000_000)
        self._poll: Reply | None = None
        self._handed: list[bytes] = []
        self._handing_out = False

    async def run(self, load: Load) -> Run:
        """Put a load on the bot that polls, or will poll."""
        self._calls.clear()
        self._load, self._refused, self._handed = load, 0, []
        self._traffic = Traffic(load, self._first, self._hand_out_soon)
        self._first += load.messages
        asking = self._asking = Asking(load.report, self._traffic.put, lambda: next(self._ids)) if load.report else None
        run = await self._traffic.run()
        if asking is not None:
            run.reports = await asking.end()
        run.calls, run.refused = dict(self._calls), self._refused
        return run

    def answer(self, method: str, body: bytes, reply: Reply) -> None:
        """Answer a call at once or as slowly as the load says, but getUpdates when there is something to fetch."""
        self._calls[method] += 1
        if self._load.slow:
            reply = partial(self._reply_later, reply)
        if method == "getUpdates":
            if self._load.kept:
                self._take_back(int(parameters(body).get("offset", 0)))
            self._poll = reply
            self._hand_out_soon()
        elif self._load.limited and (wait := self._budget.wait(body)):
            self._refused += 1
            reply(REFUSED % (wait, wait))
        else:
            if self._traffic is not None and (numbers := carried(method, body)):
                self._traffic.arrived(numbers)
            if self._asking is not None:
                self._asking.told(method, body)
            reply(b'{"ok":true,"result":%b}' % self._result(method))

    def _take_back(self, offset: int) -> None:
        """Make ready again what was handed out last and is not confirmed."""
        if self._traffic is not None:
            lost = [each for each in self._handed if json.loads(each)["update_id"] >= offset]
            self._traffic.ready.extendleft(reversed(lost))
            self._handed = []

    def _reply_later(self, reply: Reply, body: bytes) -> None:
        asyncio.get_running_loop().call_later(self._dice.uniform(*SLOW_SECONDS), reply, body)

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
        if self._poll is not None and self._traffic is not None and (ready := self._traffic.ready):
            updates = [ready.popleft() for _ in range(min(MOST_UPDATES, len(ready)))]
            self._handed = updates
            reply, self._poll = self._poll, None
            reply(b'{"ok":true,"result":[%b]}' % b",".join(updates))


class Budget:
    """What the group takes: so many calls within any span of so many seconds."""

    def __init__(self) -> None:
        """Begin without calls."""
        self._taken: deque[float] = deque()

    def wait(self, body: bytes) -> int:
        """Return 0 and count a call that is taken, else the whole seconds until one would be."""
        if str(parameters(body).get("chat_id")) != str(GROUP):
            return 0
        now = monotonic()
        while self._taken and self._taken[0] <= now - GROUP_SECONDS:
            self._taken.popleft()
        if len(self._taken) >= GROUP_CALLS:
            return int(self._taken[0] + GROUP_SECONDS - now) + 1
        self._taken.append(now)
        return 0


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

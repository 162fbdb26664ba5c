"""The people who write during a run, as a closed loop: a message that has arrived lets the next one be sent."""

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from time import perf_counter

from tests.bench.messages import Key, update

PATIENCE_SECONDS = 20.0
"""A run in which nothing arrives for so long is over, and what is still on its way is lost."""


@dataclass(frozen=True, slots=True)
class Load:
    """Which messages are sent in a run, by how many people in turn, and how many are on their way at once."""

    first: int
    messages: int
    requesters: int
    in_flight: int


@dataclass(slots=True)
class Run:
    """What became of a load. Seconds; latency is from the sending of a message to the call that copies it."""

    seconds: float = 0.0
    latencies: list[float] = field(default_factory=list)
    lost: int = 0
    repeated: int = 0
    calls: dict[str, int] = field(default_factory=dict)


class ClosedLoop:
    """Sends a load's messages; `ready` are those that the bot has not fetched yet."""

    def __init__(self, load: Load, on_sent: Callable[[], None]) -> None:
        """Prepare every message, so that the run itself is cheap; tell `on_sent` when there is something to fetch."""
        numbers = range(load.first, load.first + load.messages)
        self._prepared = deque(update(number, load.requesters) for number in numbers)
        self._in_flight = load.in_flight
        self._on_sent = on_sent
        self._sent_at: dict[Key, float] = {}
        self._run = Run()
        self._finished = asyncio.Event()
        self.ready: deque[bytes] = deque()

    async def run(self) -> Run:
        """Send, and wait until everything has arrived or nothing does any more."""
        began = perf_counter()
        for _ in range(self._in_flight):
            self._send_next()
        while not self._finished.is_set() and await self._goes_on():
            pass
        self._run.seconds = perf_counter() - began
        self._run.lost = len(self._sent_at) + len(self._prepared)
        return self._run

    def arrived(self, key: Key) -> None:
        """Take note of the call that copies a message."""
        sent_at = self._sent_at.pop(key, None)
        if sent_at is None:
            self._run.repeated += 1
            return
        self._run.latencies.append(perf_counter() - sent_at)
        self._send_next()
        if not self._sent_at:
            self._finished.set()

    def _send_next(self) -> None:
        if self._prepared:
            key, encoded = self._prepared.popleft()
            self.ready.append(encoded)
            self._sent_at[key] = perf_counter()
            self._on_sent()

    async def _goes_on(self) -> bool:
        before = len(self._run.latencies)
        try:
            await asyncio.wait_for(self._finished.wait(), PATIENCE_SECONDS)
        except TimeoutError:
            return len(self._run.latencies) > before
        return True

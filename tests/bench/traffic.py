"""The people who write during a run, and what became of their messages."""

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from time import perf_counter

from tests.bench.messages import update

PATIENCE_SECONDS = 75.0
"""A run in which nothing arrives for so long is over, and what is still on its way is lost. Budgets need up to 60."""


@dataclass(frozen=True, slots=True)
class Load:
    """How many messages are sent in a run, by how many people in turn.

    A closed loop keeps `in_flight` of them on their way; with `per_second` they are offered at that pace, whatever
    arrives. With neither, nothing is sent: the bot has stored them before. `slow` lets every call take its time,
    `limited` refuses calls beyond a group's budget, `kept` hands updates out again until their offset is confirmed, for
    answers that get lost. A supervisor asks for the `report` again and again meanwhile.
    """

    messages: int
    requesters: int
    in_flight: int = 0
    per_second: float = 0.0
    slow: bool = False
    limited: bool = False
    kept: bool = False
    report: str = ""


@dataclass(slots=True)
class Run:
    """What became of a load. Seconds; latency is from the offering of a message to the call that carries it.

    `reports` are how long each took.
    """

    seconds: float = 0.0
    latencies: list[float] = field(default_factory=list)
    lost: int = 0
    repeated: int = 0
    refused: int = 0
    calls: dict[str, int] = field(default_factory=dict)
    reports: list[float] = field(default_factory=list)


class Traffic:
    """Sends a load's messages; `ready` are those that the bot has not fetched yet."""

    def __init__(self, load: Load, first: int, on_sent: Callable[[], None]) -> None:
        """Prepare every message, so that the run itself is cheap; tell `on_sent` when there is something to fetch."""
        self._load, self._numbers = load, range(first, first + load.messages)
        sends = load.in_flight or load.per_second
        self._prepared = deque((number, update(number, load.requesters)) for number in self._numbers if sends)
        self._on_sent = on_sent
        self._sent_at: dict[int, float] = {}
        self._run = Run()
        self._finished = asyncio.Event()
        self.ready: deque[bytes] = deque()

    async def run(self) -> Run:
        """Send, and wait until everything has arrived or nothing does any more."""
        began = perf_counter()
        sending = asyncio.create_task(self._send(began))
        while not self._finished.is_set() and await self._goes_on():
            pass
        await sending
        self._run.seconds = perf_counter() - began
        self._run.lost = len(self._sent_at) + len(self._prepared)
        return self._run

    def put(self, encoded: bytes) -> None:
        """Send something that is not part of the load."""
        self.ready.append(encoded)
        self._on_sent()

    def arrived(self, numbers: Sequence[int]) -> None:
        """Take note of a call that carries messages; in a closed loop each lets the next be sent."""
        for number in numbers:
            sent_at = self._sent_at.pop(number, None)
            if sent_at is None:
                self._run.repeated += 1
                continue
            self._run.latencies.append(perf_counter() - sent_at)
            if self._load.in_flight:
                self._send_next(perf_counter())
        if not self._sent_at and not self._prepared:
            self._finished.set()

    async def _send(self, began: float) -> None:
        if self._load.per_second:
            for number in range(self._load.messages):
                due = began + number / self._load.per_second
                await asyncio.sleep(max(0.0, due - perf_counter()))
                self._send_next(due)
        elif self._load.in_flight:
            for _ in range(self._load.in_flight):
                self._send_next(perf_counter())
        else:
            self._sent_at = dict.fromkeys(self._numbers, began)

    def _send_next(self, now: float) -> None:
        if self._prepared:
            number, encoded = self._prepared.popleft()
            self.ready.append(encoded)
            self._sent_at[number] = now
            self._on_sent()

    async def _goes_on(self) -> bool:
        before = len(self._run.latencies)
        try:
            await asyncio.wait_for(self._finished.wait(), PATIENCE_SECONDS)
        except TimeoutError:
            return len(self._run.latencies) > before
        return True

"""A courier with a channel that does as it is told, for tests of one thing at a time."""

import asyncio
import contextlib
from collections import defaultdict, deque
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.app import utc_now
from bot.channels.errors import Outcome, Postponed, Receipt, Refused
from bot.delivery.courier import CALLS_AT_ONCE, Courier
from bot.metrics import Metrics
from bot.pace import Pace
from db import outbox
from db.engine import Database
from db.outbox import Parcel
from tests.desks import QUICK

PATIENCE = 60.0
"""Seconds after which what was waited for is taken never to come: also on a machine with much else to do."""


async def until(condition: Callable[[], object], seconds: float = PATIENCE, step: float = 0.002) -> None:
    """Let others run until something is so."""
    async with asyncio.timeout(seconds):
        while not condition():  # noqa: ASYNC110
            await asyncio.sleep(step)


@dataclass
class Scripted:
    """A channel that raises what is scripted for a destination, else delivers; it remembers everything."""

    troubles: dict[str, deque[Exception]] = field(default_factory=lambda: defaultdict(deque))
    held: dict[str, asyncio.Event] = field(default_factory=dict)
    calls: list[str] = field(default_factory=list)
    delivered: list[str] = field(default_factory=list)
    receipt: Receipt = field(default_factory=Receipt)

    async def deliver(self, lane: Sequence[Parcel]) -> Receipt:
        parcel = lane[0]
        name = parcel.body["name"]
        self.calls.append(name)
        if parcel.destination in self.held:
            await self.held[parcel.destination].wait()
        if self.troubles[parcel.destination]:
            raise self.troubles[parcel.destination].popleft()
        self.delivered.append(name)
        return self.receipt


@dataclass
class Post:
    """An outbox, a courier that empties it, and what was set aside."""

    database: Database
    channel: Scripted = field(default_factory=Scripted)
    set_aside: list[str] = field(default_factory=list)
    now: Callable[[], datetime] = utc_now
    pace: Pace = QUICK
    places: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(CALLS_AT_ONCE))
    courier: Courier = field(init=False)

    async def put(self, destination: str, *names: str, kind: str = "call") -> None:
        """Commit parcels, all in one transaction."""
        async with self.database.transaction() as connection:
            for name in names:
                await outbox.enqueue(connection, destination, kind, {"name": name}, self.now())

    async def lane(self, destination: str, length: int) -> None:
        """Wait until so many parcels stand in a lane."""
        self.courier.wake()
        await until(lambda: len(self.courier._lanes.get(destination, ())) == length)

    async def left(self) -> int:
        async with self.database.reading() as connection:
            return await outbox.waiting_count(connection)

    async def emptied(self, seconds: float = PATIENCE, *, down_to: int = 0) -> None:
        """Wait until nothing, or no more than so much, is left."""
        self.courier.wake()
        async with asyncio.timeout(seconds):
            while await self.left() > down_to:  # noqa: ASYNC110
                await asyncio.sleep(0.002)

    @contextlib.asynccontextmanager
    async def open(self) -> AsyncIterator[asyncio.Task[None]]:
        """Let a new courier work inside the body, as after a restart."""
        channels = {name: lambda lane: self.channel.deliver(lane) for name in ("telegram", "email")}
        self.courier = Courier(self.database, channels, self.now, self._write, self.pace, self.places, Metrics().counts)
        task = asyncio.create_task(self.courier.run())
        try:
            yield task
        finally:
            self.courier.stop()
            await asyncio.wait([task], timeout=20)
            assert task.done()

    async def _write(self, connection: AsyncConnection, parcel: Parcel, outcome: Outcome) -> None:
        if isinstance(outcome, Postponed):
            await outbox.postpone(connection, parcel.id, outcome.due, outcome.error.reason, parcel.body)
        elif isinstance(outcome, Refused):
            self.set_aside.append(f"{parcel.body['name']}: {outcome.error.reason}")
            await outbox.fail(connection, parcel.id, outcome.error.reason)


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    database = Database(database_url)
    yield database
    await database.close()


@pytest.fixture
def post(database: Database) -> Post:
    return Post(database)

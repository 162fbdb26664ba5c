"""The only place that sends: rows of the outbox, in order per destination, many destinations at once (DESIGN 3).

A row counts as delivered when its receipt is committed. A crash between the call and that commit repeats the call: the
Bot API has no idempotency key. Each lane waits for the commit before its next call, so at most the calls in flight are
doubled.
"""

import asyncio
import contextlib
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from datetime import datetime, timedelta
from typing import Protocol

import structlog

from bot.channels.errors import DeliveryError, Receipt
from bot.delivery.receipts import Receipts
from db import outbox
from db.engine import Database
from db.outbox import Parcel

BATCH = 500
CALLS_AT_ONCE = 64
FIRST_PAUSE = 1.0
LONGEST_PAUSE = 300.0

log = structlog.get_logger(__name__)


class Channel(Protocol):
    """Somewhere a parcel can be delivered to."""

    async def deliver(self, parcel: Parcel) -> Receipt:
        """Deliver, or raise DeliveryError."""


SetAside = Callable[[Parcel, DeliveryError], Awaitable[None]]


class Courier:
    """Takes rows from the outbox and brings them to their channels until stopped."""

    def __init__(
        self, database: Database, channels: Mapping[str, Channel], now: Callable[[], datetime], set_aside: SetAside
    ) -> None:
        """`set_aside` writes down that a parcel cannot be delivered and tells whom it concerns."""
        self._database = database
        self._channels = channels
        self._now = now
        self._set_aside = set_aside
        self._receipts = Receipts(database)
        self._lanes: dict[str, deque[Parcel]] = {}
        self._calls = asyncio.Semaphore(CALLS_AT_ONCE)
        self._woken = asyncio.Event()
        self._stopping = asyncio.Event()

    def wake(self) -> None:
        """Say that something new was committed to the outbox."""
        self._woken.set()

    def stop(self) -> None:
        """Begin no further call; `run` ends when those in flight are written down."""
        self._stopping.set()
        self._woken.set()

    async def run(self) -> None:
        """Deliver until stopped."""
        last = 0
        async with asyncio.TaskGroup() as lanes:
            while not self._stopping.is_set():
                self._woken.clear()
                async with self._database.reading() as connection:
                    parcels = await outbox.waiting(connection, last, BATCH)
                for parcel in parcels:
                    self._queue(parcel, lanes)
                    last = parcel.id
                if len(parcels) < BATCH:
                    await self._woken.wait()

    def _queue(self, parcel: Parcel, lanes: asyncio.TaskGroup) -> None:
        if parcel.destination in self._lanes:
            self._lanes[parcel.destination].append(parcel)
        else:
            self._lanes[parcel.destination] = deque([parcel])
            lanes.create_task(self._work_off(parcel.destination))

    async def _work_off(self, destination: str) -> None:
        lane = self._lanes[destination]
        while lane and not self._stopping.is_set():
            if lane[0].kind == "show" and any(later.kind == "show" for later in list(lane)[1:]):
                await self._receipts.write(lane[0], Receipt())  # the later one will show everything
            else:
                await self._bring(lane[0])
            lane.popleft()
        del self._lanes[destination]

    async def _bring(self, parcel: Parcel) -> None:
        attempts, due = parcel.attempts, parcel.due_at
        while await self._reached(due):
            try:
                receipt = await self._attempt(parcel)
            except DeliveryError as error:
                if error.permanent:
                    await self._set_aside(parcel, error)
                    return
                attempts += 1
                due = self._now() + timedelta(seconds=pause(attempts, error.retry_after))
                await self._write_postponed(parcel, due, error)
            else:
                await self._receipts.write(parcel, receipt)
                return

    async def _attempt(self, parcel: Parcel) -> Receipt:
        async with self._calls:
            try:
                return await self._channels[parcel.channel].deliver(parcel)
            except DeliveryError:
                raise
            except Exception as error:
                # A bug in one rendering must not hold up everybody else's messages.
                log.exception("delivery_crashed", parcel=parcel.id, kind=parcel.kind, ticket=parcel.ticket)
                raise DeliveryError(repr(error), permanent=True) from error

    async def _write_postponed(self, parcel: Parcel, due: datetime, error: DeliveryError) -> None:
        log.warning("delivery_postponed", parcel=parcel.id, kind=parcel.kind, ticket=parcel.ticket, why=error.reason)
        async with self._database.transaction() as connection:
            await outbox.postpone(connection, parcel.id, due, error.reason)

    async def _reached(self, due: datetime) -> bool:
        """Wait for an instant; False when the courier is to stop instead."""
        seconds = (due - self._now()).total_seconds()
        if seconds > 0:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._stopping.wait(), seconds)
        return not self._stopping.is_set()


def pause(attempts: int, asked: float | None) -> float:
    """Give the seconds to wait after a failed try: what the other side asked for, else doubling from FIRST_PAUSE."""
    return asked if asked is not None else min(FIRST_PAUSE * 2 ** (attempts - 1), LONGEST_PAUSE)


@contextlib.asynccontextmanager
async def running(courier: Courier, seconds: float) -> AsyncIterator[None]:
    """Run a courier beside the body; afterwards give the calls in flight `seconds` to be written down."""
    task = asyncio.create_task(courier.run())
    try:
        yield
    finally:
        courier.stop()
        done, _ = await asyncio.wait([task], timeout=seconds)
        if not done:
            task.cancel()
        await asyncio.gather(task, return_exceptions=True)

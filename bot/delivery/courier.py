"""The only place that sends: rows of the outbox, in order per destination, many destinations at once (DESIGN 3).

A row counts as delivered when its receipt is committed. A crash between the call and that commit repeats the call: the
Bot API has no idempotency key. Each lane waits for the commit before its next call, so at most the calls in flight are
doubled.
"""

import asyncio
import time
from collections import deque
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta
from itertools import islice
from typing import Protocol

import structlog

from bot.channels.errors import DeliveryError, Receipt
from bot.delivery.receipts import Receipts
from bot.logs import worth_a_line
from bot.pace import Pace, happens
from db import outbox
from db.engine import Database, is_away
from db.outbox import Parcel

BATCH = 500
CALLS_AT_ONCE = 64

log = structlog.get_logger(__name__)


class Channel(Protocol):
    """Somewhere a parcel can be delivered to."""

    async def deliver(self, parcel: Parcel) -> Receipt:
        """Deliver, or raise DeliveryError."""


SetAside = Callable[[Parcel, DeliveryError], Awaitable[None]]


class Courier:
    """Takes rows from the outbox and brings them to their channels until stopped."""

    def __init__(
        self,
        database: Database,
        channels: Mapping[str, Channel],
        now: Callable[[], datetime],
        set_aside: SetAside,
        pace: Pace,
    ) -> None:
        """`set_aside` writes down that a parcel cannot be delivered and tells whom it concerns."""
        self._database = database
        self._channels = channels
        self._now = now
        self._set_aside = set_aside
        self._pace = pace
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
        """Deliver until stopped. After a failure of the database it can be run again: the outbox knows what is left."""
        self._lanes: dict[str, deque[Parcel]] = {}
        self._held: set[int] = set()
        self._released: set[int] = set()
        self._last, self._review_at = 0, 0.0
        async with asyncio.TaskGroup() as tasks:
            self._receipts = Receipts(self._database, tasks, self._pace.first)
            while not self._stopping.is_set():
                self._woken.clear()
                await self._look(tasks)
                await happens(self._woken, self._pace.look)

    async def _look(self, tasks: asyncio.TaskGroup) -> None:
        """Take up the rows behind the last one seen, and from time to time all that no lane holds.

        On PostgreSQL a row can be committed after one with a higher id; SQLite may give an id a second time.
        """
        if time.monotonic() >= self._review_at:
            self._last, self._review_at = 0, time.monotonic() + self._pace.recovery
        self._held -= self._released  # what was delivered is committed by now, so this look cannot find it
        self._released = set()
        found = BATCH
        while found == BATCH and not self._stopping.is_set():
            async with self._database.reading() as connection:
                parcels = await outbox.waiting(connection, self._last, BATCH)
            for parcel in parcels:
                self._queue(parcel, tasks)
                self._last = parcel.id
            found = len(parcels)

    def _queue(self, parcel: Parcel, tasks: asyncio.TaskGroup) -> None:
        if parcel.id in self._held:
            return
        self._held.add(parcel.id)
        if parcel.destination in self._lanes:
            self._lanes[parcel.destination].append(parcel)
        else:
            self._lanes[parcel.destination] = deque([parcel])
            tasks.create_task(self._work_off(parcel.destination))

    async def _work_off(self, destination: str) -> None:
        lane = self._lanes[destination]
        while lane and not self._stopping.is_set():
            try:
                await self._bring_first(lane)
            except Exception:
                # Only this lane waits, and keeps its order.
                log.exception("lane_held_up", destination=destination, parcel=lane[0].id)
                await happens(self._stopping, self._pace.recovery)
            else:
                self._released.add(lane.popleft().id)
        del self._lanes[destination]

    async def _bring_first(self, lane: deque[Parcel]) -> None:
        if lane[0].kind == "show" and any(later.kind == "show" for later in islice(lane, 1, None)):
            await self._receipts.write(lane[0], Receipt())  # the later one will show everything
        else:
            await self._bring(lane[0])

    async def _bring(self, parcel: Parcel) -> None:
        attempts, due = parcel.attempts, parcel.due_at
        while await self._reached(due):
            try:
                return await self._attempt(parcel)
            except DeliveryError as error:
                if error.permanent:
                    return await self._set_aside(parcel, error)
                attempts += 1
                due = self._now() + timedelta(seconds=self._pace.after(attempts, error.retry_after))
                if worth_a_line(attempts):
                    why = error.reason
                    log.warning("delivery_postponed", parcel=parcel.id, ticket=parcel.ticket, tries=attempts, why=why)
                await self._write_postponed(parcel, due, error)
        return None

    async def _attempt(self, parcel: Parcel) -> None:
        try:
            async with self._calls:
                receipt = await self._channels[parcel.channel].deliver(parcel)
            await self._receipts.write(parcel, receipt)
        except DeliveryError:
            raise
        except Exception as error:
            if is_away(error):
                raise DeliveryError("the database is away") from error
            # A bug in one rendering must not hold up everybody else's messages.
            log.exception("delivery_crashed", parcel=parcel.id, kind=parcel.kind, ticket=parcel.ticket)
            raise DeliveryError(f"internal error ({type(error).__name__})", permanent=True) from error

    async def _write_postponed(self, parcel: Parcel, due: datetime, error: DeliveryError) -> None:
        async with self._database.transaction() as connection:
            await outbox.postpone(connection, parcel.id, due, error.reason)

    async def _reached(self, due: datetime) -> bool:
        """Wait for an instant; False when the courier is to stop instead."""
        seconds = (due - self._now()).total_seconds()
        if seconds > 0:
            await happens(self._stopping, seconds)
        return not self._stopping.is_set()

"""The only place that sends: rows of the outbox, in order per destination, many destinations at once (DESIGN 3).

A row counts as delivered when its receipt is committed. A crash between the call and that commit repeats the call: the
Bot API has no idempotency key. Each lane waits for the commit before its next call, so at most the calls in flight are
doubled.
"""

import asyncio
import time
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice

import structlog

from bot.channels.channel import Deliver
from bot.channels.errors import DeliveryError, Postponed, Refused, TooSoon
from bot.delivery.outcomes import Outcomes, Write
from bot.logs import worth_a_line
from bot.metrics import Counts
from bot.pace import Pace, happens, set_regularly
from bot.rules.channels import TELEGRAM
from db import outbox
from db.engine import Database, is_away
from db.outbox import Parcel

BATCH = 500
CALLS_AT_ONCE = 64
ALONE = 3
"""Failed tries among successes of others before a delivery is its own fault."""

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Fault:
    """How long a delivery has been failing, and in how many tries while its channel delivered other things."""

    tried_at: float
    seconds: float = 0.0
    alone: int = 0

    def after(self, now: float, others_succeeded: float) -> "Fault":
        """Return what one more failed try makes of it."""
        return Fault(now, self.seconds + now - self.tried_at, self.alone + (others_succeeded > self.tried_at))

    def is_own(self, seconds: float) -> bool:
        """Tell whether it is this delivery that fails, and not its channel."""
        return self.alone >= ALONE and self.seconds >= seconds


class Courier:
    """Takes rows from the outbox and brings them to their channels until stopped."""

    def __init__(
        self,
        database: Database,
        channels: Mapping[str, Deliver],
        now: Callable[[], datetime],
        write: Write,
        pace: Pace,
        places: asyncio.Semaphore,
        counts: Counts,
    ) -> None:
        """`write` writes down what became of a parcel and tells whom it concerns.

        `places` are those of the deliveries over Telegram at once, which may give one away while they wait.
        """
        self._database = database
        self._channels = channels
        self._now = now
        self._outcomes = Outcomes(database, pace.first, write)
        self._pace = pace
        self._places, self._places_elsewhere = places, asyncio.Semaphore(CALLS_AT_ONCE)
        self._counts = counts
        self._succeeded: dict[str, float] = {}
        """When a channel last delivered something, by the monotonic clock."""
        self._woken = asyncio.Event()
        self._stopping = asyncio.Event()

    def wake(self) -> None:
        """Say that something new was committed to the outbox."""
        self._woken.set()

    def stop(self) -> None:
        """Begin no further call; `run` ends when those in flight are written down."""
        self._stopping.set()
        self._woken.set()

    def forget(self) -> None:
        """Drop what could not be written down yet: another process was to send it, and has."""
        self._outcomes.forget()

    async def run(self) -> None:
        """Deliver until stopped. After a failure of the database it can be run again: the outbox knows what is left."""
        self._lanes: dict[str, deque[Parcel]] = {}
        self._held: set[int] = set()
        self._released: set[int] = set()
        self._last, self._review_at = 0, 0.0
        async with asyncio.TaskGroup() as tasks:
            await self._outcomes.begin(tasks, self._now())
            tasks.create_task(set_regularly(self._woken, self._pace.look, self._stopping))
            while not self._stopping.is_set():
                self._woken.clear()
                await self._look(tasks)
                await self._woken.wait()

    async def _look(self, tasks: asyncio.TaskGroup) -> None:
        """Take up the rows behind the last one seen, and from time to time all that no lane holds.

        A row that is tried again by hand has an old id; on PostgreSQL one that led before may commit late.
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
            await asyncio.sleep(0)  # the first lanes need not wait until a long backlog is read
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
                delivered = await self._bring(lane)
            except Exception:
                # Only this lane waits, and keeps its order.
                log.exception("lane_held_up", kind=lane[0].kind, parcel=lane[0].id, ticket=lane[0].ticket)
                await happens(self._stopping, self._pace.recovery)
            else:
                self._released.update(lane.popleft().id for _ in range(delivered))
        del self._lanes[destination]

    async def _bring(self, lane: deque[Parcel]) -> int:
        """Deliver the first of a lane or set it aside; returns how many parcels that was, 0 when it is time to stop."""
        parcel = lane[0]
        attempts, wait = parcel.attempts, self._left(parcel)
        fault = Fault(time.monotonic())
        while await self._waited(wait):
            try:
                return await self._attempt(lane)
            except TooSoon as soon:
                wait = soon.seconds
            except DeliveryError as error:
                fault = fault.after(time.monotonic(), self._succeeded.get(parcel.channel, 0.0))
                if error.permanent or (error.blames_call and fault.is_own(self._pace.give_up)):
                    await self._outcomes.write([parcel], Refused(error))
                    self.wake()
                    self._counts.refused(parcel.channel, parcel.kind).inc()
                    return 1
                attempts += 1
                wait = self._pace.after(attempts, error.retry_after, error.longest)
                due = self._now() + timedelta(seconds=wait)
                if worth_a_line(attempts):
                    why = error.reason
                    about = {"parcel": parcel.id, "kind": parcel.kind, "ticket": parcel.ticket}
                    log.warning("delivery_postponed", **about, tries=attempts, why=why)
                await self._outcomes.write([parcel], Postponed(error, due, first=attempts == 1))
        return 0

    async def _attempt(self, lane: deque[Parcel]) -> int:
        parcel = lane[0]
        try:
            # A Telegram that is away keeps its callers waiting: letters do not stand behind them.
            async with self._places if parcel.channel == TELEGRAM else self._places_elsewhere:
                self._database.check_lead()
                receipt = await self._channels[parcel.channel](lane)
            self._succeeded[parcel.channel] = time.monotonic()
            await self._outcomes.write(list(islice(lane, receipt.delivered)), receipt)
            seconds = (self._now() - parcel.created_at).total_seconds()
            self._counts.delivered(parcel.channel, parcel.kind).observe(seconds)
        except (DeliveryError, TooSoon):
            raise
        except Exception as error:
            if is_away(error):
                raise DeliveryError("the database is away") from error
            # A bug in one rendering must not hold up everybody else's messages.
            log.exception("delivery_crashed", parcel=parcel.id, kind=parcel.kind, ticket=parcel.ticket)
            raise DeliveryError(f"internal error ({type(error).__name__})", permanent=True) from error
        return receipt.delivered

    def _left(self, parcel: Parcel) -> float:
        """Return the seconds until a parcel is due: no more than it was to wait, should the clock have stepped back."""
        return min(parcel.due_at - self._now(), parcel.due_at - parcel.created_at).total_seconds()

    async def _waited(self, seconds: float) -> bool:
        """Wait, by a clock that does not step; False when the courier is to stop instead."""
        if seconds > 0:
            await happens(self._stopping, seconds)
        return not self._stopping.is_set()

"""Turns at calls: who waits for a chat's budget and for the common one, and in what order they get it.

Answers and messages of people go first, then topics and cards, then decoration; whoever has waited long enough
overtakes (PATIENCE), so nothing starves.
"""

import asyncio
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from heapq import heappop, heappush
from itertools import islice

from bot.channels.limits import UNKNOWN, Limit, Limits, Window
from bot.rules.kinds import TREATMENTS
from db.outbox import Parcel

PATIENCE: dict[str, float] = {kind: treatment.patience for kind, treatment in TREATMENTS.items()}
"""Seconds that kinds of parcels let others go before."""
LOOK_AHEAD = 20
"""Rows of a lane that are looked at: what stands before a message is as urgent as the message."""

BURST, BURST_SECONDS = 4, 1.0
"""So many calls to a group within so many seconds begin a burst: who comes next waits for who else comes."""
CALM, LONGEST = 0.5, 5.0
"""Seconds without anybody new, and at most, before calls are handed out in a burst: who joins may merge."""

CHATS_AT_ONCE, AT_ONCE = 3, 1.0
"""Refusals in so many chats within so many seconds are about all chats: Telegram does not say which it means."""
SWEEP = 1024

Lane = Sequence[Parcel]


def patience(lane: Lane) -> float:
    """Return the seconds that a lane can wait more than others: that of the most urgent in it."""
    return min((PATIENCE.get(parcel.kind, 0.0) for parcel in islice(lane, LOOK_AHEAD)), default=0.0)


@dataclass(slots=True, order=True)
class Waiter:
    """A lane that waits for so many calls."""

    key: float
    number: int
    since: float = field(compare=False)
    lane: Lane = field(compare=False)
    calls: int = field(compare=False)
    granted: asyncio.Future[bool] = field(compare=False)


class Queue:
    """Those who wait for one budget."""

    __slots__ = ("_demand", "_gathers", "_grown_at", "_latest", "_looked", "_number", "_timer", "_waiting", "window")

    def __init__(self, limit: Limit, *, gathers: bool) -> None:
        """With `gathers`, a scarce budget is only handed out when nobody joins any more: they may merge."""
        self.window, self._gathers = Window(limit), gathers
        self._waiting: list[Waiter] = []
        self._timer: asyncio.Handle | None = None
        self._number, self._demand = 0, 0
        self._looked = self._grown_at = -math.inf
        self._latest = [-math.inf] * BURST

    def at_once(self, calls: int) -> bool:
        """Begin calls when nobody else wants any; a queue that gathers first sees who else asks at this instant."""
        if self._gathers or self._waiting or self.window.free_in(_now(), calls) > 0:
            return False
        self.window.begin(calls)
        return True

    async def slot(self, lane: Lane, calls: int) -> bool:
        """Wait until calls may begin; tell whether they are scarce: there were more who wanted them."""
        now, self._number = _now(), self._number + 1
        granted: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        waiter = Waiter(now + patience(lane), self._number, now, lane, calls, granted)
        heappush(self._waiting, waiter)
        self._look_in(0.0)
        try:
            return await granted
        except asyncio.CancelledError:
            if granted.done() and not granted.cancelled():
                self.drop(calls)
            raise

    def end(self, calls: int) -> None:
        """Count calls that were made."""
        self.window.end(_now(), calls)
        self._look_again()

    def drop(self, calls: int) -> None:
        """Take back calls that were not made."""
        self.window.drop(calls)
        self._look_again()

    def refuse(self, seconds: float) -> None:
        """Hand out nothing for so long."""
        self.window.refuse(_now(), seconds)

    def is_idle(self) -> bool:
        """Tell whether it can be forgotten."""
        return not self._waiting and self.window.is_idle(_now())

    def hang_up(self) -> None:
        """Cancel all who wait."""
        for waiter in self._waiting:
            waiter.granted.cancel()

    def _look_in(self, seconds: float) -> None:
        if self._timer is None and seconds < math.inf:
            loop = asyncio.get_running_loop()
            self._timer = loop.call_later(seconds, self._look) if seconds else loop.call_soon(self._look)

    def _look_again(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._waiting:
            self._look_in(0.0)

    def _look(self) -> None:
        """Hand out what is free; look again when more will be."""
        self._timer, now = None, _now()
        left, demand = self.window.left(now), self._wanted()
        if self._gathers and left and (gathering := self._gathering(now, left, demand)) > 0:
            return self._look_in(gathering)
        while self._waiting and (wait := self.window.free_in(now, self._waiting[0].calls)) <= 0:
            self._grant(heappop(self._waiting), now, scarce=demand > left)
        self._looked, self._demand = now, self._wanted()
        if self._waiting:
            self._look_in(wait)
        return None

    def _grant(self, waiter: Waiter, now: float, *, scarce: bool) -> None:
        if waiter.granted.done():
            return
        self.window.begin(waiter.calls)
        self._latest = [*self._latest[1:], now]
        waiter.granted.set_result(scarce or waiter.since <= self._looked)

    def _wanted(self) -> int:
        """Count the calls that would be made if nothing were merged."""
        if not self._gathers:
            return len(self._waiting)
        return sum(len(waiter.lane) for waiter in self._waiting if not waiter.granted.done())

    def _gathering(self, now: float, left: int, demand: int) -> float:
        """Return the seconds to wait for others to join; none while there are calls enough."""
        if demand > self._demand:
            self._demand, self._grown_at = demand, now
        if demand <= left and now >= self._latest[0] + BURST_SECONDS:
            return 0.0
        longest = min((waiter.since for waiter in self._waiting), default=now) + LONGEST
        return min(self._grown_at + CALM, longest) - now


@dataclass(frozen=True, slots=True)
class Slot:
    """Calls to one chat that may begin; each slot is ended or dropped."""

    chat: int
    calls: int
    scarce: bool
    queues: tuple[Queue, ...]

    def end(self) -> None:
        """Say that they were made."""
        for queue in self.queues:
            queue.end(self.calls)

    def drop(self) -> None:
        """Say that they were not made."""
        for queue in self.queues:
            queue.drop(self.calls)


class Budgets:
    """All budgets of a bot."""

    def __init__(self, limits: Limits, places: asyncio.Semaphore) -> None:
        """`places` are those of the deliveries at once: who waits for a slot gives theirs away meanwhile."""
        self._limits, self._places = limits, places
        self._chats: dict[int, Queue] = {}
        self._known = limits is not UNKNOWN
        self._everywhere = self._over_all() if self._known else None
        self._taught: set[int] = set()
        self._refused: list[tuple[float, int]] = []
        self._sweep_at = SWEEP
        self._stopped = False

    async def slot(self, chat: int, lane: Lane, calls: int = 1) -> Slot:
        """Wait until a lane may make calls to a chat. Raises CancelledError after `stop`."""
        scarce, begun = False, Slot(chat, calls, False, ())
        for queue in self._queues(chat):
            try:
                scarce |= await self._begin(queue, lane, calls) and self._known
            except asyncio.CancelledError:
                begun.drop()
                raise
            begun = Slot(chat, calls, scarce, (*begun.queues, queue))
        return begun

    def refused(self, chat: int, seconds: float) -> None:
        """Learn from a 429 of a chat."""
        self._taught.add(chat)
        self._queue(chat).refuse(seconds)
        now = _now()
        self._refused = [each for each in self._refused if each[0] > now - AT_ONCE] + [(now, chat)]
        if len({chat for _, chat in self._refused}) >= CHATS_AT_ONCE:
            self._everywhere = self._everywhere or self._over_all()
            self._everywhere.refuse(seconds)

    def stop(self) -> None:
        """Let nobody wait any more: lanes that do are cancelled."""
        self._stopped = True
        for queue in (*self._chats.values(), *([self._everywhere] if self._everywhere else [])):
            queue.hang_up()

    def _over_all(self) -> Queue:
        return Queue(self._limits.everywhere, gathers=False)

    def _queues(self, chat: int) -> Iterator[Queue]:
        """Yield the budgets that calls to a chat draw on."""
        if self._known or chat in self._taught:
            yield self._queue(chat)
        if self._everywhere is not None:
            yield self._everywhere

    async def _begin(self, queue: Queue, lane: Lane, calls: int) -> bool:
        if queue.at_once(calls):
            return False
        if self._stopped:
            raise asyncio.CancelledError
        self._places.release()
        try:
            return await self._turn_and_place(queue, lane, calls)
        except asyncio.CancelledError:
            await self._places.acquire()  # whoever holds it will release it
            raise

    async def _turn_and_place(self, queue: Queue, lane: Lane, calls: int) -> bool:
        scarce = await queue.slot(lane, calls)
        try:
            await self._places.acquire()
        except asyncio.CancelledError:
            queue.drop(calls)
            raise
        return scarce

    def _queue(self, chat: int) -> Queue:
        queue = self._chats.get(chat)
        if queue is None:
            self._sweep()
            is_group = chat < 0
            limit = self._limits.group if is_group else self._limits.private
            self._chats[chat] = queue = Queue(limit, gathers=is_group and self._known)
        return queue

    def _sweep(self) -> None:
        """Forget chats where nothing happens, now and then."""
        if len(self._chats) >= self._sweep_at:
            self._chats = {chat: queue for chat, queue in self._chats.items() if not queue.is_idle()}
            self._sweep_at = max(SWEEP, 2 * len(self._chats))


def _now() -> float:
    return asyncio.get_running_loop().time()

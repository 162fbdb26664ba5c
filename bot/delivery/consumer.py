"""Works the inbox through: one input after another, each whole or not at all (DESIGN 1 and 2).

Inputs that wait together share a transaction, each in a savepoint of its own: a commit costs more than an input.
"""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import datetime

import structlog
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.actions import bursts
from bot.actions.work import Answer, Work
from bot.channels.channel import Handle
from bot.channels.errors import UnreadableError
from bot.logs import about, place_of
from bot.metrics import Counts
from bot.pace import Pace, happens
from bot.rules.notices import InputFailed
from bot.rules.policy import Policy
from db import inbox
from db.engine import Database, is_away
from db.inbox import Input

BATCH = 32
ATTEMPTS = 3

After = Callable[[Sequence[Answer]], None]

log = structlog.get_logger(__name__)


class Consumer:
    """Hands every input to the handler of its source, and what it left to do at once to `after_commit`."""

    def __init__(
        self,
        database: Database,
        handlers: Mapping[str, Handle],
        policy: Policy,
        now: Callable[[], datetime],
        after_commit: After,
        pace: Pace,
        counts: Counts,
    ) -> None:
        """Work in `database` at the instants that `now` returns."""
        self._database = database
        self._handlers = handlers
        self._policy = policy
        self._now = now
        self._after_commit = after_commit
        self._pace = pace
        self._counts = counts
        self._woken = asyncio.Event()
        self._stopping = asyncio.Event()
        self._lock = asyncio.Lock()

    def wake(self) -> None:
        """Say that something new was committed to the inbox."""
        self._woken.set()

    def stop(self) -> None:
        """Let `run` end after the inputs it is at."""
        self._stopping.set()
        self._woken.set()

    async def run(self) -> None:
        """Consume until stopped."""
        while not self._stopping.is_set():
            self._woken.clear()
            await self.work_off()
            await happens(self._woken, self._pace.look)  # another process may have stored something

    async def take_in(self, source: str, items: Sequence[tuple[str, str]]) -> None:
        """Store (external id, payload) pairs and work as many through; what is stored is on disk when this returns.

        Both happen in one transaction for each batch: its commit waits for the disk anyway. What waited before goes
        first, and `run` goes on with the rest.
        """
        found = 0
        async with self._lock:
            for start in range(0, len(items), BATCH):
                part = items[start : start + BATCH]
                found = await self._work_through(self._database.durable(), source, part)
        self._counts.received(source).inc(len(items))
        if found == BATCH:
            self.wake()  # whoever brought them goes on fetching: among what waits there may be what cannot

    async def work_off(self) -> None:
        """Work through all that waits now."""
        found = BATCH
        while found == BATCH and not self._stopping.is_set():
            async with self._lock:  # for a batch: what comes in meanwhile gets its turn
                found = await self._work_through(self._database.transaction())
            await asyncio.sleep(0)  # on SQLite nothing else in here waits, and others have to get on as well

    async def _work_through(
        self,
        opened: AbstractAsyncContextManager[AsyncConnection],
        source: str = "",
        items: Sequence[tuple[str, str]] = (),
    ) -> int:
        """Take the oldest inputs, a transaction for all of them and for what is new, and return their number.

        When not even a failure can be written down, it is the database that fails: that is raised.
        """
        answers: list[Answer] = []
        handled: list[str] = []
        async with opened as connection:
            batch = await self._batch(connection, source, items)
            for item in batch:
                if (shown := await self._try(connection, item)) is not None:
                    handled.append(item.source)
                    answers += shown
        for source in handled:
            self._counts.handled(source).inc()
        if batch:
            self._after_commit(answers)
        return len(batch)

    async def _batch(
        self, connection: AsyncConnection, source: str, items: Sequence[tuple[str, str]]
    ) -> Sequence[Input]:
        """Return the oldest inputs, marked as worked through: a failure takes that back."""
        if items:
            if not await inbox.waits(connection):
                return await inbox.take(connection, source, items, self._now())
            await inbox.store(connection, source, items, self._now())
        batch = await inbox.waiting(connection, BATCH)
        # A process that lost the lead learns of it seconds later: until then two may hold the same batch.
        return [item for item in batch if await inbox.done(connection, item.id)]

    async def _try(self, connection: AsyncConnection, item: Input) -> Sequence[Answer] | None:
        """Try a few times, so that bad luck passes; what then still fails is set aside and reported (None)."""
        with about(input=item.id, update=item.external_id):
            return await self._attempts(connection, item)

    async def _attempts(self, connection: AsyncConnection, item: Input) -> Sequence[Answer] | None:
        for attempt in range(min(item.attempts + 1, ATTEMPTS), ATTEMPTS + 1):
            try:
                async with self._database.attempt(connection):
                    return await self._once(connection, item)
            except Exception as error:
                if is_away(error):
                    raise
                log.exception("input_failed", source=item.source, attempt=attempt)
                final = attempt == ATTEMPTS or isinstance(error, UnreadableError)
                await self._note_failure(connection, item, error, final=final)
                if final:
                    break
        return None

    async def _once(self, connection: AsyncConnection, item: Input) -> Sequence[Answer]:
        work = Work(connection, self._now(), self._policy, channel=item.source)
        await self._handlers[item.source](work, item.payload)
        return work.answers

    async def _note_failure(self, connection: AsyncConnection, item: Input, error: Exception, *, final: bool) -> None:
        await inbox.failed(connection, item.id, repr(error), final=final)
        if final:
            work = Work(connection, self._now(), self._policy)
            name = type(error).__name__
            await bursts.tell(work, InputFailed(input=item.id, error=name), f"{name} ({place_of(error)})")
            self._counts.failed(item.source).inc()

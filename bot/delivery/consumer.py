"""Works the inbox through: one input after another, one transaction each (DESIGN 1 and 2)."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime

import structlog

from bot.actions import sending
from bot.actions.work import Toast, Work
from bot.logs import about_input
from bot.metrics import Counts
from bot.pace import Pace, happens
from bot.rules.notices import InputFailed
from bot.rules.policy import Policy
from db import inbox
from db.engine import Database
from db.inbox import Input

BATCH = 200
ATTEMPTS = 3

Handle = Callable[[Work, str], Awaitable[None]]
After = Callable[[Sequence[Toast]], None]

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
        """Work in `database` at the instants that `now` gives."""
        self._database = database
        self._handlers = handlers
        self._policy = policy
        self._now = now
        self._after_commit = after_commit
        self._pace = pace
        self._counts = counts
        self._woken = asyncio.Event()
        self._stopping = asyncio.Event()

    def wake(self) -> None:
        """Say that something new was committed to the inbox."""
        self._woken.set()

    def stop(self) -> None:
        """Let `run` end after the input it is at."""
        self._stopping.set()
        self._woken.set()

    async def run(self) -> None:
        """Consume until stopped."""
        while not self._stopping.is_set():
            self._woken.clear()
            async with self._database.reading() as connection:
                batch = await inbox.waiting(connection, BATCH)
            for item in batch:
                if self._stopping.is_set():
                    return
                await self._work_through(item)
            if not batch:
                await happens(self._woken, self._pace.look)  # another process may have stored something

    async def _work_through(self, item: Input) -> None:
        """Try a few times, so that bad luck passes; what then still fails is set aside and reported.

        When not even the failure can be written down, it is the database that fails: that is raised.
        """
        about_input(item.id, item.external_id)
        for attempt in range(min(item.attempts + 1, ATTEMPTS), ATTEMPTS + 1):
            try:
                await self._once(item)
            except Exception as error:
                log.exception("input_failed", source=item.source, attempt=attempt)
                await self._note_failure(item, error, final=attempt == ATTEMPTS)
            else:
                return

    async def _once(self, item: Input) -> None:
        async with self._database.transaction() as connection:
            work = Work(connection, self._now(), self._policy)
            # A process that lost the lead learns of it seconds later: until then two may hold the same batch.
            if await inbox.done(connection, item.id):
                await self._handlers[item.source](work, item.payload)
        self._counts.handled(item.source).inc()
        self._after_commit(work.toasts)

    async def _note_failure(self, item: Input, error: Exception, *, final: bool) -> None:
        async with self._database.transaction() as connection:
            await inbox.failed(connection, item.id, repr(error), final=final)
            if final:
                work = Work(connection, self._now(), self._policy)
                await sending.tell_supervisors(work, InputFailed(input=item.id, error=type(error).__name__))
        if final:
            self._counts.failed(item.source).inc()
        self._after_commit([])

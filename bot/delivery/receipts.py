"""Receipts of deliveries, written down many at a time: one commit serves every lane that waits for one."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime

import structlog

from bot.channels.errors import Receipt
from db import outbox
from db.engine import FAILURES, Database, is_away
from db.outbox import Parcel
from db.tickets import call_costs, messages

Entry = tuple[Sequence[Parcel], Receipt, asyncio.Future[None]]

log = structlog.get_logger(__name__)


class Receipts:
    """Collects receipts while a commit is under way, and commits them together with the next."""

    def __init__(self, database: Database, tasks: asyncio.TaskGroup, pause: float, now: Callable[[], datetime]) -> None:
        """Write into `database` in tasks of a group; `pause` is in seconds, for a database that is away."""
        self._database = database
        self._tasks = tasks
        self._pause = pause
        self._now = now
        self._waiting: list[Entry] = []
        self._writing = False

    async def write(self, parcels: Sequence[Parcel], receipt: Receipt) -> None:
        """Return when the receipt for parcels of one lane is committed. Raises what the database has against it."""
        written = asyncio.get_running_loop().create_future()
        self._waiting.append((parcels, receipt, written))
        if not self._writing:
            self._writing = True
            self._tasks.create_task(self._write_all())
        await written

    async def _write_all(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting, []
            await self._write(batch)
        self._writing = False

    async def _write(self, batch: Sequence[Entry]) -> None:
        """Commit a batch. What was delivered must not be forgotten: a database that is away is waited for."""
        while True:
            try:
                await self._commit(batch)
            except FAILURES as error:
                if not is_away(error):
                    return await self._refused(batch, error)
                log.warning("receipts_wait", count=len(batch), why=type(error).__name__)
                await asyncio.sleep(self._pause)
            else:
                return _tell(batch, None)

    async def _refused(self, batch: Sequence[Entry], error: Exception) -> None:
        """Find the receipt that cannot be written: the others must not suffer for it."""
        if len(batch) == 1:
            return _tell(batch, error)
        for entry in batch:
            await self._write([entry])
        return None

    async def _commit(self, batch: Sequence[Entry]) -> None:
        async with self._database.transaction() as connection:
            await messages.copied(connection, [copy for _, receipt, _ in batch for copy in receipt.copies])
            await outbox.done(connection, [parcel.id for parcels, _, _ in batch for parcel in parcels])
            for follow_up in (receipt.follow_up for _, receipt, _ in batch if receipt.follow_up is not None):
                await outbox.tell_ticket(connection, follow_up.ticket, follow_up.body, self._now())
            await call_costs.add(connection, [(parcels[0].ticket, receipt.calls) for parcels, receipt, _ in batch])


def _tell(batch: Sequence[Entry], error: Exception | None) -> None:
    for _, _, written in batch:
        if written.done():
            continue  # its lane was cancelled
        if error is None:
            written.set_result(None)
        else:
            written.set_exception(error)

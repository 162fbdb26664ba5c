"""Receipts of deliveries, written down many at a time: one commit serves every lane that waits for one."""

import asyncio

from bot.channels.errors import Receipt
from db import messages, outbox
from db.engine import Database
from db.outbox import Parcel


class Receipts:
    """Collects receipts while a commit is under way, and commits them together with the next."""

    def __init__(self, database: Database) -> None:
        """Write into `database`."""
        self._database = database
        self._waiting: list[tuple[Parcel, Receipt, asyncio.Future[None]]] = []
        self._writer: asyncio.Task[None] | None = None

    async def write(self, parcel: Parcel, receipt: Receipt) -> None:
        """Return when the receipt is committed."""
        written = asyncio.get_running_loop().create_future()
        self._waiting.append((parcel, receipt, written))
        if self._writer is None or self._writer.done():
            self._writer = asyncio.create_task(self._write_all())
        await written

    async def _write_all(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting, []
            async with self._database.transaction() as connection:
                await messages.copied(connection, [copy for _, receipt, _ in batch for copy in receipt.copies])
                await outbox.done(connection, [parcel.id for parcel, _, _ in batch])
            for _, _, written in batch:
                written.set_result(None)

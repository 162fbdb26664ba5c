"""Outcomes of deliveries, written down many at a time: one commit serves every lane that waits for one.

What became of a parcel is told, whichever way it ended, in the transaction that writes it down.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime

import structlog
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.actions import outgoing
from bot.actions.people import presence
from bot.actions.tickets.undelivered import report
from bot.actions.work import Work
from bot.channels.errors import DeliveryError, Outcome, Postponed, Receipt, RecipientGoneError
from bot.rules.addresses import ToPerson
from bot.rules.notices import AboutTicket
from bot.rules.policy import Policy
from db import outbox
from db.desk import pulse
from db.engine import Database, is_away
from db.outbox import Parcel
from db.tickets import call_costs, messages

Entry = tuple[Sequence[Parcel], Outcome, asyncio.Future[None]]
Write = Callable[[AsyncConnection, Parcel, Outcome], Awaitable[None]]

log = structlog.get_logger(__name__)


def writing(policy: Policy, now: Callable[[], datetime]) -> Write:
    """Build the step that writes down what a delivery came to beside its copies, and tells whom it concerns."""

    async def write(connection: AsyncConnection, parcel: Parcel, outcome: Outcome) -> None:
        work = Work(connection, now(), policy)
        if isinstance(outcome, Receipt):
            await _tell(work, parcel, outcome.notice)
        elif isinstance(outcome, Postponed):
            await outbox.postpone(connection, parcel.id, outcome.due, outcome.error.reason, parcel.body)
            await _tell(work, parcel, outcome.error.notice if outcome.first else None)
        else:
            await _set_aside(work, parcel, outcome.error)

    return write


async def _tell(work: Work, parcel: Parcel, notice: AboutTicket | None) -> None:
    if notice is not None:
        await outgoing.tell(work, outgoing.to_ticket(notice.number), notice, about=parcel.message)


async def _set_aside(work: Work, parcel: Parcel, error: DeliveryError) -> None:
    """Keep what is for somebody who is gone until they are back; give up the rest."""
    to = parcel.to
    held = to if error.gone and isinstance(to, ToPerson) else None
    event = "delivery_held" if held else "delivery_failed"
    log.warning(event, parcel=parcel.id, kind=parcel.kind, ticket=parcel.ticket, why=error.reason)
    if held:
        await presence.hold(work, parcel, held, error.reason, known=isinstance(error, RecipientGoneError))
    else:
        await outbox.fail(work.db, parcel.id, error.reason)
        await report(work, parcel, error.reason)


class Outcomes:
    """Collects outcomes while a commit is under way, and commits them together with the next.

    They are kept until they are written down, also when what runs them is cancelled and runs again.
    """

    def __init__(self, database: Database, pause: float, write: Write) -> None:
        """Write into `database`; `pause` is in seconds, for a database that is away."""
        self._database = database
        self._pause = pause
        self._write_one = write
        self._waiting: list[Entry] = []
        self._under_way: list[Entry] = []

    async def begin(self, tasks: asyncio.TaskGroup, now: datetime) -> None:
        """Write down what could not be before, and go on in tasks of a group. Raises what the database has against it.

        Something is written in any case: what cannot be written down must not be sent.
        """
        self._tasks, self._writing = tasks, False
        async with self._database.durable() as connection:
            await pulse.beat(connection, now)
        self._under_way, self._waiting = [*self._under_way, *self._waiting], []
        await self._write(self._under_way)
        self._under_way = []

    def forget(self) -> None:
        """Drop what was kept."""
        self._under_way, self._waiting = [], []

    async def write(self, parcels: Sequence[Parcel], outcome: Outcome) -> None:
        """Return when the outcome for parcels of one lane is committed. Raises what the database has against it."""
        written = asyncio.get_running_loop().create_future()
        self._waiting.append((parcels, outcome, written))
        if not self._writing:
            self._writing = True
            self._tasks.create_task(self._write_all())
        await written

    async def _write_all(self) -> None:
        while self._waiting:
            self._under_way, self._waiting = self._waiting, []
            await self._write(self._under_way)
            self._under_way = []
        self._writing = False

    async def _write(self, batch: Sequence[Entry]) -> None:
        """Commit a batch. What was delivered must not be forgotten: a database that is away is waited for."""
        while batch:
            try:
                await self._commit(batch)
            except Exception as error:
                if not is_away(error):  # also a bug in what is told: it is for the lane of that parcel to wait
                    log.exception("outcomes_refused", count=len(batch))
                    return await self._refused(batch, error)
                log.warning("receipts_wait", count=len(batch), why=type(error).__name__)
                await asyncio.sleep(self._pause)
            else:
                return _settle(batch, None)
        return None

    async def _refused(self, batch: Sequence[Entry], error: Exception) -> None:
        """Find the outcome that cannot be written: the others must not suffer for it."""
        if len(batch) == 1:
            return _settle(batch, error)
        for entry in batch:
            await self._write([entry])
        return None

    async def _commit(self, batch: Sequence[Entry]) -> None:
        receipts = [(parcels, each) for parcels, each, _ in batch if isinstance(each, Receipt)]
        async with self._database.transaction() as connection:
            await messages.copied(connection, [copy for _, receipt in receipts for copy in receipt.copies])
            await outbox.done(connection, [parcel.id for parcels, _ in receipts for parcel in parcels])
            for parcels, outcome, _ in batch:
                await self._write_one(connection, parcels[0], outcome)
            await call_costs.add(connection, [(parcels[0].ticket, receipt.calls) for parcels, receipt in receipts])


def _settle(batch: Sequence[Entry], error: Exception | None) -> None:
    for _, _, written in batch:
        if written.done():
            continue  # its lane was cancelled
        if error is None:
            written.set_result(None)
        else:
            written.set_exception(error)

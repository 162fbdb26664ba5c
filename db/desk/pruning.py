"""Deleting rows of the inbox and the outbox that nobody needs any more."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Column, bindparam, delete, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from db.statements import Command, Query
from db.tables import CLEARED, inbox, outbox


@dataclass(frozen=True, slots=True)
class Old:
    """A row that is done with, and when it came in."""

    id: int
    at: datetime


def _oldest(id_: Column[Any], instant: Column[Any]) -> Query[Old]:
    """Read from the low end of the primary key: an index for this would cost something at every message.

    The newest row stays: without it SQLite would give its id a second time.
    """
    newest = select(func.max(id_)).scalar_subquery()
    found = select(id_, instant).where(CLEARED, id_ < newest)
    return Query(Old, found.order_by(id_).limit(bindparam("most")))


_OLDEST_INPUTS = _oldest(inbox.c.id, inbox.c.received_at)
_OLDEST_PARCELS = _oldest(outbox.c.id, outbox.c.created_at)
_FORGET_INPUT = Command(delete(inbox).where(inbox.c.id == bindparam("row")))
_FORGET_PARCEL = Command(delete(outbox).where(outbox.c.id == bindparam("row")))


async def prune(connection: AsyncConnection, before: datetime, most: int) -> int:
    """Delete what was done with and came in before an instant, oldest first, `most` of each kind; return how many."""
    forgotten = 0
    for oldest, forget in ((_OLDEST_INPUTS, _FORGET_INPUT), (_OLDEST_PARCELS, _FORGET_PARCEL)):
        old = [{"row": each.id} for each in await oldest.all(connection, {"most": most}) if each.at < before]
        await forget.run_each(connection, old)
        forgotten += len(old)
    return forgotten

"""What could not be worked through or delivered: it stays until a supervisor has it tried again or drops it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Table, bindparam, func, literal, null, select, union_all, update
from sqlalchemy.ext.asyncio import AsyncConnection

from db.rows import values
from db.tables import FAILED, inbox, outbox

INPUT, PARCEL = "in", "out"
Rows = tuple[int, int]
"""The lowest and the highest id."""


@dataclass(frozen=True, slots=True)
class Failure:
    """An input or (`box` says which) a parcel that was set aside; `at` is when it came in, not when it failed.

    `kind` is the source of an input, the kind of a parcel. Only an input has a payload, only a parcel the rest.
    """

    box: str
    id: int
    at: datetime
    kind: str
    error: str
    payload: str | None
    channel: str | None
    destination: str | None
    ticket: int | None


@dataclass(frozen=True, slots=True)
class Cleared:
    """A row that is set aside no longer."""

    box: str
    id: int
    ticket: int | None


_INPUTS = select(
    literal(INPUT).label("box"),
    inbox.c.id,
    inbox.c.received_at.label("at"),
    inbox.c.source.label("kind"),
    func.coalesce(inbox.c.error, "").label("error"),
    inbox.c.payload,
    null().label("channel"),
    null().label("destination"),
    null().label("ticket"),
).where(FAILED)
_PARCELS = select(
    literal(PARCEL),
    outbox.c.id,
    outbox.c.created_at,
    outbox.c.kind,
    func.coalesce(outbox.c.error, ""),
    null(),
    outbox.c.channel,
    outbox.c.destination,
    outbox.c.ticket,
).where(FAILED)
_COUNT = {
    box: select(func.count()).select_from(table).where(FAILED) for box, table in ((INPUT, inbox), (PARCEL, outbox))
}
_NEWEST: Any = union_all(_INPUTS, _PARCELS)
_NEWEST = _NEWEST.order_by(_NEWEST.selected_columns.at.desc(), _NEWEST.selected_columns.id.desc())
_NEWEST = _NEWEST.limit(bindparam("most")).offset(bindparam("skipped"))


async def newest(connection: AsyncConnection, skipped: int, most: int) -> list[Failure]:
    """Return failures, the newest first."""
    return values(Failure, await connection.execute(_NEWEST, {"skipped": skipped, "most": most}))


async def count(connection: AsyncConnection) -> int:
    """Count the failures in both boxes."""
    return sum([await connection.scalar(_COUNT[box]) or 0 for box in _COUNT])


async def ids(connection: AsyncConnection, box: str, highest: int) -> list[int]:
    """Return the ids of a box's failures up to `highest`, in order."""
    row = _table(box).c.id
    return list(await connection.scalars(select(row).where(FAILED, row <= highest).order_by(row)))


async def retry(connection: AsyncConnection, box: str, rows: Rows, now: datetime) -> list[Cleared]:
    """Let failed rows of a box wait again, as if they were new but under their old ids."""
    changes = {"state": "waiting", "attempts": 0, "error": None}
    return await _clear(connection, box, rows, changes if box == INPUT else changes | {"due_at": now})


async def drop(connection: AsyncConnection, box: str, rows: Rows) -> list[Cleared]:
    """Give up failed rows of a box; they are pruned like those that are done."""
    return await _clear(connection, box, rows, {"state": "dropped"})


async def _clear(connection: AsyncConnection, box: str, rows: Rows, changes: dict[str, Any]) -> list[Cleared]:
    table = _table(box)
    change = update(table).where(FAILED, table.c.id.between(*rows)).values(**changes)
    ticket = null() if box == INPUT else outbox.c.ticket
    found = await connection.execute(change.returning(table.c.id, ticket))
    return [Cleared(box, *each) for each in found]


def _table(box: str) -> Table:
    return inbox if box == INPUT else outbox

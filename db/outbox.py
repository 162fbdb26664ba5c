"""What has to go out, in order per destination. Only the courier takes rows from here."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.rules.addresses import Address, channel_of, parse
from bot.rules.kinds import Kind
from db.rows import storable
from db.statements import Command, Query
from db.tables import HELD, WAITING, outbox


@dataclass(frozen=True, slots=True)
class Parcel:
    """A row of the outbox on its way to the channel that delivers it."""

    id: int
    channel: str
    destination: str
    kind: str
    body: dict[str, Any]
    ticket: int | None
    message: int | None
    due_at: datetime
    attempts: int
    created_at: datetime
    seen_at: float = field(default_factory=time.monotonic, compare=False)
    """When this process came to know of it, by a clock that does not step."""

    @property
    def to(self) -> Address:
        """The destination, as a value."""
        return parse(self.destination)


_COLUMNS = (
    outbox.c.id,
    outbox.c.channel,
    outbox.c.destination,
    outbox.c.kind,
    outbox.c.body,
    outbox.c.ticket,
    outbox.c.message,
    outbox.c.due_at,
    outbox.c.attempts,
    outbox.c.created_at,
)
_ENQUEUE = Command(insert(outbox))
_WAITING = Query(
    Parcel,
    select(*_COLUMNS).where(WAITING, outbox.c.id > bindparam("after")).order_by(outbox.c.id).limit(bindparam("most")),
)
_DONE = Command(update(outbox).where(outbox.c.id == bindparam("row")).values(state="done"))
_STILL = (WAITING, outbox.c.id == bindparam("row"))
"""What another process has brought meanwhile is neither late nor lost."""
_POSTPONE = (
    update(outbox)
    .where(*_STILL)
    .values(due_at=bindparam("due"), attempts=outbox.c.attempts + 1, error=bindparam("why"), body=bindparam("come"))
)
_FAIL = update(outbox).where(*_STILL).values(state="failed", error=bindparam("why"))
_HOLD = update(outbox).where(*_STILL).values(state="held", error=bindparam("why"))
_KEPT = ("channel", "destination", "kind", "body", "ticket", "message", "created_at")
_HELD_FOR = (HELD, outbox.c.destination == bindparam("whom"))
_HELD = (
    select(*(outbox.c[name] for name in _KEPT), bindparam("due", type_=outbox.c.due_at.type))
    .where(*_HELD_FOR)
    .order_by(outbox.c.id)
)
_RELEASE = insert(outbox).from_select([*_KEPT, "due_at"], _HELD)
_FORGET_HELD = delete(outbox).where(*_HELD_FOR)
_ANY_HELD = Query(int, select(outbox.c.id).where(*_HELD_FOR).limit(1))
_BEHIND = Query(
    int,
    select(outbox.c.id)
    .where(WAITING, outbox.c.id > bindparam("after"), outbox.c.destination == bindparam("whom"))
    .order_by(outbox.c.id)
    .limit(1),
)


_LATER = Query(
    Parcel,
    select(*_COLUMNS).where(
        outbox.c.id > bindparam("after"),
        outbox.c.destination == bindparam("whom"),
        outbox.c.kind == bindparam("of"),
        or_(WAITING, outbox.c.state == "done"),
    ),
)


async def enqueue(
    connection: AsyncConnection,
    destination: Address,
    kind: Kind,
    body: dict[str, Any],
    now: datetime,
    *,
    ticket: int | None = None,
    message: int | None = None,
) -> None:
    """Promise a delivery. It becomes true when the transaction is committed."""
    row = {"channel": channel_of(destination), "destination": str(destination), "kind": str(kind), "body": body}
    await _ENQUEUE.run(connection, row | {"ticket": ticket, "message": message, "created_at": now, "due_at": now})


async def waiting(connection: AsyncConnection, after: int, most: int) -> list[Parcel]:
    """Return undelivered rows behind `after`, in order."""
    return await _WAITING.all(connection, {"after": after, "most": most})


async def done(connection: AsyncConnection, rows: Sequence[int]) -> None:
    """Mark rows as delivered."""
    await _DONE.run_each(connection, [{"row": row} for row in rows])


async def postpone(connection: AsyncConnection, row: int, due: datetime, why: str, body: dict[str, Any]) -> None:
    """Count a failed try and name the instant of the next one; the body says how far this one came."""
    await connection.execute(_POSTPONE, {"row": row, "due": due, "why": storable(why), "come": body})


async def note(connection: AsyncConnection, row: int, body: dict[str, Any]) -> None:
    """Keep in a row how far its delivery has come."""
    await connection.execute(update(outbox).where(outbox.c.id == row).values(body=body))


async def fail(connection: AsyncConnection, row: int, why: str) -> None:
    """Set a row aside for good: trying again would not help."""
    await connection.execute(_FAIL, {"row": row, "why": storable(why)})


async def hold(connection: AsyncConnection, row: int, why: str) -> None:
    """Set a row aside until `release`: nothing reaches its destination for the time being."""
    await connection.execute(_HOLD, {"row": row, "why": storable(why)})


async def holds(connection: AsyncConnection, destination: Address) -> bool:
    """Tell whether anything is held for a destination: what comes later must not overtake it."""
    return await _ANY_HELD.first(connection, {"whom": str(destination)}) is not None


async def waits_behind(connection: AsyncConnection, row: int, destination: Address) -> bool:
    """Tell whether rows with higher numbers wait for a destination."""
    return await _BEHIND.first(connection, {"after": row, "whom": str(destination)}) is not None


async def later(connection: AsyncConnection, parcel: Parcel) -> list[Parcel]:
    """Return the rows of the same kind and destination with higher numbers that are delivered or wait for it."""
    behind = {"after": parcel.id, "whom": parcel.destination, "of": parcel.kind}
    return await _LATER.all(connection, behind)


async def release(connection: AsyncConnection, destination: Address, now: datetime) -> None:
    """Promise again what was held for a destination: in the same order, and before all that is enqueued from now on.

    The rows get new numbers: a courier that has looked beyond the old ones finds them, and never behind a later one.
    """
    await connection.execute(_RELEASE, {"whom": str(destination), "due": now})
    await connection.execute(_FORGET_HELD, {"whom": str(destination)})


async def waiting_count(connection: AsyncConnection) -> int:
    """Count the rows that are not delivered yet."""
    return await connection.scalar(select(func.count()).select_from(outbox).where(WAITING)) or 0

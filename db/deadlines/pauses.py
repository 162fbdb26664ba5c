"""When the time to a deadline stood, because the requester was asked for data (3.7, 4.3)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import bindparam, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from db.statements import Command, Query
from db.tables import pauses


@dataclass(frozen=True, slots=True)
class Waited:
    """What pauses came to: of how many tickets, and seconds of working time."""

    tickets: int
    seconds: int


@dataclass(frozen=True, slots=True)
class Lasting:
    """A pause that lasts."""

    since: datetime


_ADD = Command(insert(pauses))
_LASTING = Query(
    Lasting, select(pauses.c.began_at).where(pauses.c.ticket == bindparam("of"), pauses.c.ended_at.is_(None))
)
_END = Command(
    update(pauses)
    .where(pauses.c.ticket == bindparam("of"), pauses.c.ended_at.is_(None))
    .values(ended_at=bindparam("now"), worked=bindparam("seconds"))
)
_WAITED = Query(
    Waited,
    select(func.count(pauses.c.ticket.distinct()), func.coalesce(func.sum(pauses.c.worked), 0)).where(
        pauses.c.ended_at >= bindparam("since"), pauses.c.ended_at < bindparam("until")
    ),
)


async def begin(connection: AsyncConnection, ticket: int, now: datetime) -> None:
    """Begin a pause."""
    await _ADD.run(connection, {"ticket": ticket, "began_at": now})


async def lasting(connection: AsyncConnection, ticket: int) -> datetime | None:
    """Return since when a ticket pauses, or None."""
    found = await _LASTING.first(connection, {"of": ticket})
    return found.since if found else None


async def end(connection: AsyncConnection, ticket: int, now: datetime, worked: timedelta) -> None:
    """End the pause of a ticket."""
    await _END.run(connection, {"of": ticket, "now": now, "seconds": int(worked.total_seconds())})


async def waited(connection: AsyncConnection, since: datetime, until: datetime) -> Waited:
    """Return what the pauses that ended in a span come to."""
    return await _WAITED.first(connection, {"since": since, "until": until}) or Waited(0, 0)

"""Failures of one kind that come in a burst: which supervisors were told of, and how many came since."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from db.rows import columns, upserts
from db.statements import Command, Query
from db.tables import bursts


@dataclass(frozen=True, slots=True)
class Burst:
    """A kind of failure that was told of at an instant, and `more` of it since."""

    kind: str
    told_at: datetime
    more: int


_OF_KIND = bursts.c.kind == bindparam("of")
_COUNT = Command(update(bursts).where(_OF_KIND).values(more=bursts.c.more + 1))
_TELL = Command(upserts(bursts, "kind"))
_TOLD_BEFORE = Query(Burst, select(*columns(bursts, Burst)).where(bursts.c.told_at <= bindparam("instant")))
_END = Command(delete(bursts).where(_OF_KIND))


async def goes_on(connection: AsyncConnection, kind: str) -> bool:
    """Count one more failure of a kind; False when none was told of lately."""
    return await _COUNT.run(connection, {"of": kind}) > 0


async def told(connection: AsyncConnection, kind: str, now: datetime) -> None:
    """Remember that a kind was told of."""
    await _TELL.run(connection, {"kind": kind, "told_at": now, "more": 0})


async def told_before(connection: AsyncConnection, instant: datetime) -> Sequence[Burst]:
    """Return the kinds that were not told of since an instant."""
    return await _TOLD_BEFORE.all(connection, {"instant": instant})


async def end_all(connection: AsyncConnection) -> None:
    """Forget every kind."""
    await connection.execute(delete(bursts))


async def end(connection: AsyncConnection, kind: str) -> None:
    """Forget a kind: its next failure is news."""
    await _END.run(connection, {"of": kind})

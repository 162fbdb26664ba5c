"""Until when requesters were told that the desk is closed (2.5)."""

from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from db.rows import upserts
from db.statements import Command, Query
from db.tables import told_closed

_KNOWS = Query(
    int,
    select(told_closed.c.person).where(
        told_closed.c.person == bindparam("of"), told_closed.c.opens_at > bindparam("now")
    ),
)
_NOTE = Command(upserts(told_closed, "person"))


async def knows(connection: AsyncConnection, person: int, now: datetime) -> bool:
    """Tell whether a person was told of an opening that is still to come."""
    return await _KNOWS.first(connection, {"of": person, "now": now}) is not None


async def note(connection: AsyncConnection, person: int, opens_at: datetime) -> None:
    """Keep that a person was told when the desk opens."""
    await _NOTE.run(connection, {"person": person, "opens_at": opens_at})

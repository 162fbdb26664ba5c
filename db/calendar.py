"""Days on which the desk departs from the official calendar (2.5)."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from db.tables import calendar_overrides

_ALL = select(calendar_overrides.c.day, calendar_overrides.c.working)


async def overrides(connection: AsyncConnection) -> dict[date, bool]:
    """Give every override: day → working or not."""
    return {row.day: row.working for row in await connection.execute(_ALL)}

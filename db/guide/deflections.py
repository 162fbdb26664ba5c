"""Requests that were not sent because an article of the guide helped."""

from datetime import datetime

from sqlalchemy import bindparam, func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from db.statements import Command, Query
from db.tables import deflections

_ADD = Command(insert(deflections))
_COUNT = Query(
    int,
    select(func.count())
    .select_from(deflections)
    .where(deflections.c.at >= bindparam("since"), deflections.c.at < bindparam("until")),
)


async def add(connection: AsyncConnection, person: int, service: int, articles: list[int], now: datetime) -> None:
    """Count one."""
    row = {"person": person, "service": service, "articles": articles, "at": now}
    await _ADD.run(connection, row)


async def counted(connection: AsyncConnection, since: datetime, until: datetime) -> int:
    """Return how many there were in a span."""
    return await _COUNT.first(connection, {"since": since, "until": until}) or 0

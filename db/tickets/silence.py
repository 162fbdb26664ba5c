"""Requesters who are asked whether their ticket is solved, and since when."""

from datetime import datetime

from sqlalchemy import bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from db.statements import Query
from db.tables import audit

KIND = "silence"
ASKED = "resolve"
"""The action on record."""

_ASKED_AT: Query[datetime | None] = Query(
    lambda at: at, select(func.max(audit.c.at)).where(audit.c.action == ASKED, audit.c.ticket == bindparam("of"))
)


async def asked_at(connection: AsyncConnection, ticket: int) -> datetime:
    """Tell when a requester was asked to confirm, for the last time; they must have been."""
    found = await _ASKED_AT.first(connection, {"of": ticket})
    assert found is not None, f"ticket {ticket} was never asked about"
    return found

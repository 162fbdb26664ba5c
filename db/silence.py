"""Requesters who are asked whether their ticket is solved, and since when."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from db.statements import Query
from db.tables import alarms, audit

KIND = "silence"
ASKED = "resolve"
"""The action on record."""


@dataclass(frozen=True, slots=True)
class Awaited:
    """A confirmation that is awaited, and the step that is next (`bot.rules.silence`)."""

    ticket: int
    step: int
    asked_at: datetime


_ASKED_AT = select(func.max(audit.c.at)).where(audit.c.action == ASKED)
_OF_TICKET: Query[datetime | None] = Query(lambda at: at, _ASKED_AT.where(audit.c.ticket == bindparam("of")))
_AWAITED = Query(
    Awaited,
    select(
        alarms.c.ticket,
        alarms.c.step,
        _ASKED_AT.where(audit.c.ticket == alarms.c.ticket).correlate(alarms).scalar_subquery(),
    ).where(alarms.c.kind == KIND),
)


async def asked_at(connection: AsyncConnection, ticket: int) -> datetime:
    """Tell when a requester was asked to confirm, for the last time; they must have been."""
    found = await _OF_TICKET.first(connection, {"of": ticket})
    assert found is not None, f"ticket {ticket} was never asked about"
    return found


async def awaited(connection: AsyncConnection) -> list[Awaited]:
    """Give every confirmation that is awaited."""
    return await _AWAITED.all(connection)

"""How long the work on a ticket may take (4.3): since its registration or last reopening, until its deadline."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from db.statements import Query
from db.tables import IS_OPEN, audit, tickets


@dataclass(frozen=True, slots=True)
class Stretch:
    """The time for an open ticket."""

    ticket: int
    started_at: datetime
    deadline: datetime


_REOPENED = (
    select(func.max(audit.c.at))
    .where(audit.c.ticket == tickets.c.number, audit.c.action == "reopen")
    .correlate(tickets)
    .scalar_subquery()
)
_STRETCH = (
    tickets.c.number,
    func.coalesce(_REOPENED, tickets.c.opened_at, type_=tickets.c.opened_at.type),
    tickets.c.deadline,
)
_RUNNING = select(*_STRETCH).where(IS_OPEN, tickets.c.deadline.is_not(None))
_OF_TICKET = Query(Stretch, _RUNNING.where(tickets.c.number == bindparam("of")))


async def of_ticket(connection: AsyncConnection, ticket: int) -> Stretch | None:
    """Give the stretch of a ticket, None when it is closed or has no deadline."""
    return await _OF_TICKET.first(connection, {"of": ticket})

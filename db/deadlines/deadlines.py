"""The deadlines that tickets had, and how long the work on one may take (3.4, 4.3)."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.rules.deadlines.history import Cause, Deadline
from db.rows import fields_of
from db.statements import Command, Query
from db.tables import IS_OPEN, deadlines, people, tickets


@dataclass(frozen=True, slots=True)
class Entry:
    """A deadline with when it was set, and by whom; `set_by` is a name, None the desk itself."""

    set_at: datetime
    set_by: str | None
    deadline: Deadline

    @property
    def reopens(self) -> bool:
        """Whether the ticket was opened again with it."""
        return self.deadline.cause is Cause.REOPENED


@dataclass(frozen=True, slots=True)
class Span:
    """The time for an open ticket: since its registration or last reopening, until its deadline."""

    ticket: int
    started_at: datetime
    deadline: datetime


def _entry(
    set_at: datetime,
    set_by: str | None,
    cause: str,
    until: datetime | None,
    hours: int | None,
    since: datetime | None,
    was: datetime | None,
    reason: str | None,
) -> Entry:
    return Entry(set_at, set_by, Deadline(Cause(cause), until, hours, since, was, reason))


_ADD = Command(insert(deadlines))
_OF_TICKET = Query(
    _entry,
    select(
        deadlines.c.set_at,
        people.c.name,
        *(deadlines.c[name] for name in ("cause", "until", "hours", "since", "was", "reason")),
    )
    .join_from(deadlines, people, deadlines.c.set_by == people.c.id, isouter=True)
    .where(deadlines.c.ticket == bindparam("ticket"))
    .order_by(deadlines.c.id),
)
_REOPENED = (
    select(func.max(deadlines.c.set_at))
    .where(deadlines.c.ticket == tickets.c.number, deadlines.c.cause == Cause.REOPENED)
    .correlate(tickets)
    .scalar_subquery()
)
_SPAN = Query(
    Span,
    select(
        tickets.c.number,
        func.coalesce(_REOPENED, tickets.c.opened_at, type_=tickets.c.opened_at.type),
        tickets.c.deadline,
    ).where(IS_OPEN, tickets.c.deadline.is_not(None), tickets.c.number == bindparam("ticket")),
)


async def add(connection: AsyncConnection, ticket: int, deadline: Deadline, by: int | None, now: datetime) -> None:
    """Keep a deadline on record; `by` None is the desk itself."""
    await _ADD.run(connection, {"ticket": ticket, "set_at": now, "set_by": by} | fields_of(deadline))


async def of_ticket(connection: AsyncConnection, ticket: int) -> list[Entry]:
    """Return the deadlines of a ticket, oldest first."""
    return await _OF_TICKET.all(connection, {"ticket": ticket})


async def span(connection: AsyncConnection, ticket: int) -> Span | None:
    """Return the time for a ticket, None when it is closed or has no deadline."""
    return await _SPAN.first(connection, {"ticket": ticket})

"""How things stand: what waits and what is open, counted whenever somebody asks (`GET /metrics`).

Only rows that a partial index holds are looked at: how much was ever done does not matter.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, literal_column, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.rules.tickets import trial
from db.statements import Query
from db.tables import IS_OPEN, WAITING, inbox, outbox, tickets


@dataclass(frozen=True, slots=True)
class Queue:
    """The rows of one kind that wait in the inbox (by source) or in the outbox."""

    kind: str
    rows: int
    oldest: datetime


@dataclass(frozen=True, slots=True)
class OpenTickets:
    """The open tickets in one state; an overdue one is counted among its kind as well."""

    state: str
    number: int
    overdue: int


@dataclass(frozen=True, slots=True)
class Standing:
    """Everything at one instant. A kind or state of which there is none is not listed."""

    inbox: list[Queue]
    outbox: list[Queue]
    tickets: list[OpenTickets]


# Not the bare column: SQLite would walk every row there ever was along the unique key that begins with it.
_SOURCE: ColumnElement[Any] = literal_column("source || ''")
_COUNT = func.count()
_INBOX = Query(Queue, select(_SOURCE, _COUNT, func.min(inbox.c.received_at)).where(WAITING).group_by(_SOURCE))
_OUTBOX = Query(
    Queue, select(outbox.c.kind, _COUNT, func.min(outbox.c.created_at)).where(WAITING).group_by(outbox.c.kind)
)
_TICKETS = Query(
    OpenTickets,
    select(tickets.c.state, _COUNT, func.count(tickets.c.overdue_at))
    .where(IS_OPEN, tickets.c.number != trial.NUMBER)
    .group_by(tickets.c.state),
)


async def standing(connection: AsyncConnection) -> Standing:
    """Count what waits and what is open."""
    return Standing(
        inbox=await _INBOX.all(connection),
        outbox=await _OUTBOX.all(connection),
        tickets=await _TICKETS.all(connection),
    )

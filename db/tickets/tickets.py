"""Tickets: opening, finding, changing."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, bindparam, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from db.rows import columns
from db.statements import Query
from db.tables import CLOSED, IS_OPEN, LASTS, identities, pauses, tickets, topics

LIFE = frozenset({"state", "deadline", "overdue_at", "asked_to_confirm_at", "closed_at"})
"""The columns of a ticket's life: each change of them has followers."""


@dataclass(frozen=True, slots=True)
class Ticket:
    """A ticket as it stands; `deadline` is None for technical errors (4.3)."""

    number: int
    person: int
    identity: int
    channel: str
    reply_channel: str
    """By which the requester last wrote, and so is answered (4.2)."""
    service: int
    tariff: str
    asked_service: int | None
    technical_error: bool
    state: str
    group_id: int | None
    operator: int | None
    previous: int | None
    opened_at: datetime
    deadline: datetime | None
    overdue_at: datetime | None
    first_answer_at: datetime | None
    asked_to_confirm_at: datetime | None
    """For the last time."""
    closed_at: datetime | None
    thanked_at: datetime | None
    """When it was last told, after closing, that thanks open nothing."""
    rating: int | None
    comment: str | None

    @property
    def is_open(self) -> bool:
        """A ticket stays open until its requester confirmed (3.2)."""
        return self.state != CLOSED


@dataclass(frozen=True, slots=True)
class OpenTicket:
    """A line of a group's list; thread and card are None while the ticket has no place yet."""

    number: int
    state: str
    service: int
    deadline: datetime | None
    company: str
    thread_id: int | None
    card_id: int | None


_ALL = select(*columns(tickets, Ticket))
_BY_NUMBER = Query(Ticket, _ALL.where(tickets.c.number == bindparam("of")))
# With the state as a parameter SQLite would prepare it again each time: the value might open a partial index.
_OPEN_OF = Query(Ticket, _ALL.where(tickets.c.person == bindparam("of"), IS_OPEN).order_by(tickets.c.number))
_LATEST_OF = Query(
    Ticket,
    _ALL.where(tickets.c.person == bindparam("of"))
    .order_by(tickets.c.state == CLOSED, tickets.c.number.desc())
    .limit(bindparam("most")),
)
_OPENINGS = Query(
    lambda opened_at: opened_at,
    select(tickets.c.opened_at)
    .where(tickets.c.person == bindparam("of"))
    .order_by(tickets.c.number.desc())
    .limit(bindparam("most")),
)
_NEXT = select(func.coalesce(func.max(tickets.c.number), 0) + 1)
_WITHOUT_GROUP = Query(Ticket, _ALL.where(tickets.c.group_id.is_(None), IS_OPEN).order_by(tickets.c.number))
_IS_OPEN_IN = and_(tickets.c.group_id == bindparam("chat"), IS_OPEN)
_OPEN_IN = Query(
    OpenTicket,
    select(
        *(tickets.c[name] for name in ("number", "state", "service", "deadline")),
        identities.c.company,
        topics.c.thread_id,
        topics.c.card_id,
    )
    .join(identities, identities.c.id == tickets.c.identity)
    .outerjoin(topics, topics.c.ticket == tickets.c.number)
    .where(_IS_OPEN_IN)
    .order_by(tickets.c.deadline.nulls_last(), tickets.c.number)
    .limit(bindparam("most")),
)
_ALL_OPEN_IN = Query(Ticket, _ALL.where(_IS_OPEN_IN).order_by(tickets.c.number))
_COUNT_OPEN_IN = select(func.count()).select_from(tickets).where(_IS_OPEN_IN)
_HIGHEST = select(func.max(tickets.c.number))
_PAUSES = select(pauses.c.ticket).where(pauses.c.ticket == tickets.c.number, LASTS).exists()
_OVERDUE = Query(
    Ticket,
    _ALL.where(tickets.c.deadline < bindparam("now"), IS_OPEN, tickets.c.overdue_at.is_(None), ~_PAUSES).order_by(
        tickets.c.deadline, tickets.c.number
    ),
)


async def add(connection: AsyncConnection, number: int | None = None, **fields: Any) -> Ticket:
    """Open a ticket, unless a number is given under the next one, counted from 1 without gaps (one consumer)."""
    if number is None:
        number = int((await connection.execute(_NEXT)).scalar_one())
    await connection.execute(insert(tickets), {"number": number, **fields})
    return await by_number(connection, number)


async def find(connection: AsyncConnection, number: int) -> Ticket | None:
    """Return a ticket, or None."""
    return await _BY_NUMBER.first(connection, {"of": number})


async def by_number(connection: AsyncConnection, number: int) -> Ticket:
    """Return a ticket that must exist."""
    found = await find(connection, number)
    assert found is not None, f"no ticket {number}"
    return found


async def open_of(connection: AsyncConnection, person: int) -> list[Ticket]:
    """Return a requester's open tickets, oldest first."""
    return await _OPEN_OF.all(connection, {"of": person})


async def latest_of(connection: AsyncConnection, person: int, most: int) -> list[Ticket]:
    """Return a requester's tickets: the open ones first, the newest of each first."""
    return await _LATEST_OF.all(connection, {"of": person, "most": most})


async def openings(connection: AsyncConnection, person: int, most: int) -> list[datetime]:
    """Return when a requester's latest tickets were opened, the newest first."""
    return await _OPENINGS.all(connection, {"of": person, "most": most})


async def move(connection: AsyncConnection, number: int, **fields: Any) -> Ticket:
    """Set columns of a ticket, those of its life among them, and return it as it stands then.

    Only `bot.actions.tickets.life` does, which tells whoever follows the ticket.
    """
    await connection.execute(update(tickets).where(tickets.c.number == number).values(**fields))
    return await by_number(connection, number)


async def change(connection: AsyncConnection, number: int, **fields: Any) -> Ticket:
    """Set columns of a ticket that nobody follows, and return it as it stands then."""
    assert not LIFE & fields.keys(), "bot.actions.tickets.life does that"
    return await move(connection, number, **fields)


async def newly_overdue(connection: AsyncConnection, now: datetime) -> list[Ticket]:
    """Return open tickets whose deadline has passed since the last look."""
    return await _OVERDUE.all(connection, {"now": now})


async def without_group(connection: AsyncConnection) -> list[Ticket]:
    """Return open tickets that wait for an operator group."""
    return await _WITHOUT_GROUP.all(connection)


async def open_in(connection: AsyncConnection, chat: int, most: int) -> list[OpenTicket]:
    """Return open tickets of a group, those first whose deadline is nearest."""
    return await _OPEN_IN.all(connection, {"chat": chat, "most": most})


async def all_open_in(connection: AsyncConnection, chat: int) -> list[Ticket]:
    """Return every open ticket of a group, oldest first."""
    return await _ALL_OPEN_IN.all(connection, {"chat": chat})


async def exist(connection: AsyncConnection) -> bool:
    """Tell whether there is any ticket."""
    return await connection.scalar(_HIGHEST) is not None


async def count_open_in(connection: AsyncConnection, chat: int) -> int:
    """Count the open tickets of a group."""
    return await connection.scalar(_COUNT_OPEN_IN, {"chat": chat}) or 0

"""Tickets whose deadlines are computed again because the working calendar changed: a row each until all are done."""

from datetime import datetime

from sqlalchemy import bindparam, delete, literal, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from db.rows import inserts
from db.statements import Command, Query
from db.tables import IS_OPEN, recalculations, tickets

WAITING = "waiting"

_OF = recalculations.c.outcome == bindparam("of")
_OPEN = select(tickets.c.number, literal(WAITING), bindparam("due", type_=recalculations.c.due_at.type)).where(IS_OPEN)
_BEGIN = {
    dialect: insert.from_select(["ticket", "outcome", "due_at"], _OPEN).on_conflict_do_update(
        index_elements=["ticket"], set_={"outcome": insert.excluded.outcome, "due_at": insert.excluded.due_at}
    )
    for dialect, insert in inserts(recalculations).items()
}
_NEXT = Query(
    int,
    select(recalculations.c.ticket)
    .where(_OF, recalculations.c.due_at <= bindparam("now"))
    .order_by(recalculations.c.due_at)
    .limit(bindparam("most")),
)
_ANY = Query(int, select(recalculations.c.ticket).where(_OF).limit(1))
_NOTE = Command(
    update(recalculations).where(recalculations.c.ticket == bindparam("at")).values(outcome=bindparam("as"))
)
_FORGET = Command(delete(recalculations).where(recalculations.c.ticket == bindparam("at")))
_FORGET_ALL = Command(delete(recalculations).where(_OF))


async def begin(connection: AsyncConnection, due_at: datetime) -> int:
    """Let the deadlines of all tickets open now wait to be computed again from `due_at` on; returns how many."""
    return (await connection.execute(_BEGIN[connection.dialect.name], {"due": due_at})).rowcount


async def waiting(connection: AsyncConnection, now: datetime, most: int) -> list[int]:
    """Return the numbers of tickets whose turn it is."""
    return await _NEXT.all(connection, {"of": WAITING, "now": now, "most": most})


async def is_done(connection: AsyncConnection) -> bool:
    """Tell whether none waits any more."""
    return await _ANY.first(connection, {"of": WAITING}) is None


async def note(connection: AsyncConnection, ticket: int, outcome: str | None) -> None:
    """Note what became of a ticket's deadline; None is nothing."""
    if outcome is None:
        await _FORGET.run(connection, {"at": ticket})
    else:
        await _NOTE.run(connection, {"at": ticket, "as": outcome})


async def settle(connection: AsyncConnection, outcome: str) -> int:
    """Count the tickets with an outcome, and forget them."""
    return await _FORGET_ALL.run(connection, {"of": outcome})

"""The call with which a ticket began (2.4), and the calls in which its closing was asked about (3.2)."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from db.rows import columns
from db.statements import Query
from db.tables import calls


@dataclass(frozen=True, slots=True)
class Call:
    """A call; `phone` and `recording` are None while they are not known."""

    ticket: int
    phone: str | None
    recording: str | None
    tries: int
    """Calls in which nobody was reached who could confirm."""
    confirmed_by: int | None
    """The operator who was told on the phone that it is solved."""
    confirmed_at: datetime | None


_OF = Query(Call, select(*columns(calls, Call)).where(calls.c.ticket == bindparam("of")))


async def add(connection: AsyncConnection, ticket: int, phone: str | None, recording: str | None) -> None:
    """Keep the call with which a ticket began."""
    await connection.execute(insert(calls), {"ticket": ticket, "phone": phone, "recording": recording})


async def of_ticket(connection: AsyncConnection, ticket: int) -> Call | None:
    """Return the call with which a ticket began, None of one that was written."""
    return await _OF.first(connection, {"of": ticket})


async def missed(connection: AsyncConnection, ticket: int) -> int:
    """Count a call in which nobody was reached, and return how many there were."""
    change = update(calls).where(calls.c.ticket == ticket).values(tries=calls.c.tries + 1).returning(calls.c.tries)
    return int((await connection.execute(change)).scalar_one())


async def confirmed(connection: AsyncConnection, ticket: int, by: int, now: datetime) -> None:
    """Keep who was told on the phone that it is solved, and when."""
    change = update(calls).where(calls.c.ticket == ticket)
    await connection.execute(change.values(confirmed_by=by, confirmed_at=now))

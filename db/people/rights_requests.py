"""What people asked about their personal data, and what became of it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.rules.people.rights_requests import Wish
from db.rows import columns
from db.tables import UNFINISHED, rights_requests


@dataclass(frozen=True, slots=True)
class RightsRequest:
    """One request. `told_at` is when supervisors heard that it is late, `erased_at` when the person was forgotten."""

    id: int
    person: int
    wish: str
    asked_at: datetime
    due_on: date
    state: str
    told_at: datetime | None
    erased_at: datetime | None
    done_at: datetime | None


_ALL = select(*columns(rights_requests, RightsRequest))


async def ask(connection: AsyncConnection, person: int, wish: Wish, due_on: date, now: datetime) -> None:
    """Note what a person asks for; it must not be under way already."""
    row = {"person": person, "wish": wish, "asked_at": now, "due_on": due_on}
    await connection.execute(insert(rights_requests), row)


async def unfinished(connection: AsyncConnection, person: int | None = None) -> list[RightsRequest]:
    """Return the requests that are not done yet, the oldest first: all, or those of one person."""
    found = _ALL.where(UNFINISHED).order_by(rights_requests.c.id)
    if person is not None:
        found = found.where(rights_requests.c.person == person)
    return [RightsRequest(*row) for row in await connection.execute(found)]


async def latest(connection: AsyncConnection, most: int) -> list[RightsRequest]:
    """Return the newest requests, whatever became of them, the newest first."""
    found = await connection.execute(_ALL.order_by(rights_requests.c.id.desc()).limit(most))
    return [RightsRequest(*row) for row in found]


async def note(connection: AsyncConnection, request: int, **values: Any) -> None:
    """Keep how far a request has come."""
    await connection.execute(update(rights_requests).where(rights_requests.c.id == request).values(**values))


async def done(connection: AsyncConnection, person: int, wish: Wish, now: datetime) -> None:
    """Note that what a person asked for is done."""
    whose = (rights_requests.c.person == person, rights_requests.c.wish == wish, UNFINISHED)
    await connection.execute(update(rights_requests).where(*whose).values(state="done", done_at=now))

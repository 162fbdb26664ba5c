"""Places that tickets have left, and cards that newer ones replaced."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from db.groups.groups import Topic
from db.rows import columns
from db.statements import Command, Query
from db.tables import former_places


@dataclass(frozen=True, slots=True)
class Left:
    """Where a ticket lived in a group until it left it; without a thread in replies to its card."""

    chat_id: int
    thread_id: int | None
    given_name: str
    left_at: datetime


_LAST = Query(
    Left,
    select(*columns(former_places, Left))
    .where(
        former_places.c.ticket == bindparam("of"),
        former_places.c.chat_id == bindparam("chat"),
        former_places.c.left_at.is_not(None),
    )
    .order_by(former_places.c.id.desc())
    .limit(1),
)
_IN_THREAD = Query(
    int,
    select(former_places.c.ticket)
    .where(
        former_places.c.chat_id == bindparam("chat"),
        former_places.c.thread_id == bindparam("thread"),
        former_places.c.left_at.is_not(None),
    )
    .limit(1),
)
_ADD = Command(insert(former_places))


async def add(connection: AsyncConnection, place: Topic, left_at: datetime | None) -> None:
    """Remember a place that a ticket leaves; with None it stays, and only gets another card."""
    row = {"ticket": place.ticket, "chat_id": place.chat_id, "thread_id": place.thread_id, "card_id": place.card_id}
    await _ADD.run(connection, row | {"given_name": place.given_name, "left_at": left_at})


async def last(connection: AsyncConnection, ticket: int, chat: int) -> Left | None:
    """Return where a ticket lived in a group the last time, None if it never left it."""
    return await _LAST.first(connection, {"of": ticket, "chat": chat})


async def in_thread(connection: AsyncConnection, chat: int, thread: int) -> int | None:
    """Return the ticket that lived in a topic until it left the group, None if none did."""
    return await _IN_THREAD.first(connection, {"chat": chat, "thread": thread})

"""What waits to be sent to an operator group: rows name tickets, the tickets know their group."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, case, cast, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.rules import addresses
from db.statements import Query
from db.tables import WAITING, outbox, tickets
from db.types import Id


@dataclass(frozen=True, slots=True)
class Backlog:
    """How many parcels wait for a group, and since when the oldest does."""

    count: int
    since: datetime


_WAITS = select(outbox.c.destination, outbox.c.created_at).where(WAITING).subquery()
_GROUP, _TICKET = (
    case((_WAITS.c.destination.startswith(prefix), cast(func.substr(_WAITS.c.destination, len(prefix) + 1), Id)))
    for prefix in map(addresses.prefix, (addresses.CHAT, addresses.TICKET))
)
_SUMS: tuple[Any, ...] = (func.count(), func.min(_WAITS.c.created_at))
_OF_GROUP = Query(
    Backlog,
    select(*_SUMS)
    .select_from(_WAITS.outerjoin(tickets, tickets.c.number == _TICKET))
    .where(or_(tickets.c.group_id == bindparam("chat"), bindparam("chat") == _GROUP))
    .having(func.count() > 0),
)


async def of_group(connection: AsyncConnection, chat: int) -> Backlog | None:
    """Sum up what waits for a group; None when nothing does."""
    return await _OF_GROUP.first(connection, {"chat": chat})

"""The outage of Telegram that lasts, if one does: since when, what waited at its beginning, and who knows."""

from datetime import datetime

from sqlalchemy import bindparam, delete, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.rules.channels import TELEGRAM
from bot.rules.desk.outages import Outage
from bot.rules.kinds import Kind
from db.rows import upserts
from db.statements import Command, Query
from db.tables import WAITING, outages, outbox

ONLY = 1
"""The id of the row: there is one Telegram."""
_ROW = outages.c.id == bindparam("row")
_FIND = Query(Outage, select(outages.c.began_at, outages.c.mailed_at).where(_ROW))
_BEGIN = Command(upserts(outages, "id"))
_MAILED = Command(update(outages).where(_ROW).values(mailed_at=bindparam("instant")))
_END = Command(delete(outages).where(_ROW))
_MESSAGES = (outbox.c.channel == TELEGRAM, or_(outbox.c.kind == Kind.RELAY, outbox.c.kind == Kind.NOTICE))
_WAITING_NOW = select(func.count()).select_from(outbox).where(WAITING, *_MESSAGES)
_NEWEST = select(func.max(outbox.c.id))
_NOTED = select(outages.c.waiting, outages.c.last_parcel).where(_ROW)
_SINCE = (
    select(func.count())
    .select_from(outbox)
    .where(outbox.c.id > bindparam("after"), outbox.c.created_at <= bindparam("instant"), *_MESSAGES)
)


async def find(connection: AsyncConnection) -> Outage | None:
    """Return the outage that lasts."""
    return await _FIND.first(connection, {"row": ONLY})


async def begin(connection: AsyncConnection, began_at: datetime) -> None:
    """Note that one has begun, and which messages wait by now."""
    noted = {
        "waiting": await connection.scalar(_WAITING_NOW) or 0,
        "last_parcel": await connection.scalar(_NEWEST) or 0,
    }
    await _BEGIN.run(connection, {"id": ONLY, "began_at": began_at, "mailed_at": None, **noted})


async def messages_held_up(connection: AsyncConnection, until: datetime) -> int:
    """Count the messages that could not be sent until an instant: those that waited, and those promised since."""
    noted = (await connection.execute(_NOTED, {"row": ONLY})).one()
    since = await connection.scalar(_SINCE, {"after": noted.last_parcel, "instant": until})
    return int(noted.waiting) + (since or 0)


async def mailed(connection: AsyncConnection, now: datetime) -> None:
    """Note that it was told by e-mail."""
    await _MAILED.run(connection, {"row": ONLY, "instant": now})


async def end(connection: AsyncConnection) -> None:
    """Forget it."""
    await _END.run(connection, {"row": ONLY})

"""The code for the first supervisor: its digest, never the code itself. There is one at a time."""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.rules.people.invitations import Invitation
from db.rows import upserts, value
from db.statements import Command
from db.tables import invitations

ONLY = 1

_LAST = select(invitations.c.digest, invitations.c.made_at, invitations.c.used_at).where(invitations.c.id == ONLY)
_RENEW = Command(upserts(invitations, "id"))


async def renew(connection: AsyncConnection, digest: str, now: datetime) -> None:
    """Put a new code in the place of the last one."""
    row = {"id": ONLY, "digest": digest, "made_at": now, "used_at": None, "used_by": None}
    await _RENEW.run(connection, row)


async def current(connection: AsyncConnection) -> Invitation | None:
    """Return the last code, or None when there never was one."""
    return value(Invitation, (await connection.execute(_LAST)).first())


async def used(connection: AsyncConnection, person: int, now: datetime) -> None:
    """Note who has shown the code."""
    await connection.execute(update(invitations).values(used_at=now, used_by=person))

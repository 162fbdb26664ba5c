"""A row that is written to learn whether anything can be: a full disk takes reads, and a commit of nothing."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from db.rows import upserts
from db.statements import Command
from db.tables import pulse

_BEAT = Command(upserts(pulse, "id"))


async def beat(connection: AsyncConnection, now: datetime) -> None:
    """Write the present instant; the commit says whether it could be written."""
    await _BEAT.run(connection, {"id": 1, "at": now})

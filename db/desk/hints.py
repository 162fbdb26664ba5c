"""What supervisors were told once, and need not be told again."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from db.rows import inserts
from db.statements import Command
from db.tables import hints

GUIDE_EMPTY = "guide_empty"
NO_SUPPLIER = "no_supplier"

_TELL = Command({name: insert.on_conflict_do_nothing() for name, insert in inserts(hints).items()})


async def is_first(connection: AsyncConnection, kind: str, now: datetime) -> bool:
    """Note that a hint is given; False when it was given before."""
    return await _TELL.run(connection, {"kind": kind, "told_at": now}) == 1

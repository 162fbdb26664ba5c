"""What tickets cost their groups in calls of the Bot API."""

from collections.abc import Iterable

from sqlalchemy.ext.asyncio import AsyncConnection

from db.rows import inserts
from db.statements import Command
from db.tables import spending

_ADD = Command(
    {
        name: insert.on_conflict_do_update(
            index_elements=["ticket"], set_={"calls": spending.c.calls + insert.excluded.calls}
        )
        for name, insert in inserts(spending).items()
    }
)


async def add(connection: AsyncConnection, spent: Iterable[tuple[int | None, int]]) -> None:
    """Add calls to what tickets have cost so far."""
    rows = [{"ticket": ticket, "calls": calls} for ticket, calls in spent if ticket is not None and calls]
    await _ADD.run_each(connection, rows)

"""Who did what to a ticket or to the desk, and why."""

from datetime import datetime
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from db.tables import audit


async def write(
    connection: AsyncConnection,
    action: str,
    now: datetime,
    *,
    actor: int | None,
    ticket: int | None = None,
    **details: Any,
) -> None:
    """Add a line; `actor` None is the desk itself. Details must be JSON values."""
    row = {"at": now, "actor": actor, "action": action, "ticket": ticket, "details": details}
    await connection.execute(insert(audit), row)


async def of_ticket(connection: AsyncConnection, ticket: int) -> list[dict[str, Any]]:
    """Give a ticket's lines, oldest first."""
    lines = select(audit.c.at, audit.c.actor, audit.c.action, audit.c.details).where(audit.c.ticket == ticket)
    return [dict(row) for row in (await connection.execute(lines.order_by(audit.c.id))).mappings()]

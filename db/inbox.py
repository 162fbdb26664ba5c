"""What came in and has to be worked through, in order (DESIGN: store, then acknowledge)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from db.rows import inserts
from db.statements import Command, Query
from db.tables import WAITING, inbox


@dataclass(frozen=True, slots=True)
class Input:
    """An update, a letter or a call event that waits for its turn."""

    id: int
    source: str
    payload: str
    attempts: int
    external_id: str


_STORE = Command({name: insert.on_conflict_do_nothing() for name, insert in inserts(inbox).items()})
_WAITING = Query(
    Input,
    select(inbox.c.id, inbox.c.source, inbox.c.payload, inbox.c.attempts, inbox.c.external_id)
    .where(WAITING)
    .order_by(inbox.c.id)
    .limit(bindparam("most")),
)
_MARK = update(inbox).where(inbox.c.id == bindparam("row"))
_DONE = Command(_MARK.where(WAITING).values(state="done"))
_FAILED = Command(_MARK.values(state=bindparam("to"), attempts=inbox.c.attempts + 1, error=bindparam("why")))


async def store(connection: AsyncConnection, source: str, items: Sequence[tuple[str, str]], now: datetime) -> None:
    """Keep (external id, payload) pairs; those already known are passed over."""
    rows: list[dict[str, Any]] = [
        {"source": source, "external_id": key, "payload": payload, "received_at": now} for key, payload in items
    ]
    await _STORE.run_each(connection, rows)


async def waiting(connection: AsyncConnection, most: int) -> list[Input]:
    """Give the oldest inputs that are not worked through yet."""
    return await _WAITING.all(connection, {"most": most})


async def done(connection: AsyncConnection, row: int) -> bool:
    """Mark as worked through, first in the transaction that does the work; False when another process was faster."""
    return await _DONE.run(connection, {"row": row}) == 1


async def failed(connection: AsyncConnection, row: int, why: str, *, final: bool) -> None:
    """Count one more failed try; a final one sets the input aside."""
    await _FAILED.run(connection, {"row": row, "to": "failed" if final else "waiting", "why": why})


async def waiting_count(connection: AsyncConnection) -> int:
    """Count the inputs that are not worked through yet."""
    return await connection.scalar(select(func.count()).select_from(inbox).where(WAITING)) or 0

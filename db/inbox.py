"""What came in and has to be worked through, in order (DESIGN: store, then acknowledge)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from db.rows import inserts, storable
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


_NEW = {name: insert.on_conflict_do_nothing() for name, insert in inserts(inbox).items()}
_STORE = Command(_NEW)
_TAKE = Query(int, {name: insert.returning(inbox.c.id) for name, insert in _NEW.items()})
_WAITING = Query(
    Input,
    select(inbox.c.id, inbox.c.source, inbox.c.payload, inbox.c.attempts, inbox.c.external_id)
    .where(WAITING)
    .order_by(inbox.c.id)
    .limit(bindparam("most")),
)
_ANY = Query(int, select(inbox.c.id).where(WAITING).limit(1))
_MARK = update(inbox).where(inbox.c.id == bindparam("row"))
_DONE = Command(_MARK.where(WAITING).values(state="done"))
_COUNTED = _MARK.values(attempts=inbox.c.attempts + 1, error=bindparam("why"))
_TRIED = Command(_COUNTED)
_FAILED = Command(_COUNTED.values(state="failed"))


async def store(connection: AsyncConnection, source: str, items: Sequence[tuple[str, str]], now: datetime) -> None:
    """Keep (external id, payload) pairs; those already known are passed over."""
    rows: list[dict[str, Any]] = [
        {"source": source, "external_id": key, "payload": payload, "received_at": now} for key, payload in items
    ]
    await _STORE.run_each(connection, rows)


async def take(
    connection: AsyncConnection, source: str, items: Sequence[tuple[str, str]], now: datetime
) -> list[Input]:
    """Keep pairs as worked through, for that is done in the same transaction; returns those that were not known."""
    taken = []
    for key, payload in items:
        row = {"source": source, "external_id": key, "payload": payload, "received_at": now, "state": "done"}
        if (number := await _TAKE.first(connection, row)) is not None:
            taken.append(Input(number, source, payload, 0, key))
    return taken


async def waiting(connection: AsyncConnection, most: int) -> list[Input]:
    """Return the oldest inputs that are not worked through yet."""
    return await _WAITING.all(connection, {"most": most})


async def waits(connection: AsyncConnection) -> bool:
    """Tell whether any input is not worked through yet."""
    return await _ANY.first(connection) is not None


async def done(connection: AsyncConnection, row: int) -> bool:
    """Mark as worked through, in the transaction that does the work; False when another process was faster."""
    return await _DONE.run(connection, {"row": row}) == 1


async def failed(connection: AsyncConnection, row: int, why: str, *, final: bool) -> None:
    """Count one more failed try; a final one sets the input aside."""
    await (_FAILED if final else _TRIED).run(connection, {"row": row, "why": storable(why)})


async def waiting_count(connection: AsyncConnection) -> int:
    """Count the inputs that are not worked through yet."""
    return await connection.scalar(select(func.count()).select_from(inbox).where(WAITING)) or 0

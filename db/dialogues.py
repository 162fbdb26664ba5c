"""Where a person stands in a dialogue: kept with everything else, so a restart or a rollback keeps the two in step."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from db.rows import upserts
from db.statements import Command, Query
from db.tables import dialogues


@dataclass(frozen=True, slots=True)
class Dialogue:
    """The step a person is at, and what was said so far."""

    state: str | None
    data: dict[str, Any]


NONE = Dialogue(None, {})

_READ = Query(Dialogue, select(dialogues.c.state, dialogues.c.data).where(dialogues.c.key == bindparam("of")))
_SAVE = Command(upserts(dialogues, "key"))


async def read(connection: AsyncConnection, key: str) -> Dialogue:
    """Return the dialogue, or NONE."""
    return await _READ.first(connection, {"of": key}) or NONE


async def save(connection: AsyncConnection, key: str, dialogue: Dialogue, now: datetime) -> None:
    """Keep the dialogue; an empty one is removed."""
    if dialogue == NONE:
        await connection.execute(delete(dialogues).where(dialogues.c.key == key))
    else:
        row = {"key": key, "state": dialogue.state, "data": dialogue.data, "saved_at": now}
        await _SAVE.run(connection, row)

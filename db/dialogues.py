"""Where a person stands in a dialogue: kept with everything else, so a restart or a rollback keeps the two in step."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from db.rows import upserts
from db.tables import dialogues

_READ = select(dialogues.c.state, dialogues.c.data).where(dialogues.c.key == bindparam("of"))
_SAVE = upserts(dialogues, "key")


@dataclass(frozen=True, slots=True)
class Dialogue:
    """The step a person is at, and what was said so far."""

    state: str | None
    data: dict[str, Any]


NONE = Dialogue(None, {})


async def read(connection: AsyncConnection, key: str) -> Dialogue:
    """Give the dialogue, or NONE."""
    row = (await connection.execute(_READ, {"of": key})).first()
    return Dialogue(row.state, row.data) if row else NONE


async def save(connection: AsyncConnection, key: str, dialogue: Dialogue) -> None:
    """Keep the dialogue; an empty one is removed."""
    if dialogue == NONE:
        await connection.execute(delete(dialogues).where(dialogues.c.key == key))
    else:
        row = {"key": key, "state": dialogue.state, "data": dialogue.data}
        await connection.execute(_SAVE[connection.dialect.name], row)

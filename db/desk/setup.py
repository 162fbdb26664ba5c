"""How far supervisors were led while their desk came into service."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from db.rows import inserts, value
from db.statements import Command
from db.tables import setups


@dataclass(frozen=True, slots=True)
class Setup:
    """How far a supervisor was led; `shown_message` is the page that shows it in their chat with the bot."""

    person: int
    chat_id: int | None
    """The group that is to become one of operators."""
    done_at: datetime | None
    """When the trial was over, or passed over."""
    shown_message: int | None
    shown_digest: str


_ADD = Command({name: insert.on_conflict_do_nothing() for name, insert in inserts(setups).items()})


async def find(connection: AsyncConnection, person: int) -> Setup | None:
    """Return how far somebody was led, None when they never were."""
    row = (await connection.execute(select(setups).where(setups.c.person == person))).first()
    return value(Setup, row)


async def change(connection: AsyncConnection, person: int, **facts: Any) -> None:
    """Note facts, named like the fields; somebody who was never led is from now on."""
    await _ADD.run(connection, {"person": person, "chat_id": None, "shown_digest": ""})
    await connection.execute(update(setups).where(setups.c.person == person).values(**facts))


async def about(connection: AsyncConnection, chat: int) -> list[int]:
    """Return the people for whom a group is to become one of operators."""
    found = select(setups.c.person).where(setups.c.chat_id == chat).order_by(setups.c.person)
    return list((await connection.execute(found)).scalars())

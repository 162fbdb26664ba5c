"""Who did what to a ticket or to the desk, and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias

from sqlalchemy import Select, bindparam, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.rules.audit import Action
from bot.rules.tickets import trial
from db.tables import audit, people

Details: TypeAlias = dict[str, Any]
WORDLESS = frozenset({"service", "until", "was", "since", "hours", "stars", "months", "technical_error"})
"""Details that say when and how much, and nothing of anybody."""

_OF_TICKET = (
    select(audit.c.at, people.c.name.label("actor"), audit.c.action, audit.c.details)
    .join_from(audit, people, audit.c.actor == people.c.id, isouter=True)
    .where(audit.c.ticket == bindparam("of"))
    .order_by(audit.c.id)
)


@dataclass(frozen=True, slots=True)
class Line:
    """What was done; `actor` is a name, None the desk itself."""

    at: datetime
    actor: str | None
    action: Action
    details: Details


async def write(
    connection: AsyncConnection,
    action: Action,
    now: datetime,
    *,
    actor: int | None,
    ticket: int | None = None,
    **details: Any,
) -> None:
    """Add a line; `actor` None is the desk itself. Details must be JSON values. Of the trial ticket nothing is kept."""
    if ticket == trial.NUMBER:
        return
    row = {"at": now, "actor": actor, "action": action, "ticket": ticket, "details": details}
    await connection.execute(insert(audit), row)


async def write_each(
    connection: AsyncConnection,
    action: Action,
    now: datetime,
    actor: int,
    subjects: Sequence[tuple[int | None, Details]],
) -> None:
    """Add a line for each of many things to which somebody did the same, given as (ticket, details)."""
    rows = [
        {"at": now, "actor": actor, "action": action, "ticket": ticket, "details": details}
        for ticket, details in subjects
        if ticket != trial.NUMBER
    ]
    if rows:
        await connection.execute(insert(audit), rows)


async def of_ticket(connection: AsyncConnection, ticket: int) -> list[Line]:
    """Return a ticket's lines, oldest first."""
    found = await connection.execute(_OF_TICKET, {"of": ticket})
    return [Line(row.at, row.actor, Action(row.action), row.details) for row in found]


async def without_words(connection: AsyncConnection, numbers: Select[Any]) -> list[Details]:
    """Return the lines of selected tickets as JSON values, without what was said and who did it."""
    found = select(audit.c.at, audit.c.ticket, audit.c.action, audit.c.details).where(audit.c.ticket.in_(numbers))
    rows = (await connection.execute(found.order_by(audit.c.id))).mappings()
    return [dict(row) | {"details": _wordless(row["details"])} for row in rows]


async def forget_words(connection: AsyncConnection, numbers: Select[Any]) -> None:
    """Leave of what was done to selected tickets what and when alone (152-ФЗ); requesters do nothing to others."""
    about = audit.c.ticket.in_(numbers)
    for row in await connection.execute(select(audit.c.id, audit.c.details).where(about)):
        if (kept := _wordless(row.details)) != row.details:
            await connection.execute(update(audit).where(audit.c.id == row.id).values(details=kept))


def _wordless(details: Details) -> Details:
    return {name: value for name, value in details.items() if name in WORDLESS}

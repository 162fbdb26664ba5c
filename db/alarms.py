"""Reminders and warnings that fall due at a ticket (DESIGN 6): a row each, and a query that finds the due ones."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.rules.alarms import AlarmKind
from db.rows import columns, fields_of, upserts
from db.statements import Command, Query
from db.tables import alarms


@dataclass(frozen=True, slots=True)
class Alarm:
    """What falls due. `step` says which reminder of its kind it is; `about` what else it is about, or 0."""

    ticket: int
    kind: AlarmKind
    about: int
    step: int
    due_at: datetime


def _alarm(ticket: int, kind: str, about: int, step: int, due_at: datetime) -> Alarm:
    return Alarm(ticket, AlarmKind(kind), about, step, due_at)


_ALL = select(*columns(alarms, Alarm))
_SET = Command(upserts(alarms, "ticket", "kind", "about"))
_OF_KIND = alarms.c.kind == bindparam("of")
_DUE = Query(
    _alarm,
    _ALL.where(_OF_KIND, alarms.c.due_at <= bindparam("now")).order_by(alarms.c.due_at).limit(bindparam("most")),
)
_OF_TICKET = Query(_alarm, _ALL.where(alarms.c.ticket == bindparam("at"), _OF_KIND).order_by(alarms.c.about))
_DROP = Command(delete(alarms).where(alarms.c.ticket == bindparam("at"), _OF_KIND, alarms.c.about == bindparam("what")))
_DROP_ALL = Command(delete(alarms).where(alarms.c.ticket == bindparam("at"), _OF_KIND))
_DROP_TICKET = Command(delete(alarms).where(alarms.c.ticket == bindparam("at")))
_HASTEN = Command(
    update(alarms)
    .where(alarms.c.ticket == bindparam("at"), _OF_KIND, alarms.c.step < bindparam("before"))
    .values(due_at=bindparam("now"))
)


async def put(connection: AsyncConnection, alarm: Alarm) -> None:
    """Set an alarm, in the place of the one of its kind that is about the same."""
    await _SET.run(connection, fields_of(alarm))


async def drop(connection: AsyncConnection, ticket: int, kind: AlarmKind, about: int = 0) -> None:
    """Let an alarm not ring; one that was not set is not missed."""
    await _DROP.run(connection, {"at": ticket, "of": kind, "what": about})


async def drop_all(connection: AsyncConnection, ticket: int, kind: AlarmKind) -> None:
    """Let none of a ticket's alarms of a kind ring."""
    await _DROP_ALL.run(connection, {"at": ticket, "of": kind})


async def drop_ticket(connection: AsyncConnection, ticket: int) -> None:
    """Let none of a ticket's alarms ring, of whatever kind."""
    await _DROP_TICKET.run(connection, {"at": ticket})


async def of_ticket(connection: AsyncConnection, ticket: int, kind: AlarmKind) -> list[Alarm]:
    """Return a ticket's alarms of a kind, in the order of what they are about."""
    return await _OF_TICKET.all(connection, {"at": ticket, "of": kind})


async def due(connection: AsyncConnection, kind: AlarmKind, now: datetime, most: int) -> list[Alarm]:
    """Return alarms of a kind that are due, the oldest first."""
    return await _DUE.all(connection, {"of": kind, "now": now, "most": most})


async def hasten(connection: AsyncConnection, ticket: int, kind: AlarmKind, before: int, now: datetime) -> None:
    """Let a ticket's alarms of a kind before a step ring at once: it is found out then whether they should."""
    await _HASTEN.run(connection, {"at": ticket, "of": kind, "before": before, "now": now})

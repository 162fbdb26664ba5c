"""Short ways to what actions find, and to what they leave behind."""

from dataclasses import replace
from datetime import datetime
from itertools import count

from sqlalchemy import select

from bot.actions.tickets import conversation
from bot.actions.work import Person, Ticket, Work
from bot.rules.alarms import AlarmKind
from bot.rules.channels import in_telegram
from bot.rules.notices import Notice, unpack
from bot.rules.tickets.incoming import TEXT, Incoming
from db import tables
from db.alarms import Alarm
from db.people import people
from db.tickets.messages import Message

_unseen = count(1)


async def said(
    work: Work,
    ticket: Ticket,
    html: str,
    *,
    by_operator: bool = True,
    at: datetime | None = None,
    album: str | None = None,
) -> Message:
    """A message of a ticket."""
    author = await people.by_id(work.db, ticket.person)
    number = next(_unseen)
    position = number if album else None
    written = Incoming(in_telegram(work.chat or -1, number), TEXT, html, album=album, position=position)
    return await conversation.keep(replace(work, now=at or work.now), author, written, ticket, by_operator=by_operator)


async def told(work: Work, destination: str | None = None) -> list[Notice]:
    """The notices in the outbox, in order: all, or those for one destination."""
    found = tables.outbox.c
    rows = await work.db.execute(select(found.destination, found.body).where(found.kind == "notice").order_by(found.id))
    return [unpack(row.body) for row in rows if destination in (None, row.destination)]


async def parcels(work: Work, kind: str) -> list[tuple[str, int | None, dict[str, object]]]:
    """Destination, message and body of the parcels of a kind in the outbox, in order."""
    found = tables.outbox.c
    query = select(found.destination, found.message, found.body).where(found.kind == kind).order_by(found.id)
    return [tuple(row) for row in await work.db.execute(query)]


async def alarms_of(work: Work, kind: AlarmKind) -> list[Alarm]:
    """Every alarm of a kind, by what it is about."""
    found = tables.alarms.c
    query = select(found.ticket, found.kind, found.about, found.step, found.due_at)
    rows = await work.db.execute(query.where(found.kind == kind).order_by(found.ticket, found.about))
    return [Alarm(*row) for row in rows]


async def person(work: Work, of: Ticket) -> Person:
    """The requester of a ticket."""
    return await people.by_id(work.db, of.person)

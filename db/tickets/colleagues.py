"""Tickets of a company, those of other people of it, and what was delivered in them."""

from collections.abc import Collection

from sqlalchemy import ColumnElement, and_, bindparam, exists, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.rules.tickets import trial
from db.rows import columns
from db.statements import Query
from db.tables import CLOSED, accounts, copies, identities, messages, tickets
from db.tickets.messages import Message
from db.tickets.tickets import Ticket

_OF_COMPANY = Query(
    Ticket,
    select(*columns(tickets, Ticket))
    .join(identities, identities.c.id == tickets.c.identity)
    .where(identities.c.inn == bindparam("inn"), tickets.c.number != trial.NUMBER)
    .order_by(tickets.c.state == CLOSED, tickets.c.number.desc())
    .limit(bindparam("most")),
)


def _theirs(inns: Collection[str], besides: int) -> tuple[ColumnElement[bool], ...]:
    return (
        identities.c.inn.in_(inns),
        tickets.c.person != besides,
        tickets.c.number != trial.NUMBER,
        tickets.c.erased_at.is_(None),
    )


async def latest(
    connection: AsyncConnection, inns: Collection[str], besides: int, most: int
) -> list[tuple[Ticket, str]]:
    """Return the latest tickets of some companies but those of one person, open ones first, each with the INN."""
    found = (
        select(*columns(tickets, Ticket), identities.c.inn)
        .join(identities, identities.c.id == tickets.c.identity)
        .where(*_theirs(inns, besides))
        .order_by(tickets.c.state == CLOSED, tickets.c.number.desc())
        .limit(most)
    )
    return [(Ticket(*row[:-1]), row[-1]) for row in await connection.execute(found)]


async def latest_of_company(connection: AsyncConnection, inn: str, most: int) -> list[Ticket]:
    """Return the latest tickets of a company, the open ones first."""
    return await _OF_COMPANY.all(connection, {"inn": inn, "most": most})


async def is_one(connection: AsyncConnection, number: int, inns: Collection[str], besides: int) -> bool:
    """Tell whether a ticket is of one of these companies, and not this person's."""
    of_company = exists().where(
        tickets.c.number == number, identities.c.id == tickets.c.identity, *_theirs(inns, besides)
    )
    return bool(await connection.scalar(select(of_company)))


async def delivered(connection: AsyncConnection, ticket: Ticket, most: int) -> list[Message]:
    """Return the last messages of a ticket that its requester wrote or was brought, in order."""
    brought = exists().where(
        copies.c.message == messages.c.id,
        accounts.c.channel == copies.c.channel,
        accounts.c.address == copies.c.place,
        accounts.c.person == ticket.person,
    )
    found = (
        select(*columns(messages, Message))
        .where(
            messages.c.ticket == ticket.number,
            messages.c.deleted_at.is_(None),
            or_(messages.c.by_operator.is_(False), and_(messages.c.by_operator, brought)),
        )
        .order_by(messages.c.id.desc())
        .limit(most)
    )
    return [Message(*row) for row in await connection.execute(found)][::-1]

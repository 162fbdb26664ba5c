"""What else is asked by the company and by the person of a ticket: the card names it."""

from dataclasses import dataclass

from sqlalchemy import and_, bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.rules.tickets import trial
from db.statements import Query
from db.tables import IS_OPEN, identities, tickets, topics


@dataclass(frozen=True, slots=True)
class Related:
    """Another ticket, and where it stands; chat, thread and card are None while it has no place yet."""

    number: int
    state: str
    service: int
    chat_id: int | None
    thread_id: int | None
    card_id: int | None


_ALL = select(
    *(tickets.c[name] for name in ("number", "state", "service")),
    topics.c.chat_id,
    topics.c.thread_id,
    topics.c.card_id,
).outerjoin(topics, topics.c.ticket == tickets.c.number)
_IS_ANOTHER = and_(tickets.c.number != bindparam("besides"), tickets.c.number != trial.NUMBER)
_OF_COMPANY = Query(
    Related,
    _ALL.join(identities, identities.c.id == tickets.c.identity)
    .where(identities.c.inn == bindparam("inn"), _IS_ANOTHER, IS_OPEN)
    .order_by(tickets.c.number.desc())
    .limit(bindparam("most")),
)
_OF_PERSON = Query(
    Related,
    _ALL.where(tickets.c.person == bindparam("person"), _IS_ANOTHER)
    .order_by(tickets.c.number.desc())
    .limit(bindparam("most")),
)


async def open_of_company(connection: AsyncConnection, inn: str, besides: int, most: int) -> list[Related]:
    """Return the open tickets of a company but one, the newest first; none of a company that nobody named."""
    return await _OF_COMPANY.all(connection, {"inn": inn, "besides": besides, "most": most}) if inn else []


async def last_of_person(connection: AsyncConnection, person: int, besides: int, most: int) -> list[Related]:
    """Return the last tickets of a person but one, open or closed, the newest first."""
    return await _OF_PERSON.all(connection, {"person": person, "besides": besides, "most": most})

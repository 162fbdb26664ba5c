"""Requesters' messages that stand unanswered (3.3): alarms of a kind of their own, kept until there is an answer."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, exists, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.rules.alarms import AlarmKind
from db.statements import Query
from db.tables import alarms, identities, messages, operator_groups, people, tickets, topics

KIND = AlarmKind.UNANSWERED


@dataclass(frozen=True, slots=True)
class Waiting:
    """The oldest unanswered message of an open ticket; thread and card are None while the ticket has no place yet.

    `count` is the number of messages that wait in the ticket, this one included.
    """

    number: int
    message: int
    kind: str
    html: str
    sent_at: datetime
    opened_at: datetime
    company: str
    operator: str | None
    group: str | None
    chat_id: int | None
    thread_id: int | None
    card_id: int | None
    count: int

    @property
    def asked_at(self) -> datetime:
        """When it came to the desk: a request does so by being registered, however long it was being written."""
        return max(self.sent_at, self.opened_at)


_EARLIER, _SAME = alarms.alias(), alarms.alias()
_OF_KIND = alarms.c.kind == bindparam("of")
_IS_FIRST = ~exists().where(
    _EARLIER.c.ticket == alarms.c.ticket, _EARLIER.c.kind == alarms.c.kind, _EARLIER.c.about < alarms.c.about
)
_COUNT = (
    select(func.count())
    .where(_SAME.c.ticket == alarms.c.ticket, _SAME.c.kind == alarms.c.kind)
    .correlate(alarms)
    .scalar_subquery()
)
_COLUMNS = (
    tickets.c.number,
    messages.c.id,
    messages.c.kind,
    messages.c.html,
    messages.c.sent_at,
    tickets.c.opened_at,
    identities.c.company,
    people.c.name,
    operator_groups.c.title,
    tickets.c.group_id,
    topics.c.thread_id,
    topics.c.card_id,
    _COUNT,
)


_FIRST_ = (
    select(*_COLUMNS)
    .select_from(alarms)
    .join(tickets, tickets.c.number == alarms.c.ticket)
    .join(messages, messages.c.id == alarms.c.about)
    .join(identities, identities.c.id == tickets.c.identity)
    .outerjoin(people, people.c.id == tickets.c.operator)
    .outerjoin(operator_groups, operator_groups.c.chat_id == tickets.c.group_id)
    .outerjoin(topics, topics.c.ticket == tickets.c.number)
    .where(_OF_KIND, _IS_FIRST)
)
_PAGE_ = _FIRST_.order_by(alarms.c.about).limit(bindparam("most")).offset(bindparam("skip"))
_IN_GROUP = tickets.c.group_id == bindparam("chat")
_OF_TICKET = Query(Waiting, _FIRST_.where(alarms.c.ticket == bindparam("at")))
_ANYWHERE = Query(Waiting, _PAGE_)
_IN_A_GROUP = Query(Waiting, _PAGE_.where(_IN_GROUP))
_TICKETS_ = select(func.count(alarms.c.ticket.distinct())).where(_OF_KIND)
_COUNT_ANYWHERE = Query(int, _TICKETS_)
_COUNT_IN_GROUP = Query(int, _TICKETS_.join(tickets, tickets.c.number == alarms.c.ticket).where(_IN_GROUP))


async def of_ticket(connection: AsyncConnection, ticket: int) -> Waiting | None:
    """Return the oldest unanswered message of a ticket, or None."""
    return await _OF_TICKET.first(connection, {"of": KIND, "at": ticket})


async def page(connection: AsyncConnection, chat: int | None, skip: int, most: int) -> list[Waiting]:
    """Return tickets with unanswered messages of one group or (None) of all, those first that have waited longest."""
    params = {"of": KIND, "skip": skip, "most": most}
    if chat is None:
        return await _ANYWHERE.all(connection, params)
    return await _IN_A_GROUP.all(connection, params | {"chat": chat})


async def count(connection: AsyncConnection, chat: int | None) -> int:
    """Count the tickets with unanswered messages of one group or (None) of all."""
    params = {"of": KIND}
    found = _COUNT_ANYWHERE if chat is None else _COUNT_IN_GROUP
    return await found.first(connection, params if chat is None else params | {"chat": chat}) or 0

"""What reports are made of."""

from datetime import datetime

from sqlalchemy import and_, bindparam, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.rules.desk.statistics import TicketFacts
from bot.rules.tickets.tickets import State
from db.tables import people, tickets

_FACTS = (
    select(
        tickets.c.opened_at,
        tickets.c.closed_at,
        tickets.c.first_answer_at,
        tickets.c.deadline,
        tickets.c.state,
        people.c.name.label("operator"),
    )
    .join_from(tickets, people, tickets.c.operator == people.c.id, isouter=True)
    .where(
        or_(
            tickets.c.closed_at.is_(None),
            and_(tickets.c.closed_at >= bindparam("since"), tickets.c.opened_at < bindparam("until")),
        )
    )
)


async def facts(connection: AsyncConnection, since: datetime, until: datetime) -> list[TicketFacts]:
    """Return the tickets that were open at some moment from `since` to `until`, and those open now."""
    rows = (await connection.execute(_FACTS, {"since": since, "until": until})).mappings()
    return [TicketFacts(**{**row, "state": State(row["state"])}) for row in rows]

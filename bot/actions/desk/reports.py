"""What supervisors are told about the work of the desk."""

from dataclasses import replace
from datetime import date

from bot.actions import access
from bot.actions.access import Right
from bot.actions.work import Person, Work
from bot.rules.desk import statistics
from bot.rules.desk.statistics import Promises, Summary
from db import audit
from db.audit import Line
from db.deadlines import promises
from db.desk import reports
from db.guide import deflections
from db.tickets import call_costs
from db.tickets.tickets import Ticket

__all__ = ["Line", "Summary", "calls_spent", "history", "summary"]


async def summary(work: Work, supervisor: Person, start: date, end: date) -> Summary:
    """Return the statistics of the days from `start` to `end`, both included. Raises AccessDenied."""
    await access.demand(work, supervisor, Right.SUPERVISE)
    calendar = await work.calendar()
    span = statistics.bounds(start, end, calendar)
    counted = statistics.summarise(await reports.facts(work.db, *span), start, end, work.now, calendar)
    kept = Promises(*await promises.counted(work.db, *span))
    return replace(counted, promises=kept, deflected=await deflections.counted(work.db, *span))


async def history(work: Work, supervisor: Person, ticket: Ticket) -> list[Line]:
    """Return everything on record about a ticket (3.4), oldest first. Raises AccessDenied."""
    await access.demand(work, supervisor, Right.SUPERVISE)
    return await audit.of_ticket(work.db, ticket.number)


async def calls_spent(work: Work, supervisor: Person, ticket: Ticket) -> int:
    """Return the calls of the Bot API that a ticket cost its groups. Raises AccessDenied."""
    await access.demand(work, supervisor, Right.SUPERVISE)
    return await call_costs.of_ticket(work.db, ticket.number)

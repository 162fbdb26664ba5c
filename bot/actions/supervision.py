"""What only supervisors do with a ticket."""

from bot.actions import access, sending, unanswered, warnings
from bot.actions.access import Right
from bot.actions.conversation import advance
from bot.actions.work import Person, Ticket, Work
from bot.rules.notices import ClosedBySupervisor, SupervisorClosed
from bot.rules.tickets import Event
from db import audit, data_requests, tickets


async def close(work: Work, supervisor: Person, ticket: Ticket, reason: str) -> None:
    """Close a ticket without its requester's word, for a reason they are told (3.2). Raises AccessDenied, Refused."""
    await access.demand(work, supervisor, Right.SUPERVISE)
    ticket = await tickets.change(
        work.db, (await advance(work, ticket, Event.CLOSE_BY_SUPERVISOR)).number, closed_at=work.now
    )
    await unanswered.answered(work, ticket.number)
    await data_requests.withdraw(work.db, ticket.number)
    await audit.write(
        work.db, "close_by_supervisor", work.now, actor=supervisor.id, ticket=ticket.number, reason=reason
    )
    await warnings.follow(work, ticket.number)
    told_inside = SupervisorClosed(number=ticket.number, supervisor=supervisor.name, reason=reason)
    await sending.tell(work, sending.to_ticket(ticket.number), told_inside)
    told_requester = ClosedBySupervisor(number=ticket.number, reason=reason)
    await sending.tell(work, sending.to_person(ticket.person), told_requester)

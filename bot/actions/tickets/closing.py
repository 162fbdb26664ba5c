"""The end of a ticket (3.2): operators ask, the requester decides; a supervisor closes for a reason that is told."""

from datetime import datetime

from bot.actions import access, outgoing
from bot.actions.deadlines import warnings
from bot.actions.tickets import unanswered
from bot.actions.tickets.conversation import advance
from bot.actions.work import Work
from bot.rules.deadlines import deadlines
from bot.rules.notices import (
    ClosedBySupervisor,
    ConfirmationAsked,
    Outcome,
    SupervisorClosed,
    TicketClosed,
    TicketReturned,
)
from bot.rules.refusals import Refused
from bot.rules.tickets.tickets import Event, Reason, State, after, may_reopen
from db import audit
from db.people.people import Person
from db.tickets import data_requests, tickets
from db.tickets.tickets import Ticket


async def ask_confirmation(work: Work, operator: Person, ticket: Ticket) -> bool:
    """Ask the requester whether it is solved; False when a question of theirs is shown first (3.3).

    Raises Refused when that is asked already, or it is closed.
    """
    after(State(ticket.state), Event.RESOLVE)
    if await unanswered.holds_up(work, ticket):
        return False
    ticket = await advance(work, ticket, Event.RESOLVE)
    await data_requests.withdraw(work.db, ticket.number)
    await audit.write(work.db, "resolve", work.now, actor=operator.id, ticket=ticket.number)
    await outgoing.tell(work, outgoing.to_person(ticket.person), ConfirmationAsked(number=ticket.number))
    return True


async def confirm(work: Work, person: Person, ticket: Ticket) -> None:
    """Close a ticket at its requester's word. Raises Refused."""
    ticket = await tickets.change(work.db, (await advance(work, ticket, Event.CONFIRM)).number, closed_at=work.now)
    await unanswered.answered(work, ticket.number)
    await audit.write(work.db, "close", work.now, actor=person.id, ticket=ticket.number)
    await warnings.follow(work, ticket.number)
    await _tell_topic(work, ticket, "confirm")
    await outgoing.tell(work, outgoing.to_person(person.id), TicketClosed(number=ticket.number))


async def close_by_supervisor(work: Work, supervisor: Person, ticket: Ticket, reason: str) -> None:
    """Close a ticket without its requester's word, for a reason they are told (3.2). Raises AccessDenied, Refused."""
    access.demand_supervisor(work, supervisor)
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
    await outgoing.tell(work, outgoing.to_ticket(ticket.number), told_inside)
    told_requester = ClosedBySupervisor(number=ticket.number, reason=reason)
    await outgoing.tell(work, outgoing.to_person(ticket.person), told_requester)


async def deny(work: Work, person: Person, ticket: Ticket) -> None:
    """Return a ticket to work and ask what is left. Raises Refused."""
    await advance(work, ticket, Event.DENY)
    await audit.write(work.db, "deny", work.now, actor=person.id, ticket=ticket.number)
    await _tell_topic(work, ticket, "deny")
    await outgoing.tell(work, outgoing.to_person(person.id), TicketReturned(number=ticket.number, reopened=False))


async def rate(work: Work, person: Person, ticket: Ticket, stars: int) -> bool:
    """Record a rating of 1 to 5; a later one replaces it. False when it is no news. Raises Refused while open."""
    if ticket.is_open:
        raise Refused(Reason.NOT_CLOSED)
    if ticket.rating == stars:
        return False
    await tickets.change(work.db, ticket.number, rating=stars)
    await audit.write(work.db, "rate", work.now, actor=person.id, ticket=ticket.number, stars=stars)
    outcome = Outcome(number=ticket.number, event="rate", rating=stars)
    await outgoing.tell(work, outgoing.to_ticket(ticket.number), outcome)
    return True


async def comment(work: Work, person: Person, ticket: Ticket, text: str) -> None:
    """Record the requester's words about a rating."""
    await tickets.change(work.db, ticket.number, comment=text)
    await audit.write(work.db, "comment", work.now, actor=person.id, ticket=ticket.number)
    outcome = Outcome(number=ticket.number, event="comment", comment=text)
    await outgoing.tell(work, outgoing.to_ticket(ticket.number), outcome)


def can_reopen(work: Work, ticket: Ticket) -> bool:
    """Tell whether a ticket is closed, and not for too long to be opened again."""
    return ticket.closed_at is not None and may_reopen(ticket.closed_at, work.now, work.policy.reopen_days)


async def reopen(work: Work, person: Person, ticket: Ticket) -> bool:
    """Open a closed ticket again; False when it is too late and a new, linked one is needed. Raises Refused."""
    if not ticket.is_open and not can_reopen(work, ticket):
        return False
    ticket = await advance(work, ticket, Event.REOPEN)
    due = await _renewed(work, ticket)
    await tickets.change(work.db, ticket.number, closed_at=None, overdue_at=None, deadline=due)
    promised = {"hours": work.policy.sla_hours, "until": due.isoformat()} if due else {}
    await audit.write(work.db, "reopen", work.now, actor=person.id, ticket=ticket.number, **promised)
    await warnings.follow(work, ticket.number)
    await _tell_topic(work, ticket, "reopen")
    notice = TicketReturned(number=ticket.number, reopened=True, deadline=due)
    await outgoing.tell(work, outgoing.to_person(person.id), notice)
    return True


async def _renewed(work: Work, ticket: Ticket) -> datetime | None:
    """The work begins anew: the time of 4.3 counts from the reopening, but nothing promised comes later by it."""
    if ticket.deadline is None:
        return None
    return max(ticket.deadline, deadlines.deadline(work.now, await work.calendar(), work.policy.sla_hours))


async def _tell_topic(work: Work, ticket: Ticket, event: str) -> None:
    await outgoing.tell(work, outgoing.to_ticket(ticket.number), Outcome(number=ticket.number, event=event))

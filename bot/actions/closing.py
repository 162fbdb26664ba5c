"""The end of a ticket (3.2): operators ask, the requester decides, nobody else closes."""

from bot.actions import sending
from bot.actions.conversation import advance
from bot.actions.work import Work
from bot.rules.notices import ConfirmationAsked, Outcome, TicketClosed, TicketReturned
from bot.rules.tickets import Event, may_reopen
from db import audit, tickets
from db.people import Person
from db.tickets import Ticket


async def ask_confirmation(work: Work, operator: Person, ticket: Ticket) -> None:
    """Ask the requester whether it is solved. Raises Refused when that is asked already, or it is closed."""
    ticket = await advance(work, ticket, Event.RESOLVE)
    await audit.write(work.db, "resolve", work.now, actor=operator.id, ticket=ticket.number)
    await sending.tell(work, sending.to_person(ticket.person), ConfirmationAsked(number=ticket.number))


async def confirm(work: Work, person: Person, ticket: Ticket) -> None:
    """Close a ticket at its requester's word. Raises Refused."""
    ticket = await tickets.change(work.db, (await advance(work, ticket, Event.CONFIRM)).number, closed_at=work.now)
    await audit.write(work.db, "close", work.now, actor=person.id, ticket=ticket.number)
    await _tell_topic(work, ticket, "confirm")
    await sending.tell(work, sending.to_person(person.id), TicketClosed(number=ticket.number))


async def deny(work: Work, person: Person, ticket: Ticket) -> None:
    """Return a ticket to work and ask what is left. Raises Refused."""
    await advance(work, ticket, Event.DENY)
    await _tell_topic(work, ticket, "deny")
    await sending.tell(work, sending.to_person(person.id), TicketReturned(number=ticket.number, reopened=False))


async def rate(work: Work, ticket: Ticket, stars: int) -> None:
    """Record a rating of 1 to 5; a later one replaces it."""
    await tickets.change(work.db, ticket.number, rating=stars)
    await sending.tell(
        work, sending.to_ticket(ticket.number), Outcome(number=ticket.number, event="rate", rating=stars)
    )


async def comment(work: Work, ticket: Ticket, text: str) -> None:
    """Record the requester's words about a rating."""
    await tickets.change(work.db, ticket.number, comment=text)
    await sending.tell(
        work, sending.to_ticket(ticket.number), Outcome(number=ticket.number, event="comment", comment=text)
    )


async def reopen(work: Work, person: Person, ticket: Ticket) -> bool:
    """Open a closed ticket again; False when it is too late and a new, linked one is needed. Raises Refused."""
    if ticket.closed_at is not None and not may_reopen(ticket.closed_at, work.now, work.policy.reopen_days):
        return False
    ticket = await advance(work, ticket, Event.REOPEN)
    await tickets.change(work.db, ticket.number, closed_at=None, overdue_at=None)
    await audit.write(work.db, "reopen", work.now, actor=person.id, ticket=ticket.number)
    await _tell_topic(work, ticket, "reopen")
    await sending.tell(work, sending.to_person(person.id), TicketReturned(number=ticket.number, reopened=True))
    return True


async def _tell_topic(work: Work, ticket: Ticket, event: str) -> None:
    await sending.tell(work, sending.to_ticket(ticket.number), Outcome(number=ticket.number, event=event))

"""What operators do with a ticket beside writing."""

from bot.actions import sending
from bot.actions.conversation import advance
from bot.actions.work import Work
from bot.rules.notices import TicketTaken
from bot.rules.tickets import Event
from db import audit, tickets
from db.people import Person
from db.tickets import Ticket


async def take(work: Work, operator: Person, ticket: Ticket) -> None:
    """Make somebody the operator of a ticket and name them to the requester. Raises Refused when it is closed."""
    ticket = await advance(work, ticket, Event.TAKE)
    if ticket.operator == operator.id:
        return
    ticket = await tickets.change(work.db, ticket.number, operator=operator.id)
    await audit.write(work.db, "take", work.now, actor=operator.id, ticket=ticket.number)
    await sending.show(work, ticket)
    notice = TicketTaken(number=ticket.number, operator=operator.name)
    await sending.tell(work, sending.to_person(ticket.person), notice)

"""What operators do with a ticket beside writing."""

from bot.actions import access, outgoing
from bot.actions.access import Right
from bot.actions.tickets import life
from bot.actions.work import Work
from bot.rules.audit import Action
from bot.rules.notices import TicketTaken
from bot.rules.tickets.tickets import Event
from db import audit
from db.audit import Line
from db.people import people
from db.people.people import Person
from db.tickets import tickets
from db.tickets.tickets import OpenTicket, Ticket

__all__ = ["OpenTicket", "colleague", "history", "list_open", "note", "show_again", "take"]

MOST_LISTED = 25
IN_HISTORY = frozenset(
    {
        *(Action.TAKE, Action.TRANSFER, Action.ASK, Action.DATA_GIVEN, Action.SAID_BY_PHONE, Action.NOT_REACHED),
        *(
            Action.RESOLVE,
            Action.REMIND,
            Action.DENY,
            Action.CLOSE,
            Action.CLOSE_BY_SUPERVISOR,
            Action.CLOSE_BY_SILENCE,
        ),
        Action.RATE,
    }
)
"""What operators read of the record of a ticket; its deadlines are listed by themselves, supervisors read the rest."""


async def take(work: Work, operator: Person, ticket: Ticket) -> None:
    """Make somebody the operator of a ticket and name them to the requester.

    Raises AccessDenied; Refused when it is closed.
    """
    await access.demand(work, operator, Right.OPERATE, ticket)
    ticket = await life.move(work, ticket, Event.TAKE, operator)
    if ticket.operator == operator.id:
        return
    ticket = await tickets.change(work.db, ticket.number, operator=operator.id)
    await audit.write(work.db, Action.TAKE, work.now, actor=operator.id, ticket=ticket.number)
    await outgoing.show(work, ticket)
    notice = TicketTaken(number=ticket.number, operator=operator.name)
    await outgoing.tell(work, outgoing.to_requester(ticket), notice)


async def colleague(work: Work, operator: Person, ticket: Ticket) -> Person | None:
    """Return the other operator who works on a ticket, or None. Raises AccessDenied."""
    await access.demand(work, operator, Right.OPERATE, ticket)
    if ticket.operator in (None, operator.id):
        return None
    return await people.by_id(work.db, ticket.operator)


async def note(work: Work, operator: Person, ticket: Ticket, text: str) -> None:
    """Keep a remark that stays inside. Raises AccessDenied."""
    await access.demand(work, operator, Right.OPERATE, ticket)
    await audit.write(work.db, Action.NOTE, work.now, actor=operator.id, ticket=ticket.number, text=text)


async def history(work: Work, operator: Person, ticket: Ticket) -> list[Line]:
    """Return what became of a ticket beside its deadlines, oldest first. Raises AccessDenied."""
    await access.demand(work, operator, Right.OPERATE, ticket)
    return [each for each in await audit.of_ticket(work.db, ticket.number) if each.action in IN_HISTORY]


async def list_open(work: Work, operator: Person, chat: int) -> tuple[list[OpenTicket], int]:
    """Return a group's most urgent open tickets, and how many there are in all. Raises AccessDenied."""
    await access.demand(work, operator, Right.OPERATE, group=chat)
    return await tickets.open_in(work.db, chat, MOST_LISTED), await tickets.count_open_in(work.db, chat)


async def show_again(work: Work, operator: Person, ticket: Ticket) -> None:
    """Send the card anew, below all that was said. Raises AccessDenied."""
    await access.demand(work, operator, Right.OPERATE, ticket)
    await outgoing.show(work, ticket, anew=True)

"""The only ways to a ticket for somebody from outside: permission is decided here, once."""

from bot.actions.work import Work
from bot.logs import about_ticket
from db.groups import groups
from db.people.people import Person
from db.tickets import messages, tickets
from db.tickets.tickets import Ticket


class AccessDenied(Exception):
    """The ticket is not theirs to touch, or there is no such ticket: nobody is told which."""


async def own_ticket(work: Work, person: Person, number: int) -> Ticket:
    """Give a requester's own ticket. Raises AccessDenied."""
    ticket = await _found(work, number)
    if ticket is None or ticket.person != person.id:
        raise AccessDenied(number)
    return ticket


async def group_ticket(work: Work, chat: int, number: int) -> Ticket:
    """Give a ticket to an operator of the group it lives in. Raises AccessDenied."""
    ticket = await _found(work, number)
    if ticket is None or not await _lives_in(work, ticket, chat):
        raise AccessDenied(number)
    return ticket


async def any_ticket(work: Work, person: Person, number: int) -> Ticket | None:
    """Give whatever ticket a supervisor names; None when there is no such ticket. Raises AccessDenied."""
    demand_supervisor(work, person)
    return await _found(work, number)


async def ticket_here(work: Work, chat: int, thread: int | None, reply_to: int | None) -> Ticket | None:
    """Give the ticket of a topic, or in a group without topics the one whose card or message is replied to."""
    number = await groups.ticket_in_thread(work.db, chat, thread) if thread is not None else None
    if number is None and reply_to is not None:
        answered = await messages.at(work.db, chat, reply_to)
        number = answered.ticket if answered else await groups.ticket_of_card(work.db, chat, reply_to)
    ticket = None if number is None else await _found(work, number)
    return ticket if ticket and await _lives_in(work, ticket, chat) else None


async def _found(work: Work, number: int) -> Ticket | None:
    about_ticket(number)
    return await tickets.find(work.db, number)


async def _lives_in(work: Work, ticket: Ticket, chat: int) -> bool:
    if ticket.group_id == chat:
        return True
    group = await groups.find(work.db, chat)  # it may have been upgraded
    return group is not None and ticket.group_id == group.chat_id


def is_supervisor(work: Work, person: Person) -> bool:
    """Tell whether a person steers the desk."""
    return person.telegram_id in work.policy.supervisors


def demand_supervisor(work: Work, person: Person) -> None:
    """Raise AccessDenied for anybody else."""
    if not is_supervisor(work, person):
        raise AccessDenied(person.id)

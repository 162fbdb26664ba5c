"""What a requester sees of their own tickets."""

from dataclasses import dataclass
from datetime import datetime

from bot.actions import access
from bot.actions.access import Right
from bot.actions.tickets import conversation
from bot.actions.tickets.closing import can_reopen
from bot.actions.work import Work
from bot.rules.text import cut, one_line
from db.people import people
from db.people.people import Person
from db.tickets import data_requests, messages, tickets
from db.tickets.tickets import Ticket

LISTED = 10
WORDS_LIMIT = 60
"""UTF-16 units."""


@dataclass(frozen=True, slots=True)
class Details:
    """A ticket as its requester may see it."""

    ticket: Ticket
    operator: str | None
    messages: int
    last_message_at: datetime | None
    reopenable: bool
    asked: bool
    """Whether an operator waits for data (3.7)."""


async def listed(work: Work, person: Person) -> list[Ticket]:
    """Return a person's latest tickets, the open ones first."""
    return await tickets.latest_of(work.db, person.id, LISTED)


async def begun_with(work: Work, ticket: Ticket) -> str:
    """Return the first words of what a requester asked in a ticket, in one line; nothing if it was said in files."""
    return cut(one_line(await conversation.request_of(work, ticket)), WORDS_LIMIT)


async def details(work: Work, person: Person, ticket: Ticket) -> Details:
    """Gather what there is to tell the requester about a ticket. Raises AccessDenied."""
    await access.demand(work, person, Right.OWN, ticket)
    operator = (await people.by_id(work.db, ticket.operator)).name if ticket.operator else None
    count, last = await messages.tally(work.db, ticket.number)
    asked = await data_requests.open_of(work.db, ticket.number) is not None
    return Details(ticket, operator, count, last, can_reopen(work, ticket), asked)

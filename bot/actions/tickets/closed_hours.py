"""A requester who writes while the desk is closed learns once when it opens (2.5), until it was open in between."""

from bot.actions import outgoing
from bot.actions.work import Ticket, Work
from bot.rules.notices import DeskClosed
from db.tickets import told_closed


async def tell(work: Work, ticket: Ticket) -> None:
    """Say when the desk answers, unless it is open or its requester knows already."""
    if await work.is_open() or await told_closed.knows(work.db, ticket.person, work.now):
        return
    opens = (await work.calendar()).next_opening(work.now)
    await told_closed.note(work.db, ticket.person, opens)
    await outgoing.tell(work, outgoing.to_requester(ticket), DeskClosed(number=ticket.number, opens=opens))

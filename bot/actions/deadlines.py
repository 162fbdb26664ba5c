"""Deadlines as they pass (4.3)."""

from bot.actions import sending
from bot.actions.work import Work
from bot.rules.notices import DeadlineMissed
from db import tickets


async def note_missed(work: Work) -> int:
    """Show in each topic, once, that its deadline has passed, and tell supervisors; gives how many."""
    missed = await tickets.newly_overdue(work.db, work.now)
    for ticket in missed:
        assert ticket.deadline is not None
        notice = DeadlineMissed(number=ticket.number, deadline=ticket.deadline)
        await tickets.change(work.db, ticket.number, overdue_at=work.now)
        await sending.tell(work, sending.to_ticket(ticket.number), notice)
        await sending.tell_supervisors(work, notice)
        await sending.show(work, ticket)
    return len(missed)

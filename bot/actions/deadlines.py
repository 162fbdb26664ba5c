"""Deadlines: extended, dropped for technical errors, and as they pass (3.4, 4.3)."""

from datetime import datetime

from bot.actions import sending
from bot.actions.work import Work
from bot.rules import deadlines
from bot.rules.notices import DeadlineExtended, DeadlineMissed, KindChanged
from bot.rules.refusals import Refused
from bot.rules.tickets import Reason, State, check_open
from db import audit, identities, tickets
from db.people import Person
from db.tickets import Ticket


async def after_extension(work: Work, ticket: Ticket, hours: int) -> datetime:
    """Give the deadline that an extension by so many working hours would set. Raises Refused."""
    check_open(State(ticket.state))
    if ticket.deadline is None:
        raise Refused(Reason.NO_DEADLINE)
    return deadlines.extended(work.now, ticket.deadline, await work.calendar(), hours)


async def extend(work: Work, operator: Person, ticket: Ticket, hours: int, reason: str) -> datetime:
    """Move a deadline and tell the requester in the chat and by e-mail (4.3). Raises Refused."""
    until = await after_extension(work, ticket, hours)
    ticket = await tickets.change(work.db, ticket.number, deadline=until, overdue_at=None)
    details = {"hours": hours, "until": until.isoformat(), "reason": reason}
    await audit.write(work.db, "extend", work.now, actor=operator.id, ticket=ticket.number, **details)
    notice = DeadlineExtended(number=ticket.number, until=until, reason=reason)
    await sending.tell(work, sending.to_person(ticket.person), notice)
    identity = await identities.by_id(work.db, ticket.identity)
    await sending.write_letter(work, identity.login, notice)
    await sending.show(work, ticket)
    return until


async def change_kind(work: Work, operator: Person, ticket: Ticket, *, technical_error: bool) -> None:
    """Make a ticket a technical error, which has no deadline, or an ordinary one (4.3). Raises Refused."""
    check_open(State(ticket.state))
    if ticket.technical_error == technical_error:
        return
    due = None if technical_error else await _promised(work, ticket)
    change = {"technical_error": technical_error, "deadline": due, "overdue_at": None}
    ticket = await tickets.change(work.db, ticket.number, **change)
    details = {"technical_error": technical_error}
    await audit.write(work.db, "kind", work.now, actor=operator.id, ticket=ticket.number, **details)
    notice = KindChanged(number=ticket.number, technical_error=technical_error, deadline=due)
    await sending.tell(work, sending.to_person(ticket.person), notice)
    await sending.show(work, ticket)


async def _promised(work: Work, ticket: Ticket) -> datetime:
    """The deadline last promised by an extension or a reopening, which stays (3.4), or without one that of 4.3."""
    lines = await audit.of_ticket(work.db, ticket.number)
    promises = [line.details["until"] for line in lines if "until" in line.details]
    if promises:
        return datetime.fromisoformat(promises[-1])
    return deadlines.deadline(ticket.opened_at, await work.calendar(), work.policy.sla_hours)


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

"""Deadlines: extended, dropped for technical errors, and as they pass (3.4, 4.3)."""

from datetime import datetime
from typing import Any

from bot.actions import outgoing
from bot.actions.deadlines import warnings
from bot.actions.work import Work
from bot.rules.deadlines import deadlines, when
from bot.rules.deadlines.when import Reading
from bot.rules.notices import AboutTicket, DeadlineExtended, DeadlineMissed, KindChanged
from bot.rules.refusals import Refused
from bot.rules.tickets.tickets import Reason, State, check_open
from db import audit
from db.audit import Line
from db.people import identities
from db.people.people import Person
from db.tickets import tickets
from db.tickets.tickets import Ticket

__all__ = [
    "Line",
    "Reading",
    "after_extension",
    "change_kind",
    "extend",
    "history",
    "note_missed",
    "tell_requester",
    "understood",
]


async def after_extension(work: Work, ticket: Ticket, hours: int) -> datetime:
    """Give the deadline that an extension by so many working hours would set. Raises Refused."""
    return deadlines.extended(work.now, _movable(ticket), await work.calendar(), hours)


async def understood(work: Work, ticket: Ticket, text: str) -> Reading:
    """Give the deadline that an operator names in their own words. Raises Refused."""
    due = _movable(ticket)
    reading = when.parse(text, work.now, await work.calendar(), since=due)
    deadlines.check_extension(due, reading.at)
    return reading


async def extend(
    work: Work,
    operator: Person,
    ticket: Ticket,
    until: datetime,
    reason: str,
    by: tuple[int, datetime] | None = None,
) -> None:
    """Move a deadline and tell the requester in the chat and by e-mail (4.3). Raises Refused.

    `by` is how many working hours were chosen, and when; None: a moment was named.
    """
    due = _movable(ticket)
    deadlines.check_extension(due, until)
    ticket = await tickets.change(work.db, ticket.number, deadline=until, overdue_at=None)
    details = {"until": until.isoformat(), "reason": reason, **_counted(due, by)}
    await audit.write(work.db, "extend", work.now, actor=operator.id, ticket=ticket.number, **details)
    await tell_requester(work, ticket, DeadlineExtended(number=ticket.number, until=until, reason=reason))


async def change_kind(work: Work, operator: Person, ticket: Ticket, *, technical_error: bool) -> None:
    """Make a ticket a technical error, which has no deadline, or an ordinary one (4.3). Raises Refused."""
    check_open(State(ticket.state))
    if ticket.technical_error == technical_error:
        return
    due = None if technical_error else await _promised(work, ticket)
    change = {"technical_error": technical_error, "deadline": due, "overdue_at": None}
    ticket = await tickets.change(work.db, ticket.number, **change)
    restored = {"until": due.isoformat()} if due else {}
    details = {"technical_error": technical_error, **restored}
    await audit.write(work.db, "kind", work.now, actor=operator.id, ticket=ticket.number, **details)
    notice = KindChanged(number=ticket.number, technical_error=technical_error, deadline=due)
    await tell_requester(work, ticket, notice)


async def history(work: Work, ticket: Ticket) -> list[Line]:
    """Give what is on record about a ticket's deadlines (3.4), oldest first."""
    return [line for line in await audit.of_ticket(work.db, ticket.number) if _is_about_deadline(line)]


def _is_about_deadline(line: Line) -> bool:
    return line.action in ("open", "kind") or "until" in line.details


def _counted(due: datetime, by: tuple[int, datetime] | None) -> dict[str, Any]:
    """What the record keeps of an extension by hours, which the working calendar may move: `since` when it was late."""
    if by is None:
        return {}
    hours, chosen_at = by
    return {"hours": hours, "since": chosen_at.isoformat()} if chosen_at > due else {"hours": hours}


def _movable(ticket: Ticket) -> datetime:
    check_open(State(ticket.state))
    if ticket.deadline is None:
        raise Refused(Reason.NO_DEADLINE)
    return ticket.deadline


async def tell_requester(work: Work, ticket: Ticket, notice: AboutTicket) -> None:
    """Tell of a moved deadline, in the chat and always in writing by e-mail (4.3); warnings and topic follow it."""
    await warnings.follow(work, ticket.number)
    await outgoing.tell(work, outgoing.to_person(ticket.person), notice)
    identity = await identities.by_id(work.db, ticket.identity)
    await outgoing.write_letter(work, identity.login, notice)
    await outgoing.show(work, ticket)


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
        details = {"until": ticket.deadline.isoformat()}
        await audit.write(work.db, "missed", work.now, actor=None, ticket=ticket.number, **details)
        await outgoing.tell(work, outgoing.to_ticket(ticket.number), notice)
        await outgoing.tell_supervisors(work, notice)
        await outgoing.show(work, ticket)
    return len(missed)

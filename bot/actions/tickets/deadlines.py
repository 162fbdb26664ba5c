"""Deadlines: extended, dropped for technical errors, and as they pass (3.4, 4.3)."""

from datetime import datetime

from bot.actions import access, outgoing
from bot.actions.access import Right
from bot.actions.alarms import ring
from bot.actions.deadlines import promises
from bot.actions.tickets import life
from bot.actions.tickets.life import CAUSES
from bot.actions.work import Work
from bot.rules.alarms import AlarmKind
from bot.rules.deadlines import deadlines, when
from bot.rules.deadlines.history import Cause, Deadline
from bot.rules.deadlines.when import Reading
from bot.rules.notices import DeadlineExtended, DeadlineMissed, DeadlinePassed, InWriting, KindChanged
from bot.rules.refusals import Refused
from bot.rules.tickets.tickets import Reason, State, check_open
from db import alarms
from db.alarms import Alarm
from db.deadlines import deadlines as deadlines_rows
from db.deadlines.deadlines import Entry
from db.people import identities
from db.people.people import Person
from db.tickets import tickets
from db.tickets.tickets import Ticket

__all__ = [
    "CAUSES",
    "Entry",
    "Reading",
    "after_extension",
    "apologise",
    "change_kind",
    "extend",
    "forget_missed",
    "history",
    "instead_of_day_off",
    "is_to_change",
    "note_missed",
    "tell_requester",
    "to_keep",
    "understood",
]

WITH_THE_DESK = (State.NEW, State.IN_WORK)
"""States in which a requester waits for the desk, and not the desk for them."""


async def after_extension(work: Work, ticket: Ticket, hours: int) -> datetime:
    """Return the deadline that an extension by so many working hours would set. Raises Refused."""
    return deadlines.extended(work.now, _movable(ticket), await work.calendar(), hours)


async def understood(work: Work, ticket: Ticket, text: str) -> Reading:
    """Return the deadline that an operator names in their own words. Raises Refused."""
    due = _movable(ticket)
    calendar = await work.calendar()
    reading = when.parse(text, work.now, calendar, since=due)
    deadlines.check_extension(due, when.after_day_off(reading.named, calendar) or reading.at)
    return reading


async def instead_of_day_off(work: Work, reading: Reading) -> datetime | None:
    """Return the moment on the next working day, when an operator named a day off; else None."""
    return when.after_day_off(reading.named, await work.calendar())


async def to_keep(work: Work, operator: Person, ticket: Ticket, promise: int) -> datetime | None:
    """Return the deadline by which a promise can be kept; None when it is settled. Raises AccessDenied, Refused."""
    await access.demand(work, operator, Right.OPERATE, ticket)
    made = await promises.still_open(work, ticket, promise)
    if made is None:
        return None
    calendar = await work.calendar()
    until = when.last_working_moment(made.due_at, calendar)
    deadlines.check_extension(_movable(ticket), until)
    return until


async def extend(
    work: Work,
    operator: Person,
    ticket: Ticket,
    until: datetime,
    reason: str,
    by: tuple[int, datetime] | None = None,
) -> None:
    """Move a deadline and tell the requester in the chat and by e-mail (4.3). Raises AccessDenied, Refused.

    `by` is how many working hours were chosen, and when; None: a moment was named.
    """
    await access.demand(work, operator, Right.OPERATE, ticket)
    due = _movable(ticket)
    deadlines.check_extension(due, until)
    ticket = await life.set_deadline(work, ticket, operator, _extension(due, until, reason, by))
    await tell_requester(work, ticket, DeadlineExtended(number=ticket.number, was=due, until=until, reason=reason))


async def is_to_change(work: Work, operator: Person, ticket: Ticket, *, technical_error: bool) -> bool:
    """Tell whether a ticket is not yet of a kind. Raises AccessDenied; Refused when it is closed."""
    await access.demand(work, operator, Right.OPERATE, ticket)
    check_open(State(ticket.state))
    return ticket.technical_error != technical_error


async def change_kind(work: Work, operator: Person, ticket: Ticket, *, technical_error: bool) -> None:
    """Make a ticket a technical error, which has no deadline, or an ordinary one (4.3).

    Raises AccessDenied, Refused.
    """
    if not await is_to_change(work, operator, ticket, technical_error=technical_error):
        return
    due = None if technical_error else await _promised(work, ticket)
    was, deadline = ticket.deadline, Deadline(Cause.KIND_CHANGED, due)
    ticket = await life.set_deadline(work, ticket, operator, deadline, technical_error=technical_error)
    notice = KindChanged(number=ticket.number, technical_error=technical_error, was=was, deadline=due)
    await tell_requester(work, ticket, notice)


async def history(work: Work, operator: Person, ticket: Ticket) -> list[Entry]:
    """Return every deadline that a ticket had (3.4), oldest first. Raises AccessDenied."""
    await access.demand(work, operator, Right.OPERATE, ticket)
    return await _history(work, ticket)


async def _history(work: Work, ticket: Ticket) -> list[Entry]:
    """What is opened again without a deadline set none."""
    known = await deadlines_rows.of_ticket(work.db, ticket.number)
    return [each for each in known if not each.reopens or each.deadline.until is not None]


def _extension(due: datetime, until: datetime, reason: str, by: tuple[int, datetime] | None) -> Deadline:
    """An extension by hours, which the working calendar may move, counts `since` its choice when it was late."""
    hours, chosen_at = by or (None, due)
    since = chosen_at if chosen_at > due else None
    return Deadline(Cause.EXTENDED, until, hours, since, reason=reason)


def _movable(ticket: Ticket) -> datetime:
    check_open(State(ticket.state))
    if ticket.deadline is None:
        raise Refused(Reason.NO_DEADLINE)
    return ticket.deadline


async def tell_requester(work: Work, ticket: Ticket, notice: InWriting) -> None:
    """Tell of a moved deadline, in the chat and always in writing by e-mail (4.3)."""
    await outgoing.tell(work, outgoing.to_requester(ticket), notice)
    identity = await identities.by_id(work.db, ticket.identity)
    await outgoing.write_letter(work, identity.login, notice)


async def _promised(work: Work, ticket: Ticket) -> datetime:
    """The deadline last promised by an extension or a reopening, which stays (3.4), or without one that of 4.3."""
    known = [each.deadline.until for each in await _history(work, ticket) if each.deadline.until is not None]
    if known:
        return known[-1]
    return deadlines.deadline(ticket.opened_at, await work.calendar(), work.policy.sla_hours)


async def note_missed(work: Work) -> int:
    """Show in each topic, once, that its deadline has passed, and tell supervisors; returns how many."""
    missed = await tickets.newly_overdue(work.db, work.now)
    for ticket in missed:
        assert ticket.deadline is not None
        notice = DeadlineMissed(number=ticket.number, deadline=ticket.deadline)
        await life.set_deadline(work, ticket, None, Deadline(Cause.MISSED, ticket.deadline), overdue_at=work.now)
        await outgoing.tell(work, outgoing.to_ticket(ticket.number), notice)
        await outgoing.tell_supervisors(work, notice)
        await alarms.put(work.db, Alarm(ticket.number, AlarmKind.OVERDUE, 0, 0, work.now))
    return len(missed)


async def apologise(work: Work) -> int:
    """Tell requesters, once and in working hours, that a deadline has passed; returns how many were due."""
    return await ring(work, AlarmKind.OVERDUE, _apologise)


async def forget_missed(work: Work, ticket: int) -> None:
    """Tell nobody of a deadline that the changed calendar has moved on."""
    if (await tickets.by_number(work.db, ticket)).overdue_at is None:
        await alarms.drop(work.db, ticket, AlarmKind.OVERDUE)


async def _apologise(work: Work, alarm: Alarm) -> None:
    """Leave out who is asked something themselves, and what has got another deadline meanwhile."""
    ticket = await tickets.by_number(work.db, alarm.ticket)
    if ticket.state in WITH_THE_DESK and ticket.overdue_at is not None and ticket.deadline is not None:
        notice = DeadlinePassed(number=ticket.number, deadline=ticket.deadline)
        await outgoing.tell(work, outgoing.to_requester(ticket), notice)

"""The end of a ticket (3.2): operators ask, the requester decides; a supervisor closes for a reason that is told."""

from datetime import datetime

from bot.actions import access, outgoing
from bot.actions.access import Right
from bot.actions.following import QuestionStands
from bot.actions.people import leaving
from bot.actions.tickets import conversation, life, phone_answers, trial
from bot.actions.work import Work
from bot.rules.asking import CONFIRM, of_ticket
from bot.rules.audit import Action
from bot.rules.channels import PHONE
from bot.rules.deadlines import deadlines
from bot.rules.deadlines.history import Cause, Deadline
from bot.rules.notices import (
    ClosedBySupervisor,
    ConfirmationAsked,
    Outcome,
    SupervisorClosed,
    ThankedFor,
    TicketClosed,
    TicketReturned,
)
from bot.rules.refusals import Refused
from bot.rules.tickets import trial as trial_rules
from bot.rules.tickets.tickets import Event, Reason, State, may_reopen
from db import audit
from db.people.people import Person
from db.tickets import tickets
from db.tickets.tickets import Ticket


async def ask_confirmation(work: Work, operator: Person, ticket: Ticket) -> bool:
    """Ask the requester whether it is solved; False when a question of theirs is shown first (3.3).

    Who is not written to is asked by phone; operators may have that shown again.

    Raises AccessDenied; Refused when that is asked already, or it is closed.
    """
    await access.demand(work, operator, Right.OPERATE, ticket)
    if ticket.reply_channel == PHONE and ticket.state == State.WAITING_CONFIRMATION:
        await phone_answers.ask_to_call(work, ticket)
        return True
    try:
        await life.move(work, ticket, Event.RESOLVE, operator)
    except QuestionStands:
        return False
    if ticket.reply_channel == PHONE:
        await phone_answers.ask_to_call(work, ticket)
    else:
        await outgoing.tell(work, outgoing.to_requester(ticket), ConfirmationAsked(number=ticket.number))
    await trial.progress(work, ticket)
    return True


async def confirm(work: Work, person: Person, ticket: Ticket) -> None:
    """Close a ticket at its requester's word; the trial ends with it. Raises Refused."""
    await access.demand(work, person, Right.OWN, ticket)
    ticket = await conversation.heard(work, ticket, work.channel)
    await life.move(work, ticket, Event.CONFIRM, person)
    if ticket.number == trial_rules.NUMBER:
        return await outgoing.end_trial(work)
    await _tell_topic(work, ticket, "confirm")
    await outgoing.tell(work, outgoing.to_requester(ticket), TicketClosed(number=ticket.number))
    return None


async def thanked(work: Work, person: Person, ticket: Ticket) -> None:
    """Say once that a closed ticket stays closed when its requester thanks for it; it can be opened again."""
    await access.demand(work, person, Right.OWN, ticket)
    if ticket.closed_at is not None and (ticket.thanked_at is None or ticket.thanked_at < ticket.closed_at):
        await tickets.change(work.db, ticket.number, thanked_at=work.now)
        await outgoing.tell(work, outgoing.to_requester(ticket), ThankedFor(number=ticket.number))


async def close_by_supervisor(work: Work, supervisor: Person, ticket: Ticket, reason: str) -> None:
    """Close a ticket without its requester's word, for a reason they are told (3.2). Raises AccessDenied, Refused."""
    await access.demand(work, supervisor, Right.SUPERVISE)
    await life.move(work, ticket, Event.CLOSE_BY_SUPERVISOR, supervisor, details={"reason": reason})
    told_inside = SupervisorClosed(number=ticket.number, supervisor=supervisor.name, reason=reason)
    await outgoing.tell(work, outgoing.to_ticket(ticket.number), told_inside)
    await outgoing.withdraw(work, outgoing.to_requester(ticket), of_ticket(CONFIRM, ticket.number))
    told_requester = ClosedBySupervisor(number=ticket.number, reason=reason)
    await outgoing.tell(work, outgoing.to_requester(ticket), told_requester)


async def deny(work: Work, person: Person, ticket: Ticket) -> None:
    """Return a ticket to work and ask what is left. Raises Refused."""
    await access.demand(work, person, Right.OWN, ticket)
    ticket = await conversation.heard(work, ticket, work.channel)
    await life.move(work, ticket, Event.DENY, person)
    await _tell_topic(work, ticket, "deny")
    await outgoing.tell(work, outgoing.to_requester(ticket), TicketReturned(number=ticket.number, reopened=False))
    await trial.progress(work, ticket)


async def rate(work: Work, person: Person, ticket: Ticket, stars: int) -> bool:
    """Record a rating of 1 to 5; a later one replaces it. False when nothing changes. Raises Refused while open."""
    await access.demand(work, person, Right.OWN, ticket)
    if ticket.is_open:
        raise Refused(Reason.NOT_CLOSED)
    if ticket.rating == stars:
        return False
    await tickets.change(work.db, ticket.number, rating=stars)
    await audit.write(work.db, Action.RATE, work.now, actor=person.id, ticket=ticket.number, stars=stars)
    outcome = Outcome(number=ticket.number, event="rate", rating=stars)
    await outgoing.tell(work, outgoing.to_ticket(ticket.number), outcome)
    return True


async def comment(work: Work, person: Person, ticket: Ticket, text: str) -> None:
    """Record the requester's words about a rating."""
    await access.demand(work, person, Right.OWN, ticket)
    await tickets.change(work.db, ticket.number, comment=text)
    await audit.write(work.db, Action.COMMENT, work.now, actor=person.id, ticket=ticket.number)
    outcome = Outcome(number=ticket.number, event="comment", comment=text)
    await outgoing.tell(work, outgoing.to_ticket(ticket.number), outcome)


def can_reopen(work: Work, ticket: Ticket) -> bool:
    """Tell whether a ticket is closed, and not for too long to be opened again."""
    return ticket.closed_at is not None and may_reopen(ticket.closed_at, work.now, work.policy.reopen_days)


async def reopen(work: Work, person: Person, ticket: Ticket, *, described: bool = False) -> bool:
    """Open a closed ticket again; False when it is too late and a new, linked one is needed. Raises Refused.

    `described` when the requester has written already what is left.
    """
    await access.demand(work, person, Right.OWN, ticket)
    await leaving.check(work, person)
    if not ticket.is_open and not can_reopen(work, ticket):
        return False
    ticket = await conversation.heard(work, ticket, work.channel)
    due = await _renewed(work, ticket)
    deadline = Deadline(Cause.REOPENED, due, work.policy.sla_hours if due != ticket.deadline else None)
    await life.move(work, ticket, Event.REOPEN, person, deadline=deadline)
    await _tell_topic(work, ticket, "reopen")
    notice = TicketReturned(number=ticket.number, reopened=True, deadline=due, described=described)
    await outgoing.tell(work, outgoing.to_requester(ticket), notice)
    return True


async def _renewed(work: Work, ticket: Ticket) -> datetime | None:
    """The work begins again: the time of 4.3 counts from the reopening, but nothing promised comes later by it."""
    if ticket.deadline is None:
        return None
    return max(ticket.deadline, deadlines.deadline(work.now, await work.calendar(), work.policy.sla_hours))


async def _tell_topic(work: Work, ticket: Ticket, event: str) -> None:
    await outgoing.tell(work, outgoing.to_ticket(ticket.number), Outcome(number=ticket.number, event=event))

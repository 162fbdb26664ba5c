"""The hours to a deadline stand while the requester is asked for data, if a setting says so (3.7, 4.3)."""

from datetime import timedelta

from bot.actions import outgoing
from bot.actions.deadlines import warnings
from bot.actions.following import Move
from bot.actions.work import Ticket, Work
from bot.rules.alarms import AlarmKind
from bot.rules.deadlines.history import Cause, Deadline
from bot.rules.notices import DeadlinePaused
from bot.rules.tickets.tickets import State
from db import alarms
from db.deadlines import pauses
from db.people import identities


async def follow(work: Work, done: Move) -> None:
    """Begin a pause where data are asked for, and tell of one that is over."""
    if done.deadline is not None and done.deadline.cause is Cause.PAUSED:
        await _tell(work, done.after, done.deadline)
    elif done.before is not None and done.before.state == State.WAITING_REQUESTER and done.after.is_open:
        await warnings.set_next(work, done.after.number)  # a pause of no length has dropped it
    due = done.after.deadline
    waits = done.after.state == State.WAITING_REQUESTER and done.event is not None
    if waits and work.policy.pause_while_waiting and due is not None and work.now < due:
        await pauses.begin(work.db, done.after.number, work.now)
        await alarms.drop(work.db, done.after.number, AlarmKind.WARNING)


async def over(work: Work, ticket: Ticket, state: State) -> Deadline | None:
    """End the pause of a ticket that comes to another state; return its deadline where that moves."""
    since = await pauses.lasting(work.db, ticket.number) if ticket.state == State.WAITING_REQUESTER else None
    if since is None:
        return None
    calendar = await work.calendar()
    worked = calendar.between(since, work.now)
    await pauses.end(work.db, ticket.number, work.now, worked)
    if ticket.deadline is None or state is State.CLOSED or worked < timedelta(minutes=1):
        return None
    return Deadline(Cause.PAUSED, calendar.add(ticket.deadline, worked), since=since, was=ticket.deadline)


async def _tell(work: Work, ticket: Ticket, deadline: Deadline) -> None:
    """Tell the requester in the chat and by e-mail, and the topic."""
    assert deadline.until is not None
    assert deadline.since is not None
    assert deadline.was is not None
    notice = DeadlinePaused(
        number=ticket.number, since=deadline.since, ended=work.now, was=deadline.was, until=deadline.until
    )
    await outgoing.tell(work, outgoing.to_ticket(ticket.number), notice)
    await outgoing.tell(work, outgoing.to_requester(ticket), notice)
    identity = await identities.by_id(work.db, ticket.identity)
    await outgoing.write_letter(work, identity.login, notice)

"""The one place that opens a ticket, moves it and sets its deadline; whoever follows tickets is told (3.2, 3.4, 4.3).

A follower never imports this file. Who forgets nothing here need not be reminded elsewhere: a new way to close a ticket
is one call.
"""

from collections.abc import Mapping
from typing import Any

from bot.actions import outgoing
from bot.actions.deadlines import pauses, promises, warnings
from bot.actions.following import After, Before, Move
from bot.actions.tickets import silence, unanswered
from bot.actions.work import Person, Ticket, Work
from bot.logs import about_ticket
from bot.rules.asking import DATA, of_ticket
from bot.rules.audit import Action
from bot.rules.deadlines.history import Cause, Deadline
from bot.rules.tickets.tickets import Event, State, after, asks_again, unclaimed
from db import alarms, audit, live_questions
from db.deadlines import deadlines
from db.tickets import data_requests, tickets

ON_RECORD: Mapping[Event, Action] = {
    Event.RESOLVE: Action.RESOLVE,
    Event.CONFIRM: Action.CLOSE,
    Event.DENY: Action.DENY,
    Event.REOPEN: Action.REOPEN,
    Event.CLOSE_BY_SUPERVISOR: Action.CLOSE_BY_SUPERVISOR,
    Event.CLOSE_BY_SILENCE: Action.CLOSE_BY_SILENCE,
    Event.WITHDRAW: Action.CLOSE,
}
"""Events that are a line of the audit by themselves; what else is done with them has a line of its own."""
CAUSES: Mapping[Cause, Action] = {
    Cause.REGISTERED: Action.OPEN,
    Cause.EXTENDED: Action.EXTEND,
    Cause.KIND_CHANGED: Action.KIND,
    Cause.REOPENED: Action.REOPEN,
    Cause.RECALCULATED: Action.RECALCULATE,
    Cause.MISSED: Action.MISSED,
    Cause.PAUSED: Action.PAUSE,
}


async def begin(work: Work, by: Person, deadline: Deadline, **columns: Any) -> Ticket:
    """Register a ticket with its first deadline."""
    ticket = await tickets.add(work.db, state=State.NEW, opened_at=work.now, deadline=deadline.until, **columns)
    about_ticket(ticket.number)
    details = {"service": ticket.service} | deadline.details()
    return await _tell(work, Move(None, ticket, by.id, None, deadline, Action.OPEN, details))


async def move(
    work: Work,
    ticket: Ticket,
    event: Event,
    by: Person | None = None,
    *,
    deadline: Deadline | None = None,
    details: Mapping[str, Any] | None = None,
) -> Ticket:
    """Let an event happen to a ticket; `by` None is the desk itself. Raises Refused, QuestionStands."""
    about_ticket(ticket.number)
    state = after(State(ticket.state), event)
    for look in BEFORE:
        await look(work, ticket, event)
    if state != ticket.state and ticket.operator is None:
        state = unclaimed(state, event)
    if state == ticket.state and not asks_again(state, event):
        return ticket
    told, deadline = deadline, deadline or await pauses.over(work, ticket, state)
    changed = await tickets.move(work.db, ticket.number, state=state, **_marks(work, state, event), **_due(deadline))
    said = {**(details or {}), **(told.details() if told else {})}
    who = None if by is None else by.id
    return await _tell(work, Move(ticket, changed, who, event, deadline, ON_RECORD.get(event), said))


async def set_deadline(work: Work, ticket: Ticket, by: Person | None, deadline: Deadline, **columns: Any) -> Ticket:
    """Set a deadline, or note that it was missed; `by` None is the desk itself."""
    due = {} if deadline.cause is Cause.MISSED else _due(deadline)
    changed = await tickets.move(work.db, ticket.number, **due, **columns)
    action, who = CAUSES[deadline.cause], None if by is None else by.id
    return await _tell(work, Move(ticket, changed, who, None, deadline, action, deadline.details()))


def _marks(work: Work, state: State, event: Event) -> dict[str, Any]:
    """Return the instants that are part of a state."""
    marks: dict[str, Any] = {}
    if event is Event.RESOLVE or asks_again(state, event):
        marks["asked_to_confirm_at"] = work.now
    if state is State.CLOSED or event is Event.REOPEN:
        marks["closed_at"] = work.now if state is State.CLOSED else None
    return marks


def _due(deadline: Deadline | None) -> dict[str, Any]:
    return {} if deadline is None else {"deadline": deadline.until, "overdue_at": None}


async def _tell(work: Work, done: Move) -> Ticket:
    for follow in FOLLOWERS:
        await follow(work, done)
    return done.after


async def _keep_deadline(work: Work, done: Move) -> None:
    if done.deadline is not None:
        await deadlines.add(work.db, done.after.number, done.deadline, done.by, work.now)


async def _withdraw_data_requests(work: Work, done: Move) -> None:
    """What an operator asked for is not needed any more when it is solved, or closed without that."""
    number = done.after.number
    if (done.closes or done.event is Event.RESOLVE) and await data_requests.open_of(work.db, number) is not None:
        await data_requests.withdraw(work.db, number)
        await outgoing.withdraw(work, outgoing.to_requester(done.after), of_ticket(DATA, number))


async def _silence_alarms(work: Work, done: Move) -> None:
    """What is closed is nobody's alarm, of whatever kind."""
    if done.closes:
        await alarms.drop_ticket(work.db, done.after.number)


async def _forget_pages(work: Work, done: Move) -> None:
    """What an operator began at a ticket ends with it."""
    if done.closes:
        await live_questions.forget_pages(work.db, done.after.number)


async def _show(work: Work, done: Move) -> None:
    await outgoing.show(work, done.after)


async def _record(work: Work, done: Move) -> None:
    if done.action is not None:
        await audit.write(work.db, done.action, work.now, actor=done.by, ticket=done.after.number, **done.details)
    if done.deadline is not None and done.deadline.cause is Cause.PAUSED:
        details = done.deadline.details()
        await audit.write(work.db, Action.PAUSE, work.now, actor=None, ticket=done.after.number, **details)


BEFORE: tuple[Before, ...] = (unanswered.look, promises.look)
FOLLOWERS: tuple[After, ...] = (
    _keep_deadline,
    _withdraw_data_requests,
    silence.follow,
    promises.follow,
    _silence_alarms,
    _forget_pages,
    warnings.follow,
    pauses.follow,
    _show,
    _record,
)
"""In this order: promises are judged by the closing before their alarms go, warnings by the deadline that is kept."""

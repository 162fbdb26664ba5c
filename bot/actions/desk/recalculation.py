"""Open tickets follow the working calendar when it changes (2.5, 4.3): deadlines, of which each change is told, alarms.

It is done by the clock, some tickets at a time: thousands of them must not hold up who writes meanwhile.
"""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta

from bot.actions import outgoing
from bot.actions.deadlines import promises, warnings
from bot.actions.tickets import life, silence, unanswered
from bot.actions.tickets.deadlines import forget_missed, tell_requester
from bot.actions.work import Ticket, Work
from bot.rules.alarms import AlarmKind
from bot.rules.deadlines import recalculation
from bot.rules.deadlines.history import Cause, Deadline, promise
from bot.rules.deadlines.working_hours import Calendar
from bot.rules.notices import DeadlineRecalculated, DeadlinesRecalculated
from db.deadlines import deadlines as deadlines_rows
from db.deadlines import recalculations
from db.tickets import tickets

PAUSE = timedelta(minutes=5)
"""From the last change of the calendar: until then a mistake can be mended without requesters hearing of it."""
MOST = 50
"""Tickets at once: they take some milliseconds, in which messages wait."""
LATER, EARLIER = "later", "earlier"

RESCHEDULES: Mapping[AlarmKind, Callable[[Work, int], Awaitable[None]]] = {
    AlarmKind.WARNING: warnings.set_next,
    AlarmKind.UNANSWERED: unanswered.reschedule,
    AlarmKind.SILENCE: silence.reschedule,
    AlarmKind.PROMISE: promises.reschedule,
    AlarmKind.OVERDUE: forget_missed,
}
"""What else of a ticket counts in working time, and is computed again after its deadline."""


async def begin(work: Work) -> int:
    """Have the deadlines of all open tickets computed again soon; returns how many tickets there are."""
    return await recalculations.begin(work.db, work.now + PAUSE)


async def recalculate(work: Work) -> int:
    """Let some of the tickets that wait for it follow the calendar, and after the last one tell supervisors."""
    numbers = await recalculations.waiting(work.db, work.now, MOST)
    if not numbers:
        return 0
    calendar = await work.calendar()
    for number in numbers:
        outcome = await _recalculate(work, await tickets.by_number(work.db, number), calendar)
        for reschedule in RESCHEDULES.values():
            await reschedule(work, number)
        await recalculations.note(work.db, number, outcome)
    if await recalculations.is_done(work.db):
        await _finish(work)
    return len(numbers)


async def _recalculate(work: Work, ticket: Ticket, calendar: Calendar) -> str | None:
    if not ticket.is_open or ticket.deadline is None:
        return None
    known = await deadlines_rows.of_ticket(work.db, ticket.number)
    promised = (promise(each.set_at, each.deadline, work.policy.sla_hours) for each in known)
    due = recalculation.due(filter(None, promised), calendar)
    if due is None or not recalculation.moves(ticket.deadline, due, work.now):
        return None
    await _move(work, ticket, ticket.deadline, due)
    return LATER if due > ticket.deadline else EARLIER


async def _move(work: Work, ticket: Ticket, was: datetime, until: datetime) -> None:
    ticket = await life.set_deadline(work, ticket, None, Deadline(Cause.RECALCULATED, until, was=was))
    notice = DeadlineRecalculated(number=ticket.number, was=was, until=until)
    await outgoing.tell(work, outgoing.to_ticket(ticket.number), notice)
    await tell_requester(work, ticket, notice)


async def _finish(work: Work) -> None:
    later, earlier = [await recalculations.settle(work.db, outcome) for outcome in (LATER, EARLIER)]
    await outgoing.tell_supervisors(work, DeadlinesRecalculated(later=later, earlier=earlier))

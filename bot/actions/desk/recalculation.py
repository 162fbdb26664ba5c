"""Open tickets follow the working calendar when it changes (2.5, 4.3): deadlines, of which each change is told, alarms.

It is done by the clock, some tickets at a time: thousands of them must not hold up who writes meanwhile.
"""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from bot.actions import outgoing
from bot.actions.deadlines import promises, warnings
from bot.actions.deadlines.deadlines import tell_requester
from bot.actions.tickets import silence, unanswered
from bot.actions.work import Ticket, Work
from bot.rules.deadlines import recalculation
from bot.rules.deadlines.recalculation import Promise
from bot.rules.deadlines.working_hours import Calendar
from bot.rules.notices import DeadlineRecalculated, DeadlinesRecalculated
from db import audit
from db.audit import Line
from db.deadlines import recalculations
from db.tickets import tickets

PAUSE = timedelta(minutes=5)
"""From the last change of the calendar: until then a mistake can be mended without requesters hearing of it."""
MOST = 50
"""Tickets at once: they take some milliseconds, in which messages wait."""
LATER, EARLIER = "later", "earlier"

RESCHEDULES: tuple[Callable[[Work, int], Awaitable[None]], ...] = (
    warnings.follow,
    unanswered.reschedule,
    silence.reschedule,
    promises.reschedule,
)
"""What else of a ticket counts in working time, and is computed anew after its deadline."""


async def begin(work: Work) -> int:
    """Have the deadlines of all open tickets computed anew soon; gives how many tickets there are."""
    return await recalculations.begin(work.db, work.now + PAUSE)


async def recalculate(work: Work) -> int:
    """Let some of the tickets that wait for it follow the calendar, and after the last one tell supervisors."""
    numbers = await recalculations.waiting(work.db, work.now, MOST)
    if not numbers:
        return 0
    calendar = await work.calendar()
    for number in numbers:
        outcome = await _recalculate(work, await tickets.by_number(work.db, number), calendar)
        for reschedule in RESCHEDULES:
            await reschedule(work, number)
        await recalculations.note(work.db, number, outcome)
    if await recalculations.is_done(work.db):
        await _finish(work)
    return len(numbers)


async def _recalculate(work: Work, ticket: Ticket, calendar: Calendar) -> str | None:
    if not ticket.is_open or ticket.deadline is None:
        return None
    promises = [_promise(work, line) for line in await audit.of_ticket(work.db, ticket.number) if _promises(line)]
    due = recalculation.due(promises, calendar)
    if due is None or not recalculation.moves(ticket.deadline, due, work.now):
        return None
    await _move(work, ticket, ticket.deadline, due)
    return LATER if due > ticket.deadline else EARLIER


def _promises(line: Line) -> bool:
    return line.action == "open" or (line.action in ("extend", "reopen") and "until" in line.details)


def _promise(work: Work, line: Line) -> Promise:
    """Read a line of the record; an extension without hours names a moment."""
    since, until = (_moment(line.details.get(name)) for name in ("since", "until"))
    if line.action == "extend":
        return Promise(line.details.get("hours"), since, until)
    return Promise(line.details.get("hours", work.policy.sla_hours), line.at)


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


async def _move(work: Work, ticket: Ticket, was: datetime, until: datetime) -> None:
    ticket = await tickets.change(work.db, ticket.number, deadline=until, overdue_at=None)
    details = {"was": was.isoformat(), "until": until.isoformat()}
    await audit.write(work.db, "recalculate", work.now, actor=None, ticket=ticket.number, **details)
    notice = DeadlineRecalculated(number=ticket.number, was=was, until=until)
    await outgoing.tell(work, outgoing.to_ticket(ticket.number), notice)
    await tell_requester(work, ticket, notice)


async def _finish(work: Work) -> None:
    later, earlier = [await recalculations.settle(work.db, outcome) for outcome in (LATER, EARLIER)]
    await outgoing.tell_supervisors(work, DeadlinesRecalculated(later=later, earlier=earlier))

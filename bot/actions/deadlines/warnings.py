"""Warnings on the way to a deadline (4.3): at half of the working time and at four fifths of it."""

from bot.actions import outgoing
from bot.actions.alarms import ring
from bot.actions.following import Move
from bot.actions.work import Ticket, Work
from bot.rules.alarms import AlarmKind
from bot.rules.deadlines import deadlines
from bot.rules.notices import DeadlineNear
from db import alarms
from db.alarms import Alarm
from db.deadlines import deadlines as deadlines_rows
from db.deadlines import pauses
from db.tickets import tickets

KIND = AlarmKind.WARNING
UNSET = 0
"""The step of an alarm that warns of nothing, but sets the first warning: of tickets older than warnings are."""


async def follow(work: Work, done: Move) -> None:
    """Let the next warning follow a deadline that was set."""
    if done.deadline is not None and done.after.is_open:
        await set_next(work, done.after.number)


async def set_next(work: Work, ticket: int) -> None:
    """Set the next warning of a ticket by its deadline, or none: after whatever moved, dropped or restored that."""
    following = None
    span = await deadlines_rows.span(work.db, ticket)
    if span is not None and await pauses.lasting(work.db, ticket) is None:
        calendar = await work.calendar()
        following = deadlines.next_warning(span.started_at, span.deadline, work.now, calendar)
    if following is None:
        await alarms.drop(work.db, ticket, KIND)
    else:
        await alarms.put(work.db, Alarm(ticket, KIND, 0, *following))


async def warn(work: Work) -> int:
    """Show in each topic, from half of its time on and from four fifths on, how much has passed; returns how many."""
    return await ring(work, KIND, _answer)


async def _answer(work: Work, alarm: Alarm) -> None:
    ticket = await tickets.by_number(work.db, alarm.ticket)
    if alarm.step != UNSET:
        await _tell(work, ticket, alarm.step)
    await set_next(work, ticket.number)


async def _tell(work: Work, ticket: Ticket, mark: int) -> None:
    """Tell the share that has passed by now: after a jump or downtime the mark that rings may be far behind."""
    span = await deadlines_rows.span(work.db, ticket.number)
    if span is None or ticket.deadline is None or work.now >= ticket.deadline:
        return
    calendar = await work.calendar()
    percent = max(mark, deadlines.share_passed(span.started_at, ticket.deadline, work.now, calendar))
    left = deadlines.remaining(work.now, ticket.deadline, calendar)
    minutes = int(left.total_seconds()) // 60
    notice = DeadlineNear(number=ticket.number, percent=percent, deadline=ticket.deadline, minutes_left=minutes)
    await outgoing.tell(work, outgoing.to_ticket(ticket.number), notice)

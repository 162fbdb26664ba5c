"""When requesters are reminded who do not confirm (3.2). What is done then is in `reminding`."""

from dataclasses import replace
from datetime import datetime

from bot.actions.work import Ticket, Work
from bot.rules.tickets import silence
from bot.rules.tickets.tickets import State
from db import alarms
from db.alarms import Alarm
from db.tickets import silence as record

KIND = record.KIND
FIRST = 1


async def follow(work: Work, before: Ticket, after: Ticket) -> None:
    """Begin to wait when a requester is asked to confirm, and stop when anything else happens to the ticket."""
    if after.state == State.WAITING_CONFIRMATION:
        await wait(work, after.number, FIRST, asked=work.now)
    elif before.state == State.WAITING_CONFIRMATION:
        await alarms.drop(work.db, after.number, KIND)


async def wait(work: Work, ticket: int, step: int, asked: datetime) -> datetime | None:
    """Let a step fall due, the one before being just done; gives when that is, None if reminders are switched off."""
    if not work.policy.silence_reminders:
        return None
    due_at = silence.due(step, asked, work.now, await work.calendar(), work.policy.silence_closes)
    await alarms.put(work.db, Alarm(ticket, KIND, 0, step, due_at))
    return due_at


async def reschedule(work: Work, ticket: int) -> None:
    """Let the reminder to come follow the changed calendar; what is after the last rings in working hours anyway."""
    for alarm in await alarms.of_ticket(work.db, ticket, KIND):
        if silence.is_reminder(alarm.step):
            asked = await record.asked_at(work.db, ticket)
            due_at = silence.due(alarm.step, asked, asked, await work.calendar(), work.policy.silence_closes)
            await alarms.put(work.db, replace(alarm, due_at=due_at))

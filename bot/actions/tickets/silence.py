"""When requesters are reminded who do not confirm (3.2). What is done then is in `reminding`."""

from dataclasses import replace
from datetime import datetime

from bot.actions.following import Move
from bot.actions.work import Ticket, Work
from bot.rules.alarms import AlarmKind
from bot.rules.tickets import silence
from bot.rules.tickets.tickets import Event, State, asks_again
from db import alarms
from db.alarms import Alarm
from db.tickets import tickets

KIND = AlarmKind.SILENCE
FIRST = 1


async def follow(work: Work, done: Move) -> None:
    """Begin to wait when a requester is asked to confirm, also once more, and stop when it is not asked any longer."""
    number, waited = done.after.number, done.before is not None and done.before.state == State.WAITING_CONFIRMATION
    if done.event is Event.RESOLVE or (done.event is not None and asks_again(State(done.after.state), done.event)):
        await wait(work, number, FIRST, asked=work.now)
    elif waited and done.after.state != State.WAITING_CONFIRMATION:
        await alarms.drop(work.db, number, KIND)


def asked_at(ticket: Ticket) -> datetime:
    """Return when its requester was asked to confirm, for the last time; they must have been."""
    assert ticket.asked_to_confirm_at is not None, f"ticket {ticket.number} was never asked about"
    return ticket.asked_to_confirm_at


async def wait(work: Work, ticket: int, step: int, asked: datetime) -> datetime | None:
    """Let a step fall due, the one before being just done; returns when that is, None if reminders are switched off."""
    if not work.policy.silence_reminders:
        return None
    due_at = silence.due(step, asked, work.now, await work.calendar(), work.policy.silence_closes)
    await alarms.put(work.db, Alarm(ticket, KIND, 0, step, due_at))
    return due_at


async def reschedule(work: Work, ticket: int) -> None:
    """Let the reminder to come follow the changed calendar; what is after the last rings in working hours anyway."""
    for alarm in await alarms.of_ticket(work.db, ticket, KIND):
        if silence.is_reminder(alarm.step):
            asked = asked_at(await tickets.by_number(work.db, ticket))
            due_at = silence.due(alarm.step, asked, asked, await work.calendar(), work.policy.silence_closes)
            await alarms.put(work.db, replace(alarm, due_at=due_at))

"""Promises in what operators write (3.4): noticed, reminded of on request, and judged when they fall due."""

from dataclasses import replace
from datetime import datetime

from bot.actions import access, outgoing
from bot.actions.access import Right
from bot.actions.alarms import ring
from bot.actions.following import Move
from bot.actions.work import Ticket, Work
from bot.rules.alarms import AlarmKind
from bot.rules.channels import TELEGRAM
from bot.rules.deadlines import promises as promises_rules
from bot.rules.deadlines.promises import Change
from bot.rules.deadlines.when import last_working_moment
from bot.rules.notices import (
    PromiseBeyond,
    PromiseBroken,
    PromiseChanged,
    PromiseDropped,
    PromiseMade,
    PromiseNear,
    PromiseVague,
)
from bot.rules.tickets.tickets import Event
from db import alarms
from db.alarms import Alarm
from db.deadlines import promises
from db.deadlines.promises import Promise
from db.people import accounts, people
from db.people.people import Person
from db.tickets import messages, tickets
from db.tickets.messages import Message

KIND = AlarmKind.PROMISE
REMIND, JUDGE = 1, 2


async def note(work: Work, ticket: Ticket, message: Message) -> None:
    """Notice a promise in what an operator wrote to the requester, and offer a reminder in the topic."""
    found = await _found(work, message)
    if found is not None:
        await _make(work, ticket, message, found)
    elif words := promises_rules.vague(message.html):
        notice = PromiseVague(number=ticket.number, words=words)
        await outgoing.tell(work, outgoing.to_ticket(ticket.number), notice, about=message.id)


async def follow_edit(work: Work, ticket: Ticket, message: Message) -> None:
    """Let a promise follow an operator's edit that goes to the requester, and say so in the topic."""
    if not message.by_operator or message.deleted_at is not None or not ticket.is_open:
        return
    found, last = await _found(work, message), await promises.of_message(work.db, message.id)
    before = promises_rules.Promise(last.words, last.due_at) if last else None
    change = promises_rules.change(before, found, work.now, is_open=last is not None and last.state == promises.OPEN)
    if change is Change.MADE and found:
        await _make(work, ticket, message, found)
    elif change is Change.MOVED and last and found:
        await _move(work, ticket, last, found)
    elif change is Change.DROPPED and last:
        await _drop(work, ticket, last)


async def _found(work: Work, message: Message) -> promises_rules.Promise | None:
    if not promises_rules.is_likely(message.html):
        return None
    return promises_rules.find(message.html, work.now, await work.calendar())


async def _make(work: Work, ticket: Ticket, message: Message, found: promises_rules.Promise) -> None:
    promise = await promises.add(
        work.db,
        ticket=ticket.number,
        message=message.id,
        words=found.words,
        made_at=work.now,
        due_at=found.due_at,
    )
    await _set(work, promise)
    notice = PromiseMade(
        number=ticket.number,
        promise=promise.id,
        words=found.words,
        due=found.due_at,
        day_off=found.day_off,
        instead=found.instead,
        **await _outside(work, found),
    )
    await outgoing.tell(work, outgoing.to_ticket(ticket.number), notice, about=message.id)
    await _compare(work, ticket, promise)


async def _outside(work: Work, found: promises_rules.Promise) -> dict[str, datetime]:
    """Say until when a promise can be kept whose time is outside working hours; on a day off that is asked about."""
    if found.day_off is not None:
        return {}
    return promises_rules.outside(found.due_at, work.now, await work.calendar())


async def _move(work: Work, ticket: Ticket, promise: Promise, found: promises_rules.Promise) -> None:
    await promises.move(work.db, promise.id, found.words, work.now, found.due_at)
    await _set(work, replace(promise, words=found.words, made_at=work.now, due_at=found.due_at))
    reminded = await people.by_id(work.db, promise.remind) if promise.remind is not None else None
    notice = PromiseChanged(
        number=ticket.number,
        promise=promise.id,
        words=found.words,
        due=found.due_at,
        operator=reminded.name if reminded else None,
        **await _outside(work, found),
    )
    await outgoing.tell(work, outgoing.to_ticket(ticket.number), notice, about=promise.message)
    await _compare(work, ticket, replace(promise, due_at=found.due_at), before=promise)


async def _compare(work: Work, ticket: Ticket, promise: Promise, before: Promise | None = None) -> None:
    """Offer once to extend the deadline to what was promised behind it (3.4, 4.3)."""
    if ticket.deadline is None or (before is not None and await _is_beyond(work, before, ticket.deadline)):
        return
    if await _is_beyond(work, promise, ticket.deadline):
        notice = PromiseBeyond(number=ticket.number, promise=promise.id, deadline=ticket.deadline)
        await outgoing.tell(work, outgoing.to_ticket(ticket.number), notice, about=promise.message)


async def _is_beyond(work: Work, promise: Promise, deadline: datetime) -> bool:
    return last_working_moment(promise.due_at, await work.calendar()) > deadline


async def _drop(work: Work, ticket: Ticket, promise: Promise) -> None:
    await _settle_none(work, promise)
    notice = PromiseDropped(number=ticket.number, words=promise.words, due=promise.due_at)
    await outgoing.tell(work, outgoing.to_ticket(ticket.number), notice, about=promise.message)


async def _set(work: Work, promise: Promise) -> None:
    """Let the next alarm of a promise ring: to remind whoever wants it, if there is time for that, else to judge."""
    step, due_at = JUDGE, promise.due_at
    if promise.remind is not None:
        near = promises_rules.remind_at(promise.made_at, promise.due_at, await work.calendar())
        if work.now < near < promise.due_at:
            step, due_at = REMIND, near
    await alarms.put(work.db, Alarm(promise.ticket, KIND, promise.id, step, due_at))


async def _settle_none(work: Work, promise: Promise) -> None:
    await promises.settle(work.db, promise.id, promises.NONE)
    await alarms.drop(work.db, promise.ticket, KIND, promise.id)


async def own(work: Work, operator: Person, ticket: Ticket, number: int) -> Promise | None:
    """Return a promise that is not settled yet, if the operator made it. Raises AccessDenied."""
    await access.demand(work, operator, Right.OPERATE, ticket)
    promise = await still_open(work, ticket, number)
    is_own = promise is not None and (await messages.by_id(work.db, promise.message)).author == operator.id
    return promise if is_own else None


async def remind(work: Work, operator: Person, ticket: Ticket, number: int) -> Promise | None:
    """Have an operator reminded of a promise before it is due; None when it is settled already. Raises AccessDenied."""
    await access.demand(work, operator, Right.OPERATE, ticket)
    promise = await still_open(work, ticket, number)
    if promise is not None:
        await promises.remind(work.db, promise.id, operator.id)
        await _set(work, replace(promise, remind=operator.id))
    return promise


async def postpone(work: Work, operator: Person, ticket: Ticket, number: int) -> Promise | None:
    """Move a promise of a day off to the next working day; None when there is nothing to move. Raises AccessDenied."""
    await access.demand(work, operator, Right.OPERATE, ticket)
    promise = await still_open(work, ticket, number)
    instead = promises_rules.postponed(promise.words, promise.made_at, await work.calendar()) if promise else None
    if promise is None or instead is None or instead == promise.due_at:
        return None
    moved = replace(promise, due_at=instead)
    await promises.move(work.db, promise.id, promise.words, promise.made_at, instead)
    await _set(work, moved)
    await _compare(work, ticket, moved, before=promise)
    return moved


async def dismiss(work: Work, operator: Person, ticket: Ticket, number: int) -> Promise | None:
    """Take an operator's word that it is not a promise; None when it is settled already. Raises AccessDenied."""
    await access.demand(work, operator, Right.OPERATE, ticket)
    promise = await still_open(work, ticket, number)
    if promise is not None:
        await _settle_none(work, promise)
    return promise


async def reschedule(work: Work, ticket: int) -> None:
    """Let reminders follow the changed calendar; what was promised is a moment that was named and stays."""
    for alarm in await alarms.of_ticket(work.db, ticket, KIND):
        promise = await promises.find(work.db, alarm.about)
        if promise is not None and alarm.step == REMIND:
            near = promises_rules.remind_at(promise.made_at, promise.due_at, await work.calendar())
            await alarms.put(work.db, replace(alarm, due_at=near))


async def look(work: Work, ticket: Ticket, event: Event) -> None:
    """Let what was kept stay kept: of asking to confirm, or for data, only the last time is remembered."""
    if event not in (Event.RESOLVE, Event.ASK_DATA):
        return
    for alarm in await alarms.of_ticket(work.db, ticket.number, KIND):
        promise = await promises.find(work.db, alarm.about)
        if promise is not None and promise.due_at < work.now and await _is_kept(work, promise):
            await promises.settle(work.db, promise.id, promises.KEPT)
            await alarms.drop(work.db, ticket.number, KIND, promise.id)


async def _is_kept(work: Work, promise: Promise) -> bool:
    return not await promises.is_taken_back(work.db, promise) and await promises.is_followed(work.db, promise)


async def follow(work: Work, done: Move) -> None:
    """Judge the promises of a ticket that is closed: nothing rings for it any more."""
    if done.closes:
        for alarm in await alarms.of_ticket(work.db, done.after.number, KIND):
            await _answer(work, alarm)


async def look_at_promises(work: Work) -> int:
    """Remind of promises, and judge those that are due; returns how many there were."""
    return await ring(work, KIND, _answer)


async def still_open(work: Work, ticket: Ticket, number: int) -> Promise | None:
    """Return a promise of a ticket, or None when it is settled."""
    promise = await promises.find(work.db, number)
    theirs = promise is not None and promise.ticket == ticket.number and promise.state == promises.OPEN
    return promise if theirs else None


async def _answer(work: Work, alarm: Alarm) -> None:
    promise = await promises.find(work.db, alarm.about)
    assert promise is not None
    if await promises.is_taken_back(work.db, promise):
        await promises.settle(work.db, promise.id, promises.NONE)
    elif await promises.is_followed(work.db, promise):
        await promises.settle(work.db, promise.id, promises.KEPT)
    elif work.now < promise.due_at:
        await _tell(work, promise, PromiseNear)
        await alarms.put(work.db, Alarm(promise.ticket, KIND, promise.id, JUDGE, promise.due_at))
    else:
        await promises.settle(work.db, promise.id, promises.BROKEN)
        await _tell(work, promise, PromiseBroken)


async def _tell(work: Work, promise: Promise, kind: type[PromiseNear] | type[PromiseBroken]) -> None:
    """Tell the topic, if somebody wanted to be reminded and it is not closed."""
    ticket = await tickets.by_number(work.db, promise.ticket)
    if promise.remind is None or not ticket.is_open:
        return
    known = await accounts.of(work.db, promise.remind, TELEGRAM)
    assert known is not None
    notice = kind(
        number=ticket.number,
        operator_id=int(known.account.address),
        operator=known.person.name,
        words=promise.words,
        due=promise.due_at,
    )
    await outgoing.tell(work, outgoing.to_ticket(ticket.number), notice)

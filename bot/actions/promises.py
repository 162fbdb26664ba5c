"""Promises in what operators write (3.4): noticed, reminded of on request, and judged when they fall due."""

from bot.actions import sending
from bot.actions.alarms import ring
from bot.actions.work import Ticket, Work
from bot.rules import promises as rules
from bot.rules.notices import PromiseBroken, PromiseMade, PromiseNear
from db import alarms, people, promises, tickets
from db.alarms import Alarm
from db.messages import Message
from db.people import Person
from db.promises import Promise

KIND = "promise"
REMIND, JUDGE = 1, 2


async def note(work: Work, ticket: Ticket, message: Message) -> None:
    """Notice a promise in what an operator wrote to the requester, and offer a reminder in the topic."""
    if not rules.is_likely(message.html):
        return
    found = rules.find(message.html, work.now, await work.calendar())
    if found is None:
        return
    promise = await promises.add(
        work.db,
        ticket=ticket.number,
        message=message.id,
        words=found.words,
        made_at=work.now,
        due_at=found.due_at,
    )
    await alarms.put(work.db, Alarm(ticket.number, KIND, promise.id, JUDGE, promise.due_at))
    notice = PromiseMade(number=ticket.number, promise=promise.id, words=found.words, due=found.due_at)
    await sending.tell(work, sending.to_ticket(ticket.number), notice, about=message.id)


async def remind(work: Work, person: Person, ticket: Ticket, number: int) -> Promise | None:
    """Have a person reminded of a promise before it is due; None when it is settled already."""
    promise = await _open(work, ticket, number)
    if promise is None:
        return None
    await promises.remind(work.db, promise.id, person.id)
    at = rules.remind_at(promise.made_at, promise.due_at, await work.calendar())
    if work.now < at < promise.due_at:
        await alarms.put(work.db, Alarm(ticket.number, KIND, promise.id, REMIND, at))
    return promise


async def dismiss(work: Work, ticket: Ticket, number: int) -> Promise | None:
    """Take an operator's word that it is no promise; None when it is settled already."""
    promise = await _open(work, ticket, number)
    if promise is not None:
        await promises.settle(work.db, promise.id, promises.NONE)
        await alarms.drop(work.db, ticket.number, KIND, promise.id)
    return promise


async def look_at_promises(work: Work) -> int:
    """Remind of promises, and judge those that are due; gives how many there were."""
    return await ring(work, KIND, _answer)


async def _open(work: Work, ticket: Ticket, number: int) -> Promise | None:
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
    person = await people.by_id(work.db, promise.remind)
    assert person.telegram_id is not None
    notice = kind(
        number=ticket.number,
        operator_id=person.telegram_id,
        operator=person.name,
        words=promise.words,
        due=promise.due_at,
    )
    await sending.tell(work, sending.to_ticket(ticket.number), notice)

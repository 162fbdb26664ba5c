"""Asking requesters for data (3.7): asked, answered step by step, withdrawn when it is not needed any more."""

from dataclasses import replace

from bot.actions import access, outgoing
from bot.actions.access import Right
from bot.actions.tickets import closed_hours, conversation, unanswered
from bot.actions.work import Person, Ticket, Work
from bot.rules.audit import Action
from bot.rules.notices import DataAsked, DataGiven, GivenItem
from bot.rules.text import clean, one_line
from bot.rules.tickets.data_requests import SKIPPED, Answer, Given, Item, added, checked
from bot.rules.tickets.incoming import TEXT, Incoming
from bot.rules.tickets.tickets import Event
from bot.rules.visible import visible
from db import audit
from db.tickets import data_requests, messages
from db.tickets.data_requests import DataRequest
from db.tickets.messages import Message

__all__ = ["DataRequest", "answer", "ask", "current", "skip"]


async def ask(work: Work, operator: Person, ticket: Ticket, items: tuple[Item, ...]) -> None:
    """Ask the requester; what is still asked stays, this joins it.

    Raises AccessDenied; Refused when closed or too much.
    """
    await access.demand(work, operator, Right.OPERATE, ticket)
    asked = await current(work, ticket)
    together = added(asked.items if asked else (), items)
    await conversation.answered_by(work, operator, ticket, Event.ASK_DATA)
    if asked is None:
        await data_requests.add(work.db, ticket.number, together, operator.id, work.now)
    else:
        answers = asked.answers + (None,) * (len(together) - len(asked.items))
        await data_requests.save(work.db, replace(asked, items=together, answers=answers), work.now, asks=True)
    what = ", ".join(item.text or item.kind for item in items)
    await audit.write(
        work.db, Action.ASK, work.now, actor=operator.id, ticket=ticket.number, what=what, why=items[0].why
    )
    await outgoing.tell(work, outgoing.to_requester(ticket), DataAsked(number=ticket.number, items=items))


async def current(work: Work, ticket: Ticket) -> DataRequest | None:
    """Return what is asked in a ticket and not yet answered in full, or None."""
    return await data_requests.open_of(work.db, ticket.number)


async def answer(
    work: Work, person: Person, ticket: Ticket, request: DataRequest, at: int, incoming: Incoming, said: Answer
) -> DataRequest | None:
    """Take an answer and carry it into the topic; None for a further part of an album that was taken already.

    Raises AccessDenied; Refused when it is not what was asked for: then it is not carried.
    """
    await access.demand(work, person, Right.OWN, ticket)
    if await messages.of_album(work.db, incoming.origin, incoming.album):
        await _carry(work, person, ticket, incoming)
        return None
    value = checked(request.items[at].kind, said)
    message = await _carry(work, person, ticket, _naming(incoming, request.items[at]))
    return await _keep(work, person, ticket, request, at, Given(value, incoming.kind, message))


def _naming(incoming: Incoming, item: Item) -> Incoming:
    """Let a text say what it answers; a file has no room for it."""
    if incoming.kind != TEXT:
        return incoming
    return replace(incoming, context=replace(incoming.context, asked=replace(item, why="")))


async def skip(work: Work, person: Person, ticket: Ticket, request: DataRequest, at: int) -> DataRequest:
    """Note that the requester cannot answer one item. Raises AccessDenied."""
    await access.demand(work, person, Right.OWN, ticket)
    return await _keep(work, person, ticket, request, at, SKIPPED)


async def _carry(work: Work, person: Person, ticket: Ticket, incoming: Incoming) -> int:
    message = await conversation.keep(work, person, incoming, ticket, by_operator=False)
    await outgoing.pass_on(work, message, ticket)
    return message.id


async def _keep(work: Work, person: Person, ticket: Ticket, request: DataRequest, at: int, given: Given) -> DataRequest:
    request = replace(request, answers=(*request.answers[:at], given, *request.answers[at + 1 :]))
    await data_requests.save(work.db, request, work.now)
    if request.next is None:
        await _complete(work, person, ticket, request)
    return request


async def _complete(work: Work, person: Person, ticket: Ticket, request: DataRequest) -> None:
    """Bring the ticket back to work: from now on the requester waits for an answer."""
    await conversation.requester_speaks(work, ticket)
    await audit.write(work.db, Action.DATA_GIVEN, work.now, actor=person.id, ticket=ticket.number)
    given = {each.message: each for each in request.answers if each is not None and each.message is not None}
    written = {number: await messages.by_id(work.db, number) for number in given}
    lines = tuple(
        GivenItem(item, answer)
        for item, answer in zip(request.items, request.answers, strict=True)
        if answer is not None and (answer.message is None or _says_more(answer, written[answer.message]))
    )
    await outgoing.tell(work, outgoing.to_ticket(ticket.number), DataGiven(number=ticket.number, answers=lines))
    if given:
        await unanswered.settled_by_answers(work, person, ticket, request.asked_at)
        await unanswered.asked(work, ticket, written[max(given)])
    await closed_hours.tell(work, ticket)


def _says_more(given: Given, written: Message) -> bool:
    said = visible(written.html).text
    return written.kind != TEXT or given.value not in (one_line(said), clean(said))

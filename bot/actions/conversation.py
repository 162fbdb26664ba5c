"""Messages between a requester and the operators: written, edited, reacted to, deleted."""

from dataclasses import dataclass

from bot.actions import sending
from bot.actions.work import Work
from bot.rules.notices import Outcome
from bot.rules.tickets import Event, State, after
from db import messages, tickets
from db.messages import Message
from db.people import Person
from db.tickets import Ticket


@dataclass(frozen=True, slots=True)
class Written:
    """A message as it came: where it stands, what it holds, what it answers. `html` is its text or caption."""

    chat_id: int
    telegram_id: int
    kind: str
    html: str
    file_id: str | None = None
    album: str | None = None
    reply_to: int | None = None


async def keep(work: Work, person: Person, written: Written, ticket: Ticket | None, *, by_operator: bool) -> Message:
    """Store a message; without a ticket it is a draft of its author's next one."""
    answered = await messages.at(work.db, written.chat_id, written.reply_to) if written.reply_to else None
    return await messages.add(
        work.db,
        ticket=ticket.number if ticket else None,
        author=person.id,
        by_operator=by_operator,
        chat_id=written.chat_id,
        telegram_id=written.telegram_id,
        kind=written.kind,
        html=written.html,
        file_id=written.file_id,
        album=written.album,
        reply_to=answered.id if answered else None,
        sent_at=work.now,
    )


async def addressed_ticket(work: Work, person: Person, written: Written) -> Ticket | None:
    """Give the open ticket a requester's message belongs to: the one it replies to, or the only one."""
    answered = await messages.at(work.db, written.chat_id, written.reply_to) if written.reply_to else None
    open_tickets = await tickets.open_of(work.db, person.id)
    if answered is not None:
        return next((each for each in open_tickets if each.number == answered.ticket), None)
    return open_tickets[0] if len(open_tickets) == 1 else None


async def requester_wrote(work: Work, person: Person, written: Written, ticket: Ticket) -> None:
    """Carry a requester's message into the topic; it answers an awaited confirmation with a «no» (3.2)."""
    await advance(work, ticket, Event.REQUESTER_MESSAGE)
    if ticket.state == State.WAITING_CONFIRMATION:
        await sending.tell(work, sending.to_ticket(ticket.number), Outcome(number=ticket.number, event="deny"))
    await sending.pass_on(work, await keep(work, person, written, ticket, by_operator=False), ticket)


async def operator_wrote(work: Work, person: Person, written: Written, ticket: Ticket) -> None:
    """Carry an operator's message to the requester. Raises Refused when the ticket is closed."""
    ticket = await answered_by(work, person, ticket, Event.OPERATOR_MESSAGE)
    await sending.pass_on(work, await keep(work, person, written, ticket, by_operator=True), ticket)


async def answered_by(work: Work, person: Person, ticket: Ticket, event: Event) -> Ticket:
    """Note an operator's answer; whoever answers a ticket that nobody took is its operator. Raises Refused."""
    after(State(ticket.state), event)
    if ticket.first_answer_at is None:
        ticket = await tickets.change(work.db, ticket.number, first_answer_at=work.now)
    if ticket.operator is None:
        ticket = await tickets.change(work.db, ticket.number, operator=person.id)
        await sending.show(work, ticket)
    return await advance(work, ticket, event)


async def edited(work: Work, written: Written) -> None:
    """Keep a new version of a message and bring it to the other side. Unknown messages are nobody's."""
    message = await messages.written_at(work.db, written.chat_id, written.telegram_id)
    if message is None or (message.html, message.file_id) == (written.html, written.file_id):
        return
    await messages.revise(work.db, message, written.kind, written.html, written.file_id, work.now)
    if message.ticket is None:
        return
    ticket = await tickets.by_number(work.db, message.ticket)
    if message.in_card:
        await sending.show(work, ticket)
    else:
        await sending.pass_on(work, message, ticket, "edit", media=message.file_id != written.file_id)


async def reacted(work: Work, chat: int, telegram: int, emoji: str | None) -> None:
    """Show a reaction under the counterpart of the message it was set under."""
    message = await messages.at(work.db, chat, telegram)
    if message is None or message.ticket is None:
        return
    ticket = await tickets.by_number(work.db, message.ticket)
    in_private = chat > 0  # ids of groups are negative
    await sending.react(work, ticket, message, emoji, to_topic=in_private)


async def delete(work: Work, chat: int, telegram: int) -> bool:
    """Delete an operator's message on both sides; False when what stands there is no operator's message."""
    message = await messages.written_at(work.db, chat, telegram)
    if message is None or message.ticket is None or not message.by_operator or message.deleted_at is not None:
        return False
    await messages.erase(work.db, message.id, work.now)
    ticket = await tickets.by_number(work.db, message.ticket)
    await sending.pass_on(work, message, ticket, "erase")
    await sending.call(work, sending.to_ticket(ticket.number), "deleteMessage", {"message_id": telegram})
    return True


async def advance(work: Work, ticket: Ticket, event: Event) -> Ticket:
    """Let an event move a ticket on; what changes is shown. Raises Refused."""
    state = after(State(ticket.state), event)
    if state == ticket.state:
        return ticket
    ticket = await tickets.change(work.db, ticket.number, state=state)
    await sending.show(work, ticket)
    return ticket

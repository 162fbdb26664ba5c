"""Messages between a requester and the operators: written, edited, reacted to, deleted."""

from dataclasses import dataclass, replace

from bot.actions import access, outgoing
from bot.actions.access import Right
from bot.actions.deadlines import promises
from bot.actions.moderation import moderation
from bot.actions.moderation.moderation import EditOutcome
from bot.actions.tickets import deleted_answers, life, unanswered
from bot.actions.tickets.registration import CARD_REQUEST_LIMIT
from bot.actions.work import Work
from bot.rules.notices import Outcome
from bot.rules.text import utf16_len
from bot.rules.tickets.tickets import Event, State, after
from bot.rules.visible import visible
from db.moderation import held
from db.moderation.held import Hold
from db.people import people
from db.people.people import Person
from db.tickets import messages, tickets
from db.tickets.messages import Message
from db.tickets.tickets import Ticket

REQUEST_MESSAGES = 10
"""The first messages of a ticket, which say what it is about."""


@dataclass(frozen=True, slots=True)
class Written:
    """A message as it came: where it stands, what it holds, what it answers. `html` is its text or caption.

    `about` is the number of the ticket that a notice of the desk names, when the message replies to one.
    """

    chat_id: int
    telegram_id: int
    kind: str
    html: str
    file_id: str | None = None
    spoiler: bool = False
    album: str | None = None
    reply_to: int | None = None
    about: int | None = None


async def keep(work: Work, person: Person, written: Written, ticket: Ticket | None, *, by_operator: bool) -> Message:
    """Store a message; without a ticket it is a draft of its author's next one."""
    number = ticket.number if ticket else None
    answered = await messages.at(work.db, written.chat_id, written.reply_to) if written.reply_to else None
    return await messages.add(
        work.db,
        ticket=number,
        author=person.id,
        by_operator=by_operator,
        chat_id=written.chat_id,
        telegram_id=written.telegram_id,
        kind=written.kind,
        html=written.html,
        file_id=written.file_id,
        spoiler=written.spoiler,
        album=written.album,
        reply_to=answered.id if answered and answered.ticket == number else None,
        sent_at=work.now,
    )


async def requester_wrote(work: Work, person: Person, written: Written, ticket: Ticket) -> None:
    """Carry a requester's message into the topic. Raises Refused when the ticket is closed."""
    await requester_speaks(work, ticket)
    message = await keep(work, person, written, ticket, by_operator=False)
    await unanswered.asked(work, ticket.number, message)
    await outgoing.pass_on(work, message, ticket)


async def requester_speaks(work: Work, ticket: Ticket) -> None:
    """Note that a requester writes: that answers an awaited confirmation with a «no» (3.2). Raises Refused."""
    await life.move(work, ticket, Event.REQUESTER_MESSAGE)
    if ticket.state == State.WAITING_CONFIRMATION:
        await outgoing.tell(work, outgoing.to_ticket(ticket.number), Outcome(number=ticket.number, event="deny"))


async def operator_wrote(
    work: Work, operator: Person, written: Written, ticket: Ticket, *, anonymous: bool = False
) -> None:
    """Carry an operator's message to the requester, unless it is held.

    Raises AccessDenied; Refused when the ticket is closed.
    """
    await access.demand(work, operator, Right.OPERATE, ticket)
    after(State(ticket.state), Event.OPERATOR_MESSAGE)
    message = await keep(work, operator, written, ticket, by_operator=True)
    if not await moderation.holds(work, message, anonymous=anonymous):
        await _deliver(work, operator, ticket, message, anonymous=anonymous)


async def _deliver(work: Work, person: Person, ticket: Ticket, message: Message, *, anonymous: bool) -> None:
    ticket = await answered_by(work, person, ticket, Event.OPERATOR_MESSAGE, anonymous=anonymous)
    await outgoing.pass_on(work, message, ticket)
    await promises.note(work, ticket, message)


async def let_go(work: Work, hold: Hold, html: str) -> None:
    """Send what was held, in these words; a new message answers its ticket only now. Raises Refused if it is closed."""
    message = await messages.by_id(work.db, hold.message)
    ticket = await tickets.by_number(work.db, hold.ticket)
    if hold.act == held.NEW:
        after(State(ticket.state), Event.OPERATOR_MESSAGE)
    if (html, hold.file_id) != (message.html, message.file_id):
        await messages.revise(work.db, message, hold.kind, html, hold.file_id, work.now)
    await moderation.settle(work, hold)
    if hold.act == held.NEW:
        author, said = await people.by_id(work.db, message.author), replace(message, html=html)
        await _deliver(work, author, ticket, said, anonymous=hold.anonymous)
    else:
        await outgoing.pass_on(work, message, ticket, "edit", media=message.file_id != hold.file_id)
        await promises.follow_edit(work, ticket, replace(message, html=html))


async def answered_by(work: Work, person: Person, ticket: Ticket, event: Event, *, anonymous: bool = False) -> Ticket:
    """Note an operator's answer. Raises Refused.

    The first to answer becomes the ticket's operator, unless they write as the group itself.
    """
    after(State(ticket.state), event)
    await unanswered.answered(work, ticket.number)
    if ticket.first_answer_at is None:
        ticket = await tickets.change(work.db, ticket.number, first_answer_at=work.now)
    if ticket.operator is None and not anonymous:
        ticket = await tickets.change(work.db, ticket.number, operator=person.id)
        await outgoing.show(work, ticket)
    return await life.move(work, ticket, event)


async def request_of(work: Work, ticket: Ticket) -> str:
    """Return the words with which a requester opened a ticket, without their markup."""
    written = await messages.in_card(work.db, ticket.number) or await messages.of_ticket(work.db, ticket.number)
    return " ".join(visible(each.html).text for each in written[:REQUEST_MESSAGES] if not each.by_operator)


async def edited(work: Work, written: Written) -> None:
    """Keep a new version of a message and bring it to the other side. Unknown messages are nobody's."""
    message = await messages.written_at(work.db, written.chat_id, written.telegram_id)
    if message is None or (message.by_operator and not await _may_pass(work, message, written)):
        return
    if (message.html, message.file_id) == (written.html, written.file_id):
        return
    await messages.revise(work.db, message, written.kind, written.html, written.file_id, work.now)
    if message.ticket is None:
        return
    ticket = await tickets.by_number(work.db, message.ticket)
    if not message.in_card:
        await outgoing.pass_on(work, message, ticket, "edit", media=message.file_id != written.file_id)
        await promises.follow_edit(work, ticket, replace(message, html=written.html))
        return
    if not await _card_holds(work, ticket):
        await messages.leave_card(work.db, message.id)
        await outgoing.pass_on(work, message, ticket)
    await outgoing.show(work, ticket)


async def _may_pass(work: Work, message: Message, written: Written) -> bool:
    """Tell whether an operator's edit is to be brought to the requester; a message that it frees is sent."""
    outcome = await moderation.check_edit(work, message, written.kind, written.html, written.file_id)
    hold = await held.of_message(work.db, message.id) if outcome is EditOutcome.FREED else None
    if hold is not None and (await tickets.by_number(work.db, hold.ticket)).is_open:
        decided = replace(hold, state=held.SENT, decided_at=work.now, decided_by=message.author)
        await let_go(work, decided, hold.html)
    return outcome is EditOutcome.PASSES


async def is_passed_on(work: Work, written: Written) -> bool:
    """Tell whether a message went to the other side when it was written."""
    message = await messages.written_at(work.db, written.chat_id, written.telegram_id)
    return message is not None and message.deleted_at is None


async def taken_inside(work: Work, written: Written) -> bool:
    """Note that an operator's message was edited into talk among operators; True if the requester has it as it was.

    What waited to be sent is not sent any more.
    """
    message = await messages.written_at(work.db, written.chat_id, written.telegram_id)
    hold = await held.of_message(work.db, message.id) if message else None
    if hold is not None and hold.waits:
        await moderation.drop(work, hold, None)
    return await is_passed_on(work, written)


async def _card_holds(work: Work, ticket: Ticket) -> bool:
    """Tell whether the card still has room for the request that it shows."""
    shown = await messages.in_card(work.db, ticket.number)
    texts_only = all(each.kind == "text" for each in shown)
    return texts_only and sum(utf16_len(each.html) for each in shown) <= CARD_REQUEST_LIMIT


async def reacted(work: Work, chat: int, telegram: int, emoji: str | None) -> None:
    """Show a reaction (None: it was taken away) under the counterpart of the message it was set under."""
    message = await messages.at(work.db, chat, telegram)
    if message is None or message.ticket is None:
        return
    ticket = await tickets.by_number(work.db, message.ticket)
    in_private = chat > 0  # ids of groups are negative
    await outgoing.react(work, ticket, message, emoji, to_topic=in_private)


async def delete(work: Work, operator: Person, chat: int, telegram: int) -> bool:
    """Delete an operator's message on both sides; False when what stands there is not one. Raises AccessDenied."""
    message = await messages.written_at(work.db, chat, telegram)
    if message is None or message.ticket is None or not message.by_operator or message.deleted_at is not None:
        return False
    ticket = await tickets.by_number(work.db, message.ticket)
    await access.demand(work, operator, Right.OPERATE, ticket)
    await messages.erase(work.db, message.id, work.now)
    await moderation.deleted(work, message)
    await deleted_answers.ask_again(work, ticket)
    await outgoing.pass_on(work, message, ticket, "erase")
    await outgoing.call(work, outgoing.to_ticket(ticket.number), "deleteMessage", {"message_id": telegram})
    return True

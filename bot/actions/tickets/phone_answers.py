"""What is said on the phone at a ticket whose requester is not written to: answers (4.2) and the confirmation (3.2)."""

from bot.actions import access, outgoing
from bot.actions.access import Right
from bot.actions.deadlines import promises
from bot.actions.moderation import moderation
from bot.actions.tickets import conversation, inside, life
from bot.actions.work import Person, Ticket, Work
from bot.rules.audit import Action
from bot.rules.channels import PHONE
from bot.rules.notices import CallAnswered, ConfirmByPhone
from bot.rules.refusals import Refused
from bot.rules.tickets.calls import Reason
from bot.rules.tickets.incoming import Incoming
from bot.rules.tickets.tickets import Event, State, after
from db import audit
from db.people import accounts
from db.tickets import calls, messages
from db.tickets.calls import Call
from db.tickets.messages import Message


async def call_of(work: Work, ticket: Ticket) -> Call | None:
    """Return the call with which a ticket began, None of one that was written."""
    return await calls.of_ticket(work.db, ticket.number)


async def number_of(work: Work, ticket: Ticket) -> str | None:
    """Return the number at which a ticket's requester is to be called: that of the call, else their own."""
    call = await calls.of_ticket(work.db, ticket.number)
    if call is not None and call.phone is not None:
        return call.phone
    known = await accounts.of(work.db, ticket.person, PHONE)
    return known.account.address if known else None


async def ask_to_call(work: Work, ticket: Ticket) -> None:
    """Ask operators to call and to ask whether it is solved, with no question left (3.2)."""
    call = await calls.of_ticket(work.db, ticket.number)
    tries = call.tries if call is not None else 0
    notice = ConfirmByPhone(number=ticket.number, phone=await number_of(work, ticket), tries=tries)
    await outgoing.tell(work, outgoing.to_ticket(ticket.number), notice)


async def answer(work: Work, operator: Person, ticket: Ticket, incoming: Incoming) -> None:
    """Record what was said as the answer. Raises AccessDenied; Refused when it is obscene, or nobody is called here."""
    await _check(work, operator, ticket)
    await moderation.check_spoken(work, ticket.number, incoming.html)
    after(State(ticket.state), Event.OPERATOR_MESSAGE)
    message = await conversation.keep(work, operator, incoming, ticket, by_operator=True)
    await _said(work, operator, ticket, message)


async def keep_inside(work: Work, operator: Person, ticket: Ticket, incoming: Incoming) -> int | None:
    """Keep what an operator wrote where nobody can be written to, and return its id; None for an album's further parts.

    Raises as `answer` does.
    """
    await _check(work, operator, ticket)
    after(State(ticket.state), Event.OPERATOR_MESSAGE)
    message = await inside.keep(work, operator, incoming, ticket)
    parts = await messages.of_album(work.db, message.origin, message.album)
    return message.id if len(parts) <= 1 else None


async def bring_out(work: Work, operator: Person, ticket: Ticket, message: int) -> bool:
    """Record what an operator wrote, and what stayed inside, as said on the phone; False when it is so already.

    Raises as `answer` does.
    """
    await _check(work, operator, ticket)
    written = await messages.by_id(work.db, message)
    if written.ticket != ticket.number or not written.by_operator:
        raise access.AccessDenied(ticket.number)
    if written.deleted_at is None:
        return False
    await moderation.check_spoken(work, ticket.number, written.html)
    after(State(ticket.state), Event.OPERATOR_MESSAGE)
    for each in await messages.of_album(work.db, written.origin, written.album) or [written]:
        await messages.revive(work.db, each.id, work.now)
    await _said(work, operator, ticket, written)
    return True


async def _said(work: Work, operator: Person, ticket: Ticket, message: Message) -> None:
    await audit.write(work.db, Action.SAID_BY_PHONE, work.now, actor=operator.id, ticket=ticket.number)
    ticket = await conversation.answered_by(work, operator, ticket, Event.OPERATOR_MESSAGE)
    await promises.note(work, ticket, message)


async def confirm(work: Work, operator: Person, ticket: Ticket) -> None:
    """Close a ticket at its requester's word on the phone, which the operator answers for (3.2). Raises as `answer`."""
    await _check(work, operator, ticket)
    await life.move(work, ticket, Event.CONFIRM, operator, details={"by_phone": True})
    await calls.confirmed(work.db, ticket.number, operator.id, work.now)
    await _tell(work, operator, ticket, Event.CONFIRM)


async def deny(work: Work, operator: Person, ticket: Ticket) -> None:
    """Return a ticket to work: questions are left, as its requester said on the phone. Raises as `answer`."""
    await _check(work, operator, ticket)
    await life.move(work, ticket, Event.DENY, operator, details={"by_phone": True})
    await _tell(work, operator, ticket, Event.DENY)


async def missed(work: Work, operator: Person, ticket: Ticket) -> None:
    """Count a call in which nobody was reached; the question stands. Raises as `answer`."""
    await _check(work, operator, ticket)
    after(State(ticket.state), Event.CONFIRM)
    tries = await calls.missed(work.db, ticket.number)
    await audit.write(work.db, Action.NOT_REACHED, work.now, actor=operator.id, ticket=ticket.number, tries=tries)
    await ask_to_call(work, ticket)


async def _tell(work: Work, operator: Person, ticket: Ticket, event: Event) -> None:
    notice = CallAnswered(number=ticket.number, operator=operator.name, event=event, at=work.now)
    await outgoing.tell(work, outgoing.to_ticket(ticket.number), notice)


async def _check(work: Work, operator: Person, ticket: Ticket) -> None:
    """Let operators speak for a requester only where nobody can write to them (3.2)."""
    await access.demand(work, operator, Right.OPERATE, ticket)
    if ticket.reply_channel != PHONE:
        raise Refused(Reason.NOT_BY_PHONE)

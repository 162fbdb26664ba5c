"""What operators write at a ticket's place and the requester is not to read; what an edit takes inside or brings out.

It is kept as a message that is deleted: its album stays inside with it, and an edit that takes the mark away sends it.
"""

from dataclasses import replace
from enum import Enum, auto

from bot.actions import access, outgoing
from bot.actions.access import Right
from bot.actions.moderation import moderation
from bot.actions.tickets import conversation, deleted_answers
from bot.actions.work import Person, Ticket, Work
from bot.rules.channels import PHONE, Origin
from bot.rules.tickets import asides
from bot.rules.tickets.asides import Said
from bot.rules.tickets.incoming import Incoming
from bot.rules.tickets.tickets import Event, State, after
from bot.rules.visible import visible
from db.moderation import held
from db.tickets import files, messages, tickets
from db.tickets.messages import Message


class Standing(Enum):
    """Where something stands that is edited."""

    UNKNOWN = auto()
    """A command or an answer to the desk, or older than the desk."""
    OUT = auto()
    """It went to the other side, is on its way, or waits for a decision."""
    INSIDE = auto()
    GONE = auto()
    """It was deleted, an operator decided that it is not to be sent, or it was a command that was obeyed."""


async def keep(work: Work, operator: Person, incoming: Incoming, ticket: Ticket) -> Message:
    """Keep what stays among operators; parts of its album that came before are called back. Raises AccessDenied."""
    await access.demand(work, operator, Right.OPERATE, ticket)
    message = await conversation.keep(work, operator, incoming, ticket, by_operator=True)
    await messages.erase(work.db, message.id, work.now)
    await _call_back(work, ticket, await messages.of_album(work.db, message.origin, message.album))
    return message


async def _call_back(work: Work, ticket: Ticket, parts: list[Message]) -> None:
    """Let nothing of this reach the requester; what they have is deleted there."""
    called = [each for each in parts if each.deleted_at is None]
    for each in called:
        await messages.erase(work.db, each.id, work.now)
        await moderation.deleted(work, each)
        await outgoing.pass_on(work, each, ticket, "erase")
    if called:
        await deleted_answers.ask_again(work, ticket)


async def standing(work: Work, origin: Origin) -> Standing:
    """Tell where an operator's message stands that is edited."""
    message = await messages.written_at(work.db, origin)
    if message is None:
        return Standing.UNKNOWN
    if message.deleted_at is None or message.ticket is None:
        return Standing.OUT
    hold = await held.of_message(work.db, message.id)
    dropped = hold is not None and hold.state == held.DROPPED and hold.decided_by is not None
    obeyed = any(asides.is_command(visible(each.html).text) for each in await _whole(work, message))
    return Standing.GONE if dropped or obeyed or await _is_delivered(work, message) else Standing.INSIDE


async def _whole(work: Work, message: Message) -> list[Message]:
    return await messages.of_album(work.db, message.origin, message.album) or [message]


async def _is_delivered(work: Work, message: Message) -> bool:
    assert message.ticket is not None
    ticket = await tickets.by_number(work.db, message.ticket)
    return await messages.shown_by(work.db, message.id, ticket.person) is not None


async def take_in(work: Work, incoming: Incoming) -> bool:
    """Note that an operator's message was edited into one that stays inside; True if the requester has it as it was.

    What waits for a decision or is still on its way is not sent any more.
    """
    message = await messages.written_at(work.db, incoming.origin)
    if message is None or message.ticket is None:
        return False
    if message.deleted_at is not None:
        await _reword(work, message, incoming)
        return False
    await moderation.deleted(work, message)
    ticket = await tickets.by_number(work.db, message.ticket)
    if await _is_delivered(work, message):  # if the edit overtook it, Telegram has copied what stays inside
        changed = message.file != await files.keep(work.db, incoming.file)
        await outgoing.pass_on(work, message, ticket, "edit", media=changed)
        return True
    await _call_back(work, ticket, await _whole(work, message))
    await _reword(work, message, incoming)
    return False


async def bring_out(work: Work, operator: Person, incoming: Incoming, *, anonymous: bool) -> None:
    """Send what stood inside and is edited into words for the requester, with its album, as a new message is sent.

    Nothing is sent while another part of the album says that it stays inside, or to who is answered by phone. Raises
    AccessDenied; Refused when the ticket is closed.
    """
    message = await messages.written_at(work.db, incoming.origin)
    assert message is not None
    assert message.ticket is not None
    ticket = await tickets.by_number(work.db, message.ticket)
    await access.demand(work, operator, Right.OPERATE, ticket)
    parts = await _whole(work, message)
    if ticket.reply_channel == PHONE or any(
        asides.whom(visible(each.html).text) is not Said.REQUESTER for each in parts if each.id != message.id
    ):
        return await _reword(work, message, incoming)
    after(State(ticket.state), Event.OPERATOR_MESSAGE)
    await _reword(work, message, incoming)
    for each in parts:
        await messages.revive(work.db, each.id, work.now)
    said = await messages.by_id(work.db, message.id)
    if not await moderation.holds(work, said, anonymous=anonymous):
        await _settle(work, operator, said)
        await conversation.deliver(work, operator, ticket, said, anonymous=anonymous)
    return None


async def _settle(work: Work, operator: Person, said: Message) -> None:
    """Show where it was asked what is to become of a message that it is sent after all."""
    hold = await held.of_message(work.db, said.id)
    if hold is not None:
        sent = replace(moderation.freed(hold), version=hold.version + 1, html=said.html, kind=said.kind, file=said.file)
        await moderation.settle(work, replace(sent, decided_at=work.now, decided_by=operator.id))


async def _reword(work: Work, message: Message, incoming: Incoming) -> None:
    file = await files.keep(work.db, incoming.file)
    if (message.html, message.file, message.kind) != (incoming.html, file, incoming.kind):
        await messages.revise(work.db, message, incoming.kind, incoming.html, file, work.now)
    await messages.set_look(work.db, message.id, incoming.context.packed(), spoiler=incoming.spoiler)

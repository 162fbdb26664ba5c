"""What operators write in a ticket's topic: it goes to the requester, unless it is meant to stay inside."""

from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import BaseMiddleware
from aiogram.enums import ChatType
from aiogram.fsm.context import FSMContext
from aiogram.types import Message, MessageReactionUpdated, ReactionTypeEmoji, TelegramObject
from aiogram.utils.i18n import gettext as _

from bot.actions.tickets import conversation, inside
from bot.actions.tickets.inside import Standing
from bot.actions.work import Person, Ticket, Work
from bot.phrasing import uncarried_kind
from bot.rules.channels import in_telegram
from bot.rules.tickets.asides import Said, whom
from bot.rules.tickets.incoming import Incoming
from bot.rules.visible import visible
from handlers import say
from handlers.content import incoming, uncarried
from handlers.filters import ASIDE, GROUP, ByPeople, InTicket, Typed
from handlers.refused_commands import no_command
from handlers.routers import Doors
from handlers.tickets import operator_pages, operator_phone

Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]


class AlbumStays(BaseMiddleware):
    """Keeps the album inside whose caption is a command: its other parts come as messages without words."""

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        """Keep this part, and hand on."""
        assert isinstance(event, Message)
        content = incoming(event) if event.media_group_id and event.chat.type != ChatType.PRIVATE else None
        at = await InTicket()(event, data["work"]) if content is not None else False
        if content is not None and isinstance(at, dict):
            await inside.keep(data["work"], data["person"], content, at["ticket"])
        return await handler(event, data)


async def stay_inside(_message: Message) -> None:
    """Talk among operators is nobody else's."""


async def delete(message: Message, work: Work, person: Person) -> None:
    """`/delete` as a reply: the operator's message disappears on both sides."""
    answered = message.reply_to_message
    origin = in_telegram(message.chat.id, answered.message_id) if answered else None
    if origin is None or not await conversation.delete(work, person, origin):
        await say.reply(work, message, _("Please send /delete as a reply to an operator's message in this topic."))


async def answer(message: Message, work: Work, person: Person, ticket: Ticket, state: FSMContext) -> None:
    """Carry an operator's message to the requester, unless it stays inside; admins may write as the group itself."""
    content = incoming(message)
    if content is None:
        if (kind := uncarried(message)) is not None:
            text = _("{what} are not passed on to requesters. Please say it in words.")
            await say.reply(work, message, text.format(what=uncarried_kind(kind)))
        return None
    said = whom(_words(content))
    if said is Said.REQUESTER:
        await operator_pages.forget(state)
        if operator_phone.is_by_phone(ticket):
            return await operator_phone.stays_in_the_desk(message, work, person, ticket, content)
        await conversation.operator_wrote(work, person, content, ticket, anonymous=message.sender_chat is not None)
        return None
    await inside.keep(work, person, content, ticket)
    if said is Said.DESK:  # it may be mistyped, and hold what the requester is not to read
        await say.reply(work, message, _no_command(_words(content)))
    return None


def _words(content: Incoming) -> str:
    """Return what people read of it, also if only a later version of Telegram's has such words."""
    return visible(content.html).text


def _no_command(text: str) -> str:
    return "\n".join([no_command(text), _("The requester was not sent this: what begins with / stays inside.")])


async def edit(message: Message, work: Work, person: Person, ticket: Ticket | None = None) -> None:
    """Bring an edit to the other side, and what was inside out of there; what is meant to stay inside stays."""
    content = incoming(message)
    if content is None:
        return
    said, stands = whom(_words(content)), await inside.standing(work, content.origin)
    if said is not Said.REQUESTER:
        is_at_ticket = ticket is not None or stands is not Standing.UNKNOWN
        await _take_in(message, work, content, is_command=said is Said.DESK and is_at_ticket)
    elif stands is Standing.OUT:
        await conversation.edited(work, content)
    elif stands is Standing.INSIDE:  # whoever takes the slashes away wants it to be sent
        await inside.bring_out(work, person, content, anonymous=message.sender_chat is not None)
    elif ticket is not None:
        words = _("This message was not passed on, and so its edit is not. Please send it as a new message.")
        await say.reply(work, message, words)


async def _take_in(message: Message, work: Work, content: Incoming, *, is_command: bool) -> None:
    lines = []
    if await inside.take_in(work, content):
        lines.append(_("The requester has the earlier version. To delete it, send /delete as a reply to this message."))
    if is_command:
        lines.append(_("A command in an edited message is not carried out. Please send it as a new message."))
    if lines:
        await say.reply(work, message, "\n".join(lines))


async def react(reaction: MessageReactionUpdated, work: Work) -> None:
    """Show a reaction on the other side, or take it away."""
    shown = [each.emoji for each in reaction.new_reaction if isinstance(each, ReactionTypeEmoji)]
    emoji, by_operator = shown[-1] if shown else None, reaction.chat.type != ChatType.PRIVATE
    await conversation.reacted(work, in_telegram(reaction.chat.id, reaction.message_id), emoji, by_operator=by_operator)


def register(doors: Doors) -> None:
    """Say which updates come here."""
    doors.commands.message.middleware(AlbumStays())
    doors.commands.message.register(delete, GROUP, Typed("delete"), InTicket())
    doors.group.message.register(answer, ByPeople(), InTicket())
    doors.group.message.register(stay_inside, ASIDE)
    doors.group.edited_message.register(edit, ByPeople(), InTicket())
    doors.group.edited_message.register(edit, ByPeople())
    doors.group.message_reaction.register(react)

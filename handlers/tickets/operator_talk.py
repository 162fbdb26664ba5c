"""What operators write in a ticket's topic: it goes to the requester, unless it is meant to stay inside."""

from aiogram import F
from aiogram.enums import ChatType
from aiogram.types import Message, MessageReactionUpdated, ReactionTypeEmoji
from aiogram.utils.i18n import gettext as _

from bot.actions.tickets import conversation
from bot.actions.work import Person, Ticket, Work
from bot.rules.channels import in_telegram
from bot.rules.tickets.incoming import Incoming
from bot.rules.visible import visible
from handlers import say
from handlers.content import incoming, is_uncarried
from handlers.filters import COMMAND, GROUP, ByPeople, InTicket, Matches, Typed
from handlers.routers import Doors

INSIDE = "//"


async def stay_inside(_message: Message) -> None:
    """Talk among operators is nobody else's."""


async def delete(message: Message, work: Work, person: Person) -> None:
    """`/delete` as a reply: the operator's message disappears on both sides."""
    answered = message.reply_to_message
    origin = in_telegram(message.chat.id, answered.message_id) if answered else None
    if origin is None or not await conversation.delete(work, person, origin):
        await say.reply(work, message, _("Please send /delete as a reply to an operator's message in this topic."))


async def unknown_command(message: Message, work: Work) -> None:
    """A mistyped command must not reach the requester."""
    await say.reply(work, message, _("There is no such command here. /help lists the commands."))


async def answer(message: Message, work: Work, person: Person, ticket: Ticket) -> None:
    """Carry an operator's message to the requester; admins may write as the group itself."""
    content = incoming(message)
    if content is not None and _is_inside(content):
        return  # in words that only a later version of Telegram's has
    if content is not None:
        await conversation.operator_wrote(work, person, content, ticket, anonymous=message.sender_chat is not None)
    elif is_uncarried(message):
        await say.reply(work, message, _("Polls are not passed on to requesters. Please ask in words."))


def _is_inside(content: Incoming) -> bool:
    return visible(content.html).text.startswith(INSIDE)


async def edit(message: Message, work: Work) -> None:
    """Bring an edit to the other side, unless its text is now meant to stay inside."""
    content = incoming(message)
    if content is None:
        return
    if not _is_inside(content):
        await conversation.edited(work, content)
    elif await conversation.taken_inside(work, content):
        words = _("The requester has the earlier version. To delete it, send /delete as a reply to this message.")
        await say.reply(work, message, words)


async def react(reaction: MessageReactionUpdated, work: Work) -> None:
    """Show a reaction on the other side, or take it away."""
    shown = [each.emoji for each in reaction.new_reaction if isinstance(each, ReactionTypeEmoji)]
    emoji, by_operator = shown[-1] if shown else None, reaction.chat.type != ChatType.PRIVATE
    await conversation.reacted(work, in_telegram(reaction.chat.id, reaction.message_id), emoji, by_operator=by_operator)


def register(doors: Doors) -> None:
    """Say which updates come here."""
    doors.group.message.register(stay_inside, Matches(F.text.startswith(INSIDE) | F.caption.startswith(INSIDE)))
    doors.commands.message.register(delete, GROUP, Typed("delete"), InTicket())
    doors.group.message.register(unknown_command, COMMAND, ByPeople(), InTicket())
    doors.group.message.register(answer, ByPeople(), InTicket())
    doors.group.edited_message.register(edit)
    doors.group.message_reaction.register(react)

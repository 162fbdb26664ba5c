"""Whether a person can be written to: Telegram tells when they block the bot and when they let it in again."""

from aiogram import F
from aiogram.enums import ChatMemberStatus, ChatType
from aiogram.types import Chat, ChatMemberUpdated, Message, Update

from bot.actions.people import presence
from bot.actions.work import Person, Work
from bot.rules.channels import TELEGRAM
from handlers.filters import Matches
from handlers.routers import Doors


def is_here(event: Update, chat: Chat | None) -> bool:
    """Tell whether an update shows that its author can be written to: all they do in private but to block the bot."""
    in_private = chat is not None and chat.type == ChatType.PRIVATE
    return in_private and not (event.my_chat_member and _blocks(event.my_chat_member))


def said_in_private(event: Update) -> Message | None:
    """Return what somebody wrote in private, or pressed a button under: it stands where they are."""
    said = event.callback_query.message if event.callback_query else event.message
    return said if isinstance(said, Message) and said.chat.type == ChatType.PRIVATE else None


def _blocks(event: ChatMemberUpdated) -> bool:
    return event.new_chat_member.status == ChatMemberStatus.KICKED


async def blocked(_event: ChatMemberUpdated, work: Work, person: Person) -> None:
    """The person blocked the bot."""
    await presence.left(work, person.id, TELEGRAM)


def register(doors: Doors) -> None:
    """Say which updates come here."""
    doors.private.my_chat_member.register(blocked, Matches(F.new_chat_member.status == ChatMemberStatus.KICKED))

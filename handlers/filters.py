"""Where an update comes from."""

from typing import Any

from aiogram import Bot, F
from aiogram.enums import ChatType
from aiogram.filters import BaseFilter
from aiogram.types import CallbackQuery, Message

from bot.actions import access
from bot.actions.work import Person, Work

PRIVATE = F.chat.type == ChatType.PRIVATE
GROUP = F.chat.type.in_({ChatType.GROUP, ChatType.SUPERGROUP})


class InTicket(BaseFilter):
    """A message in a ticket's topic, or a reply to its card or messages; gives `ticket`."""

    async def __call__(self, message: Message, work: Work) -> bool | dict[str, Any]:
        """Find the ticket of the place."""
        answered = message.reply_to_message.message_id if message.reply_to_message else None
        thread = message.message_thread_id if message.is_topic_message else None
        ticket = await access.ticket_here(work, message.chat.id, thread, answered)
        return {"ticket": ticket} if ticket else False


class ForAnotherBot(BaseFilter):
    """A command that names another bot of the group."""

    async def __call__(self, message: Message, bot: Bot) -> bool:
        """Compare the mention with the bot's own name."""
        command, _, mention = (message.text or "").split(maxsplit=1)[0].partition("@") if message.text else ("", "", "")
        if not command.startswith("/") or not mention:
            return False
        return mention.casefold() != ((await bot.me()).username or "").casefold()


class BySupervisor(BaseFilter):
    """Somebody named in SUPERVISOR_IDS."""

    async def __call__(self, _event: Message | CallbackQuery, work: Work, person: Person) -> bool:
        """Decide by the settings."""
        return access.is_supervisor(work, person)

"""What is said in an operator group outside every ticket: it stays inside, but the group is got to know by it."""

from aiogram import Bot
from aiogram.types import Message
from aiogram.utils.i18n import gettext as _

from bot.actions.groups import groups
from bot.actions.work import Work
from handlers import say
from handlers.groups.operator_group import seen_in
from handlers.routers import Doors


async def overhear(message: Message, work: Work, bot: Bot) -> None:
    """Learn the group's title and kind; an answer given to the bot would reach nobody, so say where to put it."""
    answered = message.reply_to_message
    await groups.noticed(work, seen_in(message.chat))
    to_bot = answered is not None and answered.from_user is not None and answered.from_user.id == bot.id
    if to_bot and not message.is_topic_message:
        text = _("This reply reaches nobody. Please reply to the card of a request or to a message of its requester.")
        await say.reply(work, message, text)


def register(doors: Doors) -> None:
    """Say which updates come here."""
    doors.group.message.register(overhear)

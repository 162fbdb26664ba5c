"""What is said in an operator group outside every ticket: it stays inside, but the group is got to know by it."""

from aiogram import Bot
from aiogram.fsm.context import FSMContext
from aiogram.types import Message, MessageOriginUser
from aiogram.utils.i18n import gettext as _

from bot.actions.groups import groups
from bot.actions.work import Work
from handlers import say
from handlers.groups.operator_group import seen_in
from handlers.routers import Doors


async def overhear(message: Message, work: Work, bot: Bot, state: FSMContext) -> None:
    """Learn the group's title and kind; an answer given to the bot would reach nobody, so say where to put it."""
    await groups.noticed(work, seen_in(message.chat))
    if _answers(message, bot.id) and await _begins(message, state):
        text = _("This reply reaches nobody. Please reply to the card of a request or to a message of its requester.")
        await say.reply(work, message, text)


def _answers(message: Message, desk: int) -> bool:
    """Tell whether somebody answers what the desk wrote, here or in the topic of a ticket, or what is gone."""
    answered, elsewhere = message.reply_to_message, message.external_reply
    if answered is not None:
        by_desk = answered.from_user is not None and answered.from_user.id == desk
        return by_desk and not message.is_topic_message
    if elsewhere is not None:
        return isinstance(elsewhere.origin, MessageOriginUser) and elsewhere.origin.sender_user.id == desk
    return message.quote is not None


async def _begins(message: Message, state: FSMContext) -> bool:
    """Tell whether a message is no later part of an album, of which one part was told already."""
    if message.media_group_id is None:
        return True
    told = (await state.get_data()).get("told_album")
    await state.update_data(told_album=message.media_group_id)
    return bool(told != message.media_group_id)


def register(doors: Doors) -> None:
    """Say which updates come here."""
    doors.group.message.register(overhear)

"""What is said in an operator group outside every ticket: it stays inside, but the group is got to know by it."""

import re

from aiogram import Bot
from aiogram.fsm.context import FSMContext
from aiogram.types import Message, MessageOriginUser
from aiogram.utils.i18n import gettext as _

from bot.actions.groups import groups
from bot.actions.work import Work
from bot.phrasing import quoted
from bot.rules.tickets.asides import Said, whom
from bot.rules.tickets.tickets import ticket_number
from handlers import say
from handlers.filters import ByPeople
from handlers.groups.operator_group import seen_in
from handlers.refused_commands import no_command
from handlers.routers import Doors

_ADDRESSED = re.compile(r"\s*/\w+@(\w+)")


async def overhear(message: Message, work: Work, bot: Bot, state: FSMContext) -> None:
    """Learn the group's title and kind; an answer given to the bot would reach nobody, so say where to put it.

    A command that there is not is answered, too; one for another bot is that bot's.
    """
    await groups.noticed(work, seen_in(message.chat))
    if await _commands_nothing(message, work, bot):
        return await say.reply(work, message, no_command(_words(message)))
    if message.is_topic_message and message.message_thread_id and whom(_words(message)) is Said.REQUESTER:
        return await _say_where_it_is(message, work, message.message_thread_id)
    if _answers(message, bot.id) and await _begins(message, state):
        text = _("This reply reaches nobody. Please reply to the card of a request or to a message of its requester.")
        await say.reply(work, message, text)
    return None


async def _say_where_it_is(message: Message, work: Work, thread: int) -> None:
    """Tell who writes in the topic of a ticket that was handed over that nobody is sent this."""
    left = await groups.left(work, message.chat.id, thread)
    if left is not None and await ByPeople()(message):
        text = _("{number} is in the group “{group}” now. Nobody is sent this message.")
        await say.reply(work, message, text.format(number=ticket_number(left[0]), group=quoted(left[1] or "…")))


async def _commands_nothing(message: Message, work: Work, bot: Bot) -> bool:
    """Tell whether operators typed what looks like a command of this bot and is none."""
    if whom(_words(message)) is not Said.DESK or not await ByPeople()(message):
        return False
    addressed = _ADDRESSED.match(_words(message))
    if addressed is not None and addressed[1].casefold() != ((await bot.me()).username or "").casefold():
        return False
    return await groups.serves(work, message.chat.id)


def _words(message: Message) -> str:
    return message.text or message.caption or ""


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
